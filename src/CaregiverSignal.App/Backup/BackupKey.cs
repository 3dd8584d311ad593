using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Backup;

/// <summary>
/// The public half of the pair that backups are sealed to: it seals and cannot open. The private half
/// is a file that is kept elsewhere.
/// </summary>
public sealed class BackupKey
{
    private const int FileKeyLength = 32;
    private static readonly byte[] Purpose = "caregiversignal sealed backup 1"u8.ToArray();

    private readonly byte[] point;

    private BackupKey(ECDiffieHellman pair) => point = pair.ExportSubjectPublicKeyInfo();

    /// <summary>What tells keys apart where a person reads of them: the beginning of the key's hash.</summary>
    public string Name => Convert.ToHexStringLower(Id);

    internal byte[] Id => SHA256.HashData(point)[..SealedForm.IdLength];

    /// <returns>Null when the text is no public key of the curve P-256.</returns>
    public static BackupKey? Parse(string text)
    {
        using var key = ECDiffieHellman.Create();
        try
        {
            var bytes = Convert.FromBase64String(text);
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && read == SealedForm.PointLength ? new BackupKey(key) : null;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>As it stands in the settings; <c>openssl pkey -pubout</c> has it between its two lines.</summary>
    public override string ToString() => Convert.ToBase64String(point);

    /// <summary>Makes a pair, and writes the private half to a new file for its owner alone.</summary>
    /// <exception cref="StorageException">The file is there already, or cannot be written.</exception>
    public static BackupKey MakePair(string path)
    {
        if (Path.Exists(path))
            throw new StorageException($"{path}: is there already, and is left as it is.");
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            using var file = OwnerOnly.Create(path);
            file.Write(Encoding.ASCII.GetBytes(pair.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
            return new BackupKey(pair);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Writes a pair's public half and a key for one file that only the private half finds again.</summary>
    internal (byte[] Head, byte[] FileKey) Begin()
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var to = ECDiffieHellman.Create();
        to.ImportSubjectPublicKeyInfo(point, out _);
        var begin = once.ExportSubjectPublicKeyInfo();
        return ([.. SealedForm.FirstLine, .. Id, .. begin], FileKey(once, to, begin, point));
    }

    /// <summary>Finds the key of one file, by the private half.</summary>
    /// <exception cref="StorageException">The file of the key cannot be read, or it is another key.</exception>
    /// <exception cref="InvalidDataException">The head of the sealed file was changed.</exception>
    internal static byte[] FileKey(string keyFile, ReadOnlySpan<byte> head, string sealedFile)
    {
        using var pair = ReadPrivate(keyFile);
        var own = new BackupKey(pair);
        var id = head.Slice(SealedForm.FirstLine.Length, SealedForm.IdLength);
        if (!id.SequenceEqual(own.Id))
            throw new StorageException(
                $"{sealedFile}: was sealed to the key {Convert.ToHexStringLower(id)}, and {keyFile} is {own.Name}. Name the other one."
            );
        var begin = head[^SealedForm.PointLength..].ToArray();
        using var from = ECDiffieHellman.Create();
        try
        {
            from.ImportSubjectPublicKeyInfo(begin, out _);
            return FileKey(pair, from, begin, own.point);
        }
        catch (CryptographicException error)
        {
            throw new InvalidDataException("The head of the file was changed.", error);
        }
    }

    private static ECDiffieHellman ReadPrivate(string path)
    {
        var pair = ECDiffieHellman.Create();
        try
        {
            pair.ImportFromPem(File.ReadAllText(path));
            return new BackupKey(pair).point.Length == SealedForm.PointLength
                ? pair
                : throw new CryptographicException("It is a key of another curve.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new StorageException(
                $"{path}: is not the private key of a backup, as 'backup --make-key' writes it.",
                error
            );
        }
    }

    private static byte[] FileKey(ECDiffieHellman own, ECDiffieHellman other, byte[] begin, byte[] to) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            own.DeriveRawSecretAgreement(other.PublicKey),
            FileKeyLength,
            salt: [.. begin, .. to],
            info: Purpose
        );
}
