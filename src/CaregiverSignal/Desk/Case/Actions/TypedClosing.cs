using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>A signal being closed, as the coordinator types it.</summary>
public sealed class TypedClosing
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>What happened longer ago is no outcome of what is noted now (our choice).</summary>
    private const int YearsBack = 2;

    /// <summary>What may follow where the care at home ended because it could not go on.</summary>
    public static readonly TakingPart[] AfterCollapses = [TakingPart.Collapse, TakingPart.CollapseStop];

    public SignalOutcome? Outcome { get; set; }

    /// <summary>One of <see cref="AfterCollapses"/>; it counts where the outcome is that.</summary>
    public TakingPart? AfterCollapse { get; set; } = TakingPart.Collapse;

    /// <summary>On which day it happened, where the outcome is something that happens.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>How it goes on: only what begins aftercare, which has a day of its own, closes without it.</summary>
    public LookKind? Look { get; set; }

    public DateOnly? Day { get; set; }

    /// <summary>Of the plan for a next time, as in <see cref="RelapsePlan"/>.</summary>
    public string Signs { get; set; } = "";

    public string MayNotice { get; set; } = "";

    public string ToDo { get; set; } = "";

    public string Note { get; set; } = "";

    public bool HasPlan => !Plan.IsEmpty;

    private RelapsePlan Plan =>
        new()
        {
            Signs = Signs,
            MayNotice = MayNotice,
            ToDo = ToDo,
        };

    /// <summary>A closing that was taken back, to be noted again.</summary>
    public static TypedClosing Of(NotedStep closing) =>
        new()
        {
            Outcome = closing.Outcome,
            Look = closing.NextLook,
            Day = closing.NextOn,
            Note = closing.Note,
        };

    /// <summary>The chosen day to look again; null where another choice was made.</summary>
    public DateOnly? NextOn(DateOnly today) =>
        Look == LookKind.OnDay ? new NextLook(LookKind.OnDay, Day).DayAhead(today) : null;

    /// <summary>How the care at home ends with it; null where it goes on.</summary>
    private TakingPart? Ending =>
        Outcome == SignalOutcome.CareCollapse && AfterCollapse == TakingPart.CollapseStop
            ? AfterCollapse
            : Outcome?.Ending();

    /// <returns>Whether it closed now, and what is wrong; neither where it was closed before.</returns>
    public (bool IsClosed, IReadOnlyList<FormError> Errors) Close(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        SentForm sent,
        RuleSettings rules,
        SiteTime time
    )
    {
        if (SignalTable.Get(transaction, sent.Signal ?? 0) is not { } signal || signal.CaregiverId != caregiver.Id)
            return (false, []);
        // What was typed is kept: it can be saved as a contact.
        var earlier = RelapsePlanTable.Of(transaction, caregiver.Id) is [var newest, ..] ? newest : null;
        var plan = Plan.Over(earlier);
        if (signal.ClosedAt is not null)
            return (
                false,
                KeptOn(time.Today).Length > 0
                && !(ActionTable.Timeline(transaction, caregiver.Id).Any(IsSame) && plan.SaysSameAs(earlier))
                    ? [News.Closed(Words["Error.ClosedNote"])]
                    : []
            );
        if (!sent.IsAsShown(signal))
            return (false, [News.CameIn]);
        if (Ending is not null && Look is LookKind.Rhythm or LookKind.Asks)
            Look = null;
        var standing = StoredLife.UpToNow(transaction, caregiver.Id, rules, time).LookBy(time.Today);
        var said = CanGoOn.Of(transaction, caregiver, time);
        if (Faults(signal, caregiver, standing, said, sent.Later, time.Today).ToList() is { Count: > 0 } errors)
            return (false, errors);
        var isClosed = Handling.Close(
            transaction,
            signal,
            coordinatorId,
            Outcome!.Value,
            Note,
            time,
            Look is { } look && NextLook.Choices(caregiver, standing is not null).Contains(look)
                ? new NextLook(look, look == LookKind.OnDay || standing is not null ? Day : null)
                : null,
            EndDay(EndedOn, time.Today),
            Ending,
            standing
        );
        if (isClosed && HasPlan)
            RelapsePlanTable.Add(transaction, caregiver.Id, plan, coordinatorId, time.Now);
        return (isClosed, []);
    }

    /// <summary>The same, to be saved as a contact where its signal was closed before.</summary>
    public TypedContact AsContact(DateOnly today) => new() { Note = KeptOn(today), Collapsed = CollapsedOn(today) };

    /// <summary>Null where it cannot be that day.</summary>
    public static DateOnly? EndDay(DateOnly? day, DateOnly today) =>
        day <= today && day >= today.AddYears(-YearsBack) ? day : null;

    private IEnumerable<FormError> Faults(
        Signal signal,
        Caregiver caregiver,
        DateOnly? standing,
        CanGoOn? said,
        string asked,
        DateOnly today
    )
    {
        foreach (
            var (field, text) in new[]
            {
                (nameof(Signs), Signs),
                (nameof(MayNotice), MayNotice),
                (nameof(ToDo), ToDo),
                (nameof(Note), Note),
            }
        )
        {
            if (Typed.TooLong(text, "", field == nameof(Note) ? Typed.LongestNote : RelapsePlan.Longest) is { } tooLong)
                yield return At(field, tooLong.Text);
        }

        if (Outcome is not { } outcome)
            yield return At(nameof(Outcome), Words["Error.Outcome"]);
        else if (Lacks(signal, outcome) is { } lack)
            yield return lack;
        if (Outcome?.Event() is not null && EndDay(EndedOn, today) is null)
            yield return At(nameof(EndedOn), Words["Error.EndDay"]);
        foreach (var fault in LookFaults(signal, caregiver, standing, said, asked, today))
            yield return fault;
    }

    /// <summary>How it goes on has to be said where the outcome does not say it; who stands red goes on with a day.</summary>
    private IEnumerable<FormError> LookFaults(
        Signal signal,
        Caregiver caregiver,
        DateOnly? standing,
        CanGoOn? said,
        string asked,
        DateOnly today
    )
    {
        var choices = NextLook.Choices(caregiver, standing is not null);
        var latest =
            standing is not null && GoesOnRed
                ? Closing.LookBy(signal, Outcome ?? SignalOutcome.Other, Ending, today, standing)
                : null;
        var isSaid = standing is null ? Ending is not null : latest is null;
        if (choices.Count == 0 || (isSaid && Look is null))
            yield break;
        if (Look is not { } look || !choices.Contains(look))
            yield return At(nameof(Look), Words["Error.Look"]);
        else if (Outcome is { } told && NextLook.EndsQuestions(look) && !Closing.MayEndQuestions(signal, told))
            yield return At(nameof(Look), Words["Error.LookUnheard"]);
        else if ((look == LookKind.OnDay || latest is not null) && DayFault(latest, said, asked, today) is { } fault)
            yield return At(nameof(Day), fault);
    }

    private string? DayFault(DateOnly? latest, CanGoOn? said, string asked, DateOnly today)
    {
        var day = new NextLook(LookKind.OnDay, Day).DayAhead(today);
        return latest is { } by && !(day <= by) ? Words["Error.LookBy", ("dag", Texts.Day(by))]
            : day is null ? Words["Error.LookDay"]
            : said?.Fault(day, asked);
    }

    /// <summary>Whether who stands red stands after it: the care goes on, and no note says what was done instead.</summary>
    private bool GoesOnRed => Outcome != SignalOutcome.NoContactWanted && Ending?.BeginsAftercare() != true;

    private FormError? Lacks(Signal signal, SignalOutcome outcome) =>
        Closing.Missing(signal, outcome, Note) switch
        {
            Lack.Talk => At(nameof(Outcome), Words["Error.CloseTalk"]),
            Lack.Tries => At(nameof(Outcome), Words.Counted("Error.CloseTries", signal.TriedDays)),
            Lack.Words => At(nameof(Note), Words["Error.CloseWords"]),
            Lack.DoneInstead => At(nameof(Note), Words["Error.DoneInstead"]),
            _ => null,
        };

    private static FormError At(string field, string text) =>
        new($"{nameof(CaseModel.Closing)}.{field}", $"{nameof(CaseModel.Closing)}.{field}", text);

    /// <summary>The day of the collapse; null where that is not the outcome, or it cannot be that day.</summary>
    private DateOnly? CollapsedOn(DateOnly today) =>
        Outcome == SignalOutcome.CareCollapse ? EndDay(EndedOn, today) : null;

    /// <summary>Whether it is this form that closed the signal, sent twice.</summary>
    private bool IsSame(Done done) => done.Kind == ActionKind.Closed && done.Outcome == Outcome && done.Note == Note;

    /// <summary>All that was typed, as the note of a contact; empty when nothing was.</summary>
    private string KeptOn(DateOnly today) =>
        string.Join(
            '\n',
            PlanQuote
                .LinesOf(Plan)
                .Prepend(CollapsedOn(today) is { } day ? Words["Kept.Collapse", ("dag", Texts.Day(day))] : "")
                .Prepend(Note)
                .Where(line => line.Length > 0)
        );
}
