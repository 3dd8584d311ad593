using CaregiverSignal.People;
using CaregiverSignal.Time;

namespace CaregiverSignal.Referrals;

/// <summary>The steps of help and their effects; pure.</summary>
public static class HelpRoad
{
    /// <summary>The most open proposals: somebody who is tired chooses among few (domain.md row 66).</summary>
    public const int MostProposed = 3;

    /// <summary>Days after its start from which to ask whether help helps (our choice).</summary>
    public const int AskAfterDays = 14;

    private static readonly HelpStep[] Evaluated = [HelpStep.Kept, HelpStep.Changed, HelpStep.Ended, HelpStep.Failed];

    /// <summary>The steps that may follow; none after an end.</summary>
    public static IReadOnlyList<HelpStep> After(HelpKind kind, HelpStep step) =>
        (step, kind.Group) switch
        {
            (HelpStep.Declined or HelpStep.Failed or HelpStep.Ended, _) => [],
            (HelpStep.Proposed, _) => [HelpStep.Chosen, HelpStep.Declined],
            (HelpStep.Running or HelpStep.Said or HelpStep.Kept or HelpStep.Changed, _) => Evaluated,
            (HelpStep.Chosen, HelpGroup.FormalRoad) => [HelpStep.Reported, HelpStep.Declined, HelpStep.Failed],
            (HelpStep.Reported, _) => [HelpStep.Discussed, HelpStep.Decided, HelpStep.Declined, HelpStep.Failed],
            (HelpStep.Discussed, _) => [HelpStep.Decided, HelpStep.Declined, HelpStep.Failed],
            (HelpStep.Decided, _) => [HelpStep.Running, HelpStep.Declined, HelpStep.Failed],
            (HelpStep.Chosen, _) =>
            [
                HelpStep.AskedFor,
                HelpStep.Searching,
                HelpStep.Running,
                HelpStep.Declined,
                HelpStep.Failed,
            ],
            (HelpStep.AskedFor, _) =>
            [
                HelpStep.Searching,
                HelpStep.Matched,
                HelpStep.Running,
                HelpStep.Declined,
                HelpStep.Failed,
            ],
            (HelpStep.Searching, _) => [HelpStep.Matched, HelpStep.Declined, HelpStep.Failed],
            (HelpStep.Matched, _) =>
            [
                HelpStep.Tried,
                HelpStep.Running,
                HelpStep.Searching,
                HelpStep.Declined,
                HelpStep.Failed,
            ],
            (HelpStep.Tried, _) => [HelpStep.Running, HelpStep.Searching, HelpStep.Declined, HelpStep.Failed],
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };

    /// <summary>The same once care at home has ended: open help can stop, and help that never began has neither failed
    /// nor been declined.</summary>
    public static IReadOnlyList<HelpStep> After(HelpKind kind, HelpStep step, bool isAfterCare) =>
        (After(kind, step), isAfterCare) switch
        {
            ({ Count: > 0 } after, true) => [HelpStep.Ended, .. after.Where(helpStep => helpStep != HelpStep.Ended)],
            var (after, _) => after,
        };

    /// <summary>The same for help in its current state: unwanted help may still continue, and an offer needs no
    /// search.</summary>
    public static IReadOnlyList<HelpStep> After(ArrangedHelp help, bool isAfterCare)
    {
        var after = After(help.Kind, help.Step, isAfterCare)
            .Where(step => step != HelpStep.Matched || help.OfferId is null);
        return help is { Objection: not null, Runs: false, Step: not HelpStep.Proposed }
            ? [help.Step, .. after]
            : [.. after];
    }

    /// <summary>The usual response to an objection; null if there is none.</summary>
    /// <param name="told">What happened to the caregiver, oldest first.</param>
    public static HelpStep? Likely(ArrangedHelp help, IEnumerable<(EventKind Kind, DateOnly On)> told) =>
        help.Objection is not { } said ? null
        : said == HelpStep.Unwanted || help.Step == HelpStep.Proposed ? HelpStep.Declined
        : said == HelpStep.Heard
        && told.LastOrDefault(happened => IsAbout(happened.Kind, happened.On, help)).Kind
            is EventKind.RespiteEnded
                or EventKind.SupportEnded
            ? HelpStep.Ended
        : HelpStep.Failed;

    /// <summary>Whether a reported event may concern this help: it had been chosen by then.</summary>
    public static bool IsAbout(EventKind told, DateOnly on, ArrangedHelp help) =>
        help.IsOpen
        && on >= (help.BeganOn ?? help.WantedOn)
        && (told, help.Kind.Group) switch
        {
            (EventKind.RespiteFailed, HelpGroup.Respite) => true,
            (EventKind.RespiteEnded, HelpGroup.Respite) => help.Runs,
            (EventKind.SupportEnded, not HelpGroup.Respite) => help.Runs,
            _ => false,
        };

    /// <summary>Help that a reported event may concern and that has not been linked to it yet.</summary>
    /// <param name="meant">The id of the one named; null if any is possible.</param>
    public static IReadOnlyList<ArrangedHelp> MayBeAbout(
        EventKind told,
        DateOnly on,
        IEnumerable<ArrangedHelp> all,
        long? meant = null
    )
    {
        return
        [
            .. all.Where(help =>
                help.Objection != HelpStep.Heard && IsAbout(told, on, help) && (meant is null || help.Id == meant)
            ),
        ];
    }

    public static bool IsEnd(HelpStep step) => step is HelpStep.Declined or HelpStep.Failed or HelpStep.Ended;

    public static bool Runs(HelpStep step) =>
        step is HelpStep.Running or HelpStep.Said or HelpStep.Kept or HelpStep.Changed;

    /// <summary>The reasons that a step can have; none for most steps.</summary>
    public static IReadOnlyList<HelpReason> ReasonsFor(HelpKind kind, HelpStep step) =>
        (step, kind.Group) switch
        {
            (HelpStep.Declined, _) =>
            [
                HelpReason.CaregiverDeclines,
                HelpReason.RefusesStrangers,
                HelpReason.TooExpensiveOrFar,
                HelpReason.NotNow,
                HelpReason.Other,
            ],
            (HelpStep.Failed, HelpGroup.FormalRoad) =>
            [
                HelpReason.Refused,
                HelpReason.CaregiverDeclines,
                HelpReason.TooExpensiveOrFar,
                HelpReason.Other,
            ],
            (HelpStep.Failed, _) =>
            [
                HelpReason.RefusesStrangers,
                HelpReason.TooHeavy,
                HelpReason.NobodyAvailable,
                HelpReason.CaregiverDeclines,
                HelpReason.TooExpensiveOrFar,
                HelpReason.Other,
            ],
            _ => [],
        };

    /// <summary>The default review date: a working day some days after the step.</summary>
    /// <remarks>Our choice, except half a year after help was kept (domain.md row 80).</remarks>
    /// <returns>Null at an end.</returns>
    public static DateOnly? UsualNextOn(HelpStep step, DateOnly today, WorkingDays days) =>
        step switch
        {
            _ when IsEnd(step) => null,
            HelpStep.Said => days.Add(today, 2),
            HelpStep.Chosen => days.Add(today, 3),
            HelpStep.Proposed or HelpStep.Matched or HelpStep.Tried => days.OnOrAfter(today.AddDays(7)),
            HelpStep.Running or HelpStep.Changed => days.OnOrAfter(today.AddDays(28)),
            HelpStep.Kept => days.OnOrAfter(today.AddMonths(6)),
            _ => days.OnOrAfter(today.AddDays(14)),
        };

    /// <summary>The state after a step.</summary>
    /// <exception cref="ArgumentException">The step is not allowed, or a review date or reason is missing.</exception>
    public static ArrangedHelp Take(ArrangedHelp help, NewStep step)
    {
        if (help.IsOpen && IsWords(step.Step))
            return help with { NextOn = step.NextOn };
        var said = step.Step == HelpStep.Said && help.Runs;
        if (!said && !After(help, step.IsAfterCare).Contains(step.Step))
            throw new ArgumentException($"{step.Step} does not follow {help.Step}.", nameof(step));
        var isEnd = IsEnd(step.Step);
        if (!isEnd && step.NextOn is null)
            throw new ArgumentException("Has no day to look again.", nameof(step));
        var reasons = ReasonsFor(help.Kind, step.Step);
        if (reasons.Count > 0 && !(step.Reason is { } reason && reasons.Contains(reason)))
            throw new ArgumentException("Has no reason.", nameof(step));
        return help with
        {
            Step = step.Step,
            StepOn = step.On,
            NextOn = isEnd ? null : step.NextOn,
            Reason = reasons.Count > 0 ? step.Reason : null,
            // A person who was not a match no longer helps.
            WithWhom =
                step.Step == HelpStep.Searching ? ""
                : step.WithWhom.Length > 0 ? step.WithWhom
                : help.WithWhom,
            OfferId = step.Step == HelpStep.Searching ? null : help.OfferId,
            WantedOn = help.WantedOn ?? (step.Step == HelpStep.Chosen ? step.On : null),
            BeganOn = help.BeganOn ?? (step.Step == HelpStep.Running ? step.On : null),
            EndedOn = isEnd ? step.On : null,
        };
    }

    /// <summary>The state before the newest steps.</summary>
    /// <param name="undone">The newest steps, oldest first.</param>
    /// <param name="left">The steps before them, oldest first.</param>
    /// <returns>Null if it is not known: a search clears who was found, and help may be older than its steps.</returns>
    public static ArrangedHelp? Before(
        ArrangedHelp help,
        IReadOnlyList<TakenStep> undone,
        IReadOnlyList<TakenStep> left
    )
    {
        if (
            left is not [.., { NextOn: { } nextOn }]
            || left.LastOrDefault(step => !IsWords(step.Step)) is not { } last
            || undone.Any(step => step.Step == HelpStep.Searching)
        )
            return null;
        var sinceSearch = left.Reverse().TakeWhile(step => step.Step != HelpStep.Searching);
        var isFound = help.OfferId is not null || sinceSearch.Any(step => step.Step == HelpStep.Matched);
        return help with
        {
            Step = last.Step,
            StepOn = last.DoneOn,
            NextOn = nextOn,
            Reason = null,
            WithWhom = undone.Any(step => step.Step == HelpStep.Matched) && !isFound ? "" : help.WithWhom,
            WantedOn = IsFirst(HelpStep.Chosen) ? null : help.WantedOn,
            BeganOn = IsFirst(HelpStep.Running) ? null : help.BeganOn,
            EndedOn = null,
        };

        bool IsFirst(HelpStep step) => undone.Any(it => it.Step == step) && left.All(it => it.Step != step);
    }

    /// <summary>Whether it is something that was said, which does not change the state.</summary>
    public static bool IsWords(HelpStep step) => step is HelpStep.Unwanted or HelpStep.Heard or HelpStep.TakenBack;

    /// <summary>The review date of open help once care at home has ended: the next working day for respite, which must
    /// be cancelled, and a week later for the rest (our choice).</summary>
    /// <returns>The existing date if earlier; null at an end.</returns>
    public static DateOnly? NextOnAfterCare(ArrangedHelp help, DateOnly today, WorkingDays days)
    {
        if (help.NextOn is not { } next)
            return null;
        var look = help.Kind.IsForTheCare ? days.Add(today, 1) : days.OnOrAfter(today.AddDays(7));
        return look < next ? look : next;
    }

    /// <summary>Whether to ask the caregiver if help helps: after it has run for a while, and again shortly before a
    /// review; not while an objection is open.</summary>
    public static bool IsAskedAbout(ArrangedHelp help, DateOnly today) =>
        help.Step switch
        {
            HelpStep.Running or HelpStep.Changed => help.StepOn <= today.AddDays(-AskAfterDays),
            HelpStep.Kept => help.NextOn <= today.AddMonths(1),
            _ => false,
        };

    /// <summary>The event that a step represents, for the rules and the chart; null if none.</summary>
    /// <param name="before">The help before the step.</param>
    public static EventKind? EventOf(ArrangedHelp before, HelpStep step) =>
        (step, before.Kind.Group) switch
        {
            (HelpStep.Running, HelpGroup.Respite) => EventKind.RespiteStarted,
            (HelpStep.Running, _) => EventKind.SupportStarted,
            (HelpStep.Failed, HelpGroup.Respite) => EventKind.RespiteFailed,
            (HelpStep.Failed, _) => before.BeganOn is null ? null : EventKind.SupportEnded,
            (HelpStep.Ended, _) when before.BeganOn is null => null,
            (HelpStep.Ended, HelpGroup.Respite) => EventKind.RespiteEnded,
            (HelpStep.Ended, _) => EventKind.SupportEnded,
            _ => null,
        };
}
