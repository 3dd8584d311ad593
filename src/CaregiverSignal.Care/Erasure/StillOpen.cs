using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Erasure;

/// <summary>What a caregiver has open: no colleague erases them alone before a talk. Immutable.</summary>
/// <param name="IsRed">Whether their newest answer is red, or a red signal is open.</param>
/// <param name="IsSignal">Whether a signal that is not red is open.</param>
/// <param name="CallBy">The day of a promised call; null for none.</param>
/// <param name="HasUnread">Whether their words or news wait to be read.</param>
/// <param name="Since">When the newest of it began: a later talk covers all of it.</param>
public sealed record StillOpen(bool IsRed, bool IsSignal, DateOnly? CallBy, bool HasUnread, DateTimeOffset Since)
{
    private static readonly StaffTaskKind[] Unread = [StaffTaskKind.Words, StaffTaskKind.Reply, StaffTaskKind.Told];

    /// <returns>Null if nothing is open.</returns>
    internal static async Task<StillOpen?> Of(Transaction transaction, long caregiverId)
    {
        var signal = await SignalTable.OpenOf(transaction, caregiverId) is { IsLine: false } open ? open : null;
        var call = await StaffTaskTable.CallOf(transaction, caregiverId);
        var words = await StaffTaskTable.NewestOf(transaction, Unread, caregiverId);
        var isRed = signal?.Urgency == Urgency.Red || await CaregiverTable.IsRed(transaction, caregiverId);
        return signal is null && call is null && words is null && !isRed
            ? null
            : new StillOpen(
                isRed,
                signal is not null && signal.Urgency != Urgency.Red,
                call?.DueOn,
                words is not null,
                new[] { signal?.RedNewsAt ?? signal?.OpenedAt, call?.OpenedAt, words }.Max() ?? DateTimeOffset.MinValue
            );
    }
}
