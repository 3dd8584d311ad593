using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Concerns;

/// <summary>What anybody tells of somebody they worry about, and what the team does with it.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class ConcernReports(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>
    /// The most concern reports kept that nobody has taken up, under 100 MB when all have the greatest length. It takes 500
    /// networks a day that send as much as they can; then the page gives the phone number, and the concern reports
    /// already there stay.
    /// </summary>
    public const int MostKept = 10_000;

    /// <returns>False when the store has no room for another; the same form sent twice is kept once.</returns>
    public Task<bool> TakeInAsync(ConcernReportForm form, Actor by) =>
        database.WriteAsync(transaction =>
        {
            if (ConcernReportTable.CountUntouched(transaction) >= MostKept)
                return false;
            ConcernReportTable.Add(transaction, form, time.Now, time.SeenOn(time.Now));
            auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.ConcernReport));
            return true;
        });

    /// <summary>One, to be shown; that somebody looked is recorded first.</summary>
    /// <returns>Null when there is none.</returns>
    public ConcernReport? Look(long id, SignedInStaff staff)
    {
        if (database.Read(transaction => ConcernReportTable.Get(transaction, id)) is not { } report)
            return null;
        auditWriter.Add(staff.On(Ground.Team), AuditAction.Look.Of(AuditTarget.ConcernReport, id));
        return report;
    }

    /// <summary>Open ones, those that nobody took up first; that somebody looked is recorded first.</summary>
    /// <param name="by">To look, or to take them along in a file.</param>
    public IReadOnlyList<ConcernReport> List(int limit, int skip, SignedInStaff staff, AuditAction by)
    {
        var reports = database.Read(transaction => ConcernReportTable.Open(transaction, limit, skip));
        auditWriter.Add(staff.On(Ground.Team), by.Of(AuditTarget.ConcernReports));
        return reports;
    }

    /// <returns>False when a colleague was first.</returns>
    public bool TakeUp(long id, SignedInStaff staff) =>
        Change(
            id,
            staff,
            AuditAction.TakeUp,
            transaction => ConcernReportTable.TakeUp(transaction, id, staff.Coordinator.Id, time.Now, Next)
        );

    /// <summary>Adds a note, and takes it up for who writes it where nobody did.</summary>
    /// <param name="tried">Whether nobody was reached today.</param>
    /// <param name="note">A line; empty for none.</param>
    /// <returns>False when it is closed.</returns>
    public bool Keep(long id, bool tried, string note, SignedInStaff staff) =>
        Change(
            id,
            staff,
            AuditAction.Change,
            transaction =>
                ConcernReportTable.Keep(
                    transaction,
                    id,
                    staff.Coordinator.Id,
                    tried ? time.Today : null,
                    note,
                    time.Now,
                    Next
                )
        );

    /// <summary>On how many days somebody tried to reach them; null when it is closed, or there is none.</summary>
    public int? DaysTried(long id) =>
        database.Read(transaction => ConcernReportTable.Get(transaction, id)) is { ClosedAt: null } report
            ? report.TriedDays
            : null;

    /// <param name="note">Empty for none.</param>
    /// <returns>False when it was closed already.</returns>
    public bool Close(long id, ConcernReportOutcome outcome, string note, SignedInStaff staff) =>
        Change(
            id,
            staff,
            AuditAction.Close,
            transaction => ConcernReportTable.Close(transaction, id, staff.Coordinator.Id, outcome, note, time.Now)
        );

    /// <summary>The day by which somebody goes on with what is done today.</summary>
    private DateOnly Next => time.WorkingDays.Add(time.Today, 1);

    private bool Change(long id, SignedInStaff staff, AuditAction action, Func<Transaction, bool> change) =>
        database.Write(transaction =>
        {
            if (!change(transaction))
                return false;
            MailCancelTable.CancelOfConcernReports(transaction, ConcernReportTable.FirstWaiting(transaction), time.Now);
            auditWriter.Add(transaction, staff.On(Ground.Team), action.Of(AuditTarget.ConcernReport, id));
            return true;
        });
}
