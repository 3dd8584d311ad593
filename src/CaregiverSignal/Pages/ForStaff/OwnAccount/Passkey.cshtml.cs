using CaregiverSignal.Pages.ForStaff.Credentials;
using CaregiverSignal.Pages.ForStaff.SignIn;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Pages.ForStaff.OwnAccount;

[Authorize(StaffPolicies.MayChangeSignIn), FreshSignIn(StaffRoutes.OwnAccount)]
public sealed class PasskeyModel(Passkeys passkeys, OwnSignIn own, OwnFactors factors, UserManager<Coordinator> users)
    : StaffPage
{
    private const int LongestName = 60;

    public override Reader Reader => Reader.Other;

    [BindProperty]
    public string PasskeyName { get; set; } = "";

    public AskedPasskey Asked { get; private set; } = null!;

    /// <param name="answer">The browser's answer, once asked.</param>
    public async Task<IActionResult> OnPostAsync(string answer = "")
    {
        if (!passkeys.AreAvailable)
            return Go(StaffRoutes.OwnAccount);
        if (answer.Length > 0)
            return await AddAsync(answer);
        var options = await Passkeys.BeginToAddAsync(HttpContext, Staff.Coordinator);
        Asked = AskedPasskey.By(
            HttpContext,
            PasskeyPurpose.Add,
            options,
            passkeys.Origin,
            OwnFactors.HomeOf(Staff),
            PasskeyName
        );
        return Page();
    }

    private async Task<IActionResult> AddAsync(string answer)
    {
        var added = await Passkeys.AddedAsync(HttpContext, Staff.Coordinator, answer);
        if (added is null)
            return As(AskedPasskey.Failed(OwnFactors.HomeOf(Staff)));
        var isFirst = !(await own.FactorsOfAsync(Staff)).Any;
        var line = string.Join(' ', PasskeyName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var name = line.Length <= LongestName ? line : line[..LongestName];
        added.Name = name.Length > 0 ? name : Texts.Of(typeof(OwnAccountModel))["Passkey"];
        await users.AddOrUpdatePasskeyAsync(Staff.Coordinator, added);
        return Go(await factors.AddedAsync(HttpContext, Staff, CameBy.Passkey, "Passkey", isFirst));
    }
}
