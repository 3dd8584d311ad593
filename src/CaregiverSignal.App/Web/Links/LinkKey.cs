using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Web.Links;

/// <summary>A secret that opens one thing: 256 random bits, 43 characters; only its hash is stored.</summary>
public sealed record LinkKey(string Clear, string Hash)
{
    public static LinkKey New(KeyPurpose purpose)
    {
        var clear = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new LinkKey(clear, HashOf(purpose, clear));
    }

    /// <summary>
    /// Whether a text has the form of a key: 43 characters of base64url. Any other text needs no look in the store.
    /// </summary>
    public static bool IsOne(string clear) =>
        clear.Length == 43 && clear.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The stored form; a key for one purpose never fits another.</summary>
    public static string HashOf(KeyPurpose purpose, string clear) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(purpose.Code() + ":" + clear)));

    public override string ToString() => "(a key)";
}
