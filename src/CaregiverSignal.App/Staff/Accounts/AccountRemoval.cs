using CaregiverSignal.Concerns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Removes a colleague's account: signed out at once, no more mail, and their work passes to somebody else.
/// </summary>
public static class AccountRemoval
{
    internal static int EndSessions(Transaction transaction, long coordinatorId, DateTimeOffset now)
    {
        CoordinatorTable.RenewStamp(transaction, coordinatorId);
        return LinkTable.RevokeSignIns(transaction, coordinatorId, now);
    }

    /// <param name="to">The coordinator who gets their caregivers; null when they have none.</param>
    /// <exception cref="ArgumentException">Somebody needs another coordinator, and none is named.</exception>
    /// <param name="by">The account that does it; null for the command line.</param>
    /// <param name="word">Gives the caregivers a word of it; null for none.</param>
    internal static Removed Remove(
        Transaction transaction,
        Coordinator coordinator,
        Coordinator? to,
        SiteTime time,
        long? by = null,
        NewCoordinatorMail? word = null
    )
    {
        if (to is null && RemovalTable.CountPeople(transaction, coordinator.Id) > 0)
            throw new ArgumentException("There are people without a new coordinator.", nameof(to));
        EndSessions(transaction, coordinator.Id, time.Now);
        MailCancelTable.CancelStaff(transaction, coordinator.Email, time.Now);
        SignalAlertTable.PassOnAgain(transaction, coordinator.Id, time.Today);
        StaffTaskTable.PassOnAgain(transaction, coordinator.Id);
        var reports = ConcernReportTable.MoveAll(transaction, coordinator.Id, to?.Id, time.Now);
        IReadOnlyList<long> people = to is null
            ? []
            : PassingOn.All(transaction, coordinator.Id, to.Id, by, time, word);
        AbsenceTable.EndAllOf(transaction, coordinator.Id, time.Now);
        CredentialTable.RemoveAll(transaction, coordinator.Id);
        CoordinatorTable.Remove(transaction, coordinator.Id, time.Now);
        return new Removed(people, reports);
    }
}

/// <param name="People">The caregivers who have another coordinator now: each has a line in the audit log.</param>
public sealed record Removed(IReadOnlyList<long> People, int Reports);
