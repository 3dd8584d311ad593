using System.IO.Compression;
using System.Text.Json.Nodes;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Backup;

/// <summary>The verbs <c>backup</c> and <c>restore</c> as an operator uses them, and what they refuse.</summary>
public sealed class BackupTests : IClassFixture<BackupTests.Invited>, IDisposable
{
    private const string Secret = "geheim-wachtwoord";

    private readonly ProgramFolder program = new();
    private readonly string file;

    public BackupTests(Invited invited)
    {
        program.Environment["Mail__Window"] = "00:00-24:00";
        program.Environment["Mail__Days"] = "Mon-Sun";
        program.Environment["Mail__Password"] = Secret;
        program.Environment["Mail__Bounces"] = "bounces@example.org";
        program.Environment["SupportPoint__Name"] = "De Linde";
        program.TakeData(invited.Program);
        file = program.Path("backup.zip");
    }

    public void Dispose() => program.Dispose();

    /// <summary>Three people who were invited, by mail in a folder.</summary>
    public sealed class Invited : IAsyncLifetime
    {
        internal ProgramFolder Program { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Program.Settings.AddRange([
                "--Mail:Window=00:00-24:00",
                "--Mail:Days=Mon-Sun",
                "--Mail:Bounces=bounces@example.org",
            ]);
            await Program.RunAsync("import", Program.WritePeople(3, "2026-03-02"));
            await Program.RunAsync("tick");
        }

        public ValueTask DisposeAsync()
        {
            Program.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public void The_store_of_a_newer_program_is_named_and_no_file_is_left()
    {
        using (var store = new SqliteConnection($"Data Source={program.Database};Pooling=False"))
        {
            store.Open();
            using var newer = store.CreateCommand();
            newer.CommandText = "insert into schema_version (number, name) values (9999, 'of_tomorrow')";
            newer.ExecuteNonQuery();
        }

        var (code, _, error) = program.Run("backup", file);

        Assert.Equal(
            (
                1,
                $"{program.Database}: has schema 9999, and this program knows up to {Migrations.Newest}. Use the newer program.\n"
            ),
            (code, error)
        );
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_backup_holds_what_cannot_be_made_again_and_no_secret_of_the_settings()
    {
        program.Write("questionnaires/overlay/csi-v1.wording.json", Overlay());

        var (code, output, error) = program.Run("backup", file);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(
            @"^\S+backup\.zip: 3 people, \d+ rows, schema \d+, \d+ kB; written, and read again to its end\.\nIt is not sealed: whoever has the file reads all of it \(setting Backup:PublicKey\)\.\nNot in it, as they are secrets: Mail:Password\.\n$",
            output
        );
        var manifest = Read();
        Assert.Equal(StoreCopy.Checked(program.Database).Rows.ButTheRecord(), manifest.Rows.ButTheRecord());
        Assert.Equal(["Mail:Password"], manifest.LeftOut);
        Assert.Contains(manifest.Parts, part => part.Name == "keys/record.key");
        Assert.Contains(manifest.Parts, part => part.Name == "questionnaires/plan.json");
        Assert.Contains(manifest.Parts, part => part.Name == "questionnaires/overlay/csi-v1.wording.json");
        Assert.DoesNotContain(manifest.Parts, part => part.Name.Contains("mail/", StringComparison.Ordinal));
        using var zip = ZipFile.OpenRead(file);
        using var text = new StreamReader(zip.GetEntry("settings.json")!.Open());
        var settings = text.ReadToEnd();
        Assert.Equal("De Linde", (string?)JsonNode.Parse(settings)!["SupportPoint"]!["Name"]);
        Assert.DoesNotContain(Secret, settings, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(program.Name, "backup*"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        File.WriteAllText(file, "mine");

        var (code, _, error) = program.Run("backup", file);

        Assert.Equal(1, code);
        Assert.Equal($"{file}: is there already, and is left as it is. Name a file that is not there yet.\n", error);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("nowhere/backup.zip", "nowhere: is no folder.")]
    [InlineData("appsettings.json/backup.zip", "appsettings.json: is no folder.")]
    public void A_place_that_is_not_there_is_refused(string place, string problem)
    {
        var (code, _, error) = program.Run("backup", program.Path(place));

        Assert.Equal((1, program.Path(problem) + "\n"), (code, error));
    }

    [Fact]
    public void Check_names_the_last_backup_and_warns_when_it_is_old()
    {
        Assert.Contains("warn  backup         none was made yet: see backup\n", Check(), StringComparison.Ordinal);

        program.Run("backup", file);
        Assert.Contains("ok    backup         0 hours old (", Check(), StringComparison.Ordinal);

        var last = LastBackup.Of(program.Database)!;
        (last with { MadeAt = last.MadeAt.AddHours(-50) }).Note(program.Database);
        Assert.Contains("warn  backup         50 hours old (", Check(), StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains(
            $"{file}, {DiskSpace.InWords(last.Bytes)}, which is no longer there\n",
            Check(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_restore_says_what_it_will_do_and_asks_and_puts_everything_with_mail_held_also_within_the_same_minute()
    {
        program.Run("backup", file);
        var rows = StoreCopy.Checked(program.Database).Rows;
        var key = File.ReadAllBytes(program.Path("data", "keys", "record.key"));
        Directory.Move(program.Data, program.Path("data.old"));
        program.Environment["SupportPoint__Name"] = "De Beuk";

        var asked = program.Run("restore", file);
        Assert.Equal(1, asked.Code);
        Assert.Contains("3 people,", asked.Output, StringComparison.Ordinal);
        Assert.Contains(
            "set otherwise: SupportPoint:Name: 'De Linde' then, 'De Beuk' here\n",
            asked.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("to be set again: Mail:Password\n", asked.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was put.\n", asked.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(program.Database));

        var (code, output, error) = program.Run("restore", file, "--yes");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("caregiversignal resume-mail", output, StringComparison.Ordinal);
        Assert.Equal(rows, StoreCopy.Checked(program.Database).Rows);
        Assert.Equal(key, File.ReadAllBytes(program.Path("data", "keys", "record.key")));
        Assert.True(File.Exists(program.Path("data", "restored", "settings.json")));
        Assert.False(OwnerOnly.IsOpenToOthers(program.Data));
        Assert.Contains(
            "FAIL  mail held      nothing is mailed: an older state of the store was put back",
            Check(),
            StringComparison.Ordinal
        );
        Assert.Contains($"ok    backup         0 hours old (", Check(), StringComparison.Ordinal);
        Assert.Equal(1, program.Run("tick").Code);
        Assert.Empty(program.Mails);
        Assert.Equal(0, program.Run("resume-mail", "--yes").Code);
        Assert.Equal(0, program.Run("tick").Code);
    }

    [Fact]
    public void A_store_that_never_sent_is_held_too_on_another_machine()
    {
        using var fresh = new ProgramFolder();
        fresh.Run("import", fresh.WritePeople(2, "2026-03-02"));
        fresh.Run("backup", file);
        Directory.Delete(program.Data, recursive: true);
        File.Delete(program.Path("data.mailfence"));

        Assert.Equal(0, program.Run("restore", file, "--yes").Code);

        Assert.Equal(1, program.Run("tick").Code);
        Assert.Equal(0, program.Run("resume-mail", "--yes").Code);
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Equal(2, program.Mails.Count);
    }

    [Theory]
    [InlineData("caregiversignal.db")]
    [InlineData("caregiversignal.db-wal")]
    [InlineData("keys/record.key")]
    public void Where_something_is_nothing_is_put(string there)
    {
        program.Run("backup", file);
        Directory.Delete(program.Data, recursive: true);
        var place = program.Write("data/" + there, "mine");

        var (code, _, error) = program.Run("restore", file, "--yes");

        Assert.Equal(1, code);
        Assert.Contains(
            $"Move the folder aside: mv {program.Data} {program.Data}.old",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal("mine", File.ReadAllText(place));
    }

    [Fact]
    public async Task While_the_service_runs_a_backup_is_made_and_none_is_put_back()
    {
        var (service, _) = await program.ServeAsync();
        using (service)
        {
            await program.RunAsync("backup", file);
            Assert.Contains(
                "is in use by the service",
                program.Run("restore", file, "--yes").Error,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("text")]
    [InlineData("foreign")]
    [InlineData("more")]
    [InlineData("outside")]
    [InlineData("newer")]
    [InlineData("rows")]
    public void A_backup_that_is_damaged_foreign_or_newer_is_refused_in_one_line_and_nothing_is_put(string what)
    {
        program.Run("backup", file);
        Directory.Delete(program.Data, recursive: true);
        Spoil(what);

        var (code, output, error) = program.Run("restore", file, "--yes");

        Assert.Equal(1, code);
        // What is in a store is compared with the list once it is unpacked.
        if (what != "rows")
            Assert.Equal("", output);
        Assert.StartsWith(file + ": ", error, StringComparison.Ordinal);
        Assert.Contains(
            what switch
            {
                "cut" or "text" => "is damaged, is not whole, or is no backup.",
                "foreign" => "is no backup of this program.",
                "outside" => "it has parts that none has",
                "newer" => "was made by a newer program (0.2.0",
                _ => "is damaged",
            },
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Empty(Directory.GetFiles(program.Data, "caregiversignal.db"));
        Assert.False(Directory.Exists(program.Path("data", "keys")));
    }

    private void Spoil(string what)
    {
        var bytes = File.ReadAllBytes(file);
        switch (what)
        {
            case "cut":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                return;
            case "text":
                File.WriteAllText(file, "person,enrolled\n");
                return;
            case "changed":
                Change(zip => Put(zip, "settings.json", "{}"));
                return;
            case "foreign":
                Change(zip => zip.GetEntry("manifest.json")!.Delete());
                return;
            case "more":
                Change(zip => Put(zip, "keys/other.key", "x"));
                return;
            case "outside":
                ChangeManifest(manifest => manifest["parts"]![0]!["name"] = "keys/../../else.db");
                return;
            case "newer":
                ChangeManifest(manifest => manifest["schema"] = 9999);
                return;
            default:
                ChangeManifest(manifest => manifest["rows"]!["caregiver"] = 4);
                return;
        }
    }

    private void ChangeManifest(Action<JsonNode> change) =>
        Change(zip =>
        {
            JsonNode manifest;
            using (var text = zip.GetEntry("manifest.json")!.Open())
                manifest = JsonNode.Parse(text)!;
            change(manifest);
            Put(zip, "manifest.json", manifest.ToJsonString());
        });

    private void Change(Action<ZipArchive> change)
    {
        using var zip = ZipFile.Open(file, ZipArchiveMode.Update);
        change(zip);
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)?.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private BackupManifest Read()
    {
        using var stream = File.OpenRead(file);
        return BackupFile.Read(stream, file, _ => null);
    }

    private string Check(params string[] settings) => program.Run(["check", .. settings]).Output;

    private static string Overlay() => File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, "csi-v1.wording.json"));
}
