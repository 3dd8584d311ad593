using System.Globalization;
using System.Text;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>All SQL on an account's sign-in methods besides passkeys: an app's seed is locked with a key outside the
/// store, and recovery codes are stored as marks, so that only this program can read or write them.</summary>
internal static class CredentialTable
{
    private const string Seed = "authenticator";
    private const string Code = "recovery-code";

    public static async Task<StoredFactors> Get(Transaction transaction, long id) =>
        await transaction.First<StoredFactors>(
            $"""
            select authenticator_key, authenticator_step, recovery_codes, access_failed, locked_until
            from coordinator
            where id = {id}
            """
        ) ?? new StoredFactors();

    public static async Task<string?> KeyOf(Transaction transaction, long id) =>
        KeyOf(transaction, id, await Get(transaction, id));

    /// <summary>Whether they have an app whose first code was right.</summary>
    public static async Task<bool> HasCode(Transaction transaction, long id) =>
        await Get(transaction, id) is { AuthenticatorStep: not null } factors
        && KeyOf(transaction, id, factors) is not null;

    public static Task SetKey(Transaction transaction, long id, string key) =>
        transaction.Execute(
            $"""
            update coordinator set
                authenticator_key = {transaction.Keys.Seal(Seed, PlaceOf(id), Encoding.ASCII.GetBytes(key))},
                authenticator_step = null
            where id = {id}
            """
        );

    public static Task RemoveKey(Transaction transaction, long id) =>
        transaction.Execute(
            $"update coordinator set authenticator_key = null, authenticator_step = null where id = {id}"
        );

    public static async Task<bool> TakeStep(Transaction transaction, long id, long step) =>
        await transaction.Execute(
            $"""
            update coordinator set authenticator_step = {step}
            where id = {id} and coalesce(authenticator_step, 0) < {step}
            """
        ) == 1;

    /// <summary>Earlier codes stop working.</summary>
    public static Task SetCodes(Transaction transaction, long id, IReadOnlyList<string> codes) =>
        transaction.Execute(
            $"""
            update coordinator set
                recovery_codes = {string.Join(' ', codes.Select(code => MarkOf(transaction, id, code)))}
            where id = {id}
            """
        );

    /// <returns>False if it is none of theirs, or was used before.</returns>
    public static async Task<bool> UseCode(Transaction transaction, long id, string code)
    {
        var before = await Get(transaction, id);
        var mark = MarkOf(transaction, id, code);
        var left = string.Join(' ', before.Codes.Where(text => text != mark));
        return before.Codes.Contains(mark)
            && await transaction.Execute(
                $"""
                update coordinator set recovery_codes = {left} where id = {id} and recovery_codes = {before.RecoveryCodes}
                """
            ) == 1;
    }

    public static async Task<int> CountCodes(Transaction transaction, long id) =>
        (await Get(transaction, id)).Codes.Length;

    public static Task<int> CountFailed(Transaction transaction, long id) =>
        transaction.One<int>(
            $"update coordinator set access_failed = access_failed + 1 where id = {id} returning access_failed"
        );

    public static Task ForgetFailed(Transaction transaction, long id) =>
        transaction.Execute($"update coordinator set access_failed = 0 where id = {id}");

    public static Task LockUntil(Transaction transaction, long id, DateTimeOffset? until) =>
        transaction.Execute($"update coordinator set locked_until = {until} where id = {id}");

    /// <summary>Removes all sign-in methods except the link.</summary>
    public static async Task RemoveAll(Transaction transaction, long id)
    {
        await PasskeyTable.RemoveAll(transaction, id);
        await transaction.Execute(
            $"""
            update coordinator set
                authenticator_key = null, authenticator_step = null, recovery_codes = null,
                access_failed = 0, locked_until = null
            where id = {id}
            """
        );
    }

    private static string? KeyOf(Transaction transaction, long id, StoredFactors factors) =>
        factors.AuthenticatorKey is { } locked && transaction.Keys.Open(Seed, PlaceOf(id), locked) is { } clear
            ? Encoding.ASCII.GetString(clear)
            : null;

    private static string PlaceOf(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The mark of a code, however it was typed.</summary>
    private static string MarkOf(Transaction transaction, long id, string code) =>
        transaction.Signatures.Sign(Code, id, string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());
}

/// <summary>An account's sign-in methods besides passkeys, as stored.</summary>
internal sealed record StoredFactors
{
    public byte[]? AuthenticatorKey { get; init; }

    /// <summary>The last TOTP time step used; null until the first correct code.</summary>
    public long? AuthenticatorStep { get; init; }

    public string? RecoveryCodes { get; init; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int AccessFailed { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public string[] Codes => RecoveryCodes?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
