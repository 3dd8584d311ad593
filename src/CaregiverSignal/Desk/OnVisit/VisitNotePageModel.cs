using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>The page on which a coordinator notes a visit, with all that was told there.</summary>
/// <param name="GoOn">Where the questions are filled in further; null when none are open.</param>
public sealed record VisitNotePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    string FirstName,
    string? GoOn,
    ContactModel Contact,
    VisitForm Typed,
    DateOnly Today
)
{
    public static readonly Texts Words = Texts.Of(typeof(VisitNotePage));

    public static VisitNotePageModel Of(
        Transaction transaction,
        Caregiver caregiver,
        StaffShell shell,
        long reader,
        VisitForm typed,
        SiteTime time
    ) =>
        new(
            shell,
            caregiver.Id,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            WhoModel.CalledAs(caregiver),
            CheckInTable.OpenOf(transaction, caregiver.Id) is { } open
                ? EntryEndpoints.PathOf(caregiver.Id, open.Id)
                : null,
            ContactModel.Of(
                transaction,
                caregiver,
                SignalTable.OpenOf(transaction, caregiver.Id),
                ActionTable.Timeline(transaction, caregiver.Id),
                reader,
                time
            ),
            typed,
            time.Today
        );

    public IEnumerable<(string, string)> Whens =>
        Contact
            .NextDays.Select(next => (next.When, ContactModel.Words["When." + next.When, ("dag", next.Day)]))
            .Append(("dag", ContactModel.Words["When.dag"]));

    public static IEnumerable<(string Value, string Label)> Events =>
        LifeChange.Kinds.Select(kind => (kind.Code(), EventWords.Choice(kind)));
}
