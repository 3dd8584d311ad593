using System.Security.Cryptography;

namespace CaregiverSignal.Files;

/// <summary>A file's bytes, with its name for messages.</summary>
public sealed class SourceFile(string name, byte[] bytes)
{
    public string Name { get; } = name;

    public byte[] Bytes { get; } = bytes;

    /// <summary>The bytes without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Unmarked =>
        Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Bytes.AsMemory(3) : Bytes;

    /// <summary>SHA-256, lower-case hex.</summary>
    /// <remarks>Computed on first use: a verb that does not need it loads no cryptography.</remarks>
    public string Hash => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
