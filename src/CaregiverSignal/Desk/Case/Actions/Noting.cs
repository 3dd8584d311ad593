using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>Notes a contact as it was typed.</summary>
public static class Noting
{
    /// <param name="time">Stands still (<see cref="SiteTime.Still"/>).</param>
    /// <returns>The form as typed, and what is wrong; it was noted where nothing is.</returns>
    public static (ContactForm Typed, IReadOnlyList<FormError> Errors) Note(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        ContactForm typed,
        SentForm sent,
        SiteTime time
    )
    {
        var shown = ShownOrOpen(transaction, caregiver, sent);
        // Nobody who stopped is followed: what was said is kept, and no day is planned.
        var isKept = shown is null && caregiver.Status == CaregiverStatus.Ended;
        var (ready, tooLate) =
            isKept ? (typed.WithoutDay(), null)
            : shown is { ClosedAt: null, Urgency: Urgency.Red } ? typed.ForRed(time)
            : (typed, null);
        if (ready.Errors.Count > 0)
            return (ready, ready.Errors);

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
            coordinatorId,
            ActionKind.Contacted,
            time.Now,
            time.Today,
            ready.Note,
            ready.NextOn,
            ready.Way
        );
        if (ActionTable.HasSame(transaction, action, sent.After))
            return (ready, []);
        if (signal.ClosedAt is not null && !isKept)
            return (ready, [News.Closed(CaseSections.Words["Error.Closed"])]);
        if (!sent.IsAsShown(signal))
            return (ready, [News.CameIn]);
        var later = isKept
            ? null
            : CanGoOn
                .Of(transaction, caregiver, time)
                ?.Fault(
                    ready.NextOn,
                    ready.When == "dag" ? "dag" : "wanneer",
                    ready.When == "dag" ? "dag" : "wanneer-" + ContactForm.Whens[0],
                    sent.Later
                );
        if ((tooLate ?? later) is { } wrongDay)
            return (ready, [wrongDay]);

        var contact = new RecordedContact(
            ready.Way!.Value,
            ready.Note,
            ready.NextOn,
            Codes.Find<EventKind>(ready.Arranged)
        );
        if (isKept)
            Handling.KeepContact(transaction, signal, coordinatorId, contact, time);
        else
            Handling.RecordContact(transaction, signal, coordinatorId, contact, time);
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
        return (ready, []);
    }

    /// <summary>The signal the form was shown for, or else the one that is open now; null when there is none.</summary>
    private static Signal? ShownOrOpen(Transaction transaction, Caregiver caregiver, SentForm sent) =>
        sent.Signal is { } id && SignalTable.Get(transaction, id) is { } shown && shown.CaregiverId == caregiver.Id
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
