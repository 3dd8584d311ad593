using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Case.Call;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// Records a contact, or an attempt, with the day to look again, and takes it back; and the sheet for a talk.
/// </summary>
public sealed class ContactEndpoints(CasePages pages, TalkOfferMail offers, SiteTime time) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapForm("/zaak/{caregiver}/contact", Note);
        staff.MapForm("/zaak/{caregiver}/contact-terug", Undo);
        staff.MapForm("/zaak/{caregiver}/gesprek-aanbieden", Offer);
        // The conversation sheet: what a talk needs, on one sheet of paper.
        staff.MapPage("/zaak/{caregiver}/gespreksblad", pages.ShowSheet);
    }

    /// <summary>
    /// Takes back what the reader noted today, and shows it in the form again, to be noted as it was.
    /// </summary>
    private IResult Undo(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = ContactForm.Empty;
        return pages.Change(
                staff,
                context,
                Verb.TakeBack.Of(Thing.Contact),
                (transaction, caregiver) =>
                {
                    if (
                        TakeBack.Find(transaction, caregiver.Id, staff.Coordinator.Id, time) is not { } own
                        || own.Id != CasePages.NumberIn(form.Fields, "contact")
                    )
                        return null;
                    typed = ContactForm.Of(own, TakeBack.Undo(transaction, caregiver.Id, own, time));
                    return "teruggehaald";
                },
                show: model => model.With(typed) with { Saved = CasePageModel.Words["Saved.teruggehaald"] }
            ) ?? PageRoutes.Go($"/zaak/{context.Request.RouteValues["caregiver"]}?bewaard=niet-terug");
    }

    /// <summary>
    /// Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to look
    /// again.
    /// </summary>
    private IResult Offer(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Add.Of(Thing.Contact),
            (transaction, caregiver) =>
            {
                var now = time.Still();
                if (
                    SignalTable.OpenOf(transaction, caregiver.Id) is not { } open
                    || !CasePages.IsAsShown(open, form.Fields)
                    || TalkOffer.Of(transaction, caregiver, open, now) is null
                    || !offers.Queue(transaction, caregiver, open.Id)
                )
                    return null;
                var again = TalkOffer.AgainOn(transaction, caregiver, open, now);
                Handling.RecordContact(
                    transaction,
                    open,
                    staff.Coordinator.Id,
                    new RecordedContact(ContactWay.LeftMessage, "", again),
                    now
                );
                return "aangeboden";
            }
        ) ?? PageRoutes.Go($"/zaak/{context.Request.RouteValues["caregiver"]}?bewaard=niet-aangeboden");

    private IResult Note(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = ContactForm.Read(form.Fields, time);
        IReadOnlyList<FormError> errors = typed.Errors;
        return pages.Change(
                staff,
                context,
                Verb.Add.Of(Thing.Contact),
                (transaction, caregiver) =>
                {
                    // One instant for all of it: taking back finds by it what the contact did.
                    var now = time.Still();
                    (typed, var saved, errors) = Noted(
                        transaction,
                        caregiver,
                        staff,
                        ContactForm.Read(form.Fields, now),
                        form.Fields,
                        now
                    );
                    return saved;
                }
            )
            ?? pages.Show(
                staff,
                context,
                model => model.With(typed with { Errors = errors }),
                errors.Any(one => one.Field == News.Field)
                    ? StatusCodes.Status409Conflict
                    : StatusCodes.Status400BadRequest
            );
    }

    /// <summary>Notes a contact as it was typed.</summary>
    /// <param name="time">Stands still (<see cref="SiteTime.Still"/>).</param>
    /// <returns>What was saved; or null with the errors, and the form as typed.</returns>
    private static (ContactForm Typed, string? Saved, IReadOnlyList<FormError> Errors) Noted(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        ContactForm typed,
        IFormCollection form,
        SiteTime time
    )
    {
        var shown = ShownOrOpen(transaction, caregiver, form);
        // Nobody who stopped is followed: what was said is kept, and no day is planned.
        var isKept = shown is null && caregiver.Status == CaregiverStatus.Ended;
        var (ready, tooLate) =
            isKept ? (typed.WithoutDay(), null)
            : shown is { ClosedAt: null, Urgency: Urgency.Red } ? typed.ForRed(time)
            : (typed, null);
        if (ready.Errors.Count > 0)
            return (ready, null, ready.Errors);

        var signal =
            shown
            ?? SignalTable.Get(
                transaction,
                isKept
                    ? RecordOf(transaction, caregiver, time)
                    : SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, ready.NextOn!.Value)
            )!;
        var action = new NewAction(
            signal.Id,
            caregiver.Id,
            staff.Coordinator.Id,
            ActionKind.Contacted,
            time.Now,
            time.Today,
            ready.Note,
            ready.NextOn,
            ready.Way
        );
        if (ActionTable.HasSame(transaction, action, CasePages.NumberIn(form, "na")))
            return (ready, "contact", []);
        if (signal.ClosedAt is not null && !isKept)
            return (ready, null, [News.Closed(CasePageModel.Words["Error.Closed"])]);
        if (!CasePages.IsAsShown(signal, form))
            return (ready, null, [News.CameIn]);
        var later = isKept
            ? null
            : CanGoOn
                .Of(transaction, caregiver, time)
                ?.Fault(
                    ready.NextOn,
                    ready.When == "dag" ? "dag" : "wanneer",
                    ready.When == "dag" ? "dag" : "wanneer-" + ContactForm.Whens[0],
                    form
                );
        if ((tooLate ?? later) is { } wrongDay)
            return (ready, null, [wrongDay]);

        var contact = new RecordedContact(
            ready.Way!.Value,
            ready.Note,
            ready.NextOn,
            Codes.Find<EventKind>(ready.Arranged)
        );
        if (isKept)
            Handling.KeepContact(transaction, signal, staff.Coordinator.Id, contact, time);
        else
            Handling.RecordContact(transaction, signal, staff.Coordinator.Id, contact, time);
        if (CloseForm.CollapseDay(ready.CollapsedOn, time.Today) is { } collapsed)
            EventTable.Add(
                transaction,
                caregiver.Id,
                collapsed,
                EventKind.CareCollapse,
                ReportedBy.Coordinator,
                "",
                time.Now
            );
        return (ready, "contact", []);
    }

    /// <summary>The signal the form was shown for, or else the one that is open now; null when there is none.</summary>
    private static Signal? ShownOrOpen(Transaction transaction, Caregiver caregiver, IFormCollection form) =>
        form["signaal"].ToString().Length > 0
        && SignalTable.Get(transaction, CasePages.NumberIn(form, "signaal")) is { } shown
        && shown.CaregiverId == caregiver.Id
            ? shown
            : SignalTable.OpenOf(transaction, caregiver.Id);

    /// <summary>
    /// The closed signal that records contacts with somebody who stopped: the newest, or one made for this.
    /// </summary>
    private static long RecordOf(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        SignalTable.Of(transaction, caregiver.Id) is [var newest, ..]
            ? newest.Id
            : SignalTable.Keep(transaction, caregiver.Id, time.Today, time.Now);
}
