using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>The page for the second factor: after a link, an absence, or before sensitive actions.</summary>
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

    /// <summary>What to ask the browser instead, if they chose a passkey.</summary>
    public AskedPasskey? Asked { get; private set; }

    public Task<Factors> FactorsAsync() => own.FactorsOfAsync(Staff);

    public async Task<bool> TakesCodeAsync(Factors factors) =>
        factors.HasCode || (factors.Any && await own.RecoveryCodesAsync(Staff) > 0);

    public bool HasOrganisation => organisation.IsThere;

    public IActionResult OnGet() => Staff.State == SignInState.NeedsSetUp ? Go(StaffRoutes.SetUp) : Page();

    /// <remarks>Only the emailed link or a session leads here: no stranger can lock a colleague out.</remarks>
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
                // They are for lost second factors: if there is none, a link does not become sufficient with them.
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

    /// <param name="answer">The browser's answer, once asked.</param>
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

    /// <remarks>What was typed is not shown again: it may nearly be a valid code.</remarks>
    private IActionResult Wrong(string text, int status)
    {
        Code = "";
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), T[text]);
        Response.StatusCode = status;
        return OnGet();
    }
}
