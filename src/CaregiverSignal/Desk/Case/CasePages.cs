using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using Microsoft.AspNetCore.Components;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// Shows a case page and applies a change to it, after checking that the coordinator may see the caregiver.
/// </summary>
public sealed class CasePages(
    Database database,
    StaffShells shells,
    Instruments instruments,
    RuleSettings rules,
    SafetySettings safety,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
)
{
    /// <summary>What a change says that came too late: nothing was changed.</summary>
    private const string DoneBefore = "al-afgerond";

    /// <summary>The same for a question to a colleague.</summary>
    public const string OverBefore = "al-voorbij";

    /// <remarks>The look is recorded before the page is shown; whoever may not see it leaves a line too.</remarks>
    public IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Func<CasePageModel, CasePageModel> change,
        int status = StatusCodes.Status200OK
    )
    {
        return ShowPage<CasePage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, transaction, found) => change(Read(staff, shell, transaction, found)),
            status
        );
    }

    /// <summary>The sheet to have beside one during a talk, to print or to fill in.</summary>
    public IResult ShowSheet(SignedInStaff staff, HttpContext context) =>
        ShowPage<SheetPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, transaction, found) => Read(staff, shell, transaction, found)
        );

    private CasePageModel Read(SignedInStaff staff, StaffShell shell, Transaction transaction, Caregiver found) =>
        CaseReading.Of(transaction, found, shell, staff, instruments, rules, safety, time);

    /// <summary>Shows a page about a caregiver, after recording the look.</summary>
    /// <param name="read">Its model; null when there is no such thing of theirs.</param>
    public IResult ShowPage<TPage>(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<StaffShell, Transaction, Caregiver, object?> read,
        int status = StatusCodes.Status200OK
    )
        where TPage : IComponent
    {
        var shell = shells.For(context, staff);
        return Look(staff, context, deed, (transaction, found) => read(shell, transaction, found)) is { } model
            ? PageRoutes.Show<TPage>(model, status)
            : PageRoutes.Missing(support);
    }

    /// <summary>Reads what a page about a caregiver shows, and records the look before it is shown.</summary>
    /// <returns>Null when there is no such caregiver, or nothing of theirs that the reader may see.</returns>
    public TModel? Look<TModel>(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, TModel?> read
    )
        where TModel : class
    {
        var (caregiver, model) = database.Read(transaction =>
            Find(transaction, context) is { } found
                ? (found, MaySee(staff, found) ? read(transaction, found) : null)
                : default
        );
        if (caregiver is not null)
            recorder.Add(staff.With(caregiver), deed, caregiver.Id, outcome: model is null ? Outcome.Refused : null);
        return model;
    }

    /// <returns>
    /// Null when <paramref name="act"/> declined; otherwise a redirect to the page that shows the change.
    /// </returns>
    /// <param name="show">Shows the case at once instead, with what no address may hold.</param>
    /// <param name="showOther">Shows another page at once instead.</param>
    /// <param name="page">The page of the case that shows it, as <c>/hulp</c>; the case itself when empty.</param>
    public IResult? Change(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, string?> act,
        string page = "",
        Func<CasePageModel, CasePageModel>? show = null,
        Func<IResult>? showOther = null
    )
    {
        var (id, saved) = (0L, (string?)null);
        var isDone = Change(
            staff,
            context,
            deed,
            (transaction, found) =>
            {
                (id, saved) = (found.Id, act(transaction, found));
                return saved is not (null or DoneBefore or OverBefore);
            }
        );
        if (isDone is null)
            return PageRoutes.Missing(support);
        return saved is null ? null
            : show is not null ? Show(staff, context, show)
            : showOther is not null ? showOther()
            : PageRoutes.Go($"/zaak/{id}{page}?bewaard={saved}");
    }

    /// <summary>Changes something of a caregiver, and records it with the change.</summary>
    /// <param name="act">Whether it did.</param>
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    public bool? Change(SignedInStaff staff, HttpContext context, Deed deed, Func<Transaction, Caregiver, bool> act) =>
        database.Write<bool?>(transaction =>
        {
            if (Find(transaction, context) is not { } found)
                return null;
            if (!MaySee(staff, found))
            {
                recorder.Add(transaction, staff.With(found), deed, found.Id, outcome: Outcome.Refused);
                return null;
            }

            var isDone = act(transaction, found);
            if (isDone)
                recorder.Add(transaction, staff.With(found), deed, found.Id);
            return isDone;
        });

    private static Caregiver? Find(Transaction transaction, HttpContext context) =>
        StaffRouteGroups.Number(context, "caregiver") is { } id ? CaregiverTable.Get(transaction, id) : null;

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    public static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        Find(transaction, context) is { } caregiver && MaySee(staff, caregiver) ? caregiver : null;

    private static bool MaySee(SignedInStaff staff, Caregiver caregiver) =>
        staff.Sees.Contains(caregiver.CoordinatorId);

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
