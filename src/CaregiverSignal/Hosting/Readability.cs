using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Looks for rows that no step could read, such as one with a day that does not exist: whoever they are about is passed
/// over.
/// </summary>
/// <remarks>It reads everybody who takes part and all that is open, so only <c>check</c> asks it.</remarks>
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
