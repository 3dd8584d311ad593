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

/// <summary>The decisions "send again", "give up" and "it went", each after a page that asks to confirm.</summary>
public sealed partial class MailDecisionEndpoints(
    Database database,
    StaffShells shells,
    Pace pace,
    MailSettings settings,
    Recorder recorder,
    SupportPointSettings support,
    ILogger<MailLedgerPageModel> log,
    SiteTime time
) : IEndpoints
{
    private const string Home = MailLedgerEndpoints.Home;

    private static readonly string[] Decisions = ["opnieuw", "opgeven", "aangekomen"];

    private static Texts Words => MailLedgerPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var operators = routes.ForOperators();
        foreach (var act in Decisions)
        {
            operators.MapPage(
                $"{Home}/{{id}}/{act}",
                (string id, SignedInStaff staff, HttpContext context) => Ask(act, id, staff, context)
            );
            operators.MapForm(
                $"{Home}/{{id}}/{act}",
                (string id, SignedInStaff staff, PostedForm _) => Decide(act, id, staff)
            );
        }
    }

    private IResult Ask(string act, string id, SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        var (mail, outlook) = database.Read(transaction =>
            (MailLedgerTable.Get(transaction, id, time.Now), RelayOutlook.Of(transaction, pace, time))
        );
        if (mail is null)
            return PageRoutes.Missing(support);
        var may = act switch
        {
            "opnieuw" => mail.MayGoAgain,
            "opgeven" => mail.MayBeGivenUp,
            _ => mail.MayHaveGone,
        };
        if (!may)
            return PageRoutes.Go($"{Home}/{id}?bewaard=veranderd");
        recorder.Add(staff.On(Ground.Operation), Deed.SeeMail, what: "mail/" + id);
        return PageRoutes.Show<LedgerAskPage>(
            new LedgerAskModel(
                shell,
                act,
                $"{Home}/{id}/{act}",
                $"{Home}/{id}",
                new LedgerWords(Words, outlook).FactsOf(mail),
                WarningsOf(act, mail, outlook)
            )
        );
    }

    private IResult Decide(string act, string id, SignedInStaff staff)
    {
        var by = staff.Coordinator.Id;
        var done = database.Write(transaction =>
        {
            var decided = act switch
            {
                "opnieuw" => MailLedgerTable.SendAgain(transaction, id, by, settings.AlertWithin, time.Now),
                "opgeven" => MailLedgerTable.GiveUp(transaction, id, by, time.Now),
                _ => MailLedgerTable.ConfirmSent(transaction, id, by, time.Now),
            };
            if (decided)
                recorder.Add(transaction, staff.On(Ground.Operation), Deed.DecideMail, what: "mail/" + id);
            return decided;
        });
        if (done)
            Decided(log, id, act, by);
        return PageRoutes.Go($"{Home}/{Uri.EscapeDataString(id)}?bewaard={(done ? act : "veranderd")}");
    }

    private static List<string> WarningsOf(string act, MailLedgerRow mail, RelayOutlook outlook)
    {
        if (act == "aangekomen")
            return [Words["Ask.aangekomen"]];
        if (act == "opgeven")
            return [Words[mail.IsToCaregiver ? "Ask.opgeven" : "Ask.zelf"]];
        // The page describes the mail as it will be, because it says when it goes before the operator decides.
        var now = outlook.Time.Now;
        var ready = mail with
        {
            State = MailState.Ready,
            NextTryAt = now,
            NotAfter = mail.NotAfter > now ? mail.NotAfter : now.AddDays(1),
        };
        List<string> warnings = [$"{Words["Ask.opnieuw"]} {new LedgerWords(Words, outlook).Next(ready)}"];
        if (mail.MayHaveArrived)
            warnings.Add(Words["Ask.dubbel"]);
        return warnings;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id}: {Act}, decided by coordinator {By}")]
    private static partial void Decided(ILogger log, string id, string act, long by);
}
