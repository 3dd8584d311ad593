namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>The municipalities and neighbourhoods, with two spellings to merge; never who lives there.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class PlacesModel(Places places) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string From { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string To { get; set; } = "";

    public IReadOnlyList<KnownPlace> Places { get; private set; } = [];

    /// <summary>The two chosen places; null if invalid.</summary>
    public (KnownPlace From, KnownPlace To)? Joined { get; private set; }

    public IEnumerable<SelectListItem> Options =>
        Places.Select(place => new SelectListItem(DisplayText.Visible(place.Name), place.Name));

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        await ReadAsync(stop);
        return Request.Query.ContainsKey(nameof(From)) && Joined is null
            ? Invalid(nameof(To), T["Error.To"])
            : await ListOrAsync(
                ("plaatsen", SettingsModel.Words["Places"]),
                [T["Place"], T["People"]],
                Places.Select(place => (IReadOnlyList<object?>)[place.Name, place.People])
            );
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        await ReadAsync(stop);
        return await places.JoinAsync(From, To, Staff, stop) is { } people
            ? Saved(T.Counted("Saved", people), Request.Path)
            : Invalid(nameof(To), T["Error.To"]);
    }

    private async Task ReadAsync(CancellationToken stop = default)
    {
        Places = await places.AllAsync(stop);
        Joined = People.Places.Pair(Places, From, To);
    }
}
