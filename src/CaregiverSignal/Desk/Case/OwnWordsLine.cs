namespace CaregiverSignal.Desk.Case;

/// <param name="ToRead">The task of reading it; null when it was read, or needs no reading.</param>
/// <param name="ReadBy">Whether somebody else wrote it, and who read it, and when; null when nothing is to be
/// said.</param>
public sealed record OwnWordsLine(string Day, string Text, long? ToRead = null, string? ReadBy = null)
{
    /// <summary>The field with when the last was said of what the page shows: what came since stays.</summary>
    public const string UpToField = "tot-en-met";

    /// <summary>Whether it is read with what stands below it.</summary>
    public bool IsReadBelow { get; init; }

    /// <summary>When the last was said of what is read with it, in ticks; null where that cannot grow.</summary>
    public long? UpTo { get; init; }

    public bool IsNew => ToRead is not null || IsReadBelow;
}
