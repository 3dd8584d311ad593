using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

/// <summary>What follows when somebody of the staff changes how they sign in themselves.</summary>
public sealed class OwnFactors(
    OwnSignIn own,
    Entrance entrance,
    UserManager<Coordinator> users,
    ITempDataDictionaryFactory kept
)
{
    private const int RecoveryCodes = 10;

    /// <summary>Where somebody goes who does not go on after all.</summary>
    public static string HomeOf(SignedInStaff staff) =>
        staff.State == SignInState.NeedsSetUp ? StaffRoutes.SetUp : StaffRoutes.OwnAccount;

    /// <summary>Goes on after a second factor was added; who was led here to do so is signed in with it.</summary>
    /// <param name="isFirst">They had none before, and get recovery codes.</param>
    /// <returns>The page to go on to.</returns>
    public async Task<string> AddedAsync(HttpContext context, SignedInStaff staff, CameBy by, string what, bool isFirst)
    {
        await own.TellAsync(staff, what);
        var next = await entrance.ConfirmAsync(context, staff, by);
        if (isFirst)
            return await RenewCodesAsync(context, staff, next);
        Keep(context, (SitePage.SavedKey, Texts.Of(typeof(OwnAccountModel))["Saved.Way"]));
        return StaffRoutes.OwnAccount;
    }

    /// <summary>Makes recovery codes, in place of those they had.</summary>
    /// <param name="next">Where they go on from the page that shows them.</param>
    /// <returns>That page.</returns>
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

    /// <summary>For the next page, sealed in a cookie that goes with it.</summary>
    private void Keep(HttpContext context, params (string Name, string Value)[] all)
    {
        var next = kept.GetTempData(context);
        foreach (var (name, value) in all)
            next[name] = value;
        next.Save();
    }
}
