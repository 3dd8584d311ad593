using System.IO.Compression;
using System.Text.Json.Nodes;
using CaregiverSignal.Backup;
using CaregiverSignal.Commands;
using CaregiverSignal.Files;
using CaregiverSignal.Health;

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
        program.Environment["Mail__Host"] = "mail.linde.example";
        program.Environment["Mail__Password"] = Secret;
        program.Environment["SupportPoint__Name"] = "De Linde";
        program.TakeData(invited.Program);
        file = program.Path("one.backup");
    }

    public void Dispose() => program.Dispose();

    private SqliteFile Store => new(program.Database);

    /// <summary>Three people who were invited, by mail in a folder.</summary>
    public sealed class Invited : IAsyncLifetime
    {
        internal ProgramFolder Program { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Program.Settings.AddRange(["--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun"]);
            await Program.RunAsync("import", Program.WritePeople(3, "2026-03-02"));
            Program.FillIn(("Mail:Bounces", "bounces@example.org"));
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
        program.Query(
            "insert into schema_version (number, name, hash, program) values (9999, 'of_tomorrow', '0123456789abcdef', '9.0')"
        );

        var (code, _, error) = program.Run("backup", file);

        Assert.Equal(
            (
                1,
                $"{program.Database}: has schema 9999-0123456789ab, and this program knows up to {Migrations.Newest}. Use the newer program that made it, 9.0.\n"
            ),
            (code, error)
        );
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_backup_holds_what_cannot_be_made_again_and_no_secret_of_the_settings()
    {
        program.Write("questionnaires/overlay/csi-v1.wording.json", Overlay());

        var (code, output, error) = program.Run("backup", file);

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(
            @"^\S+one\.backup: 3 people, \d+ rows, schema \d+-[0-9a-f]{12}, \d+ kB\.\nKeep elsewhere by what you know it again: SHA-256 [0-9a-f]{64}\.\nIt is not sealed: whoever has the file reads all of it \(there is no backup\.crt beside the store\)\.\nNot in it, as they are secrets: Mail:Password\.\n$",
            output
        );
        var held = new Held();
        var content = await BackupFile.ReadAsync(file, null, held);
        Assert.Equal(CountedRows.In(program.Database).ThatAreBackedUp(), content.Rows.ThatAreBackedUp());
        Assert.Equal(["Mail:Password"], content.Head.LeftOut);
        Assert.Single(held.Files.Keys, name => name.StartsWith("keys/key-", StringComparison.Ordinal));
        Assert.Contains("questionnaires/plan.json", held.Files.Keys);
        Assert.Contains("questionnaires/overlay/csi-v1.wording.json", held.Files.Keys);
        Assert.DoesNotContain(held.Files.Keys, name => name.Contains("mail/"));
        var settings = Encoding.UTF8.GetString(held.Files["settings.json"]);
        Assert.Equal("De Linde", (string?)JsonNode.Parse(settings)!["SupportPoint"]!["Name"]);
        Assert.Lacks(Secret, settings);
        Assert.Equal([file], Directory.GetFiles(program.Name, "one*"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_database_on_a_server_is_backed_up_by_a_program_that_does_nothing_else()
    {
        var connection = TestPostgres.NewDatabase();
        using var there = new ProgramFolder();
        there.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        try
        {
            await there.RunAsync("import", there.WritePeople(2, "2029-01-01"));

            Assert.Has("2 people,", await there.RunAsync("backup", file));
        }
        finally
        {
            TestPostgres.Drop(connection);
        }
    }

    [Fact]
    public async Task A_restore_shows_whom_it_lets_in_and_which_file_it_is_and_asks()
    {
        await program.RunAsync("invite-coordinator", "ada@example.org", "--role", "administrator");
        var (_, made, _) = program.Run("backup", file);
        Directory.Move(program.Path("data"), program.Path("old"));

        var (code, output, error) = program.Run("restore", file);

        Assert.Equal(1, code);
        Assert.Has("who can sign in then: ada@example.org (administrator)", output);
        Assert.Has(made[made.IndexOf("SHA-256 ", StringComparison.Ordinal)..].Split(' ', '.')[1], output);
        Assert.Has("Put this back? Type yes: Nothing was put.", error);
        Assert.False(File.Exists(program.Database));
    }

    [Fact]
    public void A_line_that_no_memory_holds_is_refused_in_a_sentence()
    {
        using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            packed.Write("{\"format\":1,\"version\":\""u8);
            var much = new byte[1 << 20];
            much.AsSpan().Fill((byte)'a');
            for (var times = 0; times < 65; times++)
                packed.Write(much);
        }

        Directory.Move(program.Path("data"), program.Path("old"));

        var (code, _, error) = program.Run("restore", file);

        Assert.Equal((1, $"{file}: is damaged, is not whole, or is no backup of this program.\n"), (code, error));
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        File.WriteAllText(file, "mine");

        var (code, _, error) = program.Run("backup", file);

        Assert.Equal(1, code);
        Assert.Equal($"{file}: is there already, and is left as it is; name a file that is not there yet\n", error);
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("appsettings.json")]
    public void A_place_that_is_not_there_is_refused(string place)
    {
        var (code, _, error) = program.Run("backup", program.Path(place, "one.backup"));

        Assert.Equal(1, code);
        Assert.Has($"one.backup: cannot be written: {program.Path(place)} is no folder", error);
    }

    [Fact]
    public void Check_names_the_last_backup_and_warns_when_it_is_old_or_not_sealed()
    {
        Assert.Has("warn  backup         none was made yet: see backup\n", Check());

        program.Run("backup", file);
        Assert.Matches(
            @"warn  backup         0 hours old \(.*; not sealed, so whoever has it reads all, and its keys let them in: lay .*backup\.crt there\)",
            Check()
        );
        File.Copy(TestKeys.Pair(program.Name).Certificate, program.Path("data", "backup.crt"));
        Assert.Has("ok    backup         0 hours old (", Check());

        var last = LastBackup.Of(Store)!;
        (last with { MadeAt = last.MadeAt.AddHours(-50) }).Note(Store);
        Assert.Has("warn  backup         50 hours old (", Check());
        File.Delete(file);
        Assert.Has($"{file}, {DiskSpace.InWords(last.Bytes)}, which is no longer there\n", Check());
    }

    [Fact]
    public void A_backup_needs_no_more_of_the_settings_than_where_the_store_is_and_whom_it_is_sealed_to()
    {
        string[] wrong =
        [
            "--Site:BaseUrl=nergens",
            "--Site:TimeZone=Nergens",
            "--SupportPoint:Phone=1",
            "--Site:Colour=1",
        ];
        Assert.Equal(1, program.Run(["tick", .. wrong]).Code);

        var (code, _, error) = program.Run(["backup", file, .. wrong]);
        Assert.Equal((0, ""), (code, error));

        Assert.Has("Storage:Provider", program.Run("backup", program.Path("b.backup"), "--Storage:Provider=x").Error);
        program.Write("data/backup.crt", "geen certificaat");
        Assert.Has("backup.crt", program.Run("backup", program.Path("b.backup")).Error);
        Assert.False(File.Exists(program.Path("b.backup")));
    }

    [Fact]
    public async Task What_goes_on_with_its_last_good_files_is_backed_up_too_and_no_other_store_is()
    {
        var (service, _) = await program.ServeAsync();
        using (service)
        {
            service.Terminate();
            await service.EndAsync();
        }

        program.Write("appsettings.json", "{ kapot");
        using var backup = program.Start("backup", file);
        var (code, output, error) = await backup.EndAsync();
        Assert.Equal(0, code);
        Assert.Has("one.backup: 3 people, ", output);
        Assert.Has("appsettings.json", error);

        program.Write("last-good/store", "data/other.db");
        using var other = program.Start("backup", program.Path("b.backup"));
        Assert.Equal(1, (await other.EndAsync()).Code);
        Assert.False(File.Exists(program.Path("b.backup")));
    }

    [Fact]
    public void Check_says_beforehand_that_the_next_backup_cannot_be_written()
    {
        program.Run("backup", file);
        var last = LastBackup.Of(Store)!;

        (last with { Bytes = 1L << 60 }).Note(Store);
        Assert.Matches(@"warn  backup .*; the next cannot be written there: [\d,]+ MB are free\n", Check());
        (last with { File = program.Path("away", "a.backup") }).Note(Store);
        Assert.Has("; the next cannot be written there: the folder is gone\n", Check());
    }

    [Fact]
    public async Task A_backup_is_read_back_beside_the_store_and_who_forgets_that_for_a_month_is_reminded()
    {
        await program.RunAsync("invite-coordinator", "ada@example.org", "--role", "administrator");
        program.Run("backup", file);
        var last = LastBackup.Of(Store)!;
        Assert.Lacks("read back", Check());
        (last with { ProvedAt = last.MadeAt.AddDays(-32) }).Note(Store);
        Assert.Has("for a month none was read back: restore FILE --check\n", Check());
        program.Run("backup", program.Path("two.backup"));
        Assert.Has("for a month none was read back", Check());
        var before = await File.ReadAllBytesAsync(program.Database, Some.Stop);

        var output = await program.RunAsync("restore", file, "--check");
        var after = await File.ReadAllBytesAsync(program.Database, Some.Stop);

        Assert.Has($"{file}: made ", output);
        Assert.Has("It is whole.\n", output);
        Assert.Has("  who can sign in then: ada@example.org (administrator)", output);
        Assert.Lacks("read back", Check());
        Assert.Equal(before, after);
        Assert.False(Directory.Exists(program.Path("data", "restored")));
    }

    [Fact]
    public void A_backup_with_which_nobody_could_sign_in_fails_when_it_is_looked_at()
    {
        program.Run("backup", file);

        var (code, output, _) = program.Run("restore", file, "--check");

        Assert.Equal(1, code);
        Assert.Ends("  nobody can sign in with it\n", output);
    }

    [Fact]
    public void A_restore_says_what_it_will_do_and_asks_and_puts_everything_with_mail_held_also_within_the_same_minute()
    {
        var (certificate, opens) = TestKeys.Pair(program.Name);
        File.Copy(certificate, program.Path("data", "backup.crt"));
        Assert.Has("sealed to CN=backup", program.Run("backup", file).Output);
        var rows = CountedRows.In(program.Database);
        var key = File.ReadAllText(Assert.Single(Directory.GetFiles(program.Path("data", "keys"))));
        Directory.Move(program.Data, program.Path("data.old"));

        var asked = program.Run("restore", file, "--key", opens);
        Assert.Equal(1, asked.Code);
        Assert.Has("3 people,", asked.Output);
        Assert.Has("to be set again: Mail:Password\n", asked.Output);
        Assert.Ends("Nothing was put.\n", asked.Error);
        Assert.False(File.Exists(program.Database));

        var (code, output, error) = program.Run("restore", file, "--key", opens, "--yes");

        Assert.Equal((0, ""), (code, error));
        Assert.Has("caregiversignal resume-mail", output);
        Assert.Equal(rows, CountedRows.In(program.Database));
        Assert.Equal(key, File.ReadAllText(Assert.Single(Directory.GetFiles(program.Path("data", "keys")))));
        Assert.True(File.Exists(program.Path("data", "restored", "settings.json")));
        Assert.False(OwnerOnly.IsOpenToOthers(program.Data));
        Assert.Has("FAIL  mail held      nothing is mailed: an older state of the store was put back", Check());
        Assert.Has($"warn  backup         0 hours old (", Check());
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

    [Fact]
    public void A_store_that_moves_works_no_more_and_what_waited_goes_once_from_its_new_place()
    {
        WaitsToBeMailed();
        Assert.Equal(0, program.Run("backup", file, "--move").Code);
        Assert.Has("was moved, and works elsewhere", program.Run("tick").Error);
        Assert.Has("FAIL  mail held      nothing is mailed: the store was moved from here", Check());
        Directory.Move(program.Data, program.Path("data.old"));

        var (code, _, error) = program.Run("restore", file, "--move", "--yes");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(1, program.Run("tick").Code);
        Assert.Empty(program.Mails);
        Assert.Has("1  invitation, will go", program.Run("resume-mail", "--yes").Output);
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Single(program.Mails);
        Assert.Equal(0, program.Run("tick").Code);

        // Whoever takes the old place up again does not mail it once more.
        Directory.Delete(program.Data, recursive: true);
        Directory.Move(program.Path("data.old"), program.Data);
        var mails = program.Mails.Count;
        Assert.Has("1  perhaps sent after that copy was made", program.Run("resume-mail", "--yes").Output);
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Equal(mails, program.Mails.Count);
    }

    [Fact]
    public void A_move_that_never_came_anywhere_is_taken_back_with_what_waited()
    {
        WaitsToBeMailed();
        program.Run("backup", file, "--move");
        program.Run("backup", program.Path("two.backup"), "--move");

        Assert.Has("1  invitation, will go", program.Run("resume-mail", "--yes").Output);

        Directory.Delete(program.Path("data", "mail"), recursive: true);
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Single(program.Mails);
    }

    [Fact]
    public void A_move_that_is_put_back_as_any_backup_mails_nothing_that_may_have_gone_and_no_other_backup_is_a_move()
    {
        WaitsToBeMailed();
        program.Run("backup", program.Path("usual.backup"));
        program.Run("backup", file, "--move");
        Directory.Move(program.Data, program.Path("data.old"));

        Assert.Has(
            "was not made by 'backup --move'",
            program.Run("restore", program.Path("usual.backup"), "--move", "--yes").Error
        );
        Assert.Equal(0, program.Run("restore", file, "--yes").Code);

        Assert.Has("1  perhaps sent after that copy was made", program.Run("resume-mail", "--yes").Output);
    }

    [Fact]
    public async Task A_store_at_which_a_service_works_is_not_moved()
    {
        var (service, _) = await program.ServeAsync();
        using (service)
            Assert.Has("is in use by the service", program.Run("backup", file, "--move").Error);

        Assert.False(File.Exists(file));
        Assert.Lacks("moved from here", Check());
    }

    [Fact]
    public async Task The_rows_of_a_backup_are_summed_by_table_whatever_their_order()
    {
        await program.RunAsync("invite-coordinator", "ada@example.org");
        program.Run("backup", file);
        var before = Sums();
        Change(lines =>
        {
            var first = lines.FindIndex(line => line.Contains("\"caregiver\"")) + 1;
            (lines[first], lines[first + 1]) = (lines[first + 1], lines[first]);
            return lines;
        });
        Assert.Equal(before, Sums());
        Assert.Matches("(?m)^  caregiver +3 rows  [0-9a-f]{32}$", before);

        Change(lines => [.. lines.Select(line => line.Replace("persoon2@", "persoon9@"))]);

        Assert.NotEqual(before, Sums());

        string Sums() =>
            string.Join('\n', program.Run("restore", file, "--check", "--rows").Output.Split('\n').Where(IsOfTable));

        static bool IsOfTable(string line) => line.Contains(" rows  ");
    }

    [Theory]
    [InlineData("caregiversignal.db")]
    [InlineData("caregiversignal.db-wal")]
    [InlineData("keys/key-1.xml")]
    public void Where_something_is_nothing_is_put(string there)
    {
        program.Run("backup", file);
        Directory.Delete(program.Data, recursive: true);
        var place = program.Write("data/" + there, "mine");

        var (code, _, error) = program.Run("restore", file, "--yes");

        Assert.Equal(1, code);
        Assert.Has($"Move the folder aside: mv {program.Data} {program.Data}.old", error);
        Assert.Equal("mine", File.ReadAllText(place));
    }

    [Fact]
    public async Task While_the_service_runs_a_backup_is_made_and_none_is_put_back()
    {
        var (service, _) = await program.ServeAsync();
        using (service)
        {
            await program.RunAsync("backup", file);
            Assert.Has("is in use by the service", program.Run("restore", file, "--yes").Error);
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("text")]
    [InlineData("foreign")]
    [InlineData("fewer")]
    [InlineData("more")]
    [InlineData("outside")]
    [InlineData("newer")]
    [InlineData("pointless")]
    public void A_backup_that_is_damaged_foreign_or_newer_is_refused_in_one_line_and_nothing_is_put(string what)
    {
        program.Run("backup", file);
        Directory.Delete(program.Data, recursive: true);
        Spoil(what);

        var (code, output, error) = program.Run("restore", file, "--yes");

        Assert.Equal(1, code);
        // What a row points to is looked at once all are there.
        if (what != "pointless")
            Assert.Equal("", output);
        Assert.Begins(file + ": ", error);
        Assert.Has(
            what switch
            {
                "newer" => "was made by a newer program (0.3.0",
                _ => "is damaged",
            },
            error
        );
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.False(File.Exists(program.Database));
        Assert.Empty(Directory.GetFiles(program.Data, "*.restoring*"));
        Assert.False(Directory.Exists(program.Path("data", "keys")));
    }

    [Fact]
    public async Task Before_an_upgrade_the_store_is_backed_up_beside_it_in_place_of_the_upgrade_before()
    {
        using var site = Some.Installation();
        Assert.SkipWhen(site.Database.Engine.IsShared, "Looks beside a file.");

        await BackupVerb.BeforeUpgradeAsync(site.Installation, 1);
        var made = await BackupVerb.BeforeUpgradeAsync(site.Installation, 2);

        Assert.Equal(site.StorePath + ".schema-2", made);
        Assert.Equal([made], Directory.GetFiles(Path.GetDirectoryName(made)!, "*.schema-*"));
        Assert.Contains("caregiver", (await BackupFile.ReadAsync(made, null, new Held())).Rows.Keys);
    }

    private void Spoil(string what)
    {
        var bytes = File.ReadAllBytes(file);
        switch (what)
        {
            case "cut":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                return;
            case "changed":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(file, bytes);
                return;
            case "text":
                File.WriteAllText(file, "person,enrolled\n");
                return;
            case "foreign":
                Change(lines => ["{\"name\":\"other\"}", .. lines[1..]]);
                return;
            case "fewer":
                Change(lines => [.. lines.Where((_, place) => place != lines.FindIndex(IsRow))]);
                return;
            case "more":
                Change(lines => [.. lines, "{\"file\":\"keys/other.xml\",\"content\":\"\"}"]);
                return;
            case "outside":
                Change(lines => [lines[0], "{\"file\":\"keys/../../else.xml\",\"content\":\"\"}", .. lines[1..]]);
                return;
            case "newer":
                Change(lines =>
                {
                    var head = JsonNode.Parse(lines[0])!;
                    head["schema"] = 9999;
                    return [head.ToJsonString(), .. lines[1..]];
                });
                return;
            default:
                Change(lines =>
                {
                    var table = lines.FindIndex(line => line.Contains("\"caregiver\""));
                    var row = JsonNode.Parse(lines[table + 1])!.AsArray();
                    row[9] = 9999;
                    lines[table + 1] = row.ToJsonString();
                    return lines;
                });
                return;
        }

        static bool IsRow(string line) => line.StartsWith('[');
    }

    private void Change(Func<List<string>, List<string>> change)
    {
        List<string> lines;
        using (var unpacked = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress)))
            lines = [.. unpacked.ReadToEnd().TrimEnd('\n').Split('\n')];
        using var packed = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest));
        foreach (var line in change(lines))
            packed.Write(line + "\n");
    }

    /// <summary>Of the three who were invited, one waits for it again.</summary>
    private void WaitsToBeMailed() =>
        program.Query(
            "update mail set state = 'ready', sending_at = null, ended_at = null, next_try_at = created_at where id = (select max(id) from mail) returning id"
        );

    private string Check(params string[] settings) => program.Run(["check", .. settings]).Output;

    private static string Overlay() => File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, "csi-v1.wording.json"));

    private sealed class Held : IBackupReader
    {
        public Dictionary<string, byte[]> Files { get; } = [];

        public void Take(string file, byte[] content) => Files[file] = content;
    }
}
