using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using CaregiverSignal.Backup;
using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Backup;

/// <summary>A backup that is sealed to a certificate: what a thief reads, who opens it, and what is refused.</summary>
public sealed class SealedBackupTests : IDisposable, IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private string certificate = null!;
    private string key = null!;
    private string file = null!;

    public async ValueTask InitializeAsync()
    {
        (certificate, key) = TestKeys.Pair(folder.Name);
        (await Database.OpenAsync(Path.Combine(folder.Name, "store", "caregiversignal.db"))).Dispose();
        file = Path.Combine(folder.Name, "one.backup");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OpenSSL_opens_it_with_the_private_key()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "Needs openssl.");
        await Write();
        var opened = Path.Combine(folder.Name, "opened.gz");

        string[] arguments = ["cms", "-decrypt", "-inform", "DER", "-inkey", key, "-in", file, "-out", opened];
        using var openssl = Process.Start("/usr/bin/openssl", arguments);
        openssl.WaitForExit();

        Assert.Equal(0, openssl.ExitCode);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(opened), CompressionMode.Decompress));
        Assert.Begins("""{"format":1,"version":"1.0",""", lines.ReadLine());
        Assert.Begins("""{"end":""", lines.ReadToEnd().TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Only_the_private_key_opens_it_and_each_other_is_refused_in_a_line_of_its_own()
    {
        var written = await Write();
        var other = TestKeys.Pair(folder.Name, "other");
        var text = folder.Write("text.pem", "geheim");

        Assert.Equal(written.Rows, (await BackupFile.ReadAsync(file, key, new Nobody())).Rows);
        Assert.Equal(
            $"{file}: is sealed. Name the file with the private key: restore {file} --key FILE",
            await Refusal(null)
        );
        Assert.Begins(
            $"{file}: {other.PrivateKey} does not open it. It was sealed to the certificate",
            await Refusal(other.PrivateKey)
        );
        Assert.Equal($"{text}: is not a private RSA key in a PEM file.", await Refusal(text));
        Assert.Begins(folder.Name, await Refusal(Path.Combine(folder.Name, "gone.pem")));
        File.Delete(file);
        await Write(isSealed: false);
        Assert.Has("is not sealed", await Refusal(key));
    }

    [Fact]
    public async Task Cut_off_anywhere_it_is_not_taken_for_whole()
    {
        await Write();
        var whole = File.ReadAllBytes(file);

        foreach (var length in new[] { 1, 60, 400, whole.Length / 2, whole.Length - 40 })
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Equal($"{file}: is damaged, is not whole, or is no backup of this program.", await Refusal(key));
        }
    }

    [Fact]
    public void What_is_no_certificate_with_an_rsa_key_is_none()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=curve",
            curve,
            HashAlgorithmName.SHA256
        );
        using var made = request.CreateSelfSigned(Some.Utc("2026-01-01"), Some.Utc("2126-01-01"));

        Assert.Begins("CN=backup, ", BackupCertificate.Read(certificate)?.Name);
        Assert.Null(BackupCertificate.Read(folder.Write("curve.crt", made.ExportCertificatePem())));
        Assert.Null(BackupCertificate.Read(key));
        Assert.Null(BackupCertificate.Read(Path.Combine(folder.Name, "gone.crt")));
    }

    private Task<BackupContent> Write(bool isSealed = true) =>
        BackupFile.WriteAsync(
            new BackupSource(
                new SqliteFile(Path.Combine(folder.Name, "store", "caregiversignal.db")),
                "{}"u8.ToArray(),
                [],
                new Dictionary<string, string>(),
                "1.0",
                isSealed ? BackupCertificate.Read(certificate) : null
            ),
            file,
            Some.Utc("2026-03-02"),
            _ => { }
        );

    private async Task<string> Refusal(string? keyFile)
    {
        var said = (
            await Assert.ThrowsAsync<StorageException>(async () =>
                await BackupFile.ReadAsync(file, keyFile, new Nobody())
            )
        ).Message;
        Assert.DoesNotContain('\n', said);
        return said;
    }

    private sealed class Nobody : IBackupReader;
}
