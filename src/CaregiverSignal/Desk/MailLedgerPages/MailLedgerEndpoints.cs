using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>The mail ledger for the operator; and "try the relay now", after a page that asks to confirm.</summary>
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
        operators.MapPage(Home + "/proberen", AskToTry);
        operators.MapForm(Home + "/proberen", TryRelay);
        operators.MapPage(Home + "/{id}", ShowOne);
    }

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var model = Read(shells.For(context, staff), SavedIn(context));
        recorder.Add(staff.On(Ground.Operation), Deed.SeePost);
        return PageRoutes.Show<MailLedgerPage>(model);
    }

    private IResult ShowOne(string id, SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        if (database.Read(transaction => ReadMail(transaction, id, shell, SavedIn(context))) is not { } model)
            return PageRoutes.Missing(support);
        recorder.Add(staff.On(Ground.Operation), Deed.SeeMail, what: "mail/" + id);
        return PageRoutes.Show<LedgerMailPage>(model);
    }

    private IResult AskToTry(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        var outlook = database.Read(transaction => RelayOutlook.Of(transaction, pace, time));
        if (!outlook.IsPaused)
            return PageRoutes.Go(Home + "?bewaard=veranderd");
        var words = new LedgerWords(Words, outlook);
        List<string> warnings = [.. words.OfRelay(), Words["Ask.proberen"]];
        if (outlook.Relay.Stage == "auth")
            warnings.Add(Words["Ask.inloggen"]);
        if (outlook.IsLimited)
            warnings.Add(Words["Ask.grens"]);
        if (outlook.HeldForGood is { } why)
            warnings.Add($"{Words["NothingGoes"]} {Words["Fence." + why]}");
        return PageRoutes.Show<LedgerAskPage>(
            new LedgerAskModel(shell, "proberen", Home + "/proberen", Home, [], warnings)
        );
    }

    private IResult TryRelay(SignedInStaff staff, PostedForm form)
    {
        var done = database.Write(transaction =>
        {
            var tries = MailLedgerTable.TryRelayNow(transaction, time.Now);
            if (tries)
                recorder.Add(transaction, staff.On(Ground.Operation), Deed.DecideMail, what: "mail_relay");
            return tries;
        });
        if (done)
            TriesNow(log, staff.Coordinator.Id);
        return PageRoutes.Go($"{Home}?bewaard={(done ? "proberen" : "veranderd")}");
    }

    private MailLedgerPageModel Read(StaffShell shell, string saved)
    {
        var (outlook, counts, groups, idle, newest, unreadable) = database.Read(transaction =>
        {
            var counts = MailLedgerTable.CountByGroup(transaction, time.Now);
            return (
                RelayOutlook.Of(transaction, pace, time),
                counts,
                MailLedgerTable
                    .Groups.Where(counts.ContainsKey)
                    .Select(group => (Key: group, Rows: MailLedgerTable.In(transaction, group, time.Now, RowsAGroup)))
                    .ToList(),
                MailLedgerTable.CountIdleReturns(transaction, time.Now - MailLedgerTable.IdleShown),
                MailLedgerTable.IdleReturns(transaction, time.Now - MailLedgerTable.IdleShown, ReturnsShown),
                transaction.Unreadable
            );
        });
        var words = new LedgerWords(Words, outlook);
        return new MailLedgerPageModel
        {
            Shell = shell with { Unreadable = unreadable },
            Held = outlook.HeldForGood is { } why ? Words["Fence." + why] : null,
            Saved = MailLedgerPageModel.SavedOf(saved),
            IsUnchanged = saved == MailLedgerPageModel.Unchanged,
            Relay = loop.LastRoundAt is { } round
                ? [.. words.OfRelay(), Words["Round", ("tijd", words.Moment(round))]]
                : words.OfRelay(),
            IsTroubled = outlook.IsPaused || outlook.LimitedUntil is not null,
            MayTry = outlook.IsPaused,
            Summary = MailLedgerPageModel.SummaryOf(counts),
            Groups =
            [
                .. groups.Select(group => new LedgerGroup(
                    group.Key,
                    Words["Group." + group.Key],
                    counts[group.Key] > group.Rows.Count
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
                .. idle.Select(one =>
                    Words["ReturnedCount", ("wat", words.Returned(one.Note)), ("n", Texts.Number(one.Count))]
                ),
            ],
            ReturnedNewest = [.. newest.Select(words.Of)],
        };
    }

    private LedgerMailModel? ReadMail(Transaction transaction, string id, StaffShell shell, string saved)
    {
        if (MailLedgerTable.Get(transaction, id, time.Now) is not { } mail)
            return null;
        var words = new LedgerWords(Words, RelayOutlook.Of(transaction, pace, time));
        return new LedgerMailModel(
            shell,
            MailLedgerPageModel.SavedOf(saved) is { } decided ? $"{decided} {words.Next(mail)}" : null,
            saved == MailLedgerPageModel.Unchanged,
            LedgerLine.Of(mail, words, kinds),
            words.FactsOf(mail),
            [.. MailLedgerTable.Attempts(transaction, id).Select(words.Of)],
            [.. MailLedgerTable.ReturnsOf(transaction, id).Select(words.Of)]
        );
    }

    private static string SavedIn(HttpContext context) => context.Request.Query["bewaard"].ToString();

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The relay is tried before its time, decided by coordinator {By}"
    )]
    private static partial void TriesNow(ILogger log, long by);
}
