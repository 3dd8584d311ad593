using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Invitations;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver gives and withdraws consent themselves, one decision at a time.</summary>
/// <remarks>It has no mail address: a coordinator looks whose it is before anybody is mailed.</remarks>
public sealed class MyConsentModel(MyVisits visits, OwnPageMails mails, Recorder recorder, Nudge nudge, SiteTime time)
    : VisitPage(visits)
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

    /// <summary>The number of the decision that this one takes the place of; empty for none.</summary>
    [BindProperty(SupportsGet = true)]
    public string Replaces { get; set; } = "";

    public IReadOnlyList<Consent> Decisions { get; private set; } = [];

    public DateOnly Today => time.Today;

    protected override ToldBefore? Needs => ToldBefore.Arranged;

    public Task<IActionResult> OnGetAsync() =>
        LookAsync(
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) =>
            {
                Decisions = ConsentTable.Of(transaction, visit.Caregiver.Id);
                if (GivingConsent.ToChange(Decisions, Replaces, Today) is { } old)
                    (Recipient, Name, Data, Until) = (old.Recipient, old.Name, [old.Data], old.UntilOn);
                else
                    Replaces = "";
                return Page();
            }
        );

    /// <param name="withdrawn">A decision that they take back; null for a new one.</param>
    public Task<IActionResult> OnPostAsync(long? withdrawn)
    {
        if (withdrawn is { } consent)
            return WithdrawAsync(consent);
        ModelState.Require(
            Recipient is not (null or ConsentRecipient.FellowCaregiver or ConsentRecipient.SupportPoint),
            nameof(Recipient),
            Errors["Error.Recipient"]
        );
        ModelState.Require(Name.Length is > 0 and <= GivingConsent.LongestName, nameof(Name), Errors["Error.Name"]);
        ModelState.Require(
            Data.Count > 0 && !Data.Exists(one => one is ConsentData.SideBySide or ConsentData.Network),
            nameof(Data),
            Errors["Error.Data"]
        );
        ModelState.Require(Until is null || Until >= Today, nameof(Until), Errors["Error.Until"]);
        return ChangeAsync(
            (transaction, visit) =>
            {
                // A colleague stands beside each decision; who gave it is in how it was given, and in the record.
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                Decisions = ConsentTable.Of(transaction, id);
                if (!ModelState.IsValid)
                    return Invalid();
                if (GivingConsent.Save(transaction, id, Given, Replaces, coordinator, time) is not { } given)
                    return Go(Request.Path);
                AskAddress(transaction, id, given);
                return Done(transaction, visit, Verb.Add.Of(Thing.Consent), "Given");
            }
        );
    }

    private Task<IActionResult> WithdrawAsync(long consent) =>
        ChangeAsync(
            (transaction, visit) =>
            {
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                return GivingConsent.Withdraw(transaction, consent, id, ConsentWay.Page, coordinator, time)
                    ? Done(transaction, visit, Verb.TakeBack.Of(Thing.Consent), "Withdrawn")
                    : Go(Request.Path);
            }
        );

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

    /// <summary>Whoever may know of a signal is mailed at an address that a coordinator looked up.</summary>
    private void AskAddress(Transaction transaction, long caregiverId, IReadOnlyList<Consent> given)
    {
        if (given.FirstOrDefault(one => one is { Data: ConsentData.Burden, Email: null }) is not { } burden)
            return;
        LifeChange.Say(transaction, caregiverId, T["AskAddress", ("wie", ConsentWords.RecipientOf(burden))], time);
        transaction.Afterwards(nudge.Give);
    }

    private IActionResult Done(Transaction transaction, MyVisit visit, Deed deed, string saved)
    {
        recorder.Add(transaction, visit.By, deed, visit.Caregiver.Id);
        mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
        return Saved(T[saved]);
    }
}
