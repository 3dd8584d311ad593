using CaregiverSignal.Networks;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver draws who is around them, one person at a time, and says whether the support point may see it.</summary>
public sealed class MyNetworkModel(MyVisits visits, Recorder recorder, SiteTime time) : VisitPage(visits)
{
    public const string Home = "/mijn/kring";

    [BindProperty]
    public TieForm Form { get; set; } = new();

    public NetworkShown Shown { get; private set; } = null!;

    /// <summary>Whether the support point may see it.</summary>
    public bool MaySee { get; private set; }

    protected override ToldBefore? Needs => ToldBefore.Arranged;

    /// <param name="wie">The row that is changed.</param>
    /// <param name="helper">A helper who is put in it.</param>
    public Task<IActionResult> OnGetAsync(long? wie, long? helper, DateOnly? toen, string beeld = "") =>
        LookAsync(
            Verb.Look.Of(Thing.Network),
            (transaction, visit) =>
            {
                Read(transaction, visit, beeld, toen);
                Shown.Fill(Form, wie, helper);
                return Page();
            }
        );

    public Task<IActionResult> OnPostAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                if (Form.Save(ModelState, transaction, visit.Caregiver.Id, time.Today))
                    return Done(transaction, visit, NetworkShown.Words["Put.Done", ("naam", Plainly.Shown(Form.Name))]);
                Read(transaction, visit);
                return Invalid();
            }
        );

    public Task<IActionResult> OnPostGoneAsync(long wie) =>
        ChangeAsync(
            (transaction, visit) =>
                Ties.End(transaction, visit.Caregiver.Id, wie, time.Today) is { } name
                    ? Done(transaction, visit, NetworkShown.Words["Gone.Done", ("naam", Plainly.Shown(name))])
                    : Go(Home)
        );

    public Task<IActionResult> OnPostSameAsync() =>
        ChangeAsync(
            (transaction, visit) =>
                Ties.Keep(transaction, visit.Caregiver.Id, time.Today)
                    ? Done(transaction, visit, NetworkShown.Words["Saved"])
                    : Go(Home)
        );

    public Task<IActionResult> OnPostSeenAsync(string mag = "") =>
        ChangeAsync(
            (transaction, visit) =>
            {
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                var deed = mag == "ja" ? Verb.Add : Verb.TakeBack;
                if (mag == "ja")
                    NetworkConsent.Give(transaction, id, ConsentWay.Page, coordinator, time.Today, time.Now);
                else if (
                    NetworkConsent.Of(transaction, id, time.Today) is not { } given
                    || !GivingConsent.Withdraw(transaction, given.Id, id, ConsentWay.Page, coordinator, time)
                )
                    return Go(Home);
                recorder.Add(transaction, visit.By, deed.Of(Thing.Consent), id);
                return Saved(NetworkShown.Words[mag == "ja" ? "MaySee" : "MaySeeNot"]);
            }
        );

    private IActionResult Done(Transaction transaction, MyVisit visit, string saved)
    {
        recorder.Add(transaction, visit.By, Verb.Change.Of(Thing.Network), visit.Caregiver.Id);
        return Saved(saved);
    }

    private void Read(Transaction transaction, MyVisit visit, string view = "", DateOnly? then = null)
    {
        Shown = NetworkShown.Read(transaction, visit.Caregiver, Home, view, then, time.Today) with { Form = Form };
        MaySee = NetworkConsent.Of(transaction, visit.Caregiver.Id, time.Today) is not null;
    }
}
