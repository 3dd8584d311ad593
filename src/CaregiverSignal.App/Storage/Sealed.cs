using System.Security.Cryptography;

namespace CaregiverSignal.Storage;

/// <summary>Octets that open with their key only, for the place that they were sealed for (AES-256-GCM).</summary>
internal static class Sealed
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>How many octets longer than the clear ones.</summary>
    public const int Extra = NonceLength + TagLength;

    /// <param name="place">Sealed for one place they do not open for another.</param>
    public static byte[] Of(byte[] key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> place)
    {
        var value = new byte[clear.Length + Extra];
        var nonce = value.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, clear, value.AsSpan(NonceLength, clear.Length), value.AsSpan(^TagLength..), place);
        return value;
    }

    /// <returns>Null when it was not sealed with this key for this place.</returns>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> place)
    {
        if (value.Length < Extra)
            return null;
        var clear = new byte[value.Length - Extra];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(value[..NonceLength], value[NonceLength..^TagLength], value[^TagLength..], clear, place);
            return clear;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
