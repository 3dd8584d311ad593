using System.Globalization;
using CaregiverSignal.People;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>Gives ASP.NET Core Identity the staff accounts and their sign-in methods.</summary>
/// <remarks>Each change is written at once, because two requests for one account may cross; so
/// <see cref="UpdateAsync"/> has nothing to do. <see cref="CoordinatorTable"/> alone makes and changes accounts, and
/// one that may not sign in, or that this program did not sign, does not count.</remarks>
public sealed class StaffStore(Database database, SiteTime time)
    : IUserPasskeyStore<Coordinator>,
        IUserAuthenticatorKeyStore<Coordinator>,
        IUserTwoFactorRecoveryCodeStore<Coordinator>,
        IUserLockoutStore<Coordinator>,
        IUserSecurityStampStore<Coordinator>
{
    public static string IdOf(Coordinator coordinator) => coordinator.Id.ToString(CultureInfo.InvariantCulture);

    public async Task<Coordinator?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await database.ReadAsync(
                async transaction => Believed(transaction, await CoordinatorTable.Get(transaction, id)),
                cancellationToken
            )
            : null;

    public async Task<Coordinator?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async transaction => Believed(transaction, await CoordinatorTable.ByEmail(transaction, normalizedUserName)),
            cancellationToken
        );

    public async Task<Coordinator?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async transaction =>
                await PasskeyTable.Find(transaction, credentialId) is { } passkey
                    ? Believed(transaction, await CoordinatorTable.Get(transaction, passkey.CoordinatorId))
                    : null,
            cancellationToken
        );

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Coordinator user, CancellationToken cancellationToken) =>
        [
            .. (
                await database.ReadAsync(transaction => PasskeyTable.Of(transaction, user.Id), cancellationToken)
            ).Select(passkey => passkey.ForTheFramework),
        ];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Coordinator user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        await database.ReadAsync(
            async transaction => await PasskeyTable.Find(transaction, credentialId),
            cancellationToken
        )
            is { } passkey
        && passkey.CoordinatorId == user.Id
            ? passkey.ForTheFramework
            : null;

    public Task AddOrUpdatePasskeyAsync(
        Coordinator user,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    ) => Write(transaction => PasskeyTable.AddOrUpdate(transaction, user.Id, passkey));

    public Task RemovePasskeyAsync(Coordinator user, byte[] credentialId, CancellationToken cancellationToken) =>
        Write(transaction => PasskeyTable.Remove(transaction, user.Id, credentialId));

    /// <summary>The seed of their app, in Base32; null if there is none, or it was not locked for them.</summary>
    public async Task<string?> GetAuthenticatorKeyAsync(Coordinator user, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async transaction => await CredentialTable.KeyOf(transaction, user.Id),
            cancellationToken
        );

    /// <summary>Starts with a new seed; it counts once its first code was right.</summary>
    public Task SetAuthenticatorKeyAsync(Coordinator user, string key, CancellationToken cancellationToken) =>
        Write(transaction => CredentialTable.SetKey(transaction, user.Id, key));

    /// <summary>Uses up a step of the app, so that its code works once, and no earlier one after it.</summary>
    /// <returns>False if it, or a later one, was used before.</returns>
    public Task<bool> TakeStepAsync(Coordinator user, long step) =>
        database.WriteAsync(transaction => CredentialTable.TakeStep(transaction, user.Id, step));

    public Task ReplaceCodesAsync(
        Coordinator user,
        IEnumerable<string> recoveryCodes,
        CancellationToken cancellationToken
    ) => Write(transaction => CredentialTable.SetCodes(transaction, user.Id, [.. recoveryCodes]));

    public Task<bool> RedeemCodeAsync(Coordinator user, string code, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => CredentialTable.UseCode(transaction, user.Id, code), cancellationToken);

    public async Task<int> CountCodesAsync(Coordinator user, CancellationToken cancellationToken) =>
        await database.ReadAsync(transaction => CredentialTable.CountCodes(transaction, user.Id), cancellationToken);

    public async Task<int> GetAccessFailedCountAsync(Coordinator user, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async transaction => (await CredentialTable.Get(transaction, user.Id)).AccessFailed,
            cancellationToken
        );

    public Task<int> IncrementAccessFailedCountAsync(Coordinator user, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => CredentialTable.CountFailed(transaction, user.Id), cancellationToken);

    public Task ResetAccessFailedCountAsync(Coordinator user, CancellationToken cancellationToken) =>
        Write(transaction => CredentialTable.ForgetFailed(transaction, user.Id));

    public Task<bool> GetLockoutEnabledAsync(Coordinator user, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Coordinator user, bool enabled, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<DateTimeOffset?> GetLockoutEndDateAsync(Coordinator user, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async transaction => (await CredentialTable.Get(transaction, user.Id)).LockedUntil,
            cancellationToken
        ) - AheadOfMachine;

    public Task SetLockoutEndDateAsync(
        Coordinator user,
        DateTimeOffset? lockoutEnd,
        CancellationToken cancellationToken
    ) => Write(transaction => CredentialTable.LockUntil(transaction, user.Id, lockoutEnd + AheadOfMachine));

    public async Task<string?> GetSecurityStampAsync(Coordinator user, CancellationToken cancellationToken) =>
        (
            await database.ReadAsync(
                async transaction => await CoordinatorTable.Get(transaction, user.Id),
                cancellationToken
            )
        )?.SecurityStamp
        ?? "";

    public Task SetSecurityStampAsync(Coordinator user, string stamp, CancellationToken cancellationToken) =>
        Write(transaction => CoordinatorTable.SetStamp(transaction, user.Id, stamp));

    public Task<string> GetUserIdAsync(Coordinator user, CancellationToken cancellationToken) =>
        Task.FromResult(IdOf(user));

    public Task<string?> GetUserNameAsync(Coordinator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(Coordinator user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public Task SetNormalizedUserNameAsync(
        Coordinator user,
        string? normalizedName,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    public Task<IdentityResult> UpdateAsync(Coordinator user, CancellationToken cancellationToken) =>
        Task.FromResult(IdentityResult.Success);

    public Task SetUserNameAsync(Coordinator user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Coordinator user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Coordinator user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose() { }

    /// <remarks>Identity computes a lockout by the machine's clock, and a demo has a clock of its own.</remarks>
    private TimeSpan AheadOfMachine => time.Now - TimeProvider.System.GetUtcNow();

    private Task<bool> Write(Func<Transaction, Task> write) =>
        database.WriteAsync(async transaction =>
        {
            await write(transaction);
            return true;
        });

    private static Coordinator? Believed(Transaction transaction, Coordinator? coordinator) =>
        coordinator is { MaySignIn: true } && CoordinatorTable.HasValidSignature(transaction, coordinator)
            ? coordinator
            : null;
}
