using CaregiverSignal.Mail.Letters;
using CaregiverSignal.OwnPage;

namespace CaregiverSignal.Pages.ForCaregivers.OwnPage;

/// <summary>The page to request a link to their own page, sent to the address or number that we have.</summary>
public sealed class AskLinkModel(OwnVisits visits, AskLinkLimits limits, CurrentSettings settings) : SitePage
{
    public const string AskPath = PageRoutes.OwnPage + "/link";

    /// <summary>The visit had ended before they sent something, so nothing was done.</summary>
    public const string NotSent = AskPath + "?why=not-sent";

    public const string DeadLink = AskPath + "?why=dead";

    /// <summary>An email address, or the number for people asked by text message.</summary>
    [BindProperty]
    public string Email { get; set; } = "";

    public string Label => T[settings.Mail.Sms is null ? "Email" : "EmailOrNumber"];

    /// <summary>False until email is configured: no link is promised then.</summary>
    public bool CanSend => settings.Mail.IsSaid;

    /// <summary>What led here; null if they came by themselves.</summary>
    public string? Why { get; private set; }

    public void OnGet(string? why)
    {
        if (!T.Has("Why." + why))
            return;
        (Why, Response.StatusCode) = (why, StatusCodes.Status410Gone);
    }

    /// <summary>The answer is the same for every address and number.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!CanSend)
            return Page();
        var sms = settings.Mail.Sms?.AddressOf(Email);
        var to = sms ?? Email;
        ModelState.Require(Address.TryParse(to, out _), nameof(Email), T["Error.Email"]);
        if (!ModelState.IsValid)
            return Invalid();
        if (limits.Wait(HttpContext, to) is { } wait)
            return As(await limits.TooOftenAsync(HttpContext, wait));

        var stranger = Actor.Stranger(HttpContext.Network());
        await limits.AnswerAsync(to, isSent => visits.AskLinkAsync(to, sms is not null, isSent, stranger));
        var key = sms is null ? "LinkSent" : "LinkSentSms";
        var shared = Texts.Of("Web.Shared");
        return As(new MessagePage(shared[key + "Title"], [T[key], shared[key + "2"]]));
    }
}
