using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Web.Links;

/// <summary>A secret that opens one thing: 256 random bits in 43 characters, or 95 in 16 for a text message; only its
/// hash is stored.</summary>
public sealed record LinkKey(string Clear, string Hash)
{
    /// <summary>Too many to guess, and short enough for a text message (our choice).</summary>
    private const int ShortLength = 16;

    /// <summary>Without characters that a telephone may take for the end of an address.</summary>
    private const string ShortSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <param name="begin">Its first characters, which are not secret.</param>
    public static LinkKey New(KeyPurpose purpose, string begin = "") =>
        Of(purpose, begin + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    public static LinkKey NewShort(KeyPurpose purpose) =>
        Of(purpose, RandomNumberGenerator.GetString(ShortSigns, ShortLength));

    private static LinkKey Of(KeyPurpose purpose, string clear) => new(clear, HashOf(purpose, clear));

    /// <summary>Whether a text has the form of a key, 43 or 16 characters of base64url; any other text needs no
    /// query.</summary>
    public static bool IsOne(string clear) =>
        clear.Length is 43 or ShortLength && clear.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The stored form; a key for one purpose never matches another purpose.</summary>
    public static string HashOf(KeyPurpose purpose, string clear) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(purpose.Code() + ":" + clear)));

    public override string ToString() => "(a key)";
}
