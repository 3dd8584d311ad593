using CaregiverSignal.Delivery;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>One mail, what came back of it, and "again" with what that means.</summary>
[Authorize(StaffPolicies.Mail)]
public sealed partial class LedgerMailModel(
    Database database,
    Pace pace,
    MailKinds kinds,
    Recorder recorder,
    ILogger<LedgerMailModel> log,
    SiteTime time
) : StaffPage
{
    public MailLedgerRow Mail { get; private set; } = null!;

    public string Kind => kinds.Word(Mail.Kind, "Name");

    public LedgerWords Words { get; private set; } = null!;

    public IReadOnlyList<MailLedgerReturn> Returns { get; private set; } = [];

    public IActionResult OnGet(string id)
    {
        if (!Finds(id))
            return Missing();
        recorder.Add(Staff.On(Ground.Operation), Verb.Look.Of(Thing.Mail, id));
        return Page();
    }

    public IActionResult OnPost(string id)
    {
        var by = Staff.Coordinator.Id;
        var goes = database.Write(transaction =>
        {
            var decided = MailLedgerTable.SendAgain(transaction, id, by, MailSettings.AlertWithin, time.Now);
            if (decided)
                recorder.Add(transaction, Staff.On(Ground.Operation), Verb.Send.Of(Thing.Mail, id));
            return decided;
        });
        if (!Finds(id))
            return Missing();
        if (!goes)
            return Saved(T["Unchanged"]);
        Again(log, id, by);
        return Saved($"{T["Saved"]} {Words.Next(Mail)}");
    }

    private bool Finds(string id) =>
        database.Read(transaction =>
        {
            Mail = MailLedgerTable.Get(transaction, id, time.Now)!;
            Words = new LedgerWords(RelayOutlook.Of(transaction, pace, time));
            Returns = MailLedgerTable.ReturnsOf(transaction, id);
            return Mail is not null;
        });

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} goes again, decided by coordinator {By}")]
    private static partial void Again(ILogger log, string id, long by);
}
