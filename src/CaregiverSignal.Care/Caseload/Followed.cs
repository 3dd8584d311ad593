using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>The law that everybody is followed: whatever was promised has an owner who can come in and a day that is
/// not lost, and nobody is without any of it; pure.</summary>
public static class Followed
{
    /// <summary>Working days that a step may be late before its row counts as lost: it runs once a day, at an hour (our
    /// choice).</summary>
    public const int Slack = 2;

    /// <summary>Working days that an agreed day may be past: until then it is late on the coordinator's own list (our
    /// choice).</summary>
    public const int SlackOfAgreed = 5;

    /// <summary>Older words that nobody was asked to read are no loss of tonight: the look is nightly, and a store from
    /// before such tasks has years of them (our choice).</summary>
    public const int WordsDays = 60;

    /// <summary>A day further ahead than this is a slip, as the plan asks each year at least (our choice).</summary>
    public const int LongestMonths = 18;

    /// <summary>What is lost about one caregiver, on the morning of a day.</summary>
    /// <param name="today">The day of the look, in the support point's zone.</param>
    /// <returns>Null when they are followed; otherwise the first thing that is lost.</returns>
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
        // What is escalated goes to others by itself.
        if (facts.EscalateOn is null && IsPast(facts.NextOn, SlackOfAgreed))
            return Lost.Day;
        return facts.HasOpen || IsToCome(facts, today) ? null : Lost.Everything;

        bool IsPast(DateOnly? day, int slack = Slack) => day is { } due && days.Between(due, today) > slack;
    }

    /// <summary>Whether something is to come without anybody's doing.</summary>
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

/// <summary>Why somebody is not followed.</summary>
public enum Lost
{
    /// <summary>Nothing is open, nothing is to come, and nobody decided that.</summary>
    Everything,

    /// <summary>The coordinator cannot look, and no team lead reads that another one is needed.</summary>
    Owner,

    /// <summary>A promise has no day, or its day went by and nobody else heard of it.</summary>
    Day,

    /// <summary>They wrote, and nobody has the task to read it.</summary>
    Words,

    /// <summary>Open help, a look at somebody's safety, or what a professional told, without a task.</summary>
    Promise,
}

/// <summary>What is promised to one caregiver, and who is to keep it.</summary>
public sealed record FollowedFacts
{
    public long Id { get; init; }

    public CaregiverStatus Status { get; init; }

    public DateOnly NextDueOn { get; init; }

    public DateOnly? AftercareOn { get; init; }

    public DateOnly? PausedUntil { get; init; }

    /// <summary>When the coordinator first signed in; null when they never did, or were removed.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    public bool IsCoordinator { get; init; }

    /// <summary>Known since yesterday or today: a name that an import brought has the day after it.</summary>
    public bool OwnerIsNew { get; init; }

    /// <summary>Whether a team lead reads on the worklist that another coordinator is needed.</summary>
    public bool IsForLead { get; init; }

    /// <summary>Of the open signal; null when none is open.</summary>
    public Urgency? Urgency { get; init; }

    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The day on which the open signal goes to the team.</summary>
    public DateOnly? EscalateOn { get; init; }

    /// <summary>The day on which somebody would look at the open signal again; each try sets another.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Open tasks, without the one that this law makes.</summary>
    public int Tasks { get; init; }

    /// <summary>The earliest last day of those that the team did not hear of.</summary>
    public DateOnly? TaskDueOn { get; init; }

    public int OpenCheckIns { get; init; }

    /// <summary>Closed check-ins of the last <see cref="Followed.WordsDays"/> days with own words that nobody was asked
    /// to read, and after which nobody talked.</summary>
    public int UnreadWords { get; init; }

    /// <summary>Whether one of the promises of <see cref="Lost.Promise"/> has no task.</summary>
    public bool IsUnkept { get; init; }

    /// <summary>What was chosen at the last closing; null when nothing was closed since choices are kept.</summary>
    public LookKind? NextLook { get; init; }

    /// <summary>Whether the task that this law makes is open already.</summary>
    public bool IsTask { get; init; }

    public bool HasOpen => Urgency is not null || Tasks > 0 || OpenCheckIns > 0 || IsUnkept;

    public bool OwnerIsThere => IsCoordinator && EnrolledAt is not null;
}
