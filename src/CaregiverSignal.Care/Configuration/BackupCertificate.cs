using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace CaregiverSignal.Configuration;

/// <summary>The certificate to which backups are sealed, in the standard form CMS (RFC 5652): it can seal but not open.
/// The private key is a file kept elsewhere; <c>openssl cms -decrypt</c> opens with it too.</summary>
/// <remarks>The framework's own CMS takes a file in memory; this one streams.</remarks>
public sealed class BackupCertificate
{
    /// <summary>The file's place beside the database whose backups it seals.</summary>
    public const string FileName = "backup.crt";

    private const int Portion = 1 << 16;
    private static readonly byte[] BeginOfGzip = [0x1F, 0x8B];

    private readonly Org.BouncyCastle.X509.X509Certificate certificate;

    private BackupCertificate(X509Certificate2 read)
    {
        certificate = DotNetUtilities.FromX509Certificate(read);
        Name = $"{read.Subject}, {read.SerialNumber.ToLowerInvariant()}";
    }

    public string Name { get; }

    /// <returns>Null if the file cannot be read, or is no certificate with an RSA key.</returns>
    public static BackupCertificate? Read(string path)
    {
        try
        {
            using var read = X509CertificateLoader.LoadCertificateFromFile(path);
            using var key = read.GetRSAPublicKey();
            return key is null ? null : new BackupCertificate(read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A stream that seals what is written, once disposed.</summary>
    internal Stream Seal(Stream to)
    {
        var generator = new CmsEnvelopedDataStreamGenerator();
        generator.SetBufferSize(Portion);
        generator.AddKeyTransRecipient(certificate);
        return generator.Open(to, CmsEnvelopedGenerator.Aes256Cbc);
    }

    /// <exception cref="StorageException">The key cannot be read, or does not open it.</exception>
    internal static Stream Open(Stream sealedTo, string path, string keyFile)
    {
        var key = PrivateKey(keyFile);
        var recipient = RecipientOf(sealedTo);
        // A wrong key can seem right, and then opens the file as something else.
        var first = new byte[BeginOfGzip.Length];
        if (TryOpen(recipient, key) is { } opened)
            opened.ReadExactly(first);
        if (!first.SequenceEqual(BeginOfGzip))
            throw new StorageException(
                $"{path}: {keyFile} does not open it. It was sealed to the certificate {recipient.RecipientID.SerialNumber.ToString(16)} of {recipient.RecipientID.Issuer}; name the private key of that."
            );
        sealedTo.Position = 0;
        return RecipientOf(sealedTo).GetContentStream(key).ContentStream;
    }

    private static RecipientInformation RecipientOf(Stream sealedTo) =>
        new CmsEnvelopedDataParser(sealedTo).GetRecipientInfos().GetRecipients().FirstOrDefault()
        ?? throw new InvalidDataException("It is for nobody.");

    private static Stream? TryOpen(RecipientInformation recipient, AsymmetricKeyParameter key)
    {
        try
        {
            return recipient.GetContentStream(key).ContentStream;
        }
        catch (Exception error) when (error is CmsException or CryptoException)
        {
            return null;
        }
    }

    private static AsymmetricKeyParameter PrivateKey(string path)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return DotNetUtilities.GetRsaKeyPair(key).Private;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new StorageException($"{path}: is not a private RSA key in a PEM file.", error);
        }
    }
}
