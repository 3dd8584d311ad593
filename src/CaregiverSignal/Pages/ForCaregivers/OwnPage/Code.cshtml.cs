using CaregiverSignal.OwnPage;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>The page to enter a code, which lets a caregiver see earlier information. The code comes by text message to
/// the number known before, or is read out by a colleague, never through the mailbox.</summary>
/// <remarks>It looks the same whatever the mailbox and the facts: only a right code opens anything.</remarks>
public sealed class CodeModel(OwnVisits visits, Cookies cookies, CurrentSettings settings) : VisitPage(cookies)
{
    public const string Address = PageRoutes.OwnPage + "/code";

    [BindProperty]
    public string Typed { get; set; } = "";

    public CodeAsked Asked { get; private set; } = null!;

    public string ReadOut =>
        T[
            Asked.CanSend ? "ReadOut" : "ReadOut.Only",
            ("coordinator", Asked.Coordinator),
            ("telefoon", settings.SupportPoint.PhoneWithHours)
        ];

    public async Task<IActionResult> OnGetAsync() =>
        Led(
            await visits.CodeAsync(Browser),
            asked =>
            {
                Asked = asked;
                return Page();
            }
        );

    public async Task<IActionResult> OnPostSendAsync() =>
        Led(await visits.SendCodeAsync(Browser), _ => Saved(T["Sent"]));

    public async Task<IActionResult> OnPostAsync() =>
        Led(
            await visits.ProveAsync(Browser, Typed),
            again =>
            {
                if (again is null)
                    return Go(PageRoutes.OwnPage);
                Asked = again;
                return Invalid(nameof(Typed), T["Error.Typed", ("telefoon", settings.SupportPoint.PhoneWithHours)]);
            }
        );
}
