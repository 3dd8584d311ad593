using CaregiverSignal.Pages.ForStaff.Credentials;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

[Authorize(StaffPolicies.Session)]
public sealed class SetUpModel(Passkeys passkeys, SiteTime time) : StaffPage
{
    public bool MayAddPasskeys => passkeys.AreAvailable;

    /// <summary>The name of a new passkey.</summary>
    public string PasskeyName => "";

    /// <summary>Whether they may continue without one for now.</summary>
    public bool MayGoOn => Staff.State == SignInState.Complete;

    /// <summary>The last such day; null if unlimited.</summary>
    public DateOnly? Until => Staff.Coordinator.SecondFactorFrom is { } from ? time.DayOf(from).AddDays(-1) : null;

    public override Reader Reader => Reader.Other;

    public IActionResult OnGet() =>
        Staff.State is SignInState.NeedsSecondFactor or SignInState.Asleep ? Go(StaffRoutes.Again) : Page();
}
