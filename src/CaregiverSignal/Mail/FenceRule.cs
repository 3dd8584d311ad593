namespace CaregiverSignal.Mail;

/// <summary>What a start finds in the store and in the file beside its folder.</summary>
/// <param name="StoreEpoch">Null in a new store, and in one from before there were fences.</param>
/// <param name="StoreHasSent">Some mail was handed over at some time.</param>
/// <param name="FileEpoch">Null when there is no file.</param>
/// <param name="StoreKnowsNewest">The store knows that the newest mail of the file was handed over; true when the file has none.</param>
public sealed record FenceFacts(string? StoreEpoch, bool StoreHasSent, string? FileEpoch, bool StoreKnowsNewest);

/// <summary>Whether store and file belong together: pure (docs/adr/0012).</summary>
public static class FenceRule
{
    /// <returns>Null when they do, or may begin together from here.</returns>
    public static FenceWhy? Judge(FenceFacts facts)
    {
        if (facts is { StoreEpoch: null, StoreHasSent: false }) return null;
        if (facts.StoreEpoch is null) return facts.FileEpoch is null ? null : FenceWhy.Restored;
        if (facts.FileEpoch is null) return facts.StoreHasSent ? FenceWhy.Copied : null;
        if (facts.FileEpoch != facts.StoreEpoch) return FenceWhy.Copied;
        return facts.StoreKnowsNewest ? null : FenceWhy.Restored;
    }
}
