using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaregiverSignal.Desk.OwnAccount;

/// <summary>Where somebody of the staff sees and changes how they sign in, and when they get the digest.</summary>
[Authorize(StaffPolicies.OwnAccount)]
public sealed class OwnAccountModel(
    Database database,
    Passkeys passkeys,
    OwnFactors factors,
    UserManager<Coordinator> users,
    SiteSettings site,
    SiteTime time
) : StaffPage
{
    /// <summary>When they want the digest; null as the settings say.</summary>
    [BindProperty]
    public int? Hour { get; set; }

    /// <summary>On which days, by their codes.</summary>
    [BindProperty]
    public List<string> Days { get; set; } = [];

    /// <summary>What a new passkey may be called.</summary>
    public string PasskeyName => BrowserWords.Of(HttpContext) ?? "";

    /// <summary>Whether passkeys work where this site is.</summary>
    public bool MayAddPasskeys => passkeys.AreAvailable;

    public IReadOnlyList<Passkey> Keys =>
        database.Read(transaction => PasskeyTable.Of(transaction, Staff.Coordinator.Id));

    public bool HasCode => database.Read(transaction => CredentialTable.HasCode(transaction, Staff.Coordinator.Id));

    public int RecoveryCodes =>
        database.Read(transaction => CredentialTable.CountCodes(transaction, Staff.Coordinator.Id));

    public IEnumerable<SelectListItem> Hours =>
        [
            new(T["Hour.Usual", ("uur", FollowUpSettings.DigestAt.ToString("H.mm", Texts.Dutch))], ""),
            .. Enumerable
                .Range(DigestTime.FirstHour, DigestTime.LastHour - DigestTime.FirstHour + 1)
                .Select(hour => new SelectListItem(T["Hour.At", ("uur", Texts.Number(hour))], Texts.Number(hour))),
        ];

    public static IEnumerable<SelectListItem> Weekdays =>
        DigestTime.Weekdays.Select(day => new SelectListItem(
            Texts.Dutch.DateTimeFormat.GetDayName(day),
            DigestTime.CodeOf(day)
        ));

    public string MadeOn(Passkey one) => T["Passkey.New", ("dag", Texts.Day(time.DayOf(one.CreatedAt)))];

    public void OnGet()
    {
        Hour = Staff.Coordinator.DigestHour;
        Days = [.. DigestTime.Of(Staff.Coordinator).Days.Select(DigestTime.CodeOf)];
    }

    /// <summary>When they want the digest.</summary>
    public IActionResult OnPost()
    {
        List<string> days = [.. DigestTime.Weekdays.Select(DigestTime.CodeOf).Where(Days.Contains)];
        ModelState.Require(
            Hour is null or (>= DigestTime.FirstHour and <= DigestTime.LastHour),
            nameof(Hour),
            T["Error.Hour"]
        );
        ModelState.Require(days.Count > 0, nameof(Days), T["Error.Days"]);
        if (!ModelState.IsValid)
            return Invalid();
        var stored = days.Count == DigestTime.Weekdays.Count ? null : string.Concat(days);
        database.Write(transaction => CoordinatorTable.SetDigest(transaction, Staff.Coordinator.Id, Hour, stored));
        return Saved(T["Saved"]);
    }

    public bool HasCalendar =>
        database.Read(transaction => CoordinatorTable.HasCalendar(transaction, Staff.Coordinator.Id));

    /// <summary>A new address for their calendar, shown this once; the one before ends.</summary>
    [FreshSignIn]
    public IActionResult OnPostCalendar()
    {
        var key = LinkKey.New(KeyPurpose.Calendar);
        database.Write(transaction => CoordinatorTable.SetCalendar(transaction, Staff.Coordinator.Id, key.Hash));
        return Saved(T["Calendar.Made", ("adres", $"{site.BaseUrl}{CalendarEndpoints.Home}/{key.Clear}")]);
    }

    public IActionResult OnPostEndCalendar()
    {
        database.Write(transaction => CoordinatorTable.SetCalendar(transaction, Staff.Coordinator.Id, null));
        return Saved(T["Calendar.Ended"]);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostRemovePasskeyAsync(string passkey)
    {
        if (Keys.FirstOrDefault(one => one.CredentialId == passkey) is { } gone)
        {
            if (Keys.Count == 1 && !HasCode)
                return LastStays();
            await users.RemovePasskeyAsync(Staff.Coordinator, gone.ForTheFramework.CredentialId);
            factors.Tell(Staff, "PasskeyGone");
        }

        return Saved(T["Saved.PasskeyGone"]);
    }

    [FreshSignIn]
    public IActionResult OnPostRemoveCode()
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
        return Saved(T["Saved.CodeGone"]);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostRenewCodesAsync()
    {
        var page = await factors.RenewCodesAsync(HttpContext, Staff, Request.Path);
        factors.Tell(Staff, "Recovery");
        return Go(page);
    }

    private IActionResult LastStays()
    {
        OnGet();
        return Invalid("Ways", T["LastStays"]);
    }
}
