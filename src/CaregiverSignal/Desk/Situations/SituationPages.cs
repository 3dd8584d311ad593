using System.Globalization;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Case.Care;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Shows the page of the situations of a caregiver, and applies a change to them.</summary>
public sealed class SituationPages(CasePages pages, SiteTime time)
{
    private const string Page = "/naasten";

    private static readonly HashSet<string> SavedTexts =
    [
        "zorg",
        "erbij",
        "weg",
        "helper",
        "gestopt",
        "terug",
        "samen",
    ];

    public IResult? Change(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, string?> act
    ) => pages.Change(staff, context, deed, act, Page);

    /// <summary>Shows what was typed again, each fault beside its field.</summary>
    public IResult Refuse(SignedInStaff staff, HttpContext context, SituationForm typed) =>
        Show(staff, context, (_, _) => typed, status: StatusCodes.Status400BadRequest);

    /// <param name="form">What stands in the form that is being filled in.</param>
    /// <param name="find">Whom was looked for; null while nobody was.</param>
    public IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Func<Transaction, Caregiver, SituationForm> form,
        Func<Transaction, Caregiver, IReadOnlyList<(long, string)>>? find = null,
        int status = StatusCodes.Status200OK
    )
    {
        var saved = context.Request.Query["bewaard"].ToString();
        return pages.ShowPage<SituationsPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Care),
            (shell, transaction, caregiver) =>
                new SituationsPageModel(
                    shell,
                    CareModel.Of(
                        transaction,
                        caregiver,
                        SituationTable.Of(transaction, caregiver.Id),
                        staff.Sees,
                        time.Today
                    ),
                    Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
                    form(transaction, caregiver),
                    find?.Invoke(transaction, caregiver),
                    SavedTexts.Contains(saved) ? SituationsPageModel.Words["Saved." + saved] : null
                )
                {
                    Today = time.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                },
            status
        );
    }

    /// <summary>
    /// The situation that a form names, of those in which the caregiver cares: by the number of their care in it.
    /// </summary>
    public static Caring? Named(Transaction transaction, Caregiver caregiver, string which) =>
        SituationTable
            .Of(transaction, caregiver.Id)
            .FirstOrDefault(one => one.Id.ToString(CultureInfo.InvariantCulture) == which);
}
