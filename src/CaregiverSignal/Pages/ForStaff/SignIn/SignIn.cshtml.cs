using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Limits;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>The page to request a one-time link by email, or to sign in with a passkey.</summary>
public sealed class SignInModel(
    SignIns signIns,
    SignInLimits limits,
    LimitsHit hits,
    Passkeys passkeys,
    Entrance entrance,
    Organisation organisation,
    StaffSessions sessions,
    Cookies cookies,
    FirstAccount first,
    CurrentSettings settings
) : SitePage
{
    public override Reader Reader => Reader.Other;

    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>What to ask the browser instead, if they chose a passkey.</summary>
    public AskedPasskey? Asked { get; private set; }

    /// <summary>Whether the reader's session here has ended without signing out.</summary>
    public bool HasEnded { get; private set; }

    public async Task<bool> HasNobodyAsync() => await first.AddressAsync() is not null;

    public bool SignedOut => Request.Query.ContainsKey("uit");

    /// <summary>They may still be signed in there, on a shared screen.</summary>
    public bool MayLeaveOrganisation => HasOrganisation && Request.Query["uit"] == "organisatie";

    public bool HasOrganisation => organisation.IsThere;

    public bool HasPasskeys => passkeys.AreAvailable;

    /// <summary>The answer to every request for a link, whether the account is known or not.</summary>
    public static IResult LinkIsSent(MailSettings mail)
    {
        var words = Texts.Of(typeof(SignInModel));
        string[] said = [words["Sent1"], words["Sent2"], words["Sent3"]];
        return new MessagePage(
            words["SentTitle"],
            mail.Mode == MailMode.Folder ? [words["SentToFolder"], .. said] : said
        )
        {
            ForStaff = true,
        };
    }

    public async Task OnGetAsync() => HasEnded = await sessions.HasEndedAsync(HttpContext);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Address.TryParse(Email, out _))
            return Invalid(nameof(Email), T["Error.Email"]);
        var isCrowded = limits.IsCrowded(HttpContext);
        var wait = isCrowded ? null : limits.Wait(HttpContext, Email);
        if (isCrowded || wait is not null)
            await hits.NoteAsync(HttpContext, AuditTarget.SignIn);
        if (wait is { } span)
        {
            PageRoutes.SetRetryAfter(HttpContext, span);
            return As(
                MessagePage.Of("TooMany") with
                {
                    Status = StatusCodes.Status429TooManyRequests,
                    ForStaff = true,
                }
            );
        }

        var askedBy = AskingBrowser.HashOf(HttpContext, cookies);
        // Somebody who guesses addresses locks out no colleague on the same network, and gets no different answer.
        if (isCrowded && !await signIns.KnowsAsync(Email))
            await AskAsync(getsMail: false);
        else
            await limits.AnswerAsync(Email, AskAsync);
        return As(LinkIsSent(settings.Mail));

        Task AskAsync(bool getsMail) =>
            signIns.AskAsync(Email, askedBy, getsMail, HttpContext.Network(), isRecorded: getsMail || !isCrowded);
    }

    /// <param name="answer">The browser's answer, once asked.</param>
    public async Task<IActionResult> OnPostPasskeyAsync(string answer = "")
    {
        if (!passkeys.AreAvailable)
            return Go(Request.Path);
        if (answer.Length > 0)
            return await Passkeys.ShownAsync(HttpContext, owner: null, answer) is { } shown
                ? Go(await entrance.EnterAsync(HttpContext, shown))
                : As(AskedPasskey.Failed(Request.Path));
        var options = await Passkeys.BeginToAskAsync(HttpContext, owner: null);
        Asked = AskedPasskey.By(HttpContext, PasskeyPurpose.SignIn, options, passkeys.Origin, Request.Path);
        return Page();
    }
}
