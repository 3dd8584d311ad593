using CaregiverSignal.Storage;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>
/// All SQL on the passkey table. A passkey that this program did not store is as if it were not there.
/// </summary>
public static class PasskeyTable
{
    private const string Kind = "passkey";
    private const string Columns = """
        id, coordinator_id, credential_id, public_key, name, transports, sign_count, is_backup_eligible, is_backed_up,
        created_at, used_at, mark
        """;

    public static IReadOnlyList<Passkey> Of(Transaction transaction, long coordinatorId) =>
        [
            .. transaction
                .All<Passkey>(
                    $"""
                    select {Columns} from passkey where coordinator_id = @coordinatorId order by id
                    """,
                    new { coordinatorId }
                )
                .Where(one => IsTrue(transaction, one)),
        ];

    public static Passkey? Find(Transaction transaction, byte[] credentialId) =>
        transaction.First<Passkey>(
            $"""
            select {Columns} from passkey where credential_id = @id
            """,
            new { id = Passkey.TextOf(credentialId) }
        )
            is { } passkey
        && IsTrue(transaction, passkey)
            ? passkey
            : null;

    public static void Add(
        Transaction transaction,
        long coordinatorId,
        UserPasskeyInfo passkey,
        string name,
        DateTimeOffset now
    )
    {
        var (credentialId, publicKey) = (Passkey.TextOf(passkey.CredentialId), Passkey.TextOf(passkey.PublicKey));
        transaction.Execute(
            """
            insert into passkey
                (coordinator_id, credential_id, public_key, name, transports, sign_count,
                is_backup_eligible, is_backed_up, created_at, mark)
            values
                (@coordinatorId, @credentialId, @publicKey, @name, @transports, @signCount,
                @IsBackupEligible, @IsBackedUp, @now, @mark)
            """,
            new
            {
                coordinatorId,
                credentialId,
                publicKey,
                name,
                transports = passkey.Transports is { Length: > 0 } ways ? string.Join(' ', ways) : null,
                signCount = (long)passkey.SignCount,
                passkey.IsBackupEligible,
                passkey.IsBackedUp,
                now,
                mark = transaction.Seal.Mark(Kind, coordinatorId, credentialId, publicKey),
            }
        );
    }

    /// <summary>Notes a use: a counter that goes back next time shows that the key was copied.</summary>
    public static void MarkUsed(Transaction transaction, UserPasskeyInfo passkey, DateTimeOffset now) =>
        transaction.Execute(
            """
            update passkey set sign_count = @signCount, is_backed_up = @IsBackedUp, used_at = @now
            where credential_id = @id
            """,
            new
            {
                id = Passkey.TextOf(passkey.CredentialId),
                signCount = (long)passkey.SignCount,
                passkey.IsBackedUp,
                now,
            }
        );

    /// <returns>False when it is not theirs.</returns>
    public static bool Remove(Transaction transaction, long coordinatorId, long id) =>
        transaction.Execute(
            "delete from passkey where id = @id and coordinator_id = @coordinatorId",
            new { id, coordinatorId }
        ) == 1;

    public static int RemoveAll(Transaction transaction, long coordinatorId) =>
        transaction.Execute("delete from passkey where coordinator_id = @coordinatorId", new { coordinatorId });

    /// <summary>How many passkeys this program never stored.</summary>
    public static int CountForged(Transaction transaction) =>
        transaction
            .All<Passkey>(
                $"""
                select {Columns} from passkey order by id
                """
            )
            .Count(one => !IsTrue(transaction, one));

    private static bool IsTrue(Transaction transaction, Passkey one) =>
        transaction.Seal.IsTrue(one.Mark, Kind, one.CoordinatorId, one.CredentialId, one.PublicKey);
}
