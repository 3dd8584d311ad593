using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>
/// What a caregiver and a coordinator beside them fill in: the questions that nobody answered anywhere else.
/// </summary>
/// <param name="Caregiver">Whom it is about.</param>
/// <param name="Beside">Who sits beside them, with what they may see today; their own session sleeps.</param>
/// <param name="Pages">The pages with what is left to ask, and what was answered here; each keeps its number.</param>
/// <param name="Given">The answers of this visit, by the name of the field; null is skipped.</param>
public sealed record BesidePages(
    Visit Visit,
    Caregiver Caregiver,
    SignedInStaff Beside,
    IReadOnlyList<FormPage> Pages,
    IReadOnlyDictionary<string, int?> Given
)
{
    /// <returns>
    /// Null where nobody sits beside them, or somebody who may no longer sign in or see this caregiver.
    /// </returns>
    public static BesidePages? Of(Transaction transaction, Visit visit, FormPages pages, SiteTime time)
    {
        if (
            visit.Session.BesideId is not { } id
            || CoordinatorTable.Get(transaction, id) is not { MaySignIn: true, IsCoordinator: true } account
        )
            return null;
        var session = new StaffSession { Id = visit.Session.Id, CoordinatorId = id };
        var beside = SignedInStaff.Of(transaction, session, account, SignInState.Complete, time);
        var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
        if (!beside.Sees.Contains(caregiver.CoordinatorId))
            return null;
        var stored = AnswerTable.OfCheckIn(transaction, visit.CheckIn.Id);
        var here = stored.Where(one => one.SessionId == visit.Session.Id).ToList();
        var elsewhere = stored
            .Except(here)
            .Where(one => one.Value is not null)
            .Select(one => (one.Instrument, one.Item))
            .ToHashSet();
        return new BesidePages(
            visit,
            caregiver,
            beside,
            [
                .. pages
                    .Of(transaction, visit.CheckIn)
                    .Select(page =>
                        page with
                        {
                            Items = [.. page.Items.Where(item => !elsewhere.Contains((page.Instrument.Key, item.Key)))],
                        }
                    )
                    .Where(page => page.Items.Count > 0),
            ],
            here.ToDictionary(one => $"{one.Instrument}.{one.Item}", one => one.Value)
        );
    }

    /// <summary>Who the record says typed it in, and why they might.</summary>
    public Actor By(HttpContext context) => (Beside with { Network = AccessPoint.NetworkOf(context) }).With(Caregiver);

    /// <summary>How many steps there are, with the one for own words.</summary>
    public int Steps => Pages.Count + 1;

    /// <summary>The page with a number; null when nothing is asked there.</summary>
    public FormPage? Numbered(int number) => Pages.FirstOrDefault(page => page.Number == number);

    /// <summary>From 1.</summary>
    public int StepOf(FormPage page) => Pages.Count(one => one.Number <= page.Number);

    /// <summary>The first page on which something was neither answered nor skipped; null when there is none.</summary>
    public FormPage? FirstOpen =>
        Pages.FirstOrDefault(page => page.Items.Any(item => !Given.ContainsKey(page.FieldOf(item))));
}
