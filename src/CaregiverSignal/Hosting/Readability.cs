using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Looks for rows that no step can read, such as one with a day that does not exist: every step passes over the person
/// they concern.
/// </summary>
/// <remarks>It reads all participants and all open items, so only <c>check</c> uses it.</remarks>
public static class Readability
{
    public static IReadOnlyList<UnreadableRow> Unreadable(Transaction transaction)
    {
        CaregiverTable.AllTakingPart(transaction);
        CheckInTable.AllOpen(transaction);
        SignalTable.AllOpen(transaction);
        TipTable.Open(transaction, sender: null, limit: int.MaxValue, skip: 0);
        return transaction.Unreadable;
    }
}
