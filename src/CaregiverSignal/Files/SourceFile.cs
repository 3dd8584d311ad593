using System.Security.Cryptography;

namespace CaregiverSignal.Files;

/// <summary>A file's bytes with the name that messages use for it.</summary>
public sealed record SourceFile(string Name, byte[] Bytes)
{
    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
