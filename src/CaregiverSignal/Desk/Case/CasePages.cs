using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>What all acts on a case share: whose it is, what is shown, and where to go after.</summary>
public sealed class CasePages(
    Database database,
    StaffShells shells,
    Instruments instruments,
    RuleSettings rules,
    SupportPointSettings support,
    SiteTime time
)
{
    public IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Func<CasePageModel, CasePageModel> change,
        int status = StatusCodes.Status200OK
    )
    {
        var shell = shells.For(context, staff);
        var model = database.Read(transaction =>
            Find(transaction, staff, context) is { } caregiver
                ? CaseReading.Of(transaction, caregiver, shell, instruments, rules, time)
                : null
        );
        return model is null ? PageRoutes.Missing(support) : PageRoutes.Show<CasePage>(change(model), status);
    }

    /// <returns>Null when <paramref name="act"/> declined; otherwise on to the page that shows it.</returns>
    public IResult? Change(SignedInStaff staff, HttpContext context, Func<Transaction, Caregiver, string?> act)
    {
        var (caregiver, saved) = database.Write(transaction =>
        {
            var found = Find(transaction, staff, context);
            return (found, found is null ? null : act(transaction, found));
        });
        if (caregiver is null)
            return PageRoutes.Missing(support);
        return saved is null ? null : PageRoutes.Go($"/zaak/{caregiver.Id}?bewaard={saved}");
    }

    /// <summary>Somebody else's caregiver is as unknown as one that does not exist.</summary>
    private static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRoutes.Number(context, "caregiver") is { } id
        && CaregiverTable.Get(transaction, id) is { } caregiver
        && staff.Sees.Contains(caregiver.CoordinatorId)
            ? caregiver
            : null;

    /// <summary>
    /// Nobody has seen what came in after the form was shown, so nothing done with that form may say so.
    /// </summary>
    public static bool IsAsShown(Signal signal, IFormCollection form) =>
        signal.ClosedAt is not null || signal.Mark == form["stand"].ToString();

    public static long NumberIn(IFormCollection form, string field) =>
        long.TryParse(form[field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
