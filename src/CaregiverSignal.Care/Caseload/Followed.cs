using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>Checks that everybody is followed: each promise has an owner who can sign in and a day that is not lost,
/// and no caregiver is without one. Pure.</summary>
public static class Followed
{
    /// <summary>Working days that a step may be late before its row counts as lost: the job runs once a day (our
    /// choice).</summary>
    public const int Slack = 2;

    /// <summary>Working days that an agreed day may be past: until then it is late on the coordinator's own list (our
    /// choice).</summary>
    public const int SlackOfAgreed = 5;

    /// <summary>Older words that nobody was asked to read do not count: the check is nightly, and stores from before
    /// such tasks have years of them (our choice).</summary>
    public const int WordsDays = 60;

    /// <summary>A day further ahead is a mistake, as the plan asks at least once a year (our choice).</summary>
    public const int LongestMonths = 18;

    /// <summary>What is lost about one caregiver, on the morning of a day.</summary>
    /// <param name="today">The day of the check, in the support point's zone.</param>
    /// <returns>Null if they are followed up; otherwise the first thing that is lost.</returns>
    public static Lost? LostBy(FollowedFacts facts, DateOnly today, WorkingDays days)
    {
        if (facts.Status == CaregiverStatus.Ended && !facts.HasOpen)
            return null;
        if (!facts.OwnerIsThere && !facts.IsForLead && !facts.OwnerIsNew)
            return Lost.Owner;
        if (facts.UnreadWords > 0)
            return Lost.Words;
        if (facts.IsUnkept)
            return Lost.Promise;
        if (facts is { Urgency: Urgency.Red, NotifiedAt: not null, EscalateOn: null })
            return Lost.Day;
        if (IsPast(facts.EscalateOn) || IsPast(facts.TaskDueOn))
            return Lost.Day;
        // An escalated signal goes to others by itself.
        if (facts.EscalateOn is null && IsPast(facts.NextOn, SlackOfAgreed))
            return Lost.Day;
        return facts.HasOpen || IsToCome(facts, today) ? null : Lost.Everything;

        bool IsPast(DateOnly? day, int slack = Slack) => day is { } due && days.Between(due, today) > slack;
    }

    /// <summary>Whether something will come without anybody acting.</summary>
    private static bool IsToCome(FollowedFacts facts, DateOnly today) =>
        facts.Status switch
        {
            CaregiverStatus.Active => facts.NextDueOn <= today.AddMonths(LongestMonths),
            CaregiverStatus.Paused => facts.PausedUntil <= today.AddMonths(LongestMonths),
            CaregiverStatus.Aftercare => facts.AftercareOn <= today.AddMonths(LongestMonths)
                || facts.NextLook == LookKind.Asks,
            _ => true,
        };
}

/// <summary>Why nobody follows this caregiver.</summary>
public enum Lost
{
    /// <summary>Nothing is open or due, and nobody decided that.</summary>
    Everything,

    /// <summary>The coordinator cannot look, and no team lead reads that a new one is needed.</summary>
    Owner,

    /// <summary>A promise has no day, or its day passed and nobody else heard of it.</summary>
    Day,

    /// <summary>They wrote, and nobody has the task of reading it.</summary>
    Words,

    /// <summary>Open help, a safety follow-up, or what a professional told, without a task.</summary>
    Promise,
}

/// <summary>What one caregiver was promised, and who is to keep it.</summary>
public sealed record FollowedFacts
{
    public long Id { get; init; }

    public CaregiverStatus Status { get; init; }

    public DateOnly NextDueOn { get; init; }

    public DateOnly? AftercareOn { get; init; }

    public DateOnly? PausedUntil { get; init; }

    /// <summary>When the coordinator first signed in; null if they never did, or were removed.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public bool IsCoordinator { get; init; }

    /// <summary>Known since yesterday or today: a name brought by an import gets a day's grace.</summary>
    public bool OwnerIsNew { get; init; }

    /// <summary>Whether a team lead reads on the worklist that a new coordinator is needed.</summary>
    public bool IsForLead { get; init; }

    /// <summary>The open signal's urgency; null without one.</summary>
    public Urgency? Urgency { get; init; }

    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The day on which the open signal escalates to the team.</summary>
    public DateOnly? EscalateOn { get; init; }

    /// <summary>The follow-up day of the open signal; each attempt sets a new one.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Open tasks, except the one made by this check.</summary>
    public int Tasks { get; init; }

    /// <summary>The earliest due day among tasks that the team was not told of.</summary>
    public DateOnly? TaskDueOn { get; init; }

    public int OpenCheckIns { get; init; }

    /// <summary>Closed check-ins of the last <see cref="Followed.WordsDays"/> days whose own words nobody was asked to
    /// read, with no talk since.</summary>
    public int UnreadWords { get; init; }

    /// <summary>Whether one of the promises of <see cref="Lost.Promise"/> has no task.</summary>
    public bool IsUnkept { get; init; }

    /// <summary>The choice at the last closing; null if nothing was closed since choices are stored.</summary>
    public LookKind? NextLook { get; init; }

    /// <summary>Whether the task made by this check is open already.</summary>
    public bool IsTask { get; init; }

    public bool HasOpen => Urgency is not null || Tasks > 0 || OpenCheckIns > 0 || IsUnkept;

    public bool OwnerIsThere => IsCoordinator && EnrolledAt is not null;
}
