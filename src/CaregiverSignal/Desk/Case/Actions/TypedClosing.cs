using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>Closes a signal as it was typed.</summary>
public static class TypedClosing
{
    /// <returns>Whether it closed now, and what is wrong; neither where it was closed before.</returns>
    public static (bool IsClosed, IReadOnlyList<FormError> Errors) Close(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        CloseForm typed,
        SentForm sent,
        SiteTime time
    )
    {
        if (SignalTable.Get(transaction, sent.Signal ?? 0) is not { } signal || signal.CaregiverId != caregiver.Id)
            return (false, []);
        // What was typed is kept: it can be saved as a contact.
        if (signal.ClosedAt is not null)
            return (
                false,
                KeptOf(typed, time.Today).Length > 0
                && !ActionTable.Timeline(transaction, caregiver.Id).Any(done => IsSame(done, typed))
                    ? [News.Closed(CloseModel.Words["Error.ClosedNote"])]
                    : []
            );
        if (!sent.IsAsShown(signal))
            return (false, [News.CameIn]);
        var (outcome, look) = (
            Codes.Parse<SignalOutcome>(typed.Outcome),
            new NextLook(typed.Look.Choice, typed.Look.Day)
        );
        var collapsed = CollapsedOn(typed, time.Today);
        var lacks = new[]
        {
            LackOf(signal, outcome, typed.Note),
            outcome == SignalOutcome.CareCollapse && collapsed is null
                ? new FormError("valdag", "valdag", CloseModel.Words["Error.CollapseDay"])
                : null,
            look.Fault(caregiver, time)
                ?? UnheardOf(signal, outcome, look)
                ?? CanGoOn
                    .Of(transaction, caregiver, time)
                    ?.Fault(look.DayAhead(time.Today), "kijkdag", "kijkdag", sent.Later),
        };
        if (lacks.OfType<FormError>().ToList() is { Count: > 0 } errors)
            return (false, errors);
        var isClosed = Handling.Close(
            transaction,
            signal,
            coordinatorId,
            outcome,
            typed.Note,
            time,
            caregiver.Status == CaregiverStatus.Ended ? null : look,
            collapsed,
            typed.Plan
        );
        return (isClosed, []);
    }

    /// <summary>What was typed to close a signal that was closed before, to be saved as a contact.</summary>
    public static TypedContact AsContact(CloseForm typed, DateOnly today) =>
        new() { Note = KeptOf(typed, today), Collapsed = CollapsedOn(typed, today) };

    /// <summary>The day of the collapse; null where that is not the outcome, or it cannot be that day.</summary>
    private static DateOnly? CollapsedOn(CloseForm typed, DateOnly today) =>
        typed.Outcome == SignalOutcome.CareCollapse.Code() ? CloseForm.CollapseDay(typed.CollapsedOn, today) : null;

    /// <summary>Whether it is this form that closed the signal, sent twice.</summary>
    private static bool IsSame(Done done, CloseForm typed) =>
        done.Kind == ActionKind.Closed
        && done.Outcome?.Code() == typed.Outcome
        && done.Note == typed.Note
        && (done.WouldNotice ?? "") == typed.Plan.WouldNotice
        && (done.MayCall ?? "") == typed.Plan.MayCall;

    /// <summary>All that was typed, as the note of a contact; empty when nothing was.</summary>
    private static string KeptOf(CloseForm typed, DateOnly today) =>
        string.Join(
            '\n',
            new[]
            {
                typed.Note,
                CollapsedOn(typed, today) is { } day ? CloseModel.Words["Kept.Collapse", ("dag", Texts.Day(day))] : "",
                Quoted("Plan.Quote.Notice", typed.Plan.WouldNotice),
                Quoted("Plan.Quote.Call", typed.Plan.MayCall),
            }.Where(line => line.Length > 0)
        );

    private static string Quoted(string key, string text) =>
        text.Length > 0 ? CloseModel.Words[key, ("tekst", text)] : "";

    private static FormError? UnheardOf(Signal signal, SignalOutcome outcome, NextLook look) =>
        look.EndsQuestions && !Closing.MayEndQuestions(signal, outcome)
            ? new FormError("kijken", "kijken-" + look.Choice, CloseModel.Words["Error.LookUnheard"])
            : null;

    private static FormError? LackOf(Signal signal, SignalOutcome outcome, string note) =>
        Closing.Missing(signal, outcome, note) switch
        {
            Lack.Talk => new FormError("uitkomst", "contact", CloseModel.Words["Error.CloseTalk"]),
            Lack.Tries => new FormError(
                "uitkomst",
                "uitkomst-" + SignalOutcome.NotReached.Code(),
                CloseModel.Words.Counted("Error.CloseTries", signal.TriedDays)
            ),
            Lack.Words => new FormError("slotnotitie", "slotnotitie", CloseModel.Words["Error.CloseWords"]),
            _ => null,
        };
}
