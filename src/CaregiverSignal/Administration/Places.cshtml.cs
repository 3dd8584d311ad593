using CaregiverSignal.Desk;

namespace CaregiverSignal.Administration;

/// <summary>The municipalities and neighbourhoods, and how two spellings of one become one; never who lives there.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class PlacesModel(Database database, Recorder recorder, SiteTime time) : StaffPage
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
        Places.Select(place => new SelectListItem(Plainly.Shown(place.Name), place.Name));

    public IActionResult OnGet()
    {
        database.Read(transaction => Finds(transaction));
        return Request.Query.ContainsKey(nameof(From)) && Joined is null
            ? Invalid(nameof(To), T["Error.To"])
            : ListOr(
                "plaatsen",
                [T["Place"], T["People"]],
                Places.Select(place => (IReadOnlyList<object?>)[place.Name, place.People])
            );
    }

    public IActionResult OnPost()
    {
        var people = database.Write(transaction =>
        {
            if (!Finds(transaction))
                return null;
            var (from, to) = Joined!.Value;
            var changed = PlaceTable.Join(transaction, from, to, Staff.Coordinator.Id, time.Now);
            recorder.AddEach(transaction, Staff.On(Ground.Accounts), Verb.Change.Of(Thing.Details), changed);
            return changed;
        });
        return people is null
            ? Invalid(nameof(To), T["Error.To"])
            : Saved(T.Counted("Saved", people.Count), Request.Path);
    }

    /// <returns>Whether they are two, and both a municipality or both a neighbourhood.</returns>
    private bool Finds(Transaction transaction)
    {
        Places = PlaceTable.All(transaction);
        if (
            Named(From) is { } from
            && Named(To) is { } to
            && from != to
            && from.Neighbourhood is null == to.Neighbourhood is null
        )
            Joined = (from, to);
        return Joined is not null;

        KnownPlace? Named(string name) => Places.FirstOrDefault(place => place.Name == name);
    }
}
