namespace CaregiverSignal.Tips;

/// <summary>A report by somebody who worries about a caregiver, and what was done with it.</summary>
public sealed record Tip
{
    /// <summary>The day on which, as the page says, somebody reads it.</summary>
    public DateOnly ReadBy(SiteTime time) => time.SeenOn(ReceivedAt);

    /// <summary>The day to try again; null while nobody tried in vain.</summary>
    public DateOnly? AgainOn(SiteTime time) => TriedOn is { } day ? time.WorkingDays.Add(day, 1) : null;

    /// <summary>Whether the day to try again went by, or the first day and nobody took it up.</summary>
    public bool IsLate(SiteTime time) => (AgainOn(time) ?? (TakenUpAt is null ? ReadBy(time) : null)) < time.Today;

    public long Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What the reporter sees; null once it was deleted.</summary>
    public string? Words { get; init; }

    /// <summary>Who it is about and how to reach them; null when not given, or deleted.</summary>
    public string? About { get; init; }

    /// <summary>
    /// Whether it is about somebody under 18; null when not said.
    /// </summary>
    public TipAnswer? Minor { get; init; }

    /// <summary>
    /// Whether the person it is about knows of the tip; null when not said.
    /// </summary>
    public TipAnswer? Knows { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string? ReporterEmail { get; init; }

    public DateTimeOffset? TakenUpAt { get; init; }

    public long? TakenUpById { get; init; }

    /// <summary>The name of the coordinator who took it up, or the address when there is no name.</summary>
    public string? TakenUpBy { get; init; }

    /// <summary>On how many days somebody tried and reached nobody.</summary>
    public int TriedDays { get; init; }

    /// <summary>The last of those days.</summary>
    public DateOnly? TriedOn { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Null while it is open.</summary>
    public TipOutcome? Outcome { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ForgottenAt { get; init; }

    /// <summary>
    /// The mark of the network it came from, the same for all its tips during one run of the program; null when not
    /// known, or deleted.
    /// </summary>
    public string? Sender { get; init; }
}
