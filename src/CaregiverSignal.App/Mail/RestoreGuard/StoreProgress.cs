using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>
/// How far a store has come, in what only grows within an era; another era begins where mail is resumed.
/// </summary>
/// <param name="Era">Null before the first.</param>
/// <param name="ClockAt">When the last beat was; null before the first.</param>
/// <param name="Turn">With <paramref name="Beat"/>: grows every few seconds while somebody leads.</param>
/// <param name="Sent">The last mail that this program sent; null before its first.</param>
public sealed record StoreProgress(Era? Era, DateTimeOffset? ClockAt, long Turn, long Beat, SentLine? Sent = null)
{
    public static StoreProgress Of(Transaction transaction)
    {
        var lead = LeadTable.Get(transaction);
        return new StoreProgress(
            SendHoldTable.Newest(transaction),
            SiteClockTable.Get(transaction)?.At,
            lead.Turn,
            lead.Beat
        );
    }
}
