using System.Globalization;
using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Case.Care;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Situations;

/// <summary>For whom a caregiver cares, who cares with them and who helps (docs/adr/0051).</summary>
public sealed class SituationEndpoints(
    CasePages pages,
    StaffShells shells,
    Recorder recorder,
    Instruments instruments,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const int MostFound = 20;
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

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/zaak/{caregiver}/naasten", ShowPage);
        staff.MapForm("/zaak/{caregiver}/naasten/zorg", SaveCare);
        staff.MapForm("/zaak/{caregiver}/naasten/zoek", Find);
        staff.MapForm("/zaak/{caregiver}/naasten/erbij", Join);
        staff.MapForm("/zaak/{caregiver}/naasten/weg", Leave);
        staff.MapForm("/zaak/{caregiver}/naasten/helper", AddHelper);
        staff.MapForm("/zaak/{caregiver}/naasten/gestopt", StopHelper);
        staff.MapForm("/zaak/{caregiver}/naasten/terug", TakeHelperBack);
        staff.MapForm("/zaak/{caregiver}/naasten/samen", Agree);
        staff.MapPage("/zaak/{caregiver}/naasten/samen/{fellow}", ShowTogether);
    }

    private IResult ShowPage(SignedInStaff staff, HttpContext context)
    {
        var which = context.Request.Query["verbeter"].ToString();
        return Show(
            staff,
            context,
            (transaction, caregiver) =>
                which.Length > 0 && Named(transaction, caregiver, which) is { } caring
                    ? Of(caring, which)
                    : SituationForm.None
        );

        static SituationForm Of(Caring caring, string which)
        {
            var form = SituationForm.Of(caring);
            return form with { Raw = new Dictionary<string, string>(form.Raw) { ["situatie"] = which } };
        }
    }

    /// <summary>Corrects the care in a situation, or adds a further one.</summary>
    private IResult SaveCare(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var which = form.Fields["situatie"].ToString();
        var typed = SituationForm.None;
        return Change(
                staff,
                context,
                Deed.ChangeCare,
                (transaction, caregiver) =>
                {
                    var known =
                        which.Length == 0
                            ? new Caring { CaregiverId = caregiver.Id }
                            : Named(transaction, caregiver, which);
                    if (known is null)
                        return null;
                    (typed, var caring) = SituationForm.ReadCare(form.Fields, known, time.Today);
                    if (typed.Errors.Count > 0)
                        return null;
                    Save(transaction, staff, known, caring, isNew: which.Length == 0);
                    return "zorg";
                }
            ) ?? Refuse(staff, context, typed);
    }

    private void Save(Transaction transaction, SignedInStaff staff, Caring known, Caring caring, bool isNew)
    {
        if (isNew)
        {
            var id = SituationTable.Add(transaction, null, time.Now);
            CareSituations.Add(transaction, caring with { SituationId = id }, staff.Coordinator.Id, time.Now);
        }
        else if (caring.IsOwn)
        {
            CareSituations.SaveOwn(transaction, caring, staff.Coordinator.Id, time.Now);
        }
        else
        {
            CareSituations.CorrectFurther(transaction, known, caring, staff.Coordinator.Id, time.Now);
        }
    }

    /// <summary>Looks for who cares along, among the people whom the reader may see.</summary>
    private IResult Find(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var search = form.Fields["zoek"].ToString().Trim();
        if (search.Length > SituationForm.LongestLine)
            search = search[..SituationForm.LongestLine];
        var asked = new PeopleSearch(search);
        return Show(
            staff,
            context,
            (_, _) => SituationForm.Of(SituationForm.Search, form.Fields),
            find: (transaction, caregiver) =>
            {
                var situation = Named(transaction, caregiver, form.Fields["situatie"].ToString())?.SituationId;
                var here = situation is { } id
                    ? SituationTable.In(transaction, id).Select(one => one.CaregiverId).ToHashSet()
                    : [caregiver.Id];
                return
                [
                    .. FindTable
                        .Of(transaction, staff.Sees)
                        .Where(one => !here.Contains(one.Id) && asked.Matches(one))
                        .Take(MostFound)
                        .Select(one => (one.Id, Plainly.FullName(one.Person, one.FirstName, one.LastName))),
                ];
            }
        );
    }

    /// <summary>Says that somebody else cares in the same situation.</summary>
    private IResult Join(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Change(
            staff,
            context,
            Deed.ChangeCare,
            (transaction, caregiver) =>
            {
                if (
                    Named(transaction, caregiver, form.Fields["situatie"].ToString()) is not { } caring
                    || CaregiverTable.Get(transaction, CasePages.NumberIn(form.Fields, "wie")) is not { } other
                    || !staff.Sees.Contains(other.CoordinatorId)
                )
                    return null;
                var situation = caring.SituationId ?? CareSituations.OwnOf(transaction, caregiver.Id, time.Now);
                if (SituationTable.In(transaction, situation).Any(one => one.CaregiverId == other.Id))
                    return null;
                var role = SituationForm.RoleIn(form.Fields);
                if (form.Fields["zelfde"] == "ja")
                    CareSituations.Unite(transaction, other.Id, situation, role);
                else
                    CareSituations.Add(
                        transaction,
                        new Caring
                        {
                            CaregiverId = other.Id,
                            SituationId = situation,
                            Role = role,
                        },
                        staff.Coordinator.Id,
                        time.Now
                    );
                recorder.Add(transaction, staff.With(other), Deed.ChangeCare, other.Id);
                return "erbij";
            }
        )
        ?? Refuse(
            staff,
            context,
            SituationForm.Of(SituationForm.Search, form.Fields, SituationForm.Wrong("zoek", "Error.Who"))
        );

    private IResult Leave(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Change(
            staff,
            context,
            Deed.ChangeCare,
            (transaction, caregiver) =>
                Named(transaction, caregiver, form.Fields["situatie"].ToString()) is { } caring
                && CareSituations.Leave(
                    transaction,
                    caregiver.Id,
                    caring.SituationId ?? CareSituations.OwnOf(transaction, caregiver.Id, time.Now),
                    staff.Coordinator.Id,
                    time.Now
                )
                    ? "weg"
                    : null
        ) ?? Refuse(staff, context, SituationForm.None);

    private IResult AddHelper(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = SituationForm.None;
        return Change(
                staff,
                context,
                Deed.ChangeHelpers,
                (transaction, caregiver) =>
                {
                    if (Named(transaction, caregiver, form.Fields["situatie"].ToString()) is not { } caring)
                        return null;
                    var known = caring.SituationId is { } id ? HelperTable.Of(transaction, id) : [];
                    (typed, var helper) = SituationForm.ReadHelper(form.Fields, known, time.Today);
                    if (typed.Errors.Count > 0)
                        return null;
                    var situation = caring.SituationId ?? CareSituations.OwnOf(transaction, caregiver.Id, time.Now);
                    HelperTable.Save(transaction, helper with { SituationId = situation });
                    return "helper";
                }
            ) ?? Refuse(staff, context, typed);
    }

    /// <summary>Whoever drops out is an event for all who care there; help that ends as agreed is none.</summary>
    private IResult StopHelper(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var day = Typed.Day(form.Fields["dag"].ToString().Trim());
        return Change(
                staff,
                context,
                Deed.ChangeHelpers,
                (transaction, caregiver) =>
                {
                    if (
                        HelperIn(transaction, caregiver, form) is not { UntilOn: null } helper
                        || day is not { } on
                        || on > time.Today
                        || on < helper.FromOn
                    )
                        return null;
                    if (form.Fields["hoe"] == "afgesproken")
                        HelperTable.Save(transaction, helper with { UntilOn = on });
                    else
                        CareSituations.DropOut(transaction, helper, on, time);
                    return "gestopt";
                }
            )
            ?? Refuse(
                staff,
                context,
                SituationForm.Of(
                    SituationForm.Stop,
                    form.Fields,
                    new FormError(
                        "dag",
                        "dag-" + CasePages.NumberIn(form.Fields, "helper"),
                        SituationsPageModel.Words["Error.Stop"]
                    )
                )
            );
    }

    private IResult TakeHelperBack(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Change(
            staff,
            context,
            Deed.ChangeHelpers,
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, form) is not { UntilOn: not null } helper)
                    return null;
                CareSituations.TakeBack(transaction, helper, time);
                return "terug";
            }
        ) ?? Refuse(staff, context, SituationForm.None);

    /// <summary>Notes that a caregiver agrees to be seen on one page with one who cares along.</summary>
    private IResult Agree(SignedInStaff staff, HttpContext context, PostedForm form) =>
        Change(
            staff,
            context,
            Deed.GiveConsent,
            (transaction, caregiver) =>
            {
                var fellow = CasePages.NumberIn(form.Fields, "ander");
                if (
                    Codes.Find<ConsentWay>(form.Fields["hoe"].ToString()) is not { } how
                    || !CareSituations.CareTogether(transaction, caregiver.Id, fellow)
                )
                    return null;
                ConsentTable.Add(
                    transaction,
                    SideBySide.Decision(caregiver.Id, fellow, how, time.Today),
                    staff.Coordinator.Id,
                    time.Now
                );
                return "samen";
            }
        ) ?? Refuse(staff, context, SituationForm.None);

    /// <summary>
    /// The situation that a form names, of those in which the caregiver cares: by its number, or 0 for the one they
    /// came with while it has none.
    /// </summary>
    private static Caring? Named(Transaction transaction, Caregiver caregiver, string which) =>
        SituationTable
            .Of(transaction, caregiver.Id)
            .FirstOrDefault(one => (one.SituationId ?? 0).ToString(CultureInfo.InvariantCulture) == which);

    private static Helper? HelperIn(Transaction transaction, Caregiver caregiver, PostedForm form)
    {
        var id = CasePages.NumberIn(form.Fields, "helper");
        return SituationTable
            .Of(transaction, caregiver.Id)
            .Where(one => one.SituationId is not null)
            .SelectMany(one => HelperTable.Of(transaction, one.SituationId!.Value))
            .FirstOrDefault(one => one.Id == id);
    }

    private IResult? Change(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, string?> act
    ) => pages.Change(staff, context, deed, act, Page);

    private IResult Refuse(SignedInStaff staff, HttpContext context, SituationForm typed) =>
        Show(staff, context, (_, _) => typed, status: StatusCodes.Status400BadRequest);

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        Func<Transaction, Caregiver, SituationForm> form,
        Func<Transaction, Caregiver, IReadOnlyList<(long, string)>>? find = null,
        int status = StatusCodes.Status200OK
    )
    {
        var shell = shells.For(context, staff);
        var saved = context.Request.Query["bewaard"].ToString();
        var model = pages.Look(
            staff,
            context,
            Deed.SeeCare,
            (transaction, caregiver) =>
                new SituationsPageModel(
                    shell,
                    CareModel.Of(transaction, caregiver, staff.Sees, time.Today),
                    Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
                    form(transaction, caregiver),
                    find?.Invoke(transaction, caregiver),
                    SavedTexts.Contains(saved) ? SituationsPageModel.Words["Saved." + saved] : null
                )
                {
                    Today = time.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                }
        );
        return model is null ? PageRoutes.Missing(support) : PageRoutes.Show<SituationsPage>(model, status);
    }

    /// <summary>Two who care in one situation, when both agreed and the reader may see both.</summary>
    private IResult ShowTogether(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        Caregiver? fellow = null;
        var model = pages.Look(
            staff,
            context,
            Deed.SeeSideBySide,
            (transaction, caregiver) =>
            {
                fellow = StaffRoutes.Number(context, "fellow") is { } id ? CaregiverTable.Get(transaction, id) : null;
                return
                    fellow is not null
                    && staff.Sees.Contains(fellow.CoordinatorId)
                    && CareSituations.CareTogether(transaction, caregiver.Id, fellow.Id)
                    && SideBySide.IsAgreed(transaction, caregiver.Id, fellow.Id, time.Today)
                    ? TogetherPageModel.Of(transaction, shell, [caregiver, fellow], instruments, time)
                    : null;
            }
        );
        if (model is null)
            return PageRoutes.Missing(support);
        recorder.Add(staff.With(fellow!), Deed.SeeSideBySide, fellow!.Id);
        return PageRoutes.Show<TogetherPage>(model);
    }
}
