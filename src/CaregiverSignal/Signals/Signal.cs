namespace CaregiverSignal.Signals;

/// <summary>What is open, or was, about one caregiver: a dated fact at each step, and at most one open a person.</summary>
public sealed record Signal
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public string Level { get; init; } = "";

    public string Kinds { get; init; } = "";

    public DateOnly OpenedOn { get; init; }

    public DateTimeOffset? ToldAt { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? ContactedAt { get; init; }

    public DateOnly? NextOn { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? Outcome { get; init; }

    /// <summary>The day on which there was last something to tell; null when it opened in silence.</summary>
    public DateOnly? TellOn { get; init; }

    /// <summary>The id of what was found last; 0 when nothing was.</summary>
    public long NewestFinding { get; init; }

    /// <summary>Another one each time something comes in; empty while nothing has, as where nothing is open.</summary>
    public string Mark => IsFollowed ? "" : FormattableString.Invariant($"{TellOn:yyyy-MM-dd}.{NewestFinding}");

    /// <summary>As <see cref="OpenCase.IsContacted"/>.</summary>
    public bool IsContacted => ContactedAt >= SeenAt;

    /// <summary>As <see cref="OpenCase.WaitsSince"/>.</summary>
    public DateOnly WaitsSince => TellOn ?? OpenedOn;

    /// <summary>A coordinator opened it to follow somebody about whom the rules find nothing; it becomes a finding's own when they do.</summary>
    public bool IsFollowed => Kinds.Length == 0;
}
