using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>Gives caregivers another coordinator, who finds a line about each on the worklist.</summary>
internal static class PassingOn
{
    /// <summary>Working days in which to get to know a caregiver from a colleague (our choice: two weeks).</summary>
    private const int WithinDays = 10;

    /// <summary>Hands over all of a coordinator's caregivers, also those who stopped.</summary>
    /// <param name="by">The account that does it; null for the command line.</param>
    /// <param name="word">Notifies the caregivers; null to notify nobody.</param>
    /// <returns>Who they are, for the audit log.</returns>
    internal static async Task<IReadOnlyList<long>> All(
        Transaction transaction,
        long fromId,
        long toId,
        long? by,
        SiteTime time,
        NewCoordinatorMail? word = null
    ) =>
        [
            .. await (await CaregiverTable.IdsOf(transaction, fromId)).WhereAsync(caregiver =>
                One(transaction, caregiver, fromId, toId, by, time, word)
            ),
        ];

    /// <summary>Hands over one caregiver; the new coordinator is notified again of a red signal that nobody took up,
    /// and has until the next working day for overdue tasks.</summary>
    /// <returns>False if they are with somebody else by now.</returns>
    internal static async Task<bool> One(
        Transaction transaction,
        long caregiverId,
        long fromId,
        long toId,
        long? by,
        SiteTime time,
        NewCoordinatorMail? word = null
    )
    {
        if (!await CaregiverTable.Move(transaction, caregiverId, fromId, toId))
            return false;
        await SignalAlertTable.NotifyAgain(transaction, caregiverId);
        await StaffTaskTable.BeginAnew(transaction, caregiverId, time.Today, time.WorkingDays.Add(time.Today, 1));
        await GetAcquainted(transaction, caregiverId, time);
        if (word is not null)
            await word.Queue(transaction, caregiverId);
        return true;
    }

    /// <summary>The new coordinator has a day to read and call, unless the caregiver stopped.</summary>
    private static async Task GetAcquainted(Transaction transaction, long caregiverId, SiteTime time)
    {
        await StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.PassedOn, caregiverId, time.Now);
        if (await CaregiverTable.Get(transaction, caregiverId) is { Status: not CaregiverStatus.Ended })
            await StaffTaskTable.Open(
                transaction,
                StaffTaskKind.PassedOn,
                caregiverId,
                time.WorkingDays.Add(time.Today, WithinDays),
                time.Now
            );
    }
}
