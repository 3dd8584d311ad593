using CaregiverSignal.Pages.ForStaff.Credentials;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

/// <summary>Where somebody without a second factor sets one up.</summary>
[Authorize(StaffPolicies.Session)]
public sealed class SetUpModel(Passkeys passkeys, SiteTime time) : StaffPage
{
    /// <summary>Whether passkeys work where this site is.</summary>
    public bool MayAddPasskeys => passkeys.AreAvailable;

    /// <summary>What a new passkey may be called.</summary>
    public string PasskeyName => "";

    /// <summary>Whether they may go on without one for now.</summary>
    public bool MayGoOn => Staff.State == SignInState.Complete;

    /// <summary>Until which day; null where that has no end.</summary>
    public DateOnly? Until => Staff.Coordinator.SecondFactorFrom is { } from ? time.DayOf(from).AddDays(-1) : null;

    public override Reader Reader => Reader.Other;

    public IActionResult OnGet() =>
        Staff.State is SignInState.NeedsSecondFactor or SignInState.Asleep ? Go(StaffRoutes.Again) : Page();
}
