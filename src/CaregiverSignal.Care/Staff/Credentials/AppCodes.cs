using CaregiverSignal.People;
using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>Codes of an authenticator app (RFC 6238) for this half minute and those before and after, as clocks differ.
/// Each works once, which Identity's own provider does not check.</summary>
public sealed class AppCodes(StaffStore store, SiteTime time) : AuthenticatorTokenProvider<Coordinator>
{
    public const int Digits = 6;

    private static readonly VerificationWindow window = new(previous: 1, future: 1);

    public override async Task<bool> ValidateAsync(
        string purpose,
        string token,
        UserManager<Coordinator> manager,
        Coordinator user
    ) =>
        await manager.GetAuthenticatorKeyAsync(user) is { } key
        && new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(time.Now.UtcDateTime, token, out var step, window)
        && await store.TakeStepAsync(user, step);
}
