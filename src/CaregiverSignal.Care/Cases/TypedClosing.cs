using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Cases;

public sealed record TypedClosing
{
    public SignalOutcome? Outcome { get; init; }

    public LookKind? Look { get; init; }

    public DateOnly? Day { get; init; }

    /// <summary>Part of the plan for next time, as in <see cref="RelapsePlan"/>.</summary>
    public string Signs { get; init; } = "";

    public string MayNotice { get; init; } = "";

    public string ToDo { get; init; } = "";

    public string Note { get; init; } = "";

    public bool HasPlan => !Plan.IsEmpty;

    public RelapsePlan Plan =>
        new()
        {
            Signs = Signs,
            MayNotice = MayNotice,
            ToDo = ToDo,
        };

    /// <summary>A closing that was taken back, to be corrected.</summary>
    public static TypedClosing Of(NotedStep closing) =>
        new()
        {
            Outcome = closing.Outcome,
            Look = closing.NextLook,
            Day = closing.NextOn,
            Note = closing.Note,
        };

    /// <summary>The chosen follow-up day; null for another choice.</summary>
    public DateOnly? NextOn(DateOnly today) =>
        Look == LookKind.OnDay ? new NextLook(LookKind.OnDay, Day).DayAhead(today) : null;

    /// <returns>Whether it closed now, and the faults; neither if it was closed before.</returns>
    internal async Task<(bool IsClosed, IReadOnlyList<CaseFault> Faults)> Close(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        SentForm sent,
        RuleSettings rules,
        SiteTime time
    )
    {
        if (
            await SignalTable.Get(transaction, sent.Signal ?? 0) is not { } signal
            || signal.CaregiverId != caregiver.Id
        )
            return (false, []);
        var earlier = await RelapsePlanTable.Of(transaction, caregiver.Id) is [var newest, ..] ? newest : null;
        var plan = Plan.Over(earlier);
        if (signal.ClosedAt is not null)
        {
            // What was typed is kept: it can be saved as a contact.
            var isSame =
                (await ActionTable.Timeline(transaction, caregiver.Id)).Any(IsSame) && plan.SaysSameAs(earlier);
            return (false, (Note.Length > 0 || HasPlan) && !isSame ? [new CaseFault("", CaseProblem.ClosedNote)] : []);
        }

        if (!sent.IsAsShown(signal))
            return (false, [new CaseFault("", CaseProblem.News)]);
        var standing = LatestLook.Of(
            (await StoredLife.UpToNow(transaction, caregiver.Id, rules, time)).Life,
            time.Today
        );
        var said = await CanGoOn.Of(transaction, caregiver, time);
        if (Faults(signal, caregiver, standing, said, sent.Later, time.Today).ToList() is { Count: > 0 } faults)
            return (false, faults);
        var isClosed = await CaseActions.Close(
            transaction,
            signal,
            coordinatorId,
            Outcome!.Value,
            Note,
            time,
            Look is { } look && NextLook.Choices(caregiver, standing is not null).Contains(look)
                ? new NextLook(look, look == LookKind.OnDay || standing is not null ? Day : null)
                : null,
            standing
        );
        if (isClosed && HasPlan)
            await RelapsePlanTable.Add(transaction, caregiver.Id, plan, coordinatorId, time.Now);
        return (isClosed, []);
    }

    private IEnumerable<CaseFault> Faults(
        Signal signal,
        Caregiver caregiver,
        LatestLook? standing,
        CanGoOn? said,
        string asked,
        DateOnly today
    )
    {
        foreach (
            var (field, text, longest) in new[]
            {
                (nameof(Signs), Signs, RelapsePlan.Longest),
                (nameof(MayNotice), MayNotice, RelapsePlan.Longest),
                (nameof(ToDo), ToDo, RelapsePlan.Longest),
                (nameof(Note), Note, Typed.LongestNote),
            }
        )
        {
            if (text.Length > longest)
                yield return new CaseFault(field, CaseProblem.TooLong) { Count = text.Length - longest };
        }

        if (Outcome is null)
            yield return new CaseFault(nameof(Outcome), CaseProblem.Outcome);
        else if (Lacks(signal, Outcome.Value) is { } lack)
            yield return lack;
        if (LookFault(signal, caregiver, standing, said, asked, today) is { } fault)
            yield return fault;
    }

    /// <summary>The coordinator must say what happens next; a standing caregiver gets a day.</summary>
    private CaseFault? LookFault(
        Signal signal,
        Caregiver caregiver,
        LatestLook? standing,
        CanGoOn? said,
        string asked,
        DateOnly today
    )
    {
        var choices = NextLook.Choices(caregiver, standing is not null);
        var latest = standing is null
            ? null
            : ClosingRules.LookBy(signal, Outcome ?? SignalOutcome.Other, today, standing);
        if (choices.Count == 0 || (standing is not null && latest is null && Look is null))
            return null;
        if (Look is not { } look || !choices.Contains(look))
            return new CaseFault(nameof(Look), CaseProblem.Look);
        if (Outcome is { } told && NextLook.EndsQuestions(look) && !ClosingRules.MayEndQuestions(signal, told))
            return new CaseFault(nameof(Look), CaseProblem.LookUnheard);
        return look == LookKind.OnDay || latest is not null ? DayFault(latest, said, asked, today) : null;
    }

    private CaseFault? DayFault(LatestLook? latest, CanGoOn? said, string asked, DateOnly today)
    {
        var day = new NextLook(LookKind.OnDay, Day).DayAhead(today);
        return latest is { } by && !(day <= by.Day) ? CaseFault.LookBy(nameof(Day), by)
            : day is null ? new CaseFault(nameof(Day), CaseProblem.LookDay)
            : CaseFault.OfLater(nameof(Day), said, day, asked);
    }

    private CaseFault? Lacks(Signal signal, SignalOutcome outcome) =>
        ClosingRules.Missing(signal, outcome, Note) switch
        {
            Lack.Talk => new CaseFault(nameof(Outcome), CaseProblem.CloseTalk),
            Lack.Tries => new CaseFault(nameof(Outcome), CaseProblem.CloseTries) { Count = signal.TriedDays },
            Lack.Words => new CaseFault(nameof(Note), CaseProblem.CloseWords),
            Lack.DoneInstead => new CaseFault(nameof(Note), CaseProblem.DoneInstead),
            _ => null,
        };

    /// <summary>Whether this same form closed the signal, sent twice.</summary>
    private bool IsSame(Done done) => done.Kind == ActionKind.Closed && done.Outcome == Outcome && done.Note == Note;
}
