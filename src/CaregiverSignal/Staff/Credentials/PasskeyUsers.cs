using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>Somebody of the staff as the framework's passkey types know them.</summary>
/// <param name="Id">The number of the account; a passkey keeps it, and gives it back at sign-in.</param>
public sealed record PasskeyUser(string Id, string Name);

/// <summary>Gives the framework's passkey types the accounts and passkeys of the store; it only reads.</summary>
/// <remarks>What they found is stored by us, in the transaction that finishes the ceremony.</remarks>
public sealed class PasskeyUsers(Database database) : IUserPasskeyStore<PasskeyUser>
{
    public static PasskeyUser Of(Coordinator one) => new(one.Id.ToString(CultureInfo.InvariantCulture), one.Email);

    public static long? IdOf(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(
            IdOf(userId) is { } id
            && database.Read(transaction => CoordinatorTable.Get(transaction, id)) is { MaySignIn: true } found
                ? Of(found)
                : null
        );

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([
            .. database
                .Read(transaction => PasskeyTable.Of(transaction, IdOf(user.Id)!.Value))
                .Select(one => one.ForTheFramework),
        ]);

    public Task<PasskeyUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(
            database.Read(transaction =>
                PasskeyTable.Find(transaction, credentialId) is { } passkey
                && CoordinatorTable.Get(transaction, passkey.CoordinatorId) is { } owner
                    ? Of(owner)
                    : null
            )
        );

    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        PasskeyUser user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            database.Read(transaction => PasskeyTable.Find(transaction, credentialId)) is { } passkey
            && passkey.CoordinatorId == IdOf(user.Id)
                ? passkey.ForTheFramework
                : null
        );

    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Name);

    public void Dispose() { }

    // The ceremonies ask for none of these.
    public Task AddOrUpdatePasskeyAsync(
        PasskeyUser user,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<PasskeyUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(
        PasskeyUser user,
        string? normalizedName,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
