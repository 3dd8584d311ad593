using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Delivery;

/// <summary>
/// The mail that waits, went and came back, for who runs the program: to whom of which domain, never what.
/// </summary>
/// <remarks>May be shared between threads. Reading it is in the record first.</remarks>
public sealed partial class MailLedger(
    Database database,
    Func<Pace> pace,
    Recorder recorder,
    ILogger<MailLedger> log,
    SiteTime time
)
{
    private const int ReturnsShown = 20;

    /// <summary>
    /// Whether the oldest mail comes first, as it does where a person or the program still has to act.
    /// </summary>
    public static bool IsOldestFirst(string group) => group is "late" or "unsure" or "waiting";

    /// <summary>The groups that have mail, each with the first of it.</summary>
    /// <param name="most">Of each.</param>
    /// <param name="by">To look, or to take it along in a file.</param>
    public LedgerView List(int most, SignedInStaff staff, Verb by)
    {
        var view = database.Read(transaction => new LedgerView(
            [
                .. MailLedgerTable
                    .Groups.Select(name => (name, MailLedgerTable.In(transaction, name, time.Now, most)))
                    .Where(group => group.Item2.Count > 0),
            ],
            MailLedgerTable.IdleReturns(transaction, time.Now - MailLedgerTable.IdleShown, ReturnsShown),
            RelayOutlook.Of(transaction, pace(), time),
            transaction.Unreadable
        ));
        recorder.Add(staff.On(Ground.Operation), by.Of(Thing.Mail));
        return view;
    }

    /// <summary>One mail and what came back of it.</summary>
    /// <returns>Null when there is none.</returns>
    public LedgerMail? Look(string id, SignedInStaff staff)
    {
        if (Find(id) is not { } found)
            return null;
        recorder.Add(staff.On(Ground.Operation), Verb.Look.Of(Thing.Mail, id));
        return found;
    }

    /// <summary>Has a mail sent again.</summary>
    /// <returns>The mail, null when there is none, and whether it goes: not when it is on its way or over.</returns>
    public (LedgerMail? Mail, bool Goes) SendAgain(string id, SignedInStaff staff)
    {
        var by = staff.Coordinator.Id;
        var goes = database.Write(transaction =>
        {
            var decided = MailLedgerTable.SendAgain(transaction, id, by, MailSettings.AlertWithin, time.Now);
            if (decided)
                recorder.Add(transaction, staff.On(Ground.Operation), Verb.Send.Of(Thing.Mail, id));
            return decided;
        });
        if (goes)
            Again(id, by);
        return (Find(id), goes);
    }

    private LedgerMail? Find(string id) =>
        database.Read(transaction =>
            MailLedgerTable.Get(transaction, id, time.Now) is { } mail
                ? new LedgerMail(
                    mail,
                    MailLedgerTable.ReturnsOf(transaction, id),
                    RelayOutlook.Of(transaction, pace(), time)
                )
                : null
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} goes again, decided by coordinator {By}")]
    private partial void Again(string id, long by);
}

/// <param name="Idle">The newest returned messages that changed nothing, to look at.</param>
public sealed record LedgerView(
    IReadOnlyList<(string Name, IReadOnlyList<MailLedgerRow> Rows)> Groups,
    IReadOnlyList<MailLedgerReturn> Idle,
    RelayOutlook Outlook,
    IReadOnlyList<UnreadableRow> Unreadable
);

public sealed record LedgerMail(MailLedgerRow Mail, IReadOnlyList<MailLedgerReturn> Returns, RelayOutlook Outlook);
