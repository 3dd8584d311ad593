using CaregiverSignal.Referrals;
using Known = CaregiverSignal.Referrals.Offer;

namespace CaregiverSignal.Pages.ForCoordinators.ServiceDirectory;

/// <summary>One offer of the service directory; whoever saves it makes sure of it.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class OfferModel(Offers offers) : StaffPage
{
    internal const int Longest = OfferFile.LongestCell;

    private static readonly Texts Words = Texts.Of(typeof(DirectoryModel));

    /// <summary>0 for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "offer")]
    public long Id { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string ForWhom { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public WayIn Way { get; set; }

    [BindProperty]
    public string Decides { get; set; } = "";

    [BindProperty]
    public string Capacity { get; set; } = "";

    [BindProperty]
    public string Waiting { get; set; } = "";

    [BindProperty]
    public string Contact { get; set; } = "";

    internal bool IsNew => Id == 0;

    internal DateOnly? CheckedOn { get; private set; }

    internal static IEnumerable<SelectListItem> Kinds => DirectoryModel.Kinds;

    internal static IEnumerable<SelectListItem> Ways =>
        Codes.All<WayIn>().Select(code => new SelectListItem(Words["Way." + code], code));

    public IActionResult OnGet()
    {
        if (IsNew)
            return Page();
        if (offers.Find(Id) is not { } known)
            return Missing();
        (Name, Kind, ForWhom, Area, Way) = (known.Name, known.KindCode, known.ForWhom, known.Area, known.Way);
        (Decides, Capacity, Waiting, Contact) = (known.Decides, known.Capacity, known.Waiting, known.Contact);
        CheckedOn = known.CheckedOn;
        return Page();
    }

    public IActionResult OnPost()
    {
        ModelState.Require(Name.Length > 0, nameof(Name), T["Error.Name"]);
        ModelState.Require(HelpKind.Find(Kind) is not null, nameof(Kind), T["Error.Kind"]);
        foreach (
            var (field, text) in new[]
            {
                (nameof(Name), Name),
                (nameof(ForWhom), ForWhom),
                (nameof(Area), Area),
                (nameof(Decides), Decides),
                (nameof(Capacity), Capacity),
                (nameof(Waiting), Waiting),
                (nameof(Contact), Contact),
            }
        )
            ModelState.Require(OneLine.Problem(text, Longest) is null, field, T["Error.Line"]);
        if (!ModelState.IsValid)
            return Invalid();
        var isSaved = offers.Save(
            new Known
            {
                Id = Id,
                Name = Name,
                KindCode = Kind,
                ForWhom = ForWhom,
                Area = Area,
                Way = Way,
                Decides = Decides,
                Capacity = Capacity,
                Waiting = Waiting,
                Contact = Contact,
            }
        );
        return isSaved ? Saved(T["Saved"], "/sociale-kaart") : Invalid(nameof(Name), T["Error.Twice"]);
    }

    public IActionResult OnPostRemove()
    {
        offers.Remove(Id);
        return Saved(T["Removed"], "/sociale-kaart");
    }
}
