namespace CaregiverSignal.Signals.Life;

/// <summary>Where a signal stands: a dated fact at each step.</summary>
public abstract record SignalState
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public string Level { get; init; } = "";

    public string Kinds { get; init; } = "";

    public DateOnly OpenedOn { get; init; }

    /// <summary>The day on which there was last something to tell; null when it opened in silence.</summary>
    public DateOnly? NotifyOn { get; init; }

    /// <summary>
    /// When it was told, in an alert or a digest, or again on the worklist of that day; null while that waits.
    /// </summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? ContactedAt { get; init; }

    public DateOnly? NextOn { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>
    /// When the first was found of what came after the last talk; null while nothing did, and where nobody talked.
    /// </summary>
    public DateTimeOffset? NewsAt { get; init; }

    /// <summary>The same of what is red.</summary>
    public DateTimeOffset? RedNewsAt { get; init; }

    /// <summary>
    /// How often somebody tried to reach them since the last talk; <see cref="TriedDays"/> on how many days.
    /// </summary>
    public int Tries { get; init; }

    public int TriedDays { get; init; }

    /// <summary>The last such day; null when nobody tried.</summary>
    public DateOnly? TriedOn { get; init; }

    /// <summary>How the last try went.</summary>
    public string? TriedHow { get; init; }

    /// <summary>
    /// A coordinator opened it to follow somebody about whom the rules find nothing; it becomes a finding's own when
    /// they do.
    /// </summary>
    public bool IsFollowed => Kinds.Length == 0;

    /// <summary>Somebody spoke to them since it was last told: being told anew must be seen anew.</summary>
    public bool IsContacted => ContactedAt >= SeenAt;

    /// <summary>
    /// Red, and nobody talked since it was told, since something red came in, or since somebody tried: only a talk ends
    /// that.
    /// </summary>
    public bool AwaitsTalk => Level == "red" && (!IsContacted || RedNewsAt is not null || Tries > 0);

    /// <summary>It was passed on to the deputy, and nobody talked since.</summary>
    public bool IsWithDeputy => EscalatedAt is { } at && !(ContactedAt >= at);

    /// <summary>
    /// The day from which they wait: when there was last something to tell, as a new request; otherwise when it opened.
    /// </summary>
    public DateOnly WaitsSince => NotifyOn ?? OpenedOn;
}
