using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

[Authorize(StaffPolicies.OwnAccount)]
public sealed class OwnAccountModel(
    OwnSignIn own,
    CallCalendar calendar,
    Passkeys passkeys,
    OwnFactors factors,
    Entrance entrance,
    UserManager<Coordinator> users,
    CurrentSettings settings,
    SiteTime time
) : StaffPage
{
    /// <summary>The name of a new passkey.</summary>
    public string PasskeyName => "";

    public bool MayAddPasskeys => passkeys.AreAvailable;

    [BindProperty]
    public Language? Language { get; set; }

    public Task<IReadOnlyList<Passkey>> KeysAsync() => own.PasskeysAsync(Staff);

    public Task<bool> HasCodeAsync() => own.HasCodeAsync(Staff);

    public Task<int> RecoveryCodesAsync() => own.RecoveryCodesAsync(Staff);

    public string MadeOn(Passkey passkey) => T["Passkey.New", ("dag", Texts.Day(time.DayOf(passkey.CreatedAt)))];

    public void OnGet() => Language = Languages.Current;

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken stop = default)
    {
        if (Language is not { } chosen)
            return Invalid();
        await own.SetLanguageAsync(Staff, chosen, stop);
        return Saved(Languages.In(chosen, () => T["Saved.Language"]));
    }

    public Task<bool> HasCalendarAsync() => calendar.HasOneAsync(Staff);

    /// <summary>Creates a new calendar address, shown only once; the previous one ends.</summary>
    /// <param name="ends">Whether to remove the address without creating another.</param>
    [FreshSignIn]
    public async Task<IActionResult> OnPostCalendarAsync(bool ends, CancellationToken stop = default)
    {
        if (!ends)
            return Saved(
                T[
                    "Calendar.Made",
                    (
                        "adres",
                        $"{settings.Site.BaseUrl}{CalendarEndpoints.Home}/{await calendar.RenewAsync(Staff, stop)}"
                    )
                ]
            );
        await calendar.EndAsync(Staff, stop);
        return Saved(T["Calendar.Ended"]);
    }

    /// <param name="passkey">Null for the authenticator app.</param>
    [FreshSignIn]
    public async Task<IActionResult> OnPostRemoveAsync(string? passkey) =>
        passkey is null ? await RemoveCodeAsync() : await RemovePasskeyAsync(passkey);

    private async Task<IActionResult> RemovePasskeyAsync(string passkey)
    {
        var keys = await KeysAsync();
        if (keys.FirstOrDefault(key => key.CredentialId == passkey) is { } gone)
        {
            if (keys.Count == 1 && !await HasCodeAsync())
                return LastStays();
            await users.RemovePasskeyAsync(Staff.Coordinator, gone.ForTheFramework.CredentialId);
            await own.TellAsync(Staff, "PasskeyGone");
        }

        return Saved(T["Saved.WayGone"]);
    }

    private async Task<IActionResult> RemoveCodeAsync(CancellationToken stop = default)
    {
        if (!await own.RemoveCodeAsync(Staff, stop))
            return LastStays();
        await own.TellAsync(Staff, "CodeGone", stop);
        return Saved(T["Saved.WayGone"]);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostRenewCodesAsync()
    {
        var page = await factors.RenewCodesAsync(HttpContext, Staff, Request.Path);
        await own.TellAsync(Staff, "Recovery");
        return Go(page);
    }

    /// <summary>Signs out in every browser, in case one is open elsewhere.</summary>
    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await entrance.LeaveAsync(HttpContext, Staff, everywhere: true);
        return Go(StaffRoutes.SignIn + "?uit");
    }

    private IActionResult LastStays() => Invalid("Ways", T["LastStays"]);
}
