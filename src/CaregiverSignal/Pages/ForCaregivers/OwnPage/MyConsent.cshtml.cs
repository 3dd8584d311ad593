using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>Lets caregivers give and withdraw consent themselves, one decision at a time.</summary>
/// <remarks>It asks for no email address: a coordinator checks whose it is before anybody is emailed.</remarks>
public sealed class MyConsentModel(OwnPages pages, Cookies cookies, SiteTime time) : VisitPage(cookies)
{
    private static readonly Texts Errors = Texts.Of(typeof(ConsentsModel));

    [BindProperty]
    public ConsentRecipient? Recipient { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public List<ConsentData> Data { get; set; } = [];

    [BindProperty]
    public DateOnly? Until { get; set; }

    /// <summary>The number of the decision it replaces; empty if none.</summary>
    [BindProperty(SupportsGet = true)]
    public string Replaces { get; set; } = "";

    public IReadOnlyList<Consent> Decisions { get; private set; } = [];

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync() =>
        Led(
            await pages.ConsentsAsync(Browser),
            decisions =>
            {
                Decisions = decisions;
                if (ConsentDecisions.ToChange(Decisions, Replaces, Today) is { } old)
                    (Recipient, Name, Data, Until) = (old.Recipient, old.Name, [old.Data], old.UntilOn);
                else
                    Replaces = "";
                return Page();
            }
        );

    /// <param name="withdrawn">A decision to withdraw; null for a new one.</param>
    public async Task<IActionResult> OnPostAsync(long? withdrawn)
    {
        if (withdrawn is { } consent)
            return Led(
                await pages.WithdrawConsentAsync(Browser, consent),
                isDone => isDone ? Saved(T["Withdrawn"]) : Go(Request.Path)
            );
        ModelState.Require(
            Recipient is not (null or ConsentRecipient.FellowCaregiver or ConsentRecipient.SupportPoint),
            nameof(Recipient),
            Errors["Error.Recipient"]
        );
        ModelState.Require(Name.Length is > 0 and <= ConsentDecisions.LongestName, nameof(Name), Errors["Error.Name"]);
        ModelState.Require(
            Data.Count > 0 && !Data.Exists(kind => kind is ConsentData.SideBySide or ConsentData.Network),
            nameof(Data),
            Errors["Error.Data"]
        );
        ModelState.Require(Until is null || Until >= Today, nameof(Until), Errors["Error.Until"]);
        if (!ModelState.IsValid)
            return Led(
                await pages.ConsentsAsync(Browser),
                decisions =>
                {
                    Decisions = decisions;
                    return Invalid();
                }
            );
        var given = Given;
        var askAddress = T["AskAddress", ("wie", ConsentWords.RecipientOf(given[0]))];
        return Led(
            await pages.GiveConsentAsync(Browser, given, Replaces, askAddress),
            isDone => isDone ? Saved(T["Given"]) : Go(Request.Path)
        );
    }

    private List<Consent> Given =>
        [
            .. Data.Distinct()
                .Select(kind => new Consent
                {
                    Recipient = Recipient!.Value,
                    Name = Name,
                    Data = kind,
                    GivenOn = Today,
                    UntilOn = Until,
                    GivenHow = ConsentWay.Page,
                }),
        ];
}
