using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>A signal being closed, as the coordinator types it.</summary>
public sealed class TypedClosing
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>What happened longer ago is no outcome of what is noted now (our choice).</summary>
    private const int YearsBack = 2;

    public SignalOutcome? Outcome { get; set; }

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
    public DateOnly? NextOn(DateOnly today) => Look is { } look ? new NextLook(look, Day).DayAhead(today) : null;

    /// <returns>Whether it closed now, and what is wrong; neither where it was closed before.</returns>
    public (bool IsClosed, IReadOnlyList<FormError> Errors) Close(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        SentForm sent,
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
        if (BeginsAftercare && Look is LookKind.Rhythm or LookKind.Asks)
            Look = null;
        var said = CanGoOn.Of(transaction, caregiver, time);
        if (Faults(signal, caregiver, said, sent.Later, time).ToList() is { Count: > 0 } errors)
            return (false, errors);
        var isClosed = Handling.Close(
            transaction,
            signal,
            coordinatorId,
            Outcome!.Value,
            Note,
            time,
            Look is { } look && caregiver.Status != CaregiverStatus.Ended ? new NextLook(look, Day) : null,
            EndDay(EndedOn, time.Today)
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
        CanGoOn? said,
        string asked,
        SiteTime time
    )
    {
        var today = time.Today;
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
        var choices = NextLook.Choices(caregiver);
        if (choices.Count == 0 || (BeginsAftercare && Look is null))
            yield break;
        if (Look is not { } look || !choices.Contains(look))
            yield return At(nameof(Look), Words["Error.Look"]);
        else if (look == LookKind.OnDay && NextOn(today) is null)
            yield return At(nameof(Day), Words["Error.LookDay"]);
        else if (Outcome is { } told && NextLook.EndsQuestions(look) && !Closing.MayEndQuestions(signal, told))
            yield return At(nameof(Look), Words["Error.LookUnheard"]);
        else if (look == LookKind.OnDay && said?.Fault(Day, asked) is { } later)
            yield return At(nameof(Day), later);
    }

    /// <summary>Whether how they were asked before is over with it.</summary>
    private bool BeginsAftercare => Outcome?.Event()?.StatusAfter() == CaregiverStatus.Aftercare;

    private FormError? Lacks(Signal signal, SignalOutcome outcome) =>
        Closing.Missing(signal, outcome, Note) switch
        {
            Lack.Talk => At(nameof(Outcome), Words["Error.CloseTalk"]),
            Lack.Tries => At(nameof(Outcome), Words.Counted("Error.CloseTries", signal.TriedDays)),
            Lack.Words => At(nameof(Note), Words["Error.CloseWords"]),
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
