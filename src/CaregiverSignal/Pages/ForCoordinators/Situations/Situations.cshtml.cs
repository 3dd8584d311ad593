using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Details;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCoordinators.Situations;

[Authorize(StaffPolicies.Caregivers)]
public sealed class SituationsModel(CareChanges changing, SiteTime time) : PersonPage
{
    private const int LongestLine = PersonDetails.LongestLine;

    /// <summary>The care to correct; null for a new one.</summary>
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
    public string Called { get; set; } = "";

    [BindProperty]
    public string CaredForBorn { get; set; } = "";

    [BindProperty]
    public string CaredForMunicipality { get; set; } = "";

    [BindProperty]
    public CareRole Role { get; set; }

    /// <summary>The helper whose last day is asked.</summary>
    [BindProperty(SupportsGet = true, Name = "gestopt")]
    public long? Stopping { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    /// <summary>The review date after somebody dropped out.</summary>
    public DateOnly LookOn => Consequences.DueOn(RowAfter.Call, time.Today, time.WorkingDays);

    /// <summary>The care with which somebody helps; null if there is only one.</summary>
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

    /// <summary>The care shared with another caregiver; null if there is only one.</summary>
    [BindProperty]
    public long? SharedIn { get; set; }

    [BindProperty]
    public string Search { get; set; } = "";

    [BindProperty]
    public long? Who { get; set; }

    /// <summary>Whether the other caregiver's own details already describe this care.</summary>
    [BindProperty]
    public bool? IsSame { get; set; } = true;

    [BindProperty]
    public CareRole Part { get; set; } = CareRole.Shared;

    private CareLook look = null!;

    public CareModel Care { get; private set; } = null!;

    /// <summary>The results of a search for a fellow caregiver; null before a search.</summary>
    public IReadOnlyList<SelectListItem>? Found { get; private set; }

    /// <summary>The name of the submitted form; null if none.</summary>
    public string? Sent => HttpMethods.IsPost(Request.Method) ? Request.Query["handler"].ToString() : null;

    public IReadOnlyList<SelectListItem> Cares =>
        [
            .. Care.All.Select(care => new SelectListItem(
                care.Facts.Length == 0 ? care.Title : T["WhichOne", ("titel", care.Title), ("feiten", care.Facts)],
                Texts.Number(care.Caring.Id)
            )),
        ];

    /// <summary>Such as "Noemt die „mijn moeder”, geboren in 1948, woont in Delft"; may be empty.</summary>
    public string PersonOf(CareFacts caring) =>
        Texts.Listed(
            caring.Called is { } called ? T["Calls", ("naam", DisplayText.Visible(called))] : null,
            caring.BornIn is { } year ? T["BornIn", ("jaar", Texts.Number(year))] : null,
            caring is { Municipality: { } town, LivesTogether: not true }
                ? T["LivesIn", ("plaats", DisplayText.Visible(town))]
                : null
        );

    public static IReadOnlyList<SelectListItem> OptionsOf<T>(Func<T, string> words)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(item => new SelectListItem(words(item), item.Code()))];

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        Day = time.Today;
        if (!await FindsAsync(stop: stop))
            return Missing();
        if (Corrected is null || CareLook.Named(look.Cares.Select(care => care.Caring), Corrected) is not { } caring)
        {
            Corrected = null;
            return Page();
        }

        (Relation, Hours, LivesTogether) = (caring.Relation, caring.HoursPerWeek, caring.LivesTogether);
        var details = caring.Over(new PersonDetails());
        CaringSince = DetailWords.Shown("caring_since", PersonField.Of("caring_since").Text(details));
        Condition = DetailWords.Shown("condition", PersonField.Of("condition").Text(details));
        (Called, CaredForMunicipality) = (caring.Called ?? "", caring.Municipality ?? "");
        CaredForBorn = DetailWords.Shown("cared_for_born", PersonField.Of("cared_for_born").Text(details));
        Role = caring.Role;
        return Page();
    }

    /// <param name="left">The care to end; null if none.</param>
    public async Task<IActionResult> OnPostAsync(long? left, CancellationToken stop = default) =>
        left is { } care
            ? await DoneAsync(await changing.LeaveAsync(Id, care, Staff, stop), "Left", stop)
            : await CorrectAsync(stop);

    private async Task<IActionResult> CorrectAsync(CancellationToken stop = default)
    {
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
        ModelState.Require(IsLine(Called), nameof(Called), T["Error.Line"]);
        ModelState.Require(IsLine(CaredForMunicipality), nameof(CaredForMunicipality), T["Error.Line"]);
        var born = DetailWords.BirthYearIn(CaredForBorn, time.Today);
        ModelState.Require(
            CaredForBorn.Length == 0 || born is not null,
            nameof(CaredForBorn),
            DetailWords.Words["Error.CaredForBorn"]
        );
        ModelState.Require(!ModelState.IsValid || IsAnythingSaid, nameof(Relation), T["Error.Nothing"]);
        if (!ModelState.IsValid)
            return await DoneAsync(ChangeResult.Unchanged, "", stop);
        var typed = new CareFacts
        {
            Role = Role,
            Relation = Relation,
            HoursPerWeek = Hours,
            CaringSince = since,
            LivesTogether = LivesTogether,
            Condition = DetailWords.ConditionIn(Condition.Length > 0 ? Condition : null),
            Called = Called.Length > 0 ? Called : null,
            BornIn = born,
            Municipality = CaredForMunicipality.Length > 0 ? CaredForMunicipality : null,
        };
        return await DoneAsync(await changing.SaveAsync(Id, Corrected, typed, Staff, stop), "Care", stop);
    }

    /// <summary>Adds a helper, ends their help, or takes that back.</summary>
    /// <param name="agreed">Whether it ends as agreed; null if nobody stops.</param>
    /// <param name="goesOn">A helper who continues after all; null if none.</param>
    public async Task<IActionResult> OnPostHelpAsync(bool? agreed, long? goesOn, CancellationToken stop = default) =>
        goesOn is { } helper ? await DoneAsync(await changing.GoOnAsync(Id, helper, Staff, stop), "GoesOn", stop)
        : agreed is { } isAgreed ? await StopAsync(isAgreed, stop)
        : await AddHelperAsync(stop);

    private async Task<IActionResult> AddHelperAsync(CancellationToken stop = default)
    {
        ModelState.Require(HelperName.Length > 0 && IsLine(HelperName), nameof(HelperName), T["Error.HelperName"]);
        ModelState.Require(Kind is not null, nameof(Kind), T["Error.Kind"]);
        ModelState.Require(IsLine(Does), nameof(Does), T["Error.Line"]);
        ModelState.Require(
            IsRead(nameof(HelpsSince)) && !(HelpsSince > time.Today),
            nameof(HelpsSince),
            T["Error.HelpsSince"]
        );
        if (!ModelState.IsValid)
            return await DoneAsync(ChangeResult.Unchanged, "", stop);
        var helper = new Helper
        {
            Name = HelperName,
            Kind = Kind!.Value,
            Does = Does.Length > 0 ? Does : null,
            FromOn = HelpsSince,
        };
        var (result, fault) = await changing.AddHelperAsync(Id, HelpedIn, helper, Staff, stop);
        ModelState.Require(fault is null, nameof(HelperName), T["Error.SameName"]);
        return await DoneAsync(result, "Helper", stop);
    }

    private async Task<IActionResult> StopAsync(bool isAgreed, CancellationToken stop = default)
    {
        var (result, fault) = await changing.StopAsync(Id, Stopping, Day, isAgreed, Staff, stop);
        ModelState.Require(fault is null, nameof(Day), T["Error.Day"]);
        return await DoneAsync(result, isAgreed ? "Stopped" : "DroppedOut", stop);
    }

    /// <summary>Links another caregiver of the same situation, or searches for them first.</summary>
    public async Task<IActionResult> OnPostJoinAsync(bool finds, CancellationToken stop = default) =>
        finds ? await FindAsync(stop) : await JoinAsync(stop);

    /// <summary>Searches for a fellow caregiver among the people whom the reader may see.</summary>
    private async Task<IActionResult> FindAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync((Search.Length > LongestLine ? Search[..LongestLine] : Search, SharedIn), stop))
            return Missing();
        Who = look.Found is [var only] ? only.Id : null;
        Found =
        [
            .. look.Found!.Select(person => new SelectListItem(
                DisplayText.FullName(person.Person, person.FirstName, person.LastName),
                Texts.Number(person.Id)
            )),
        ];
        return Page();
    }

    private async Task<IActionResult> JoinAsync(CancellationToken stop = default)
    {
        var result = await changing.JoinAsync(Id, SharedIn, Who, Part, IsSame == true, Staff, stop);
        ModelState.Require(result != ChangeResult.Unchanged, nameof(Search), T["Error.Search"]);
        return await DoneAsync(result, "Joined", stop);
    }

    /// <summary>Logs whether a caregiver agrees to be seen on one page with a fellow caregiver.</summary>
    /// <param name="how">How they said so; null if they no longer agree.</param>
    public async Task<IActionResult> OnPostAgreeAsync(long fellow, ConsentWay? how, CancellationToken stop = default) =>
        await DoneAsync(
            how is { } way
                ? await changing.AgreeAsync(Id, fellow, way, Staff, stop)
                : await changing.DisagreeAsync(Id, fellow, Staff, stop),
            how is null ? "Apart" : "Together",
            stop
        );

    /// <param name="saved">What the message says was stored.</param>
    private async Task<IActionResult> DoneAsync(ChangeResult result, string saved, CancellationToken stop = default) =>
        result == ChangeResult.Done ? Saved(T["Saved." + saved])
        : result == ChangeResult.NotFound || !await FindsAsync(stop: stop) ? Missing()
        : Invalid();

    private async Task<bool> FindsAsync((string, long?)? search = null, CancellationToken stop = default)
    {
        if (await changing.LookAsync(Id, Staff, search, stop) is not { } found)
            return false;
        (look, Caregiver) = (found, found.Caregiver);
        Care = CareModel.Of(Caregiver, look.Cares, time.Today);
        return true;
    }

    private bool IsAnythingSaid =>
        Relation is not null
        || Hours is not null
        || LivesTogether is not null
        || CaringSince.Length > 0
        || Condition.Length > 0
        || Called.Length > 0;

    private bool IsRead(string field) => ModelState.GetFieldValidationState(field) != ModelValidationState.Invalid;

    private static bool IsLine(string text) => OneLine.Problem(text, LongestLine) is null;
}
