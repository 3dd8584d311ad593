using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The form in which a contact is recorded.</summary>
/// <param name="Shown">The open signal; null when there is none.</param>
/// <param name="Newest">
/// The newest action shown; the form sends it back, so that a form sent twice is stored once.
/// </param>
/// <param name="NextDays">The days to choose from, in words.</param>
/// <param name="LastTryOn">The last day for the next attempt; null when nothing is red, and any day will do.</param>
/// <param name="PlansADay">
/// Whether a contact needs a next day: always, except for somebody who stopped and has nothing open.
/// </param>
/// <param name="MayTakeBack">What the reader noted today and can take back; null when there is nothing.</param>
public sealed record ContactModel(
    long CaregiverId,
    ShownSignal? Shown,
    long Newest,
    IReadOnlyList<(string When, string Day)> NextDays,
    DateOnly Tomorrow,
    DateOnly? LastTryOn,
    bool PlansADay,
    OwnContact? MayTakeBack
)
{
    public static readonly Texts Words = Texts.Of(typeof(ContactSection));

    /// <summary>The code and the words of each way of contact.</summary>
    public static IEnumerable<(string, string)> Ways =>
        Codes.All<ContactWay>().Select(code => (code, Words["Way." + code]));

    public ContactForm Typed { get; init; } = ContactForm.Empty;

    /// <summary>The day of a collapse that is offered to be noted too; null where none was told.</summary>
    public DateOnly? Collapsed => CloseForm.CollapseDay(Typed.CollapsedOn, Tomorrow.AddDays(-1));

    /// <param name="open">The open signal; null when there is none.</param>
    /// <param name="actions">All for the caregiver.</param>
    /// <param name="reader">The coordinator who reads the page.</param>
    public static ContactModel Of(
        Transaction transaction,
        Caregiver caregiver,
        Signal? open,
        IReadOnlyList<Done> actions,
        long reader,
        SiteTime time
    )
    {
        var last = CanGoOn.Of(transaction, caregiver, time)?.Last ?? DateOnly.MaxValue;
        return new ContactModel(
            caregiver.Id,
            ShownSignal.Of(open),
            actions.Select(one => one.Id).DefaultIfEmpty().Max(),
            [
                .. ContactForm
                    .Whens.Where(when => when != "dag")
                    .Select(when => (When: when, Day: ContactForm.NextOf(when, "", time)!.Value))
                    .Where(next => next.Day <= last)
                    .Select(next => (next.When, LongDay(next.Day))),
            ],
            time.Today.AddDays(1),
            open is { Urgency: Urgency.Red } ? ContactForm.LastTryOn(time) : null,
            open is not null || ParticipationModel.TakesPart(caregiver),
            actions.Any(one => one.Kind == ActionKind.Contacted && one.DoneOn == time.Today)
            && TakeBack.Find(transaction, caregiver.Id, reader, time) is { } own
                ? new(own.Id, Words["NotedToday", ("wat", Words["Way." + own.Way.Code()])])
                : null
        );
    }

    private static string LongDay(DateOnly day) => day.ToString("dddd d MMMM", Texts.Dutch);
}

/// <summary>A contact that the reader noted today.</summary>
public sealed record OwnContact(long Id, string Text);
