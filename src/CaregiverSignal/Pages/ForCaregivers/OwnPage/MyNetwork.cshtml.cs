using CaregiverSignal.OwnPage;
using CaregiverSignal.Pages.Shared.Networks;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>A caregiver draws their network, and says whether the carers' centre may see it.</summary>
public sealed class MyNetworkModel(NetworkDrawings drawings, Cookies cookies, SiteTime time) : VisitPage(cookies)
{
    public const string Home = "/mijn/kring";

    [BindProperty]
    public TieForm Form { get; set; } = new();

    public NetworkShown Shown { get; private set; } = null!;

    public bool MaySee { get; private set; }

    /// <param name="wie">The row to change.</param>
    /// <param name="helper">A helper to add to it.</param>
    public async Task<IActionResult> OnGetAsync(long? wie, long? helper, DateOnly? toen, string beeld = "") =>
        Led(
            await drawings.LookAsync(Browser),
            drawn =>
            {
                Show(drawn, beeld, toen);
                Shown.Fill(Form, wie, helper);
                return Page();
            }
        );

    public async Task<IActionResult> OnPostAsync()
    {
        if (Form.Holds(ModelState))
        {
            var put = await drawings.PutAsync(Browser, Form.ToTie());
            if (put.Value is not { } fault)
                return Led(put, _ => Saved(NetworkShown.Words["Put.Done", ("naam", DisplayText.Visible(Form.Name))]));
            Form.Refuse(ModelState, fault);
        }

        return Led(
            await drawings.LookAsync(Browser),
            drawn =>
            {
                Show(drawn);
                return Invalid();
            }
        );
    }

    public async Task<IActionResult> OnPostGoneAsync(long wie) =>
        Led(
            await drawings.EndAsync(Browser, wie),
            name =>
                name is null ? Go(Home) : Saved(NetworkShown.Words["Gone.Done", ("naam", DisplayText.Visible(name))])
        );

    public async Task<IActionResult> OnPostSameAsync() =>
        Led(await drawings.KeepAsync(Browser), isKept => isKept ? Saved(NetworkShown.Words["Saved"]) : Go(Home));

    public async Task<IActionResult> OnPostSeenAsync(string mag = "") =>
        Led(
            await drawings.LetSeeAsync(Browser, mag == "ja"),
            isDone => isDone ? Saved(NetworkShown.Words[mag == "ja" ? "MaySee" : "MaySeeNot"]) : Go(Home)
        );

    private void Show(DrawnNetwork drawn, string view = "", DateOnly? then = null)
    {
        Shown = NetworkShown.Of(drawn, Home, time.Today, view, then) with { Form = Form };
        MaySee = drawn.MaySee;
    }
}
