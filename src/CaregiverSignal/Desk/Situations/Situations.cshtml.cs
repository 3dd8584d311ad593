using CaregiverSignal.Desk.Case;
using CaregiverSignal.Desk.Details;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Desk.Situations;

/// <summary>For whom a caregiver cares, who cares along and who helps, with the forms that change it.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class SituationsModel(CasePages pages, Recorder recorder, SiteTime time) : CaregiverPage(pages)
{
    private const int LongestLine = PersonDetails.LongestLine;
    private const int MostFound = 20;

    /// <summary>The care that is corrected; null for one that is added.</summary>
    [BindProperty(SupportsGet = true, Name = "verbeter")]
    public long? Corrected { get; set; }

    [BindProperty]
    public Relation? Relation { get; set; }

    [BindProperty]
    public int? Hours { get; set; }

    [BindProperty]
    public string CaringSince { get; set; } = "";

    [BindProperty]
    public bool? LivesTogether { get; set; }

    [BindProperty]
    public string Condition { get; set; } = "";

    [BindProperty]
    public CareRole Role { get; set; }

    /// <summary>The helper whose last day is asked.</summary>
    [BindProperty(SupportsGet = true, Name = "gestopt")]
    public long? Stopping { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    /// <summary>The care with which somebody helps; null where there is only one.</summary>
    [BindProperty]
    public long? HelpedIn { get; set; }

    [BindProperty]
    public string HelperName { get; set; } = "";

    [BindProperty]
    public HelperKind? Kind { get; set; }

    [BindProperty]
    public string Does { get; set; } = "";

    [BindProperty]
    public DateOnly? HelpsSince { get; set; }

    /// <summary>The care that is shared with another caregiver; null where there is only one.</summary>
    [BindProperty]
    public long? SharedIn { get; set; }

    [BindProperty]
    public string Search { get; set; } = "";

    [BindProperty]
    public long? Who { get; set; }

    /// <summary>Whether the other already cares there, as their own details say.</summary>
    [BindProperty]
    public bool? IsSame { get; set; } = true;

    [BindProperty]
    public CareRole Part { get; set; } = CareRole.Shared;

    public CareModel Care { get; private set; } = null!;

    /// <summary>Whom a search for who cares along found; null before a search.</summary>
    public IReadOnlyList<SelectListItem>? Found { get; private set; }

    /// <summary>The name of the form that was sent; null where none was.</summary>
    public string? Sent => HttpMethods.IsPost(Request.Method) ? Request.Query["handler"].ToString() : null;

    public IReadOnlyList<SelectListItem> Cares =>
        [
            .. Care.All.Select(one => new SelectListItem(
                one.Facts.Length == 0 ? one.Title : T["WhichOne", ("titel", one.Title), ("feiten", one.Facts)],
                Texts.Number(one.Caring.Id)
            )),
        ];

    public static IReadOnlyList<SelectListItem> OptionsOf<T>(Func<T, string> words)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(one => new SelectListItem(words(one), one.Code()))];

    public IActionResult OnGet()
    {
        Day = time.Today;
        return Show(
            (transaction, caregiver) =>
            {
                if (Corrected is null || Named(transaction, caregiver, Corrected) is not { } caring)
                {
                    Corrected = null;
                    return;
                }

                (Relation, Hours, LivesTogether) = (caring.Relation, caring.HoursPerWeek, caring.LivesTogether);
                var details = caring.Over(new PersonDetails());
                CaringSince = DetailWords.Shown("caring_since", PersonField.Of("caring_since").Text(details));
                Condition = DetailWords.Shown("condition", PersonField.Of("condition").Text(details));
                Role = caring.Role;
            }
        );
    }

    /// <summary>Corrects a care, adds a further one, or ends one.</summary>
    /// <param name="left">The care that ends; null where none does.</param>
    public IActionResult OnPost(long? left) => left is { } care ? Leave(care) : Correct();

    private IActionResult Correct() =>
        Change(
            Verb.Change.Of(Thing.Care),
            (transaction, caregiver) =>
            {
                var known = Corrected is null
                    ? new Caring { CaregiverId = caregiver.Id }
                    : Named(transaction, caregiver, Corrected);
                var since = DetailWords.SinceIn(CaringSince, time.Today);
                ModelState.Require(
                    IsRead(nameof(Hours)) && Hours is null or (>= 0 and <= DetailWords.MostHours),
                    nameof(Hours),
                    DetailWords.Words["Error.Hours"]
                );
                ModelState.Require(
                    CaringSince.Length == 0 || since is not null,
                    nameof(CaringSince),
                    DetailWords.Words["Error.Since"]
                );
                ModelState.Require(IsLine(Condition), nameof(Condition), T["Error.Line"]);
                ModelState.Require(!ModelState.IsValid || IsAnythingSaid, nameof(Relation), T["Error.Nothing"]);
                if (known is null || !ModelState.IsValid)
                    return false;
                Save(
                    transaction,
                    known,
                    known with
                    {
                        Role = Role,
                        Relation = Relation,
                        HoursPerWeek = Hours,
                        CaringSince = since,
                        LivesTogether = LivesTogether,
                        Condition = DetailWords.ConditionIn(Condition.Length > 0 ? Condition : null),
                    }
                );
                return true;
            }
        );

    /// <summary>Adds a helper, ends their help, or takes that back.</summary>
    /// <param name="agreed">Whether it ends as agreed; null where nobody stops.</param>
    /// <param name="goesOn">Who helps after all; null where nobody does.</param>
    public IActionResult OnPostHelp(bool? agreed, long? goesOn) =>
        goesOn is { } helper ? TakeBack(helper)
        : agreed is { } isAgreed ? Stop(isAgreed)
        : AddHelper();

    private IActionResult AddHelper() =>
        Change(
            Verb.Change.Of(Thing.Helper),
            (transaction, caregiver) =>
            {
                var caring = Named(transaction, caregiver, HelpedIn);
                var known = caring?.Situation is { } id ? HelperTable.Of(transaction, id) : [];
                ModelState.Require(
                    HelperName.Length > 0 && IsLine(HelperName),
                    nameof(HelperName),
                    T["Error.HelperName"]
                );
                ModelState.Require(known.All(one => one.Name != HelperName), nameof(HelperName), T["Error.SameName"]);
                ModelState.Require(Kind is not null, nameof(Kind), T["Error.Kind"]);
                ModelState.Require(IsLine(Does), nameof(Does), T["Error.Line"]);
                ModelState.Require(
                    IsRead(nameof(HelpsSince)) && !(HelpsSince > time.Today),
                    nameof(HelpsSince),
                    T["Error.HelpsSince"]
                );
                if (caring is null || !ModelState.IsValid)
                    return false;
                var helper = new Helper
                {
                    Situation = SituationOf(transaction, caring),
                    Name = HelperName,
                    Kind = Kind!.Value,
                    Does = Does.Length > 0 ? Does : null,
                    FromOn = HelpsSince,
                };
                HelperTable.Save(transaction, helper);
                RecordOthers(transaction, caregiver, helper);
                return true;
            }
        );

    /// <summary>Whoever drops out is an event for all who care there; help that ends as agreed is none.</summary>
    private IActionResult Stop(bool agreed) =>
        Change(
            Verb.Change.Of(Thing.Helper),
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, Stopping) is not { UntilOn: null } helper)
                    return false;
                ModelState.Require(Day <= time.Today && !(Day < helper.FromOn), nameof(Day), T["Error.Day"]);
                if (!ModelState.IsValid)
                    return false;
                if (agreed)
                    HelperTable.Save(transaction, helper with { UntilOn = Day });
                else
                    CareSituations.DropOut(transaction, helper, Day!.Value, time);
                RecordOthers(transaction, caregiver, helper);
                return true;
            }
        );

    private IActionResult TakeBack(long helper) =>
        Change(
            Verb.Change.Of(Thing.Helper),
            (transaction, caregiver) =>
            {
                if (HelperIn(transaction, caregiver, helper) is not { UntilOn: not null } stopped)
                    return false;
                CareSituations.TakeBack(transaction, stopped, time);
                RecordOthers(transaction, caregiver, stopped);
                return true;
            }
        );

    /// <summary>Says that somebody else cares in the same situation, or looks for them first.</summary>
    public IActionResult OnPostJoin(bool finds) => finds ? Find() : Join();

    /// <summary>Looks for who cares along, among the people whom the reader may see.</summary>
    private IActionResult Find() =>
        Show(
            (transaction, caregiver) =>
            {
                var asked = new PeopleSearch(Search.Length > LongestLine ? Search[..LongestLine] : Search);
                HashSet<long> here = Named(transaction, caregiver, SharedIn)?.Situation is { } situation
                    ? [.. SituationTable.In(transaction, situation).Select(one => one.CaregiverId)]
                    : [caregiver.Id];
                List<Findable> found =
                [
                    .. asked
                        .Among([.. FindTable.Of(transaction, Staff.Sees).Where(one => !here.Contains(one.Id))])
                        .Take(MostFound),
                ];
                Who = found is [var only] ? only.Id : null;
                Found =
                [
                    .. found.Select(one => new SelectListItem(
                        Plainly.FullName(one.Person, one.FirstName, one.LastName),
                        Texts.Number(one.Id)
                    )),
                ];
            }
        );

    private IActionResult Join() =>
        Change(
            Verb.Change.Of(Thing.Care),
            (transaction, caregiver) =>
            {
                var caring = Named(transaction, caregiver, SharedIn);
                var other = CaregiverTable.Get(transaction, Who ?? 0);
                var mayJoin =
                    caring is not null
                    && other is not null
                    && Staff.Sees.Contains(other.CoordinatorId)
                    && other.Id != caregiver.Id
                    && SituationTable
                        .Of(transaction, other.Id)
                        .All(one => one.Situation is null || one.Situation != caring.Situation);
                ModelState.Require(mayJoin, nameof(Search), T["Error.Search"]);
                if (!ModelState.IsValid)
                    return false;
                var joined = new Caring
                {
                    CaregiverId = other!.Id,
                    Situation = SituationOf(transaction, caring!),
                    Role = Part,
                };
                if (IsSame == true)
                    CareSituations.Unite(transaction, other.Id, joined.Situation, Part);
                else
                    CareSituations.Add(transaction, joined, Staff.Coordinator.Id, time.Now);
                recorder.Add(transaction, Staff.With(other), Verb.Change.Of(Thing.Care), other.Id);
                return true;
            }
        );

    private IActionResult Leave(long care) =>
        Change(
            Verb.Change.Of(Thing.Care),
            (transaction, caregiver) =>
                Named(transaction, caregiver, care) is { } caring
                && CareSituations.Leave(
                    transaction,
                    caregiver.Id,
                    SituationOf(transaction, caring),
                    Staff.Coordinator.Id,
                    time.Now
                )
        );

    /// <summary>Notes whether a caregiver agrees to be seen on one page with one who cares along.</summary>
    /// <param name="how">How they said so; null where they do not agree any more.</param>
    public IActionResult OnPostAgree(long fellow, ConsentWay? how) =>
        how is { } way ? Agree(fellow, way) : Disagree(fellow);

    private IActionResult Agree(long fellow, ConsentWay how) =>
        Change(
            Verb.Add.Of(Thing.Consent),
            (transaction, caregiver) =>
            {
                if (!CareSituations.CareTogether(transaction, caregiver.Id, fellow))
                    return false;
                var decision = SideBySide.Decision(caregiver.Id, fellow, how, time.Today);
                ConsentTable.Add(transaction, decision, Staff.Coordinator.Id, time.Now);
                return true;
            }
        );

    private IActionResult Disagree(long fellow) =>
        Change(
            Verb.TakeBack.Of(Thing.Consent),
            (transaction, caregiver) =>
                SideBySide.Of(transaction, caregiver.Id, fellow, time.Today) is { } decision
                && ConsentTable.Withdraw(
                    transaction,
                    decision.Id,
                    caregiver.Id,
                    time.Today,
                    ConsentWay.Phone,
                    Staff.Coordinator.Id,
                    time.Now
                )
        );

    /// <param name="act">Whether it did.</param>
    private IActionResult Change(Deed deed, Func<Transaction, Caregiver, bool> act)
    {
        var isDone = Changes(deed, act);
        if (isDone == true)
            return Saved(T["Saved"]);
        if (isDone is null)
            return Missing();
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Show();
    }

    /// <param name="also">What else is read in the same transaction.</param>
    private IActionResult Show(Action<Transaction, Caregiver>? also = null)
    {
        var isFound = Finds(
            Verb.Look.Of(Thing.Care),
            (transaction, caregiver) =>
            {
                also?.Invoke(transaction, caregiver);
                var cares = SituationTable.Of(transaction, caregiver.Id);
                Care = CareModel.Of(transaction, caregiver, cares, Staff.Sees, time.Today);
            }
        );
        return isFound ? Page() : Missing();
    }

    private void Save(Transaction transaction, Caring known, Caring caring)
    {
        var by = Staff.Coordinator.Id;
        if (Corrected is null)
            CareSituations.Add(
                transaction,
                caring with
                {
                    Situation = SituationTable.NewCode(transaction),
                },
                by,
                time.Now
            );
        else if (caring.IsOwn)
            CareSituations.SaveOwn(transaction, caring, by, time.Now);
        else
            CareSituations.CorrectFurther(transaction, known, caring, by, time.Now);
    }

    private bool IsAnythingSaid =>
        Relation is not null
        || Hours is not null
        || LivesTogether is not null
        || CaringSince.Length > 0
        || Condition.Length > 0;

    private bool IsRead(string field) => ModelState.GetFieldValidationState(field) != ModelValidationState.Invalid;

    private static bool IsLine(string text) => OneLine.Problem(text, LongestLine) is null;

    /// <param name="care">By its number; null for the only one.</param>
    private static Caring? Named(Transaction transaction, Caregiver caregiver, long? care)
    {
        var all = SituationTable.Of(transaction, caregiver.Id);
        return care is null && all is [var only] ? only : all.FirstOrDefault(one => one.Id == care);
    }

    private static string SituationOf(Transaction transaction, Caring caring) =>
        caring.Situation ?? CareSituations.OwnOf(transaction, caring.CaregiverId);

    private static Helper? HelperIn(Transaction transaction, Caregiver caregiver, long? id) =>
        SituationTable
            .Of(transaction, caregiver.Id)
            .Where(one => one.Situation is not null)
            .SelectMany(one => HelperTable.Of(transaction, one.Situation!))
            .FirstOrDefault(one => one.Id == id);

    /// <summary>A helper changes for all who care there: each of the others has a line too.</summary>
    private void RecordOthers(Transaction transaction, Caregiver caregiver, Helper helper)
    {
        var others = SituationTable.In(transaction, helper.Situation).Select(one => one.CaregiverId).ToHashSet();
        others.Remove(caregiver.Id);
        recorder.AddEach(transaction, Staff.On(Ground.Team), Verb.Change.Of(Thing.Helper), others);
    }
}
