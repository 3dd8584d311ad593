using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// Marks rows that open something, and locks what they hide, with a key that is not in the store: who can write the
/// store, and no more, makes no session and no account that the program believes (docs/adr/0046).
/// </summary>
/// <remarks>
/// A mark says that this program wrote the row, not that it wrote it last: an old row put back is still true.
/// </remarks>
public sealed class Seal(StoreEngine engine)
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Lock turn = new();
    private byte[]? key;

    /// <summary>Whether there is a key: a store from before there were marks has none yet.</summary>
    public bool HasKey => Known() is not null;

    /// <summary>The mark of a row.</summary>
    /// <param name="kind">What the row is, so that the mark of one kind never fits another.</param>
    /// <param name="fields">What it says, in a fixed order.</param>
    public string Mark(string kind, params ReadOnlySpan<object?> fields) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(For("mark", kind), Text(fields)));

    /// <summary>Whether a row has the mark that this program gave it; without a key no row has.</summary>
    public bool IsTrue(string? mark, string kind, params ReadOnlySpan<object?> fields) =>
        mark is not null
        && HasKey
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(mark),
            Encoding.UTF8.GetBytes(Mark(kind, fields))
        );

    /// <summary>Locks bytes so that the store alone does not show them.</summary>
    /// <param name="owner">Whose they are: locked for one they do not open for another.</param>
    public string Lock(string kind, long owner, ReadOnlySpan<byte> clear)
    {
        var (nonce, hidden, tag) = (
            RandomNumberGenerator.GetBytes(NonceLength),
            new byte[clear.Length],
            new byte[TagLength]
        );
        using var cipher = new AesGcm(For("lock", kind), TagLength);
        cipher.Encrypt(nonce, clear, hidden, tag, Text(owner));
        return Convert.ToBase64String([.. nonce, .. hidden, .. tag]);
    }

    /// <returns>Null when it was not locked here, for this owner.</returns>
    public byte[]? Open(string kind, long owner, string text)
    {
        var locked = new byte[text.Length];
        if (!HasKey || !Convert.TryFromBase64String(text, locked, out var length) || length < NonceLength + TagLength)
            return null;
        var whole = locked.AsSpan(0, length);
        var clear = new byte[length - NonceLength - TagLength];
        using var cipher = new AesGcm(For("lock", kind), TagLength);
        try
        {
            cipher.Decrypt(
                whole[..NonceLength],
                whole[NonceLength..^TagLength],
                whole[^TagLength..],
                clear,
                Text(owner)
            );
            return clear;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>
    /// Makes the key of a store that has none, once everything in it that counts as true was marked with it.
    /// </summary>
    /// <remarks>The other way round, a crash in between would leave a store that believes nobody.</remarks>
    public void MakeAfter(Action mark)
    {
        lock (turn)
        {
            key = RandomNumberGenerator.GetBytes(KeyLength);
            mark();
            if (engine.KeepSealKey(key))
                return;
            key = engine.ReadSealKey();
            mark();
        }
    }

    /// <summary>Takes the key along to another store, so that accounts and passkeys stay true there.</summary>
    /// <returns>False when another key lies there already: then no account is believed there.</returns>
    public bool MoveTo(StoreEngine to) =>
        Known() is not { } moved || to.KeepSealKey(moved) || to.ReadSealKey().AsSpan().SequenceEqual(moved);

    private byte[] For(string use, string kind) =>
        HKDF.Expand(HashAlgorithmName.SHA256, Key(), KeyLength, Text(use, kind));

    private byte[] Key()
    {
        if (Known() is { } known)
            return known;
        lock (turn)
        {
            var made = RandomNumberGenerator.GetBytes(KeyLength);
            return key ??= engine.KeepSealKey(made) ? made : engine.ReadSealKey()!;
        }
    }

    private byte[]? Known()
    {
        if (key is not null)
            return key;
        lock (turn)
            return key ??= engine.ReadSealKey();
    }

    /// <summary>Each field with its length before it, so that no two rows read the same.</summary>
    private static byte[] Text(params ReadOnlySpan<object?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            var said = field switch
            {
                null => null,
                DateTimeOffset at => TypeHandlers.Text(at),
                Enum code => code.Code(),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => field.ToString(),
            };
            text.Append(CultureInfo.InvariantCulture, $"{said?.Length ?? -1}:{said};");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
