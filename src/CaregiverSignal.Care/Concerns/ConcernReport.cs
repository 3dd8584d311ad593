namespace CaregiverSignal.Concerns;

/// <summary>A concern somebody has about a caregiver, and what was done with it.</summary>
public sealed record ConcernReport
{
    /// <summary>Whether nobody did anything about it by its day.</summary>
    public bool IsLate(SiteTime time) => ClosedAt is null && DueOn < time.Today;

    /// <summary>Whether its readers should act on it today.</summary>
    public bool IsTodayFor(long coordinatorId, SiteTime time) =>
        TakenUpAt is null || IsLate(time) || (TakenUpById == coordinatorId && TriedOn != time.Today);

    public long Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What the sender sees; null once deleted.</summary>
    public string? Words { get; init; }

    /// <summary>Who it is about and how to reach them; null if not given, or deleted.</summary>
    public string? About { get; init; }

    /// <summary>Whether it is about somebody under 18; null if not said.</summary>
    public ConcernReportAnswer? Minor { get; init; }

    /// <summary>Whether the person knows of it; null if not said.</summary>
    public ConcernReportAnswer? Knows { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string? ReporterEmail { get; init; }

    public DateTimeOffset? TakenUpAt { get; init; }

    public long? TakenUpById { get; init; }

    /// <summary>The name of the coordinator who took it up, or the address without a name.</summary>
    public string? TakenUpBy { get; init; }

    /// <summary>The day on which, as the page says, somebody reads it; later the day to continue.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>On how many days somebody tried and reached nobody.</summary>
    public int TriedDays { get; init; }

    /// <summary>The last day of an attempt.</summary>
    public DateOnly? TriedOn { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Null while it is open.</summary>
    public ConcernReportOutcome? Outcome { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ForgottenAt { get; init; }
}
