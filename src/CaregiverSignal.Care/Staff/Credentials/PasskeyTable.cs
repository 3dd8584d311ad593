using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>All SQL on the passkey table. A passkey that this program did not store does not count.</summary>
internal static class PasskeyTable
{
    private const string Kind = "passkey";
    private const string Columns = """
        credential_id, coordinator_id, public_key, name, transports, sign_count, is_backup_eligible, is_backed_up,
        created_at, signature
        """;

    public static async Task<IReadOnlyList<Passkey>> Of(Transaction transaction, long coordinatorId) =>
        [
            .. (
                await transaction.All<Passkey>(
                    $"""
                    select {Columns:sql} from passkey
                    where coordinator_id = {coordinatorId}
                    order by created_at, credential_id
                    """
                )
            ).Where(passkey => HasValidSignature(transaction, passkey)),
        ];

    public static async Task<Passkey?> Find(Transaction transaction, byte[] credentialId) =>
        await transaction.First<Passkey>(
            $"select {Columns:sql} from passkey where credential_id = {Base64Url.EncodeToString(credentialId)}"
        )
            is { } passkey
        && HasValidSignature(transaction, passkey)
            ? passkey
            : null;

    /// <summary>Adds a passkey, or notes its use: a counter that goes back next time shows that the key was
    /// copied.</summary>
    public static async Task AddOrUpdate(Transaction transaction, long coordinatorId, UserPasskeyInfo passkey)
    {
        var (id, publicKey) = (
            Base64Url.EncodeToString(passkey.CredentialId),
            Base64Url.EncodeToString(passkey.PublicKey)
        );
        var name = passkey.Name ?? "";
        var transports = passkey.Transports is { Length: > 0 } ways ? string.Join(' ', ways) : null;
        var signature = transaction.Signatures.Sign(Kind, coordinatorId, id, publicKey);
        await transaction.Execute(
            $"""
            insert into passkey
                (credential_id, coordinator_id, public_key, name, transports, sign_count,
                is_backup_eligible, is_backed_up, created_at, signature)
            values
                ({id}, {coordinatorId}, {publicKey}, {name}, {transports}, {(long)passkey.SignCount},
                {passkey.IsBackupEligible}, {passkey.IsBackedUp}, {passkey.CreatedAt}, {signature})
            on conflict (credential_id) do update set
                sign_count = excluded.sign_count, is_backed_up = excluded.is_backed_up
            """
        );
    }

    public static Task Remove(Transaction transaction, long coordinatorId, byte[] credentialId) =>
        transaction.Execute(
            $"""
            delete from passkey
            where credential_id = {Base64Url.EncodeToString(credentialId)} and coordinator_id = {coordinatorId}
            """
        );

    public static Task<int> RemoveAll(Transaction transaction, long coordinatorId) =>
        transaction.Execute($"delete from passkey where coordinator_id = {coordinatorId}");

    /// <summary>How many passkeys this program never stored.</summary>
    public static async Task<int> CountTampered(Transaction transaction) =>
        (await transaction.All<Passkey>($"select {Columns:sql} from passkey order by credential_id")).Count(passkey =>
            !HasValidSignature(transaction, passkey)
        );

    private static bool HasValidSignature(Transaction transaction, Passkey passkey) =>
        transaction.Signatures.IsValid(
            passkey.Signature,
            Kind,
            passkey.CoordinatorId,
            passkey.CredentialId,
            passkey.PublicKey
        );
}

/// <param name="Name">Its owner's name for it, such as "Mijn telefoon".</param>
/// <param name="Transports">How a browser may reach it, separated by spaces.</param>
public sealed record Passkey(
    string CredentialId,
    long CoordinatorId,
    string PublicKey,
    string Name,
    string? Transports,
    long SignCount,
    bool IsBackupEligible,
    bool IsBackedUp,
    DateTimeOffset CreatedAt,
    string? Signature
)
{
    /// <summary>In the framework's form; its origin is not kept, as nobody is asked for an attestation.</summary>
    public UserPasskeyInfo ForTheFramework =>
        new(
            Base64Url.DecodeFromChars(CredentialId),
            Base64Url.DecodeFromChars(PublicKey),
            CreatedAt,
            (uint)SignCount,
            Transports?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isUserVerified: true,
            IsBackupEligible,
            IsBackedUp,
            attestationObject: [],
            clientDataJson: []
        )
        {
            Name = Name,
        };
}
