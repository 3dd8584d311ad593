using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>Notes a contact as it was typed.</summary>
public static class Noting
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="time">Stands still (<see cref="SiteTime.Still"/>).</param>
    /// <returns>What is wrong; it was noted where nothing is.</returns>
    public static IReadOnlyList<FormError> Note(
        Transaction transaction,
        Caregiver caregiver,
        long coordinatorId,
        TypedContact typed,
        SentForm sent,
        SiteTime time
    )
    {
        var shown = ShownOrOpen(transaction, caregiver, sent);
        // Nobody who stopped is followed: what was said is kept, and no day is planned.
        var isKept = shown is null && caregiver.Status == CaregiverStatus.Ended;
        if (typed.IsTry)
            typed.When ??= LookAgain.NextWorkday;
        var nextOn = isKept ? null : TypedContact.NextOf(typed.When, typed.Day, time);
        if (Faults(typed, nextOn, isKept).ToList() is { Count: > 0 } faults)
            return faults;

        var contact = new RecordedContact(typed.Way!.Value, typed.Note, nextOn, typed.Arranged);
        var signal =
            shown
            ?? SignalTable.Get(
                transaction,
                isKept
                    ? RecordOf(transaction, caregiver, time)
                    : SignalTable.Follow(transaction, caregiver.Id, time.Today, time.Now, nextOn!.Value)
            )!;
        var action = new NewAction(
            signal.Id,
            caregiver.Id,
            coordinatorId,
            ActionKind.Contacted,
            time.Now,
            time.Today,
            contact.Note,
            nextOn,
            contact.Way
        );
        if (ActionTable.HasSame(transaction, action, sent.After))
            return [];
        if (signal.ClosedAt is not null && !isKept)
            return [News.Closed(CaseModel.Words["Error.Closed"])];
        if (!sent.IsAsShown(signal))
            return [News.CameIn];
        var day = typed.When == LookAgain.Day ? nameof(TypedContact.Day) : nameof(TypedContact.When);
        if (typed.IsTry && TypedContact.LastTryOn(caregiver, shown, time) is { } last && nextOn > last)
            return [At(day, Words["Error.TryDay", ("dag", Texts.Day(last))])];
        if (!isKept && CanGoOn.Of(transaction, caregiver, time)?.Fault(nextOn, sent.Later) is { } later)
            return [At(day, later)];

        if (isKept)
            Handling.KeepContact(transaction, signal, coordinatorId, contact, time);
        else
        {
            Handling.RecordContact(transaction, signal, coordinatorId, contact, time);
            SignalTable.AgreeTime(
                transaction,
                signal.Id,
                AgreedCall.Stored(nextOn!.Value, typed.When is LookAgain.Today or LookAgain.Day ? typed.Time : null)
            );
        }

        // An attempt leaves a day on which somebody tries again.
        if (contact.Way.IsReached() || nextOn is not null)
            ToldTasks.ActedOn(transaction, caregiver.Id, sent.UpTo, coordinatorId, time);
        if (TypedClosing.EndDay(typed.Collapsed, time.Today) is { } collapsed)
            ChangeParticipation.To(transaction, caregiver, TakingPart.Collapse, time, collapsed);
        return [];
    }

    private static IEnumerable<FormError> Faults(TypedContact typed, DateOnly? nextOn, bool isKept)
    {
        if (typed.Way is null)
            yield return At(nameof(typed.Way), Words["Error.Way"]);
        if (!isKept && typed.When is null)
            yield return At(nameof(typed.When), Words["Error.When"]);
        else if (!isKept && nextOn is null)
            yield return At(nameof(typed.Day), Words["Error.Day"]);
        if (Typed.TooLong(typed.Note, "") is { } tooLong)
            yield return At(nameof(typed.Note), tooLong.Text);
        if (typed.Arranged is { } kind && !Arrangements.All.Contains(kind))
            yield return At(nameof(typed.Arranged), Words["Error.Arranged"]);
    }

    private static FormError At(string field, string text) =>
        new($"{nameof(CasePage.Contact)}.{field}", $"{nameof(CasePage.Contact)}.{field}", text);

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
