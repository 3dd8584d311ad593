using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CaregiverSignal.Tests.Support;

/// <summary>Keys of an installation, and certificates for backups.</summary>
internal static class TestKeys
{
    /// <summary>As docs/operations.md has it: a machine that joins gets the key of the first.</summary>
    public static void Copy(string from, string to)
    {
        var folder = Directory.CreateDirectory(StoreKeys.FolderIn(to)).FullName;
        foreach (var key in Directory.GetFiles(StoreKeys.FolderIn(from)))
            File.Copy(key, Path.Combine(folder, Path.GetFileName(key)));
    }

    /// <summary>As docs/incident.md has it: the next start makes a new key.</summary>
    public static void AskForNew(StoreKeys keys)
    {
        foreach (var file in Directory.Exists(keys.Folder) ? Directory.GetFiles(keys.Folder) : [])
            File.Delete(file);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(keys.Folder).FullName, "new"), "");
    }

    /// <summary>A certificate that signs itself, and its private key.</summary>
    public static (string Certificate, string PrivateKey) Pair(string folder, string name = "backup")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(Some.Utc("2026-01-01"), Some.Utc("2126-01-01"));
        var (certificate, privateKey) = (Path.Combine(folder, name + ".crt"), Path.Combine(folder, name + ".pem"));
        File.WriteAllText(certificate, made.ExportCertificatePem());
        File.WriteAllText(privateKey, key.ExportPkcs8PrivateKeyPem());
        return (certificate, privateKey);
    }
}
