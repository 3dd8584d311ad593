using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaregiverSignal.Backup;

/// <summary>
/// How a sealed backup stands in its file: a head, then portions of 64 KiB, each sealed for its place,
/// the last one as the last. What was cut off, moved or changed does not open.
/// </summary>
internal sealed class SealedForm(byte[] fileKey) : IDisposable
{
    /// <summary>Of the clear text in a portion; the last one may have less.</summary>
    public const int Portion = 1 << 16;

    public const int TagLength = 16;
    public const int IdLength = 8;

    /// <summary>Of a public key of P-256, as SubjectPublicKeyInfo.</summary>
    public const int PointLength = 91;

    private const int NonceLength = 12;

    private readonly AesGcm cipher = new(fileKey, TagLength);

    public static ReadOnlySpan<byte> FirstLine => "caregiversignal sealed backup 1\n"u8;

    public static int HeadLength => FirstLine.Length + IdLength + PointLength;

    public void Seal(long number, bool isLast, ReadOnlySpan<byte> clear, Span<byte> closed) =>
        cipher.Encrypt(Nonce(number, isLast), clear, closed[..clear.Length], closed.Slice(clear.Length, TagLength));

    /// <exception cref="InvalidDataException">It was not sealed so, at this place.</exception>
    public void Open(long number, bool isLast, ReadOnlySpan<byte> closed, Span<byte> clear)
    {
        try
        {
            cipher.Decrypt(
                Nonce(number, isLast),
                closed[..^TagLength],
                closed[^TagLength..],
                clear[..(closed.Length - TagLength)]
            );
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new InvalidDataException("A portion was changed, or the file is not whole.", error);
        }
    }

    public void Dispose() => cipher.Dispose();

    /// <remarks>Each file has a key of its own, so a number never comes twice under one key.</remarks>
    private static byte[] Nonce(long number, bool isLast)
    {
        var nonce = new byte[NonceLength];
        nonce[0] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceLength - sizeof(long)), number);
        return nonce;
    }
}
