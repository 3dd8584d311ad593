namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>
/// The municipalities and neighbourhoods, and how two spellings of one become one; never who lives there.
/// </summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class PlacesModel(Places places) : StaffPage
{
    /// <summary>The name of the place that goes.</summary>
    [BindProperty(SupportsGet = true)]
    public string From { get; set; } = "";

    /// <summary>The name of the place that it becomes.</summary>
    [BindProperty(SupportsGet = true)]
    public string To { get; set; } = "";

    public IReadOnlyList<KnownPlace> Places { get; private set; } = [];

    /// <summary>The two that were chosen; null while they are none.</summary>
    public (KnownPlace From, KnownPlace To)? Joined { get; private set; }

    public IEnumerable<SelectListItem> Options =>
        Places.Select(place => new SelectListItem(DisplayText.Visible(place.Name), place.Name));

    public IActionResult OnGet()
    {
        Read();
        return Request.Query.ContainsKey(nameof(From)) && Joined is null
            ? Invalid(nameof(To), T["Error.To"])
            : ListOr(
                ("plaatsen", SettingsModel.Words["Places"]),
                [T["Place"], T["People"]],
                Places.Select(place => (IReadOnlyList<object?>)[place.Name, place.People])
            );
    }

    public IActionResult OnPost()
    {
        Read();
        return places.Join(From, To, Staff) is { } people
            ? Saved(T.Counted("Saved", people), Request.Path)
            : Invalid(nameof(To), T["Error.To"]);
    }

    private void Read()
    {
        Places = places.All();
        Joined = People.Places.Pair(Places, From, To);
    }
}
