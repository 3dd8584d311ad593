namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

/// <summary>Shows new recovery codes, once.</summary>
[Authorize(StaffPolicies.OwnAccount)]
public sealed class RecoveryCodesModel : StaffPage
{
    public const string Address = StaffRoutes.OwnAccount + "/herstelcodes";

    public string[] Codes { get; private set; } = [];

    /// <summary>The next page.</summary>
    public string Next { get; private set; } = "";

    public override Reader Reader => Reader.Other;

    public IActionResult OnGet()
    {
        if (TempData[nameof(Codes)] is not string codes || TempData[nameof(Next)] is not string next)
            return Go(StaffRoutes.OwnAccount);
        (Codes, Next) = (codes.Split(' '), next);
        return Page();
    }
}
