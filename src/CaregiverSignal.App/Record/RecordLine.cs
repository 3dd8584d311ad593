using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Record;

/// <summary>One line of the record, as the store has it: a deed or a look, in numbers and codes.</summary>
/// <remarks>
/// Texts, also where a column holds a code: a line that somebody changed into nonsense is still read, and found.
/// </remarks>
public sealed record RecordLine
{
    /// <summary>Half of an HMAC-SHA-256, the least that RFC 2104 advises.</summary>
    public const int MarkLength = 16;

    public long Id { get; init; }

    public string At { get; init; } = "";

    public string Deed { get; init; } = "";

    /// <summary>Null when it was done.</summary>
    public string? Outcome { get; init; }

    public string ByRole { get; init; } = "";

    public long? ByStaff { get; init; }

    public long? ForStaff { get; init; }

    public string? Ground { get; init; }

    public long? CaregiverId { get; init; }

    /// <summary>What it was done to, as <see cref="Record.Deed.Object"/>: never a name or a text.</summary>
    public string? Object { get; init; }

    public long? SessionId { get; init; }

    public string? Network { get; init; }

    public string Version { get; init; } = "";

    public byte[] Mark { get; init; } = [];

    public bool IsMarkedWith(byte[] key) => CryptographicOperations.FixedTimeEquals(Mark, MarkWith(key));

    /// <summary>The mark over all of the line, its number too: it fits no other line and no other place.</summary>
    public byte[] MarkWith(byte[] key)
    {
        // No field contains the sign between them; an empty text is not the same as none.
        var text = string.Join(
            '\u001f',
            "line",
            Id,
            At,
            Deed,
            Outcome ?? None,
            ByRole,
            ByStaff,
            ForStaff,
            Ground ?? None,
            CaregiverId,
            Object ?? None,
            SessionId,
            Network ?? None,
            Version
        );
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))[..MarkLength];
    }

    private const string None = "\u001e";
}
