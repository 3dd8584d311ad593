using CaregiverSignal.Storage;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>All SQL on the passkey ceremonies that were begun: each is finished once, within five minutes.</summary>
public static class PasskeyChallengeTable
{
    /// <summary>How long the framework lets a browser wait, too.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const string Kind = "passkey-challenge";
    private const int MostForgottenAtOnce = 100;
    private const string Columns = "key_hash, purpose, coordinator_id, name, options, state, expires_at, mark";

    /// <summary>Begins a ceremony, and forgets those that nobody finished.</summary>
    /// <returns>The clear key, for a cookie.</returns>
    public static string Add(Transaction transaction, PasskeyChallenge challenge, DateTimeOffset now)
    {
        transaction.Execute(
            """
            delete from passkey_challenge
            where key_hash in (
                select key_hash from passkey_challenge where expires_at <= @now order by expires_at limit @most)
            """,
            new { now, most = MostForgottenAtOnce }
        );
        var key = LinkKey.New(KeyPurpose.Passkey);
        var begun = challenge with { KeyHash = key.Hash, ExpiresAt = now + Life };
        transaction.Execute(
            """
            insert into passkey_challenge
                (key_hash, purpose, coordinator_id, name, options, state, expires_at, mark)
            values (@KeyHash, @Purpose, @CoordinatorId, @Name, @Options, @State, @ExpiresAt, @mark)
            """,
            new
            {
                begun.KeyHash,
                begun.Purpose,
                begun.CoordinatorId,
                begun.Name,
                begun.Options,
                begun.State,
                begun.ExpiresAt,
                mark = transaction.Seal.Mark(Kind, Sealed(begun)),
            }
        );
        return key.Clear;
    }

    /// <summary>The ceremony of a key, for the page that asks the browser; it is not finished by that.</summary>
    public static PasskeyChallenge? Find(Transaction transaction, string clear, DateTimeOffset now) =>
        !LinkKey.IsOne(clear)
            ? null
            : Believed(
                transaction,
                transaction.First<PasskeyChallenge>(
                    $"""
                    select {Columns} from passkey_challenge where key_hash = @hash and expires_at > @now
                    """,
                    new { hash = LinkKey.HashOf(KeyPurpose.Passkey, clear), now }
                )
            );

    /// <summary>Finishes a ceremony, whatever comes of it: an answer that is sent twice finds nothing.</summary>
    public static PasskeyChallenge? Take(Transaction transaction, string clear, DateTimeOffset now) =>
        !LinkKey.IsOne(clear)
            ? null
            : Believed(
                transaction,
                transaction.First<PasskeyChallenge>(
                    $"""
                    delete from passkey_challenge
                    where key_hash = @hash and expires_at > @now
                    returning {Columns}
                    """,
                    new { hash = LinkKey.HashOf(KeyPurpose.Passkey, clear), now }
                )
            );

    private static PasskeyChallenge? Believed(Transaction transaction, PasskeyChallenge? one) =>
        one is not null && transaction.Seal.IsTrue(one.Mark, Kind, Sealed(one)) ? one : null;

    private static object?[] Sealed(PasskeyChallenge one) =>
        [one.KeyHash, one.Purpose, one.CoordinatorId, one.Name, one.State, one.ExpiresAt];
}

/// <summary>What a passkey is asked for.</summary>
public enum PasskeyPurpose
{
    /// <summary>To sign in, without an address being typed.</summary>
    SignIn,

    /// <summary>To show once more who they are, in a session that goes on.</summary>
    Confirm,

    /// <summary>To add a passkey to an account.</summary>
    Add,
}

/// <summary>A passkey ceremony that was begun.</summary>
public sealed record PasskeyChallenge
{
    public string KeyHash { get; init; } = "";

    public PasskeyPurpose Purpose { get; init; }

    /// <summary>Whose it is; null while nobody has said who they are.</summary>
    public long? CoordinatorId { get; init; }

    /// <summary>The name of the passkey that is added.</summary>
    public string? Name { get; init; }

    /// <summary>What the browser is asked, as JSON.</summary>
    public string Options { get; init; } = "";

    /// <summary>What its answer is checked against.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public string? Mark { get; init; }
}
