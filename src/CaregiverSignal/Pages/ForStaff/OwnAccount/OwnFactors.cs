using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

public sealed class OwnFactors(
    OwnSignIn own,
    Entrance entrance,
    UserManager<Coordinator> users,
    ITempDataDictionaryFactory kept
)
{
    private const int RecoveryCodes = 10;

    /// <summary>Where to go after cancelling.</summary>
    public static string HomeOf(SignedInStaff staff) =>
        staff.State == SignInState.NeedsSetUp ? StaffRoutes.SetUp : StaffRoutes.OwnAccount;

    /// <summary>Continues after adding a second factor; anybody who had to add one is signed in with it.</summary>
    /// <param name="isFirst">Whether it is their first, so that they get recovery codes.</param>
    /// <returns>The next page.</returns>
    public async Task<string> AddedAsync(HttpContext context, SignedInStaff staff, CameBy by, string what, bool isFirst)
    {
        await own.TellAsync(staff, what);
        var next = await entrance.ConfirmAsync(context, staff, by);
        if (isFirst)
            return await RenewCodesAsync(context, staff, next);
        Keep(context, (SitePage.SavedKey, Texts.Of(typeof(OwnAccountModel))["Saved.Way"]));
        return StaffRoutes.OwnAccount;
    }

    /// <summary>Replaces their recovery codes.</summary>
    /// <param name="next">The page after the one that shows them.</param>
    /// <returns>The page that shows them.</returns>
    public async Task<string> RenewCodesAsync(HttpContext context, SignedInStaff staff, string next)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(staff.Coordinator, RecoveryCodes) ?? [];
        Keep(
            context,
            (nameof(RecoveryCodesModel.Codes), string.Join(' ', codes)),
            (nameof(RecoveryCodesModel.Next), next)
        );
        return RecoveryCodesModel.Address;
    }

    private void Keep(HttpContext context, params (string Name, string Value)[] all)
    {
        var next = kept.GetTempData(context);
        foreach (var (name, value) in all)
            next[name] = value;
        next.Save();
    }
}
