using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>
/// Marks rows that open something, with a key that is not in the store: who can write the store, and no more, makes no
/// session and no account that the program believes.
/// </summary>
/// <remarks>
/// A signature says that this program wrote the row, not that it wrote it last: an old row put back is still true.
/// </remarks>
public sealed class RowSignature(StoreKeys keys)
{
    private readonly Lazy<byte[]> key = new(() => keys.For("marks"));

    /// <param name="kind">What the row is, so that the signature of one kind never fits another.</param>
    /// <param name="fields">What it says, in a fixed order.</param>
    public string Sign(string kind, params ReadOnlySpan<object?> fields) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Text([kind, .. fields])));

    /// <summary>Whether a row has the signature that this program gave it; without a key no row has.</summary>
    public bool IsValid(string? signature, string kind, params ReadOnlySpan<object?> fields) =>
        signature is not null
        && keys.IsHere
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(Sign(kind, fields))
        );

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
