using CaregiverSignal.Cases;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <param name="Newest">The newest action shown, sent back by the form so that sending twice stores once.</param>
/// <param name="Whens">The possible review dates, none after the day they say they can no longer go on.</param>
/// <param name="LastTryOn">The last day for the next attempt; null if nothing is urgent.</param>
/// <param name="PlansADay">Whether a contact needs a next day: unless the caregiver stopped with nothing open.</param>
/// <param name="AsksWhatNow">Whether to ask how things continue after a crisis.</param>
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

    /// <summary>The default choice: the next working day if the case is urgent, as for any attempt.</summary>
    public LookAgain Usual =>
        LastTryOn is null && Whens.Any(option => option.Value == LookAgain.Week.Code())
            ? LookAgain.Week
            : LookAgain.NextWorkday;

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
