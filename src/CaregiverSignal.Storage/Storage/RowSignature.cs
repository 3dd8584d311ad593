using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Storage;

/// <summary>Signs rows that grant access, with a key outside the store: somebody who can only write to the store cannot
/// forge a session or an account.</summary>
/// <remarks>A signature proves that this program wrote the row, not that it is the latest: an old row put back is still
/// valid.</remarks>
public sealed class RowSignature(StoreKeys keys)
{
    private readonly Lazy<byte[]> key = new(() => keys.For("marks"));

    /// <param name="kind">The kind of row, so that a signature of one kind never fits another.</param>
    /// <param name="fields">The row's values, in a fixed order.</param>
    public string Sign(string kind, params ReadOnlySpan<object?> fields) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Text([kind, .. fields])));

    /// <summary>Whether the signature is valid; never without a key.</summary>
    public bool IsValid(string? signature, string kind, params ReadOnlySpan<object?> fields) =>
        signature is not null
        && keys.IsHere
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature),
            Encoding.UTF8.GetBytes(Sign(kind, fields))
        );

    /// <summary>Each field preceded by its length, so that no two rows encode the same.</summary>
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
