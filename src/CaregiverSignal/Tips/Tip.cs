namespace CaregiverSignal.Tips;

/// <summary>What somebody who worries told the support point, and what became of it.</summary>
public sealed record Tip
{
    /// <summary>
    /// What comes in on a working day before this hour is looked at on that day: an hour of the office day is left (our
    /// choice).
    /// </summary>
    public static readonly TimeOnly LastHour = new(16, 0);

    public long Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What they see; null once it was deleted.</summary>
    public string? Words { get; init; }

    /// <summary>Who it is about and how to reach them; null when not told, or deleted.</summary>
    public string? About { get; init; }

    /// <summary>
    /// Whether it is about somebody under 18: <c>yes</c>, <c>no</c> or <c>unknown</c>; null when not said.
    /// </summary>
    public string? Minor { get; init; }

    /// <summary>
    /// Whether the one it is about knows of this: <c>yes</c>, <c>no</c> or <c>unknown</c>; null when not said.
    /// </summary>
    public string? Knows { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string? ReporterEmail { get; init; }

    public int TimesNotified { get; init; }

    public DateTimeOffset? TakenUpAt { get; init; }

    /// <summary>The name of who took it up, or the address where there is no name.</summary>
    public string? TakenUpBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>One of <see cref="TipOutcomes"/>; null while it is open.</summary>
    public string? Outcome { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ForgottenAt { get; init; }

    /// <summary>
    /// The same for all that came from one network while the program ran; null when not known, or deleted.
    /// </summary>
    public string? Sender { get; init; }
}

/// <summary>How a tip ended; the codes are stored, the words are in the tip page's texts.</summary>
public static class TipOutcomes
{
    public const string NoMoreNeeded = "no-more-needed";

    public static readonly IReadOnlyList<string> All =
    [
        "in-contact",
        "followed-already",
        "passed-on",
        "not-reached",
        NoMoreNeeded,
    ];
}
