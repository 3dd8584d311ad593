using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>Who a caregiver is, and what they last said in a check-in.</summary>
public sealed record LastSaid
{
    public long CaregiverId { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public CaregiverStatus Status { get; init; }

    /// <inheritdoc cref="Caregiver.QuestionsWait"/>
    public bool QuestionsWait { get; init; }

    /// <summary>The newest event about the person they care for, or their help; in aftercare, the one that ended the
    /// care; null for none.</summary>
    public EventKind? Happened { get; init; }

    public DateOnly? HappenedOn { get; init; }

    /// <summary>Whether the care it was about has ended.</summary>
    public bool IsCareOver { get; init; }

    /// <summary>As <see cref="CareFacts.Called"/>, for the person it was about.</summary>
    public string? Called { get; init; }

    public Relation? Relation { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>The newest answer to "may we call you": <c>yes</c>, <c>no</c> or <c>self</c>; null if never
    /// given.</summary>
    public CallWish? CallMe { get; init; }

    /// <summary>When they answered that; null if never.</summary>
    public DateTimeOffset? CallMeAt { get; init; }

    /// <summary>When they last answered a check-in, with or without that question; null if never.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>That they would rather not be called, or call themselves. It counts for the check-in in which they said
    /// it; leaving the question blank later does not repeat it. Null if it does not count.</summary>
    public CallWish? NoCall => CallMe is CallWish.No or CallWish.Self && !(AnsweredAt > CallMeAt) ? CallMe : null;

    /// <summary>When a colleague noted that they want no contact, or stopped; null if nobody did, and once somebody has
    /// talked to them since.</summary>
    public DateTimeOffset? NoContactAt { get; init; }

    /// <summary>Whether they told a person that they want no contact, and have not asked for a call since; a mailed
    /// link alone proves neither.</summary>
    public bool WantsNoContact => NoContactAt is { } noted && !(CallMe == CallWish.Yes && CallMeAt > noted);

    /// <summary>When they took back their last promised call; null if they did not.</summary>
    public DateTimeOffset? TookBackAt { get; init; }

    /// <summary>When somebody last talked to them; before the first talk, the day they enrolled.</summary>
    public DateOnly LastTalkOn { get; init; }

    /// <summary>Their last answer to how long they can go on, a step of perseverance time; null without one.</summary>
    public int? CanGoOn { get; init; }

    public DateOnly? CanGoOnSaidOn { get; init; }

    /// <summary>Whether the last known respite failed.</summary>
    public bool RespiteFailed { get; init; }

    /// <summary>Whether a caregiver who would rather not be called is first asked if a talk is welcome. Always, if they
    /// said so to a person; otherwise not if the last talk is over three months ago, if respite failed, or if they
    /// lately said that they can go on for less than a week (our choice).</summary>
    public bool IsAskedFirst(DateOnly today) =>
        WantsNoContact
        || (
            !RespiteFailed
            && LastTalkOn >= today.AddMonths(-3)
            && !(CanGoOn == 1 && CanGoOnSaidOn >= today.AddDays(-PerseveranceTime.HoldsDays))
        );
}
