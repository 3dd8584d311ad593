using CaregiverSignal.Delivery;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>The operator's list of mail; and "again", after a page that asks to confirm.</summary>
public sealed partial class MailLedgerEndpoints(
    Database database,
    StaffShells shells,
    Pace pace,
    MailLoop loop,
    MailKinds kinds,
    Recorder recorder,
    SupportPointSettings support,
    ILogger<MailLedgerPageModel> log,
    SiteTime time
) : IEndpoints
{
    internal const string Home = "/beheer/post";

    private const int RowsAGroup = 50;
    private const int ReturnsShown = 20;

    private static Texts Words => MailLedgerPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var operators = routes.ForOperators();
        operators.MapPage(Home, ShowAll);
        operators.MapPage(Home + "/{id}", ShowOne);
        operators.MapPage(Home + "/{id}/opnieuw", AskAgain);
        operators.MapForm(Home + "/{id}/opnieuw", SendAgain);
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var model = Read(shells.For(context, staff));
        recorder.Add(staff.On(Ground.Operation), Verb.Look.Of(Thing.Mail));
        return PageRoutes.Show<MailLedgerPage>(model);
    }

    private IResult ShowOne(string id, SignedInStaff staff, HttpContext context)
    {
        if (ReadMail(id, shells.For(context, staff), SavedIn(context)) is not { } model)
            return PageRoutes.Missing(support);
        recorder.Add(staff.On(Ground.Operation), Verb.Look.Of(Thing.Mail, id));
        return PageRoutes.Show<LedgerMailPage>(model);
    }

    private IResult AskAgain(string id, SignedInStaff staff, HttpContext context)
    {
        if (ReadMail(id, shells.For(context, staff), saved: null) is not { } model)
            return PageRoutes.Missing(support);
        if (!model.Mail.MayGoAgain)
            return PageRoutes.Go($"{Home}/{id}?bewaard=veranderd");
        recorder.Add(staff.On(Ground.Operation), Verb.Look.Of(Thing.Mail, id));
        return PageRoutes.Show<LedgerAskPage>(model);
    }

    private IResult SendAgain(string id, SignedInStaff staff, PostedForm form)
    {
        var by = staff.Coordinator.Id;
        var done = database.Write(transaction =>
        {
            var decided = MailLedgerTable.SendAgain(transaction, id, by, MailSettings.AlertWithin, time.Now);
            if (decided)
                recorder.Add(transaction, staff.On(Ground.Operation), Verb.Send.Of(Thing.Mail, id));
            return decided;
        });
        if (done)
            Again(log, id, by);
        return PageRoutes.Go($"{Home}/{Uri.EscapeDataString(id)}?bewaard={(done ? "opnieuw" : "veranderd")}");
    }

    private MailLedgerPageModel Read(StaffShell shell)
    {
        var (outlook, groups, idle, newest, unreadable) = database.Read(transaction =>
        {
            return (
                RelayOutlook.Of(transaction, pace, time),
                MailLedgerTable
                    .Groups.Select(group =>
                        (Key: group, Rows: MailLedgerTable.In(transaction, group, time.Now, RowsAGroup))
                    )
                    .Where(group => group.Rows.Count > 0)
                    .ToList(),
                MailLedgerTable.CountIdleReturns(transaction, time.Now - MailLedgerTable.IdleShown),
                MailLedgerTable.IdleReturns(transaction, time.Now - MailLedgerTable.IdleShown, ReturnsShown),
                transaction.Unreadable
            );
        });
        var words = new LedgerWords(outlook);
        return new MailLedgerPageModel
        {
            Shell = shell with { Unreadable = unreadable },
            Held = outlook.Held is { } why ? Words["Held." + why] : null,
            Relay = loop.LastRoundAt is { } round
                ? [.. words.OfRelay(), Words["Round", ("tijd", words.Moment(round))]]
                : words.OfRelay(),
            IsTroubled = outlook.IsPaused || outlook.IsPastDailyLimit,
            Groups =
            [
                .. groups.Select(group => new LedgerGroup(
                    group.Key,
                    Words["Group." + group.Key],
                    group.Rows.Count == RowsAGroup
                        ? Words[
                            MailLedgerTable.IsOldestFirst(group.Key) ? "Oldest" : "Newest",
                            ("n", Texts.Number(group.Rows.Count))
                        ]
                        : null,
                    [.. group.Rows.Select(mail => LedgerLine.Of(mail, words, kinds))]
                )),
            ],
            Returned =
            [
                .. idle.Select(count =>
                    Words["ReturnedCount", ("wat", words.Returned(count.Note)), ("n", Texts.Number(count.Count))]
                ),
            ],
            ReturnedNewest = [.. newest.Select(words.Of)],
        };
    }

    private LedgerMailModel? ReadMail(string id, StaffShell shell, string? saved) =>
        database.Read(transaction =>
        {
            if (MailLedgerTable.Get(transaction, id, time.Now) is not { } mail)
                return null;
            var words = new LedgerWords(RelayOutlook.Of(transaction, pace, time));
            return new LedgerMailModel(
                shell,
                saved is null ? null : $"{Words["Saved." + saved]} {words.Next(mail)}".Trim(),
                saved == "veranderd",
                LedgerLine.Of(mail, words, kinds),
                words.FactsOf(mail),
                [.. MailLedgerTable.ReturnsOf(transaction, id).Select(words.Of)],
                mail.MayHaveArrived
            );
        });

    private static string? SavedIn(HttpContext context) =>
        context.Request.Query["bewaard"].ToString() is ("opnieuw" or "veranderd") and var saved ? saved : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} goes again, decided by coordinator {By}")]
    private static partial void Again(ILogger log, string id, long by);
}
