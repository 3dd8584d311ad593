using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Backup;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Backup;

/// <summary>A backup that is sealed to a key: what a thief reads, and what is refused.</summary>
public sealed class SealedBackupTests : IDisposable
{
    private const int Head = 131;
    private const int Portion = (1 << 16) + 16;

    private readonly TemporaryFolder folder = new();
    private readonly BackupKey key;
    private readonly byte[] words = RandomNumberGenerator.GetBytes(3 * Portion);

    public SealedBackupTests()
    {
        key = BackupKey.MakePair(KeyFile);
        Database.Open(Path.Combine(folder.Name, "store", "caregiversignal.db")).Dispose();
    }

    private string KeyFile => Path.Combine(folder.Name, "private.pem");

    private string Sealed => Path.Combine(folder.Name, "out", "sealed.zip");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_the_private_key_opens_it_and_nothing_readable_stays_beside_it()
    {
        var written = Write(Sealed, key);

        using (var opened = BackupFile.Open(Sealed, KeyFile))
        {
            var found = new MemoryStream();
            var read = BackupFile.Read(opened, Sealed, part => part.Name == "questionnaires/plan.json" ? found : null);
            Assert.Equal(written.Rows, read.Rows);
            Assert.Equal(words, found.ToArray());
        }

        var bytes = File.ReadAllBytes(Sealed);
        foreach (var clear in new[] { "manifest.json", "installation.key", "PK\x03\x04", "PK\x01\x02" })
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(clear)));
        Assert.Equal([Sealed], Directory.GetFiles(Path.GetDirectoryName(Sealed)!));
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(folder.Name, "store")),
            file => file.Contains(".part", StringComparison.Ordinal)
        );
        // The same search finds them where nothing is sealed.
        var clearFile = Path.Combine(folder.Name, "out", "clear.zip");
        Write(clearFile, null);
        Assert.NotEqual(-1, File.ReadAllBytes(clearFile).AsSpan().IndexOf("manifest.json"u8));
        Assert.Contains("is not sealed", Refusal(clearFile, KeyFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_no_key_and_what_is_no_key_are_each_refused_in_a_line_of_their_own()
    {
        Write(Sealed, key);
        var other = Path.Combine(folder.Name, "other.pem");
        var name = BackupKey.MakePair(other).Name;
        var curve = folder.Write("curve.pem", ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem());

        Assert.Equal(
            $"{Sealed}: was sealed to the key {key.Name}, and {other} is {name}. Name the other one.",
            Refusal(Sealed, other)
        );
        Assert.Equal(
            $"{Sealed}: is sealed. Name the file with the private key: restore {Sealed} --key FILE",
            Refusal(Sealed, null)
        );
        foreach (var wrong in new[] { folder.Write("text.pem", "geheim"), curve })
            Assert.Equal(
                $"{wrong}: is not the private key of a backup, as 'backup --make-key' writes it.",
                Refusal(Sealed, wrong)
            );
        Assert.StartsWith(
            folder.Name,
            Refusal(Sealed, Path.Combine(folder.Name, "gone.pem")),
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"{KeyFile}: is there already, and is left as it is.",
            Assert.Throws<StorageException>(() => BackupKey.MakePair(KeyFile)).Message
        );
    }

    [Fact]
    public void Cut_off_anywhere_changed_in_an_octet_or_put_in_another_order_it_is_damaged()
    {
        Write(Sealed, key);
        var whole = File.ReadAllBytes(Sealed);
        var random = new Random(LongRun.Seed());
        Assert.True(whole.Length > Head + 3 * Portion, "It has too few portions.");

        // Between two portions and within one; at its head; and of a file that is longer than it was.
        foreach (var length in new[] { Head + Portion, Head + 2 * Portion, Head + 5, Head, 60, whole.Length - 1 })
            AssertDamaged(whole[..length]);
        AssertDamaged([.. whole, 0]);
        for (var time = 0; time < 40; time++)
        {
            var changed = (byte[])whole.Clone();
            // The name of the key is told as another key; the first line, as no sealed file at all.
            changed[random.Next(40, changed.Length)] ^= (byte)(1 << random.Next(8));
            AssertDamaged(changed);
        }

        AssertDamaged([
            .. whole[..Head],
            .. whole[(Head + Portion)..(Head + 2 * Portion)],
            .. whole[Head..(Head + Portion)],
            .. whole[(Head + 2 * Portion)..],
        ]);
    }

    [Fact]
    public void The_setting_is_what_was_printed_and_nothing_else()
    {
        Assert.Equal(key.Name, BackupKey.Parse(key.ToString())?.Name);
        Assert.Null(BackupKey.Parse("geheim"));
        Assert.Null(BackupKey.Parse(key.ToString()[4..]));
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Assert.Null(BackupKey.Parse(Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    private BackupManifest Write(string path, BackupKey? to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var source = new BackupSource(
            new SqliteFile(Path.Combine(folder.Name, "store", "caregiversignal.db")),
            "{}"u8.ToArray(),
            [],
            new Dictionary<string, string> { ["questionnaires/plan.json"] = PlanFile() },
            "1.0"
        )
        {
            SealTo = to,
        };
        return BackupFile.Write(source, path, Some.Utc("2026-03-02"), _ => { });
    }

    private string PlanFile()
    {
        var path = Path.Combine(folder.Name, "plan.json");
        File.WriteAllBytes(path, words);
        return path;
    }

    private void AssertDamaged(byte[] bytes)
    {
        File.WriteAllBytes(Sealed, bytes);
        var said = Refusal(Sealed, KeyFile);
        Assert.StartsWith($"{Sealed}: is damaged", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    private static string Refusal(string path, string? keyFile) =>
        Assert
            .Throws<StorageException>(() =>
            {
                using var opened = BackupFile.Open(path, keyFile);
                BackupFile.Read(opened, path, _ => null);
            })
            .Message;
}
