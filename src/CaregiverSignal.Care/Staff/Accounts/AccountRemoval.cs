using CaregiverSignal.Caseload;
using CaregiverSignal.Concerns;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>Removes a colleague's account: signed out at once, no more mail, and their work passes to somebody
/// else.</summary>
internal static class AccountRemoval
{
    internal static async Task<int> EndSessions(Transaction transaction, long coordinatorId, DateTimeOffset now)
    {
        await CoordinatorTable.RenewStamp(transaction, coordinatorId);
        return await LinkTable.RevokeSignIns(transaction, coordinatorId, now);
    }

    /// <param name="to">The coordinator who gets their caregivers; null if they have none.</param>
    /// <exception cref="ArgumentException">Their caregivers need another coordinator, and none is named.</exception>
    /// <param name="by">The account that does it; null for the command line.</param>
    /// <param name="word">Notifies the caregivers; null to notify nobody.</param>
    internal static async Task<Removed> Remove(
        Transaction transaction,
        Coordinator coordinator,
        Coordinator? to,
        SiteTime time,
        long? by = null,
        NewCoordinatorMail? word = null
    )
    {
        if (to is null && await RemovalTable.CountPeople(transaction, coordinator.Id) > 0)
            throw new ArgumentException("There are people without a new coordinator.", nameof(to));
        await EndSessions(transaction, coordinator.Id, time.Now);
        await MailCancelTable.CancelStaff(transaction, coordinator.Email, time.Now);
        await SignalAlertTable.PassOnAgain(transaction, coordinator.Id, time.Today);
        await StaffTaskTable.PassOnAgain(transaction, coordinator.Id);
        var reports = await ConcernReportTable.MoveAll(transaction, coordinator.Id, to?.Id, time.Now);
        IReadOnlyList<long> people = to is null
            ? []
            : await PassingOn.All(transaction, coordinator.Id, to.Id, by, time, word);
        await AbsenceTable.EndAllOf(transaction, coordinator.Id, time.Now);
        await CredentialTable.RemoveAll(transaction, coordinator.Id);
        await CoordinatorTable.Remove(transaction, coordinator.Id, time.Now);
        return new Removed(people, reports);
    }
}

/// <param name="People">The caregivers with a new coordinator: each has a line in the audit log.</param>
public sealed record Removed(IReadOnlyList<long> People, int Reports);
