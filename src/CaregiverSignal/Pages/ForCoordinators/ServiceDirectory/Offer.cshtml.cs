using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Referrals;
using Known = CaregiverSignal.Referrals.Offer;

namespace CaregiverSignal.Pages.ForCoordinators.ServiceDirectory;

[Authorize(StaffPolicies.Caregivers)]
public sealed class OfferModel(Offers offers, SiteTime time) : StaffPage
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
    public string Phone { get; set; } = "";

    [BindProperty]
    public string Contact { get; set; } = "";

    [BindProperty]
    public string NamedTo { get; set; } = "";

    [BindProperty]
    public string Source { get; set; } = "";

    [BindProperty]
    public DateOnly? NextOn { get; set; }

    [BindProperty]
    public string NextPlace { get; set; } = "";

    internal bool IsNew => Id == 0;

    internal DateOnly? CheckedOn { get; private set; }

    internal static IEnumerable<SelectListItem> Kinds => DirectoryModel.Kinds;

    internal static IEnumerable<SelectListItem> Ways =>
        Codes.All<WayIn>().Select(code => new SelectListItem(Words["Way." + code], code));

    /// <summary>Whose results may name it: everybody's, or those of carers for one condition.</summary>
    internal IEnumerable<SelectListItem> Named =>
        DetailWords
            .Conditions.Select(code => new SelectListItem(T["NamedTo.with", ("wat", T["Condition." + code])], code))
            .Prepend(new(T["NamedTo." + Known.Everybody], Known.Everybody));

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (IsNew)
            return Page();
        if (await offers.FindAsync(Id, stop) is not { } known)
            return Missing();
        (Name, Kind, ForWhom, Area, Way) = (known.Name, known.KindCode, known.ForWhom, known.Area, known.Way);
        (Decides, Capacity, Waiting, Contact) = (known.Decides, known.Capacity, known.Waiting, known.Contact);
        (Phone, NamedTo, Source) = (known.Phone, known.NamedTo, known.Source);
        (NextOn, NextPlace) = (known.NextOn, known.NextPlace);
        CheckedOn = known.CheckedOn;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
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
                (nameof(Phone), Phone),
                (nameof(Contact), Contact),
                (nameof(NamedTo), NamedTo),
                (nameof(Source), Source),
                (nameof(NextPlace), NextPlace),
            }
        )
            ModelState.Require(OneLine.Problem(text, Longest) is null, field, T["Error.Line"]);
        ModelState.Require(!(NextOn < time.Today), nameof(NextOn), T["Error.NextOn"]);
        ModelState.Require(Phone.Length == 0 || PhoneKey.CanBeCalled(Phone), nameof(Phone), T["Error.Phone"]);
        if (!ModelState.IsValid)
            return Invalid();
        var isSaved = await offers.SaveAsync(
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
                Phone = Phone,
                Contact = Contact,
                NamedTo = NamedTo,
                Source = Source,
                NextOn = NextOn,
                NextPlace = NextPlace,
            },
            Staff,
            stop
        );
        return isSaved ? Saved(T["Saved"], "/sociale-kaart") : Invalid(nameof(Name), T["Error.Twice"]);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken stop = default)
    {
        await offers.RemoveAsync(Id, Staff, stop);
        return Saved(T["Removed"], "/sociale-kaart");
    }
}
