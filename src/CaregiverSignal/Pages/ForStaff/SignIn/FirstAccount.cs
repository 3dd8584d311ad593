using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Pages.ForStaff.SignIn;

/// <summary>Whoever started the program at a terminal creates the first account in a browser, at an address shown only
/// there. It ends with the first account, and with the program.</summary>
public sealed class FirstAccount(StaffAccounts accounts, CurrentSettings settings)
{
    private readonly string key = LinkKey.New(KeyPurpose.SignIn).Clear;

    /// <returns>Null once somebody was invited.</returns>
    public async Task<string?> AddressAsync() =>
        await accounts.IsAnybodyInvitedAsync() ? null : $"{settings.Site.BaseUrl}/eerste/{key}";

    public async Task<bool> OpensAsync(string given, CancellationToken stop = default) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key))
        && await AddressAsync() is not null;
}
