namespace CaregiverSignal.Invitations;

/// <summary>A letter to caregivers, or to who reads along.</summary>
/// <param name="Prefix">Which letter of its texts.</param>
/// <param name="Parts">What it says, from above; the questions with their answers are a questionnaire's.</param>
public sealed record MailLetter(string Prefix, Texts Words, IReadOnlyList<MailPart> Parts)
{
    /// <summary>Its place in an address.</summary>
    public string Slug => Prefix.ToLowerInvariant();
}

/// <summary>One text of a letter.</summary>
public sealed record MailPart(Texts Words, string Key)
{
    /// <summary>What a support point may say in its own words; null for what stays ours.</summary>
    public MailText? Own { get; init; }

    /// <summary>Why it stays ours; null for what may be said otherwise.</summary>
    public WhyOurs? Ours { get; init; }
}

/// <summary>Why a text of a letter cannot be changed.</summary>
public enum WhyOurs
{
    /// <summary>The program keeps what it says (docs/promises.md).</summary>
    Promise,

    /// <summary>How somebody pauses or stops.</summary>
    Right,

    /// <summary>A number to call, which a setting of its own has.</summary>
    Number,

    /// <summary>Why somebody gets this mail, who may not know of us.</summary>
    Reason,
}
