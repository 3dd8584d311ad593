using System.Security.Cryptography;

namespace CaregiverSignal.Files;

/// <summary>A file's bytes with the name that messages use for it.</summary>
public sealed record SourceFile(string Name, byte[] Bytes)
{
    /// <summary>Without the byte order mark that some editors put before it.</summary>
    public ReadOnlyMemory<byte> Unmarked =>
        Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Bytes.AsMemory(3) : Bytes;

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
