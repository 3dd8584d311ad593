using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.Concerns;

/// <summary>Concerns that anybody sends about a person, and what the team does with them.</summary>
/// <remarks>May be shared between threads. Changes are in the audit log in the same commit.</remarks>
public sealed class ConcernReports(Database database, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>The most untaken concerns kept, under 100 MB at the greatest length. It takes 500 networks a day that
    /// send as much as they can; then the page gives the phone number, and existing concerns stay.</summary>
    public const int MostKept = 10_000;

    /// <summary>Our choice: it was written about a person who was not asked, so it is kept only long enough for a wrong
    /// closing to come to light, and for the month that the law gives to answer that person's own question about it
    /// (AVG art. 12).</summary>
    public const int DaysKept = 31;

    /// <returns>False if the store has no room for another; the same form sent twice is kept once.</returns>
    public Task<bool> TakeInAsync(ConcernReportForm form, Actor by) =>
        database.WriteAsync(async transaction =>
        {
            if (await ConcernReportTable.CountUntouched(transaction) >= MostKept)
                return false;
            await ConcernReportTable.Add(transaction, form, time.Now, time.SeenOn(time.Now));
            await auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.ConcernReport));
            return true;
        });

    /// <summary>One concern, to be shown; the look is recorded first.</summary>
    /// <returns>Null if there is none.</returns>
    public async Task<ConcernReport?> LookAsync(long id, SignedInStaff staff, CancellationToken stop = default)
    {
        if (
            await database.ReadAsync(async transaction => await ConcernReportTable.Get(transaction, id), stop)
            is not { } report
        )
            return null;
        await auditWriter.AddAsync(
            staff.On(Ground.Team),
            AuditAction.Look.Of(AuditTarget.ConcernReport, id),
            stop: stop
        );
        return report;
    }

    /// <returns>False if a colleague was first.</returns>
    public Task<bool> TakeUpAsync(long id, SignedInStaff staff, CancellationToken stop = default) =>
        ChangeAsync(
            id,
            staff,
            AuditAction.TakeUp,
            transaction => ConcernReportTable.TakeUp(transaction, id, staff.Coordinator.Id, time.Now, Next),
            stop
        );

    /// <summary>Adds a note, and takes the concern up for its author if nobody did.</summary>
    /// <param name="tried">Whether nobody was reached today.</param>
    /// <param name="note">A line; empty for none.</param>
    /// <returns>False if it is closed.</returns>
    public Task<bool> KeepAsync(
        long id,
        bool tried,
        string note,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        ChangeAsync(
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
                ),
            stop
        );

    /// <summary>On how many days somebody tried to reach them; null if it is closed, or does not exist.</summary>
    public async Task<int?> DaysTriedAsync(long id, CancellationToken stop = default) =>
        await database.ReadAsync(async transaction => await ConcernReportTable.Get(transaction, id), stop)
            is { ClosedAt: null } report
            ? report.TriedDays
            : null;

    /// <param name="note">Empty for none.</param>
    /// <returns>False if it was closed before.</returns>
    public Task<bool> CloseAsync(
        long id,
        ConcernReportOutcome outcome,
        string note,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        ChangeAsync(
            id,
            staff,
            AuditAction.Close,
            transaction => ConcernReportTable.Close(transaction, id, staff.Coordinator.Id, outcome, note, time.Now),
            stop
        );

    /// <summary>Deletes the words of those closed long enough ago; false if there are none.</summary>
    internal async Task<bool> ForgetAsync(CancellationToken stop = default) =>
        await database.WriteAsync(
            transaction => ConcernReportTable.Forget(transaction, time.Now.AddDays(-DaysKept), time.Now),
            stop
        ) > 0;

    /// <summary>The day for continuing what is done today.</summary>
    private DateOnly Next => time.WorkingDays.Add(time.Today, 1);

    private Task<bool> ChangeAsync(
        long id,
        SignedInStaff staff,
        AuditAction action,
        Func<Transaction, Task<bool>> change,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (!await change(transaction))
                    return false;
                await MailCancelTable.CancelOfConcernReports(
                    transaction,
                    await ConcernReportTable.FirstWaiting(transaction),
                    time.Now
                );
                await auditWriter.Add(transaction, staff.On(Ground.Team), action.Of(AuditTarget.ConcernReport, id));
                return true;
            },
            stop
        );
}
