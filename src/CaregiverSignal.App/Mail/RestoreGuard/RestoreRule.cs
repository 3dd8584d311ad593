namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>What a start finds in the store and in its guard file.</summary>
/// <param name="StoreEpoch">Null in a new store, and in one from before eras existed.</param>
/// <param name="StoreHasSent">Whether any mail was ever handed over.</param>
/// <param name="FileEpoch">Null when there is no file.</param>
/// <param name="StoreAt">How far the store has come; null before its first beat.</param>
/// <param name="FileAt">How far the store had come according to the file.</param>
/// <param name="UnknownAt">When the newest mail in the file was sent that the store does not know as handed
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
    /// <remarks>A mail from before the last beat that the store does not know was erased with its caregiver.</remarks>
    public bool StoreIsOlder => IsBefore(FileAt) || IsBefore(UnknownAt);

    private bool IsBefore(DateTimeOffset? at) => at is { } instant && !(StoreAt >= instant);
}

/// <summary>Judges whether a store and its guard file belong together.</summary>
public static class RestoreRule
{
    /// <summary>
    /// Whether a store went back under a program that runs: a backup was put back, or a standby took over that lagged.
    /// </summary>
    /// <param name="seen">What the program saw before.</param>
    /// <param name="now">What it sees.</param>
    public static bool WentBack(StoreProgress seen, StoreProgress now)
    {
        if (seen.Era is { } era && now.Era?.Epoch != era.Epoch)
            return !(now.Era?.BegunAt > era.BegunAt);
        return seen.ClockAt is { } at && !(now.ClockAt >= at)
            || (now.Turn, now.Beat).CompareTo((seen.Turn, seen.Beat)) < 0;
    }

    /// <returns>Null when they do, or may start together from here.</returns>
    public static HoldReason? Judge(RestoreFacts facts)
    {
        if (facts.StoreEpoch is null)
            return facts.FileEpoch is null ? null : HoldReason.Restored;
        if (facts.FileEpoch is null)
            return facts.StoreHasSent ? HoldReason.Copied : null;
        if (facts.FileEpoch != facts.StoreEpoch)
            return HoldReason.Copied;
        return facts.StoreIsOlder ? HoldReason.Restored : null;
    }
}
