using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>
/// Time-based one-time codes (RFC 6238) as authenticator apps make them: HMAC-SHA-1, six digits, thirty seconds.
/// </summary>
public static class Totp
{
    /// <summary>RFC 4226, section 4, R6: at least 128 bits, 160 recommended.</summary>
    public const int SeedLength = 20;

    public const int Digits = 6;

    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of an instant: the number of whole half minutes since 1970.</summary>
    public static long StepOf(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeSeconds(), StepSeconds).Quotient;

    /// <summary>The code of a step (RFC 4226, section 5.3), with zeros before it.</summary>
    public static string Code(ReadOnlySpan<byte> seed, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The standard has no other that every app knows; nothing here rests on collisions.
        HMACSHA1.HashData(seed, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fff_ffff;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The step whose code was typed: the present one, or the one before or after it, as clocks differ.
    /// </summary>
    /// <param name="after">The last step whose code was used; it and all before it are used up.</param>
    /// <returns>Null when the code is that of none of them.</returns>
    public static long? Accepted(ReadOnlySpan<byte> seed, string code, DateTimeOffset now, long after)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            var isIt = CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(Code(seed, step)));
            if (isIt && step > after)
                found = step;
        }

        return found;
    }

    /// <summary>The seed as people type it over: Base32 (RFC 4648), without padding.</summary>
    public static string InWords(ReadOnlySpan<byte> seed)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var one in seed)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Base32[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }

        if (held > 0)
            text.Append(Base32[(bits << (5 - held)) & 31]);
        return text.ToString();
    }

    /// <summary>The link that opens an authenticator app on the same device.</summary>
    public static string LinkOf(ReadOnlySpan<byte> seed, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={InWords(seed)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
