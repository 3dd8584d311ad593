using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Notes what a coordinator heard that changed around a caregiver, under its own day.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class HappenedModel(CaregiverAccess access, Cases.Cases cases, SiteTime time) : PersonPage
{
    [BindProperty]
    public List<EventKind> Kinds { get; set; } = [];

    [BindProperty]
    public DateOnly? On { get; set; }

    [BindProperty]
    public string Note { get; set; } = "";

    public DateOnly Today => time.Today;

    /// <summary>A collapse too, for whom no signal is open or whose care had ended before anybody said why.</summary>
    private static IReadOnlyList<EventKind> Notable => [.. LifeChange.Kinds, EventKind.CareCollapse];

    public static IEnumerable<SelectListItem> Offered =>
        Notable.Select(kind => new SelectListItem(EventWords.Choice(kind), kind.Code()));

    public IActionResult OnGet()
    {
        On = Today;
        return Finds() ? Page() : Missing();
    }

    public IActionResult OnPost()
    {
        var isOffered = Kinds.Count > 0 && Kinds.TrueForAll(Notable.Contains);
        ModelState.Require(isOffered, nameof(Kinds), T["Error.Kinds"]);
        ModelState.Require(On <= Today && On > Today.AddYears(-1), nameof(On), T["Error.On"]);
        ModelState.RequireShort(Note, nameof(Note));
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        return cases.Tell(Id, Kinds, On!.Value, Note, Staff)
            ? Saved(T["Saved"], $"/zaak/{RouteData.Values["caregiver"]}")
            : Missing();
    }

    private bool Finds() => Finds(access, AuditAction.Look.Of(AuditTarget.Case));
}
