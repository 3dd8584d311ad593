using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

[Authorize(StaffPolicies.MayChangeSignIn), FreshSignIn(StaffRoutes.OwnAccount)]
public sealed class AppCodeModel(
    OwnSignIn own,
    OwnFactors factors,
    UserManager<Coordinator> users,
    CurrentSettings settings
) : StaffPage
{
    [BindProperty]
    public string Code { get; set; } = "";

    public string Seed { get; private set; } = "";

    public string Back => OwnFactors.HomeOf(Staff);

    public override Reader Reader => Reader.Other;

    /// <summary>The seed to type into the app, in groups of four.</summary>
    public string SeedInGroups => string.Join(' ', Seed.Chunk(4).Select(part => new string(part)));

    public string Link =>
        new OtpUri(OtpType.Totp, Seed, Staff.Coordinator.Email, settings.SupportPoint.Name).ToString();

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        var seed = await own.SeedOfAsync(Staff, stop);
        Seed = seed ?? "";
        return seed is null ? Go(Back) : Page();
    }

    private async Task<IActionResult> BeginAsync(CancellationToken stop = default)
    {
        await own.BeginCodeAsync(Staff, users.GenerateNewAuthenticatorKey(), stop);
        return Go(Request.Path);
    }

    /// <remarks>Nothing can be guessed: the page itself shows the seed.</remarks>
    /// <param name="begins">Whether they have just arrived and typed nothing yet.</param>
    public async Task<IActionResult> OnPostAsync(bool begins)
    {
        if (begins)
            return await BeginAsync();
        var isFirst = !(await own.FactorsOfAsync(Staff)).Any;
        var isRight = await users.VerifyTwoFactorTokenAsync(
            Staff.Coordinator,
            TokenOptions.DefaultAuthenticatorProvider,
            string.Concat(Code.Where(char.IsAsciiDigit))
        );
        ModelState.Require(isRight, nameof(Code), T["Error.Code"]);
        if (isRight)
            return Go(await factors.AddedAsync(HttpContext, Staff, CameBy.Code, "Code", isFirst));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await OnGetAsync();
    }
}
