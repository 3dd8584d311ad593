using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Pages.ForCoordinators.Consents;

[Authorize(StaffPolicies.Caregivers)]
public sealed class ConsentsModel(ConsentDecisions consents, SiteTime time) : PersonPage
{
    [BindProperty]
    public ConsentRecipient? Recipient { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public List<ConsentData> Data { get; set; } = [];

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public ConsentWay? How { get; set; }

    /// <summary>The number of the decision it replaces; empty if none.</summary>
    [BindProperty(SupportsGet = true)]
    public string Replaces { get; set; } = "";

    public IReadOnlyList<Consent> Decisions { get; private set; } = [];

    /// <summary>Whether a recipient with an email address is notified at once.</summary>
    public bool TellsNow { get; private set; }

    public DateOnly Today => time.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        if (ConsentDecisions.ToChange(Decisions, Replaces, Today) is { } old)
            (Recipient, Name, Email, Data, Until) = (old.Recipient, old.Name, old.Email ?? "", [old.Data], old.UntilOn);
        else
            Replaces = "";
        return Page();
    }

    /// <param name="withdrawn">A decision to withdraw; null for a new one.</param>
    public async Task<IActionResult> OnPostAsync(long? withdrawn, CancellationToken stop = default)
    {
        if (withdrawn is { } consent)
            return await ShownAsync(await consents.WithdrawAsync(Id, consent, Staff, stop), T["NoMore"], stop);
        ModelState.Require(
            Recipient is not (null or ConsentRecipient.FellowCaregiver or ConsentRecipient.SupportPoint),
            nameof(Recipient),
            T["Error.Recipient"]
        );
        ModelState.Require(Name.Length is > 0 and <= ConsentDecisions.LongestName, nameof(Name), T["Error.Name"]);
        ModelState.Require(
            Data.Count > 0 && !Data.Exists(consentData => consentData is ConsentData.SideBySide or ConsentData.Network),
            nameof(Data),
            T["Error.Data"]
        );
        // The message reports that it is getting too much: without that kind of data none would ever go.
        ModelState.Require(
            Email.Length == 0 || (Address.TryParse(Email, out _) && Data.Contains(ConsentData.Burden)),
            nameof(Email),
            T["Error.Email"]
        );
        ModelState.Require(Until is null || Until >= Today, nameof(Until), T["Error.Until"]);
        ModelState.Require(How is not (null or ConsentWay.Page), nameof(How), T["Error.How"]);
        if (!ModelState.IsValid)
            return await FindsAsync(stop) ? Invalid() : Missing();
        if (!await FindsAsync(stop))
            return Missing();
        var saved = T[TellsNow && Email.Length > 0 ? "Saved.Told" : "Saved.Given", ("naam", DisplayText.Visible(Name))];
        return await ShownAsync(await consents.GiveAsync(Id, Given, Replaces, Staff, stop), saved, stop);
    }

    private List<Consent> Given =>
        [
            .. Data.Distinct()
                .Select(kind => new Consent
                {
                    Recipient = Recipient!.Value,
                    Name = Name,
                    Email = kind == ConsentData.Burden && Email.Length > 0 ? Email : null,
                    Data = kind,
                    GivenOn = Today,
                    UntilOn = Until,
                    GivenHow = How!.Value,
                }),
        ];

    private async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await consents.LookAsync(Id, Staff, stop) is not { } look)
            return false;
        (Caregiver, Decisions, TellsNow) = look;
        return true;
    }

    /// <summary>If it was already done, reloads to show the current state.</summary>
    private async Task<IActionResult> ShownAsync(ChangeResult result, string saved, CancellationToken stop = default) =>
        result switch
        {
            ChangeResult.NotFound => Missing(),
            ChangeResult.Done => await SavedAsync(saved, stop: stop),
            _ => Go(Request.Path),
        };
}
