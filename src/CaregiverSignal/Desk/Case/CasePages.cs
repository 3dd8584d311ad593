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

/// <summary>
/// Shows a case page and applies a change to it, after checking that the coordinator may see the caregiver.
/// </summary>
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

    /// <returns>
    /// Null when <paramref name="act"/> declined; otherwise a redirect to the page that shows the change.
    /// </returns>
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

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    public static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRoutes.Number(context, "caregiver") is { } id
        && CaregiverTable.Get(transaction, id) is { } caregiver
        && staff.Sees.Contains(caregiver.CoordinatorId)
            ? caregiver
            : null;

    /// <summary>
    /// Whether nothing came in since the form was shown: a form must not handle what nobody has seen.
    /// </summary>
    public static bool IsAsShown(Signal signal, IFormCollection form) =>
        signal.ClosedAt is not null || signal.Mark == form["stand"].ToString();

    public static long NumberIn(IFormCollection form, string field) =>
        long.TryParse(form[field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
