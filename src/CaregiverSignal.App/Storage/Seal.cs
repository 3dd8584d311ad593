using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// Marks rows that open something, and locks what they hide, with a key that is not in the store: who can write the
/// store, and no more, makes no session and no account that the program believes.
/// </summary>
/// <remarks>
/// A mark says that this program wrote the row, not that it wrote it last: an old row put back is still true.
/// </remarks>
public sealed class Seal(StoreEngine engine)
{
    private const string Name = "seal";

    /// <summary>The key; a store in which nothing was marked has none yet.</summary>
    public StoreKey Key { get; } = new(engine, Name);

    /// <summary>Where the key lies, as people know it.</summary>
    public string Place => engine.PlaceOfKey(Name);

    public bool HasKey => Key.Known is not null;

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
    public string Lock(string kind, long owner, ReadOnlySpan<byte> clear) =>
        Convert.ToBase64String(Sealed.Of(For("lock", kind), clear, Text(owner)));

    /// <returns>Null when it was not locked here, for this owner.</returns>
    public byte[]? Open(string kind, long owner, string text)
    {
        var locked = new byte[text.Length];
        return HasKey && Convert.TryFromBase64String(text, locked, out var length)
            ? Sealed.Open(For("lock", kind), locked.AsSpan(0, length), Text(owner))
            : null;
    }

    private byte[] For(string use, string kind) =>
        HKDF.Expand(HashAlgorithmName.SHA256, Key.Value, KeyFile.Length, Text(use, kind));

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
