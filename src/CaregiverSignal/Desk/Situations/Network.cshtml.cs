using CaregiverSignal.Desk.Case;
using CaregiverSignal.Networks;

namespace CaregiverSignal.Desk.Situations;

/// <summary>Who is around a caregiver, to look at and to draw together; only once they said that it may be seen.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class NetworkModel(CasePages pages, SiteTime time) : CaregiverPage(pages)
{
    [BindProperty]
    public TieForm Form { get; set; } = new();

    /// <summary>Null while the caregiver did not say that it may be seen.</summary>
    public NetworkShown? Shown { get; private set; }

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/kring";

    /// <summary>Who may not see the network looks at the case alone.</summary>
    private Deed Look() => Verb.Look.Of(Shown is null ? Thing.Case : Thing.Network);

    private bool MaySee(Transaction transaction, long caregiver) =>
        NetworkConsent.Of(transaction, caregiver, time.Today) is not null;

    /// <param name="wie">The row that is changed.</param>
    /// <param name="helper">A helper who is put in it.</param>
    public IActionResult OnGet(long? wie, long? helper, DateOnly? toen, string beeld = "")
    {
        var isFound = Finds(
            Look,
            (transaction, caregiver) =>
            {
                Read(transaction, caregiver, beeld, toen);
                Shown?.Fill(Form, wie, helper);
                return true;
            }
        );
        return isFound ? Page() : Missing();
    }

    public IActionResult OnPost()
    {
        var isDone = Change((transaction, caregiver) => Form.Save(ModelState, transaction, caregiver.Id, time.Today));
        if (isDone is not false)
            return isDone is null
                ? Missing()
                : Saved(NetworkShown.Words["Put.Done", ("naam", Plainly.Shown(Form.Name))]);
        var isFound = Finds(
            Look,
            (transaction, caregiver) =>
            {
                Read(transaction, caregiver);
                return true;
            }
        );
        return isFound ? Invalid() : Missing();
    }

    public IActionResult OnPostGone(long wie)
    {
        string? name = null;
        return After(
            Change(
                (transaction, caregiver) => (name = Ties.End(transaction, caregiver.Id, wie, time.Today)) is not null
            ),
            () => NetworkShown.Words["Gone.Done", ("naam", Plainly.Shown(name!))]
        );
    }

    public IActionResult OnPostSame() =>
        After(
            Change((transaction, caregiver) => Ties.Keep(transaction, caregiver.Id, time.Today)),
            () => NetworkShown.Words["Saved"]
        );

    /// <summary>Notes that the caregiver said that it may be seen.</summary>
    public IActionResult OnPostSeen(ConsentWay? how) =>
        After(
            Changes(
                Verb.Add.Of(Thing.Consent),
                (transaction, caregiver) =>
                {
                    if (how is not { } way || way == ConsentWay.Page)
                        return false;
                    NetworkConsent.Give(transaction, caregiver.Id, way, Staff.Coordinator.Id, time.Today, time.Now);
                    return true;
                }
            ),
            () => NetworkShown.Words["Saved"]
        );

    private IActionResult After(bool? isDone, Func<string> saved) =>
        isDone is not { } done ? Missing()
        : done ? Saved(saved())
        : Go(Request.Path);

    private bool? Change(Func<Transaction, Caregiver, bool> act) =>
        Changes(
            Verb.Change.Of(Thing.Network),
            (transaction, caregiver) => MaySee(transaction, caregiver.Id) && act(transaction, caregiver)
        );

    private void Read(Transaction transaction, Caregiver caregiver, string view = "", DateOnly? then = null)
    {
        if (!MaySee(transaction, caregiver.Id))
            return;
        Shown = NetworkShown.Read(transaction, caregiver, PathOf(caregiver.Id), view, then, time.Today) with
        {
            Form = Form,
        };
    }
}
