using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>Who a caregiver is, and what they said last in a check-in.</summary>
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

    /// <summary>The newest that happened to whoever they care for, or to their help; of somebody in aftercare what
    /// ended it; null for nothing.</summary>
    public EventKind? Happened { get; init; }

    public DateOnly? HappenedOn { get; init; }

    /// <summary>Whether the care that it was about ended.</summary>
    public bool IsCareOver { get; init; }

    /// <summary>As <see cref="CareFacts.Called"/>, of whom it was about.</summary>
    public string? Called { get; init; }

    public Relation? Relation { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>The newest answer to "may we call you": <c>yes</c>, <c>no</c> or <c>self</c>; null when never
    /// given.</summary>
    public CallWish? CallMe { get; init; }

    /// <summary>When they answered that; null when never given.</summary>
    public DateTimeOffset? CallMeAt { get; init; }

    /// <summary>When they last answered a check-in, with or without that question; null when never.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>That they would rather not be called, or call themselves: it counts for the check-in in which it was
    /// said, and who leaves the question blank in a later one has not said it again. Null where it does not
    /// count.</summary>
    public CallWish? NoCall => CallMe is CallWish.No or CallWish.Self && !(AnsweredAt > CallMeAt) ? CallMe : null;

    /// <summary>When a colleague noted that they want no contact, or stopped; null when nobody did, and once somebody
    /// talked with them since.</summary>
    public DateTimeOffset? NoContactAt { get; init; }

    /// <summary>Whether they said to a person that they want no contact, and did not ask for a call since: a mailed
    /// link alone says neither.</summary>
    public bool WantsNoContact => NoContactAt is { } noted && !(CallMe == CallWish.Yes && CallMeAt > noted);

    /// <summary>When they took back the call that they were promised last; null when they did not.</summary>
    public DateTimeOffset? TookBackAt { get; init; }

    /// <summary>When somebody last spoke with them; the day on which they enrolled where nobody did.</summary>
    public DateOnly LastTalkOn { get; init; }

    /// <summary>How long they said last that they can go on, a step of perseverance time; null where they never
    /// did.</summary>
    public int? CanGoOn { get; init; }

    public DateOnly? CanGoOnSaidOn { get; init; }

    /// <summary>Whether the newest that is known of respite is that it did not work out.</summary>
    public bool RespiteFailed { get; init; }

    /// <summary>Whether somebody who would rather not be called is asked first whether a talk is welcome: who said so
    /// to a person always; others not where the last one is over three months ago, not where respite did not work out,
    /// and not who lately said that they can go on for less than a week (our choice).</summary>
    public bool IsAskedFirst(DateOnly today) =>
        WantsNoContact
        || (
            !RespiteFailed
            && LastTalkOn >= today.AddMonths(-3)
            && !(CanGoOn == 1 && CanGoOnSaidOn >= today.AddDays(-PerseveranceTime.HoldsDays))
        );
}
