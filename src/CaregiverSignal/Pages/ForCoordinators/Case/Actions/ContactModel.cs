using CaregiverSignal.Cases;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <summary>What the form of a contact offers.</summary>
/// <param name="Newest">The newest action shown; the form sends it back, so that a form sent twice is stored
/// once.</param>
/// <param name="Whens">When to look again: no day after they say that they can no longer go on.</param>
/// <param name="LastTryOn">The last day for the next attempt; null when nothing is urgent, and any day will do.</param>
/// <param name="PlansADay">Whether a contact needs a next day: always, except for somebody who stopped and has nothing
/// open.</param>
/// <param name="AsksWhatNow">Whether it is to be said how it goes on after a crisis.</param>
public sealed record ContactModel(
    long Newest,
    IReadOnlyList<SelectListItem> Whens,
    DateOnly Today,
    DateOnly? LastTryOn,
    bool PlansADay,
    bool AsksWhatNow
)
{
    private static readonly Texts Words = CaseModel.Words;

    public static IEnumerable<SelectListItem> Ways =>
        Codes.All<ContactWay>().Select(code => new SelectListItem(Words["Way." + code], code));

    public static IEnumerable<SelectListItem> Arranged =>
        Arrangements.All.Select(kind => new SelectListItem(Words["Arranged." + kind.Code()], kind.Code()));

    /// <summary>What stands there until somebody chooses: for what is urgent any attempt's next day.</summary>
    public LookAgain Usual =>
        LastTryOn is null && Whens.Any(option => option.Value == LookAgain.Week.Code())
            ? LookAgain.Week
            : LookAgain.NextWorkday;

    /// <summary>When to look again, no later than a day.</summary>
    public static IEnumerable<SelectListItem> DaysUntil(DateOnly last, SiteTime time) =>
        Enum.GetValues<LookAgain>()
            .Select(when => (When: when, Day: TypedContact.NextOf(when, null, time)))
            .Where(next => !(next.Day > last))
            .Select(next => new SelectListItem(
                Words["When." + next.When.Code(), ("dag", next.Day is { } on ? Texts.ShortDayOfWeek(on) : "")],
                next.When.Code()
            ));

    public static ContactModel Of(CaseFile file, SiteTime time)
    {
        return new ContactModel(
            file.Contacts.Actions.Select(done => done.Id).DefaultIfEmpty().Max(),
            [.. DaysUntil(file.Contacts.CanGoOnUntil ?? DateOnly.MaxValue, time)],
            time.Today,
            TypedContact.LastTryOn(file.Caregiver, file.Open, time),
            file.Open is not null || ChangeParticipation.TakesPart(file.Caregiver),
            file.AsksWhatNow
        );
    }
}
