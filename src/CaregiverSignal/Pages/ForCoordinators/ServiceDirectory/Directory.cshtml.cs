using CaregiverSignal.Files;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Pages.ForCoordinators.ServiceDirectory;

[Authorize(StaffPolicies.Caregivers)]
public sealed class DirectoryModel(Offers offers, SiteTime time) : StaffPage
{
    internal const int MostFaults = 50;

    /// <summary>The key of a kind of help; empty for all.</summary>
    [BindProperty(Name = "soort", SupportsGet = true)]
    public string Kind { get; set; } = "";

    /// <summary>Part of a place name; nationwide offers are always included.</summary>
    [BindProperty(Name = "gebied", SupportsGet = true)]
    public string Area { get; set; } = "";

    [BindProperty]
    public IFormFile? Csv { get; set; }

    internal DateOnly Today => time.Today;

    internal HelpKind? Chosen => HelpKind.Find(Kind);

    /// <summary>By kind, lowest step first.</summary>
    internal IReadOnlyList<IGrouping<HelpKind, Offer>> Shown { get; private set; } = [];

    internal bool IsEmpty { get; private set; }

    internal IReadOnlyList<Fault> Faults { get; private set; } = [];

    internal static IEnumerable<SelectListItem> Kinds =>
        HelpKind.All.Select(kind => new SelectListItem(kind.Name, kind.Key));

    /// <summary>The address of that file, with the current filter.</summary>
    internal Pager Pager =>
        new(1, false, "/sociale-kaart", $"soort={Uri.EscapeDataString(Kind)}&gebied={Uri.EscapeDataString(Area)}")
        {
            HasFile = true,
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        await LoadAsync(stop);
        return await ListOrAsync(
            ("sociale-kaart", T["Title"]),
            ListForm == ListFile.Xlsx ? [.. OfferFile.Columns.Select(OfferWords.ColumnOf)] : OfferFile.Columns,
            Shown.SelectMany(kind => kind).Select(offer => OfferFile.CellsOf(offer))
        );
    }

    /// <summary>Imports a file: all of it, or nothing if there is a fault.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        if (Csv is null)
        {
            await LoadAsync(stop);
            return Invalid(nameof(Csv), T["Error.File"]);
        }

        using var stream = Csv.OpenReadStream();
        return await TakeAsync(stream, OneLine.Shown(Path.GetFileName(Csv.FileName)), stop);
    }

    /// <summary>Starts with nationwide organisations.</summary>
    public async Task<IActionResult> OnPostStartAsync(CancellationToken stop = default)
    {
        using var stream = OfferFile.Starter();
        return await TakeAsync(stream, "offers.csv", stop);
    }

    internal static IEnumerable<(string Label, string Text)> GuideTo(HelpKind kind) =>
        new[] { ("Fits", kind.Fits), ("Not", kind.Not), ("Ask", kind.Ask), ("After", kind.After) }
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.Item1, pair.Item2!));

    private async Task LoadAsync(CancellationToken stop = default)
    {
        var all = await offers.AllAsync(stop);
        IsEmpty = all.Count == 0;
        Shown =
        [
            .. all.Where(offer => Chosen is null || offer.KindCode == Kind)
                .Where(offer =>
                    offer.Area.Length == 0 || offer.Area.Contains(Area, StringComparison.CurrentCultureIgnoreCase)
                )
                // Local offers come before nationwide ones.
                .OrderBy(offer => offer.Area.Length == 0)
                .GroupBy(offer => offer.Kind)
                .OrderBy(group => group.Key.Step)
                .ThenBy(group => group.Key.Name, Languages.Order),
        ];
    }

    private async Task<IActionResult> TakeAsync(Stream stream, string name, CancellationToken stop = default)
    {
        var (count, faults) = await offers.TakeInAsync(stream, name, Staff, stop);
        if (faults.Count == 0)
            return Saved(T["TakenIn", ("n", Texts.Number(count))]);
        Faults = faults;
        await LoadAsync(stop);
        return Invalid(nameof(Csv), T["Error.Faults"]);
    }
}
