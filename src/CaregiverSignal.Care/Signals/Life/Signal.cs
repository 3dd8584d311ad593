using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>A signal about one caregiver, open or closed, with a dated fact for each step; each caregiver has at most
/// one open.</summary>
public sealed record Signal
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public long CoordinatorId { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>The codes of <see cref="Kinds"/>, as stored.</summary>
    public string KindCodes { get; init; } = "";

    public IReadOnlyList<SignalKind> Kinds => Rules.Kinds.Split(KindCodes);

    public DateOnly OpenedOn { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The latest day on which there was something to notify staff of; null if it opened without a
    /// notification.</summary>
    public DateOnly? NotifyOn { get; init; }

    /// <summary>When staff were notified, by an alert, a digest or that day's worklist; null while that is still to
    /// come.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The day of the newest alert; null if there is none, as for every amber signal.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>When the newest request for a call was found; null once they took it back.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>The day of the newest request for a call, even if taken back.</summary>
    public DateOnly? RequestedOn { get; init; }

    /// <summary>The last day on which care of theirs ended with a death or an admission.</summary>
    public DateOnly? CareEndedOn { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public DateTimeOffset? ContactedAt { get; init; }

    public DateOnly? NextOn { get; init; }

    /// <summary>As stored, with its day: see <see cref="NextAt"/>.</summary>
    public string? NextTime { get; init; }

    /// <summary>The local time agreed for <see cref="NextOn"/>; null if none was.</summary>
    public TimeOnly? NextAt => AgreedTime.On(NextOn, NextTime);

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public SignalOutcome? Outcome { get; init; }

    /// <summary>When the first new finding after the last conversation was found; null without one, or without a
    /// conversation.</summary>
    public DateTimeOffset? NewsAt { get; init; }

    /// <summary>The same for red findings.</summary>
    public DateTimeOffset? RedNewsAt { get; init; }

    /// <summary>Whether anything found since the last conversation is serious by itself.</summary>
    public bool IsHeavy { get; init; }

    /// <summary>How often staff have tried to reach the caregiver since the last conversation, on
    /// <see cref="TriedDays"/> days.</summary>
    public int Tries { get; init; }

    public int TriedDays { get; init; }

    /// <summary>The last day of such an attempt; null if there is none.</summary>
    public DateOnly? TriedOn { get; init; }

    /// <summary>How the last attempt went.</summary>
    public ContactWay? TriedHow { get; init; }

    /// <summary>The id of the newest finding; 0 if there is none.</summary>
    public long NewestFinding { get; init; }

    /// <summary>Whether an import or a change of the rules opened it, on a day of its own and without an
    /// alert.</summary>
    public bool IsOfReview { get; init; }

    /// <summary>A mark that changes with each finding or notification; empty without any, as for a caregiver without an
    /// open signal.</summary>
    public string Mark => IsFollowed ? "" : FormattableString.Invariant($"{NotifyOn:yyyy-MM-dd}.{NewestFinding}");

    /// <summary>Whether a coordinator opened it to follow somebody about whom the rules find nothing; once they do, it
    /// becomes an ordinary signal.</summary>
    public bool IsFollowed => KindCodes.Length == 0;

    /// <summary>Whether there is something to review early that is no signal, without a conversation or attempt
    /// since.</summary>
    public bool IsLine => IsFollowed && NewestFinding > 0 && !IsContacted && Tries == 0;

    /// <summary>Whether somebody has spoken with the caregiver since it was last taken up: after a new notification it
    /// must be taken up again.</summary>
    public bool IsContacted => ContactedAt >= SeenAt;

    /// <summary>Whether it cannot wait for the digest: red, a crisis, or a request for a call.</summary>
    public bool IsUrgent => Urgency == Urgency.Red || Kinds.Any(kind => kind.IsUrgent());

    /// <summary>Whether an urgent signal still needs a conversation: there was none since the notification, a new red
    /// finding, or an attempt. Only a conversation ends that.</summary>
    public bool AwaitsTalk => IsUrgent && (!IsContacted || RedNewsAt is not null || Tries > 0);

    /// <summary>Whether it was escalated to the team, without a conversation since.</summary>
    public bool IsWithDeputy => EscalatedAt is { } at && !(ContactedAt >= at);

    /// <summary>The day since which the caregiver has been waiting: when there was last something to notify staff of,
    /// such as a new request; otherwise when it opened.</summary>
    public DateOnly WaitsSince => NotifyOn ?? OpenedOn;

    /// <param name="acts">The actions of this signal, oldest first.</param>
    internal Signal With(IReadOnlyList<Done> acts)
    {
        List<Done> tries = [.. acts.Where(done => done.Kind == ActionKind.Contacted)];
        return this with
        {
            NotifiedOn = acts.Where(done => done.Kind == ActionKind.Notified).Max(done => (DateOnly?)done.DoneOn),
            Tries = tries.Count,
            TriedDays = tries.Select(done => done.DoneOn).Distinct().Count(),
            TriedOn = tries.Max(done => (DateOnly?)done.DoneOn),
            TriedHow = tries.LastOrDefault()?.Way,
        };
    }
}
