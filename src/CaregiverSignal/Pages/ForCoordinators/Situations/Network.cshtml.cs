using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.Shared.Networks;

namespace CaregiverSignal.Pages.ForCoordinators.Situations;

[Authorize(StaffPolicies.Caregivers)]
public sealed class NetworkModel(NetworkDrawings drawings, SiteTime time) : PersonPage
{
    [BindProperty]
    public TieForm Form { get; set; } = new();

    /// <summary>Null until the caregiver has said that it may be seen.</summary>
    public NetworkShown? Shown { get; private set; }

    public static string PathOf(long caregiverId) => $"/zaak/{Texts.Number(caregiverId)}/kring";

    /// <param name="wie">The row to change.</param>
    /// <param name="helper">A helper to add to it.</param>
    public async Task<IActionResult> OnGetAsync(
        long? wie,
        long? helper,
        DateOnly? toen,
        string beeld = "",
        CancellationToken stop = default
    )
    {
        if (!await FindsAsync(beeld, toen, stop))
            return Missing();
        Shown?.Fill(Form, wie, helper);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        if (Form.Holds(ModelState))
        {
            var (result, fault) = await drawings.PutAsync(Id, Form.ToTie(), Staff, stop);
            if (result != ChangeResult.Unchanged)
                return After(result, NetworkShown.Words["Put.Done", ("naam", DisplayText.Visible(Form.Name))]);
            if (fault is { } wrong)
                Form.Refuse(ModelState, wrong);
        }

        return await FindsAsync(stop: stop) ? Invalid() : Missing();
    }

    public async Task<IActionResult> OnPostGoneAsync(long wie, CancellationToken stop = default)
    {
        var (result, name) = await drawings.EndAsync(Id, wie, Staff, stop);
        return After(result, NetworkShown.Words["Gone.Done", ("naam", DisplayText.Visible(name ?? ""))]);
    }

    public async Task<IActionResult> OnPostSameAsync(CancellationToken stop = default) =>
        After(await drawings.KeepAsync(Id, Staff, stop), NetworkShown.Words["Saved"]);

    /// <summary>Logs that the caregiver said that it may be seen.</summary>
    public async Task<IActionResult> OnPostSeenAsync(ConsentWay? how, CancellationToken stop = default) =>
        After(await drawings.LetSeeAsync(Id, how, Staff, stop), NetworkShown.Words["Saved"]);

    private IActionResult After(ChangeResult result, string saved) =>
        result switch
        {
            ChangeResult.NotFound => Missing(),
            ChangeResult.Done => Saved(saved, Request.Form["talk"] == "true" ? $"/zaak/{Id}/eerste-gesprek" : null),
            _ => Go(Request.Path),
        };

    private async Task<bool> FindsAsync(string view = "", DateOnly? then = null, CancellationToken stop = default)
    {
        if (await drawings.LookAsync(Id, Staff, stop) is not { } drawn)
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
