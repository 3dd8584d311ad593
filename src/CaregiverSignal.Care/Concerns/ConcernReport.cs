namespace CaregiverSignal.Concerns;

/// <summary>A report by somebody who worries about a caregiver, and what was done with it.</summary>
public sealed record ConcernReport
{
    /// <summary>Whether nobody did anything about it by its day.</summary>
    public bool IsLate(SiteTime time) => ClosedAt is null && DueOn < time.Today;

    /// <summary>Whether it is to be done today by who reads it.</summary>
    public bool IsTodayFor(long coordinatorId, SiteTime time) =>
        TakenUpAt is null || IsLate(time) || (TakenUpById == coordinatorId && TriedOn != time.Today);

    public long Id { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What the reporter sees; null once it was deleted.</summary>
    public string? Words { get; init; }

    /// <summary>Who it is about and how to reach them; null when not given, or deleted.</summary>
    public string? About { get; init; }

    /// <summary>Whether it is about somebody under 18; null when not said.</summary>
    public ConcernReportAnswer? Minor { get; init; }

    /// <summary>Whether the person it is about knows of the report; null when not said.</summary>
    public ConcernReportAnswer? Knows { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string? ReporterEmail { get; init; }

    public DateTimeOffset? TakenUpAt { get; init; }

    public long? TakenUpById { get; init; }

    /// <summary>The name of the coordinator who took it up, or the address when there is no name.</summary>
    public string? TakenUpBy { get; init; }

    /// <summary>The day on which, as the page says, somebody reads it; later the day to go on with it.</summary>
    public DateOnly DueOn { get; init; }

    /// <summary>On how many days somebody tried and reached nobody.</summary>
    public int TriedDays { get; init; }

    /// <summary>The last of those days.</summary>
    public DateOnly? TriedOn { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Null while it is open.</summary>
    public ConcernReportOutcome? Outcome { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? ForgottenAt { get; init; }
}
