using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Staff.Accounts;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

public sealed class FirstAccountPageModel(FirstAccount first, StaffAccounts accounts) : SitePage
{
    private const int LongestName = 100;

    public override Reader Reader => Reader.Other;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken stop = default) =>
        await first.OpensAsync(key, stop) ? Page() : Missing();

    public async Task<IActionResult> OnPostAsync(string key, CancellationToken stop = default)
    {
        if (!await first.OpensAsync(key, stop))
            return Missing();
        ModelState.Require(
            Name.Length > 0 && OneLine.Problem(Name, LongestName) is null,
            nameof(Name),
            T["Error.Name"]
        );
        ModelState.Require(Address.TryParse(Email, out _), nameof(Email), T["Error.Email"]);
        if (!ModelState.IsValid)
            return Invalid();

        var invitation = await accounts.InviteFirstAsync(Name, Email, stop);
        return invitation is null ? Missing() : Go("/i/" + invitation.Key.Clear);
    }
}
