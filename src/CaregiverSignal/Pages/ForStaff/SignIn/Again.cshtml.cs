using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>Where somebody with a session shows their second factor: after a link, after a while away, and before what
/// asks for it once more.</summary>
[Authorize(StaffPolicies.Session)]
public sealed class AgainModel(
    OwnSignIn own,
    Passkeys passkeys,
    Entrance entrance,
    Organisation organisation,
    UserManager<Coordinator> users
) : StaffPage
{
    public override Reader Reader => Reader.Other;

    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>What the browser is asked instead, once they chose a passkey.</summary>
    public AskedPasskey? Asked { get; private set; }

    public Task<Factors> FactorsAsync() => own.FactorsOfAsync(Staff);

    public async Task<bool> TakesCodeAsync(Factors factors) =>
        factors.HasCode || (factors.Any && await own.RecoveryCodesAsync(Staff) > 0);

    public bool HasOrganisation => organisation.IsThere;

    public IActionResult OnGet() => Staff.State == SignInState.NeedsSetUp ? Go(StaffRoutes.SetUp) : Page();

    /// <remarks>Only somebody with the mailed link, or a session, gets so far: no stranger can lock a colleague
    /// out.</remarks>
    public async Task<IActionResult> OnPostAsync()
    {
        var account = Staff.Coordinator;
        if (await users.IsLockedOutAsync(account))
        {
            PageRoutes.SetRetryAfter(HttpContext, users.Options.Lockout.DefaultLockoutTimeSpan);
            return Wrong("Error.TooMany", StatusCodes.Status429TooManyRequests);
        }

        var typed = string.Concat(Code.Where(char.IsAsciiLetterOrDigit));
        var factors = await FactorsAsync();
        var (by, isRight) =
            typed.Length == AppCodes.Digits
                ? (
                    CameBy.Code,
                    factors.HasCode
                        && await users.VerifyTwoFactorTokenAsync(
                            account,
                            TokenOptions.DefaultAuthenticatorProvider,
                            typed
                        )
                )
                // They are for whoever has lost a second factor: without one, a link is not made whole by them.
                : (
                    CameBy.RecoveryCode,
                    factors.Any && (await users.RedeemTwoFactorRecoveryCodeAsync(account, typed)).Succeeded
                );
        if (!isRight)
        {
            await users.AccessFailedAsync(account);
            await entrance.RefuseAsync(Staff);
            return Wrong("Error.Code", StatusCodes.Status400BadRequest);
        }

        await users.ResetAccessFailedCountAsync(account);
        if (by == CameBy.RecoveryCode)
            await own.TellAsync(Staff, "RecoveryUsed");
        return Go(await entrance.ConfirmAsync(HttpContext, Staff, by));
    }

    /// <param name="answer">Of the browser, once it was asked.</param>
    public async Task<IActionResult> OnPostPasskeyAsync(string answer = "")
    {
        if (!passkeys.AreAvailable)
            return Go(Request.Path);
        if (answer.Length > 0)
            return await Passkeys.ShownAsync(HttpContext, Staff.Coordinator, answer) is null
                ? As(AskedPasskey.Failed(Request.Path))
                : Go(await entrance.ConfirmAsync(HttpContext, Staff, CameBy.Passkey));
        var options = await Passkeys.BeginToAskAsync(HttpContext, Staff.Coordinator);
        Asked = AskedPasskey.By(HttpContext, PasskeyPurpose.Confirm, options, passkeys.Origin, Request.Path);
        return Page();
    }

    /// <remarks>What was typed does not come back: it may be nearly a code that works.</remarks>
    private IActionResult Wrong(string text, int status)
    {
        Code = "";
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), T[text]);
        Response.StatusCode = status;
        return OnGet();
    }
}
