namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>What a start finds in the store and in the file beside its folder.</summary>
/// <param name="StoreEpoch">Null in a new store, and in one from before there were eras.</param>
/// <param name="StoreHasSent">Some mail was handed over at some time.</param>
/// <param name="FileEpoch">Null when there is no file.</param>
/// <param name="StoreAt">How far the store has come; null before its first beat.</param>
/// <param name="FileAt">How far it had come by the file.</param>
/// <param name="UnknownAt">When the newest mail of the file went, where the store does not know that it was handed
/// over.</param>
public sealed record RestoreFacts(
    string? StoreEpoch,
    bool StoreHasSent,
    string? FileEpoch,
    DateTimeOffset? StoreAt = null,
    DateTimeOffset? FileAt = null,
    DateTimeOffset? UnknownAt = null
)
{
    /// <remarks>
    /// A mail that went before the latest beat, and that the store does not know, was erased with its caregiver.
    /// </remarks>
    public bool StoreIsOlder => IsBefore(FileAt) || IsBefore(UnknownAt);

    private bool IsBefore(DateTimeOffset? at) => at is { } instant && !(StoreAt >= instant);
}

/// <summary>Whether store and file belong together: pure (docs/adr/0012).</summary>
public static class RestoreRule
{
    /// <returns>Null when they do, or may begin together from here.</returns>
    public static HoldReason? Judge(RestoreFacts facts)
    {
        if (facts is { StoreEpoch: null, StoreHasSent: false })
            return null;
        if (facts.StoreEpoch is null)
            return facts.FileEpoch is null ? null : HoldReason.Restored;
        if (facts.FileEpoch is null)
            return facts.StoreHasSent ? HoldReason.Copied : null;
        if (facts.FileEpoch != facts.StoreEpoch)
            return HoldReason.Copied;
        return facts.StoreIsOlder ? HoldReason.Restored : null;
    }
}
