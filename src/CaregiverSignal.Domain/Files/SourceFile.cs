using System.Security.Cryptography;

namespace CaregiverSignal.Files;

/// <summary>A file's bytes with the name that messages use for it.</summary>
public sealed class SourceFile(string name, byte[] bytes)
{
    public string Name { get; } = name;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Without the byte order mark that some editors put before it.</summary>
    public ReadOnlyMemory<byte> Unmarked =>
        Bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Bytes.AsMemory(3) : Bytes;

    /// <summary>SHA-256, lower-case hex.</summary>
    /// <remarks>Made when it is first asked for: a verb that asks for none loads no cryptography.</remarks>
    public string Hash => field ??= Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
