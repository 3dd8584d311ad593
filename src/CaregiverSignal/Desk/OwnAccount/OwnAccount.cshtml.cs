using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Staff.SignIn;
using CaregiverSignal.Web.Links;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>Where somebody of the staff sees and changes how they sign in.</summary>
[Authorize(StaffPolicies.OwnAccount)]
public sealed class OwnAccountModel(
    Database database,
    Passkeys passkeys,
    OwnFactors factors,
    Entrance entrance,
    UserManager<Coordinator> users,
    SiteSettings site,
    SiteTime time
) : StaffPage
{
    /// <summary>What a new passkey may be called.</summary>
    public string PasskeyName => "";

    /// <summary>Whether passkeys work where this site is.</summary>
    public bool MayAddPasskeys => passkeys.AreAvailable;

    [BindProperty]
    public Language? Language { get; set; }

    public IReadOnlyList<Passkey> Keys =>
        database.Read(transaction => PasskeyTable.Of(transaction, Staff.Coordinator.Id));

    public bool HasCode => database.Read(transaction => CredentialTable.HasCode(transaction, Staff.Coordinator.Id));

    public int RecoveryCodes =>
        database.Read(transaction => CredentialTable.CountCodes(transaction, Staff.Coordinator.Id));

    public string MadeOn(Passkey one) => T["Passkey.New", ("dag", Texts.Day(time.DayOf(one.CreatedAt)))];

    public void OnGet() => Language = Languages.Current;

    /// <summary>In which language they read pages and mails from now on.</summary>
    public IActionResult OnPostLanguage()
    {
        if (Language is not { } chosen)
            return Invalid();
        database.Write(transaction => CoordinatorTable.SetLanguage(transaction, Staff.Coordinator.Id, chosen));
        return Saved(Languages.In(chosen, () => T["Saved"]));
    }

    public bool HasCalendar =>
        database.Read(transaction => CoordinatorTable.HasCalendar(transaction, Staff.Coordinator.Id));

    /// <summary>A new address for their calendar, shown this once; the one before ends.</summary>
    /// <param name="ends">Whether there is no address any more.</param>
    [FreshSignIn]
    public IActionResult OnPostCalendar(bool ends)
    {
        var key = LinkKey.New(KeyPurpose.Calendar);
        database.Write(transaction =>
            CoordinatorTable.SetCalendar(transaction, Staff.Coordinator.Id, ends ? null : key.Hash)
        );
        return Saved(
            ends
                ? T["Calendar.Ended"]
                : T["Calendar.Made", ("adres", $"{site.BaseUrl}{CalendarEndpoints.Home}/{key.Clear}")]
        );
    }

    /// <param name="passkey">Null for the authenticator app.</param>
    [FreshSignIn]
    public async Task<IActionResult> OnPostRemoveAsync(string? passkey) =>
        passkey is null ? RemoveCode() : await RemovePasskeyAsync(passkey);

    private async Task<IActionResult> RemovePasskeyAsync(string passkey)
    {
        if (Keys.FirstOrDefault(one => one.CredentialId == passkey) is { } gone)
        {
            if (Keys.Count == 1 && !HasCode)
                return LastStays();
            await users.RemovePasskeyAsync(Staff.Coordinator, gone.ForTheFramework.CredentialId);
            factors.Tell(Staff, "PasskeyGone");
        }

        return Saved(T["Saved"]);
    }

    private IActionResult RemoveCode()
    {
        var isLast = database.Write(transaction =>
        {
            if (PasskeyTable.Of(transaction, Staff.Coordinator.Id).Count == 0)
                return true;
            CredentialTable.RemoveKey(transaction, Staff.Coordinator.Id);
            return false;
        });
        if (isLast)
            return LastStays();
        factors.Tell(Staff, "CodeGone");
        return Saved(T["Saved"]);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostRenewCodesAsync()
    {
        var page = await factors.RenewCodesAsync(HttpContext, Staff, Request.Path);
        factors.Tell(Staff, "Recovery");
        return Go(page);
    }

    /// <summary>Signs out in each browser: for who left one open elsewhere.</summary>
    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await entrance.LeaveAsync(HttpContext, Staff, everywhere: true);
        return Go(StaffRoutes.SignIn + "?uit");
    }

    private IActionResult LastStays() => Invalid("Ways", T["LastStays"]);
}
