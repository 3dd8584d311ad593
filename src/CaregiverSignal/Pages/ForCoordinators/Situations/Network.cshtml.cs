using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.Shared.Networks;

namespace CaregiverSignal.Pages.ForCoordinators.Situations;

/// <summary>
/// Who is around a caregiver, to look at and to draw together; only once they said that it may be seen.
/// </summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class NetworkModel(NetworkDrawings drawings, SiteTime time) : PersonPage
{
    [BindProperty]
    public TieForm Form { get; set; } = new();

    /// <summary>Null while the caregiver did not say that it may be seen.</summary>
    public NetworkShown? Shown { get; private set; }

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/kring";

    /// <param name="wie">The row that is changed.</param>
    /// <param name="helper">A helper who is put in it.</param>
    public IActionResult OnGet(long? wie, long? helper, DateOnly? toen, string beeld = "")
    {
        if (!Finds(beeld, toen))
            return Missing();
        Shown?.Fill(Form, wie, helper);
        return Page();
    }

    public IActionResult OnPost()
    {
        if (Form.Holds(ModelState))
        {
            var (isDone, fault) = drawings.Put(Id, Form.ToTie(), Staff);
            if (isDone is not false)
                return After(isDone, NetworkShown.Words["Put.Done", ("naam", DisplayText.Visible(Form.Name))]);
            if (fault is { } wrong)
                Form.Refuse(ModelState, wrong);
        }

        return Finds() ? Invalid() : Missing();
    }

    public IActionResult OnPostGone(long wie)
    {
        var (isDone, name) = drawings.End(Id, wie, Staff);
        return After(isDone, NetworkShown.Words["Gone.Done", ("naam", DisplayText.Visible(name ?? ""))]);
    }

    public IActionResult OnPostSame() => After(drawings.Keep(Id, Staff), NetworkShown.Words["Saved"]);

    /// <summary>Notes that the caregiver said that it may be seen.</summary>
    public IActionResult OnPostSeen(ConsentWay? how) =>
        After(drawings.LetSee(Id, how, Staff), NetworkShown.Words["Saved"]);

    private IActionResult After(bool? isDone, string saved) =>
        isDone is not { } done ? Missing()
        : done ? Saved(saved, Request.Form["talk"] == "true" ? $"/zaak/{Id}/eerste-gesprek" : null)
        : Go(Request.Path);

    private bool Finds(string view = "", DateOnly? then = null)
    {
        if (drawings.Look(Id, Staff) is not { } drawn)
            return false;
        Caregiver = drawn.Caregiver;
        Shown = drawn.MaySee
            ? NetworkShown.Of(drawn, PathOf(Caregiver.Id), time.Today, view, then) with
            {
                Form = Form,
            }
            : null;
        return true;
    }
}
