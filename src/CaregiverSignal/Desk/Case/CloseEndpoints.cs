using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>Closes the open signal.</summary>
public sealed class CloseEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.ForCoordinators().MapForm("/zaak/{caregiver}/afronden", Close);

    private IResult Close(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = CloseForm.Read(form.Fields, [.. Codes.All<SignalOutcome>()]);
        if (typed.Errors.Count > 0)
            return pages.Show(staff, context, model => model.With(typed), StatusCodes.Status400BadRequest);
        IReadOnlyList<FormError> lacks = [];
        return pages.Change(
                staff,
                context,
                Verb.Close.Of(Thing.Signal),
                (transaction, caregiver) =>
                {
                    lacks = [];
                    if (
                        SignalTable.Get(transaction, CasePages.NumberIn(form.Fields, "signaal")) is not { } signal
                        || signal.CaregiverId != caregiver.Id
                    )
                        return "al-afgerond";
                    if (signal.ClosedAt is not null)
                    {
                        // What was typed is kept: it can be saved as a contact.
                        if (
                            KeptOf(typed).Length > 0
                            && !ActionTable.Timeline(transaction, caregiver.Id).Any(done => IsSame(done, typed))
                        )
                            lacks = [News.Closed(CloseModel.Words["Error.ClosedNote"])];
                        return lacks.Count == 0 ? "al-afgerond" : null;
                    }

                    var look = new NextLook(typed.Look.Choice, typed.Look.Day);
                    lacks = CasePages.IsAsShown(signal, form.Fields)
                        ?
                        [
                            .. new[]
                            {
                                LackOf(signal, typed),
                                DayLackOf(typed),
                                look.Fault(caregiver, time)
                                    ?? UnheardOf(signal, typed, look)
                                    ?? CanGoOn
                                        .Of(transaction, caregiver, time)
                                        ?.Fault(look.DayAhead(time.Today), "kijkdag", "kijkdag", form.Fields),
                            }.OfType<FormError>(),
                        ]
                        : [News.CameIn];
                    if (lacks.Count > 0)
                        return null;
                    return Handling.Close(
                        transaction,
                        signal,
                        staff.Coordinator.Id,
                        Codes.Parse<SignalOutcome>(typed.Outcome),
                        typed.Note,
                        time,
                        caregiver.Status == CaregiverStatus.Ended ? null : look,
                        CollapsedOn(typed),
                        typed.Plan
                    )
                        ? "afgerond"
                        : "al-afgerond";
                }
            )
            ?? pages.Show(
                staff,
                context,
                model =>
                    model.Actions.IsOpen
                        ? model.With(typed with { Errors = lacks })
                        : model.With(
                            ContactForm.Empty with
                            {
                                Note = KeptOf(typed),
                                CollapsedOn = CollapsedOn(typed) is null ? "" : typed.CollapsedOn,
                                Errors = lacks,
                            }
                        ),
                lacks[0].Field == News.Field ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
            );
    }

    private static FormError? UnheardOf(Signal signal, CloseForm typed, NextLook look) =>
        look.EndsQuestions && !Closing.MayEndQuestions(signal, Codes.Parse<SignalOutcome>(typed.Outcome))
            ? new FormError("kijken", "kijken-" + look.Choice, CloseModel.Words["Error.LookUnheard"])
            : null;

    private FormError? DayLackOf(CloseForm typed) =>
        typed.Outcome == SignalOutcome.CareCollapse.Code() && CollapsedOn(typed) is null
            ? new FormError("valdag", "valdag", CloseModel.Words["Error.CollapseDay"])
            : null;

    /// <summary>The day of the collapse; null where that is not the outcome, or it cannot be that day.</summary>
    private DateOnly? CollapsedOn(CloseForm typed) =>
        typed.Outcome == SignalOutcome.CareCollapse.Code()
            ? CloseForm.CollapseDay(typed.CollapsedOn, time.Today)
            : null;

    /// <summary>Whether it is this form that closed the signal, sent twice.</summary>
    private static bool IsSame(Done done, CloseForm typed) =>
        done.Kind == ActionKind.Closed
        && done.Outcome?.Code() == typed.Outcome
        && done.Note == typed.Note
        && (done.WouldNotice ?? "") == typed.Plan.WouldNotice
        && (done.MayCall ?? "") == typed.Plan.MayCall;

    /// <summary>All that was typed, as the note of a contact; empty when nothing was.</summary>
    private string KeptOf(CloseForm typed) =>
        string.Join(
            '\n',
            new[]
            {
                typed.Note,
                CollapsedOn(typed) is { } day ? CloseModel.Words["Kept.Collapse", ("dag", Texts.Day(day))] : "",
                Quoted("Plan.Quote.Notice", typed.Plan.WouldNotice),
                Quoted("Plan.Quote.Call", typed.Plan.MayCall),
            }.Where(line => line.Length > 0)
        );

    private static string Quoted(string key, string text) =>
        text.Length > 0 ? CloseModel.Words[key, ("tekst", text)] : "";

    private static FormError? LackOf(Signal signal, CloseForm typed) =>
        Closing.Missing(signal, Codes.Parse<SignalOutcome>(typed.Outcome), typed.Note) switch
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
