using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>A colleague's own sign-in methods besides their mailbox, and their language.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class OwnSignIn(Database database, AccountMail mail)
{
    public Task<IReadOnlyList<Passkey>> PasskeysAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(transaction => PasskeyTable.Of(transaction, staff.Coordinator.Id), stop);

    public Task<bool> HasCodeAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(transaction => CredentialTable.HasCode(transaction, staff.Coordinator.Id), stop);

    public Task<Factors> FactorsOfAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await Factors.Of(transaction, staff.Coordinator.Id), stop);

    public Task<int> RecoveryCodesAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(transaction => CredentialTable.CountCodes(transaction, staff.Coordinator.Id), stop);

    /// <summary>The seed of an authenticator app being added; null without one.</summary>
    public Task<string?> SeedOfAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await CredentialTable.HasCode(transaction, staff.Coordinator.Id)
                    ? null
                    : await CredentialTable.KeyOf(transaction, staff.Coordinator.Id),
            stop
        );

    /// <summary>Begins to add an authenticator app; an existing one stays.</summary>
    public Task BeginCodeAsync(SignedInStaff staff, string seed, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (!await CredentialTable.HasCode(transaction, staff.Coordinator.Id))
                    await CredentialTable.SetKey(transaction, staff.Coordinator.Id, seed);
            },
            stop
        );

    /// <returns>False if it is the last one, which stays.</returns>
    public Task<bool> RemoveCodeAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if ((await PasskeyTable.Of(transaction, staff.Coordinator.Id)).Count == 0)
                    return false;
                await CredentialTable.RemoveKey(transaction, staff.Coordinator.Id);
                return true;
            },
            stop
        );

    public Task SetLanguageAsync(SignedInStaff staff, Language language, CancellationToken stop = default) =>
        database.WriteAsync(
            transaction => CoordinatorTable.SetLanguage(transaction, staff.Coordinator.Id, language),
            stop
        );

    /// <summary>Records a change, and tells them by mail.</summary>
    public Task TellAsync(SignedInStaff staff, string what, CancellationToken stop = default) =>
        database.WriteAsync(
            transaction => mail.Queue(transaction, staff.Coordinator, what, staff.On(Ground.Themselves)),
            stop
        );
}
