using System.Security.Cryptography;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store of an earlier program, and this one: only the service and <c>upgrade</c> change it, after a copy, and there
/// is a way back.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    private const int Yesterday = 21;

    private readonly ProgramFolder program = new(isBare: true);

    public UpgradeTests()
    {
        program.Environment["Mail__Window"] = "00:00-24:00";
        program.Environment["Mail__Days"] = "Mon-Sun";
        StoreOfYesterdayTests.Unpack(program.Name);
    }

    private string Copy => program.Database + ".schema-21";

    private static string Older => $"has schema {Yesterday}, and this program needs {Migrations.Newest}.";

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("tick")]
    [InlineData("resume-mail", "--yes")]
    [InlineData("import", "export")]
    [InlineData("export", "--out", "elsewhere")]
    [InlineData("invite-coordinator", "els@example.org")]
    [InlineData("erase", "1", "--yes")]
    [InlineData("end-sessions")]
    [InlineData("change-key")]
    public void Any_other_verb_says_which_schema_is_needed_and_leaves_the_store_as_it_is(params string[] verb)
    {
        var before = Hash(program.Database);

        var (code, output, error) = program.Run(verb);

        Assert.Equal(1, code);
        var line = Assert.Single(
            (output + error).Split('\n'),
            line => line.Contains("schema", StringComparison.Ordinal)
        );
        Assert.EndsWith($"{program.Database}: {Older} Run: caregiversignal upgrade", line, StringComparison.Ordinal);
        Assert.Equal(before, Hash(program.Database));
        Assert.Empty(Directory.GetFiles(program.Data, "*.schema-*"));
    }

    [Fact]
    public void A_trial_says_what_would_change_and_touches_nothing()
    {
        var (before, files) = (Hash(program.Database), FilesIn(program.Data));

        var (code, output, error) = program.Run("upgrade", "--dry-run");

        Assert.True(code == 0, error);
        Assert.StartsWith($"Schema {Yesterday} would become {Migrations.Newest}:", output, StringComparison.Ordinal);
        Assert.Matches(@"\n +3 +none  person_override\n", output);
        Assert.Matches(@"\n +none +3  agreement\n", output);
        Assert.Matches(@"\nTables that keep their rows: \d\d\.\n$", output);
        Assert.Equal(before, Hash(program.Database));
        Assert.Equal(
            files
                .Concat(new[] { "-shm", "-wal", ".trial" }.Select(one => program.Database + one))
                .Order(StringComparer.Ordinal),
            FilesIn(program.Data)
        );
    }

    [Fact]
    public void An_upgrade_leaves_a_checked_copy_of_the_old_schema_and_has_nothing_to_do_the_second_time()
    {
        var before = Rows(program.Database);

        var (code, output, error) = program.Run("upgrade");

        Assert.True(code == 0, error);
        Assert.Equal(
            $"{program.Database}: upgraded from schema {Yesterday} to {Migrations.Newest}. The way back is {Copy}, a checked copy with 48 people.\n",
            output
        );
        Assert.Equal(before, Rows(Copy));
        Assert.Equal(Yesterday, StoreCopy.Checked(Copy).Schema);
        Assert.Equal(Migrations.Newest, StoreCopy.Checked(program.Database).Schema);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        Assert.Equal(
            (0, $"{program.Database}: has schema {Migrations.Newest}, as this program needs.\n", ""),
            program.Run("upgrade")
        );
        Assert.Equal(0, program.Run("check").Code);
    }

    [Fact]
    public async Task The_service_upgrades_too_after_a_copy_and_says_so()
    {
        var (service, _) = await program.ServeAsync();
        using (service)
        {
            using var beside = program.Start("upgrade");
            Assert.Contains("is in use by the service", (await beside.EndAsync()).Error, StringComparison.Ordinal);
            service.Terminate();
            Assert.Contains(
                $"upgraded from schema {Yesterday} to {Migrations.Newest}. The way back is {Copy},",
                (await service.EndAsync()).Error,
                StringComparison.Ordinal
            );
        }

        Assert.Equal(Yesterday, StoreCopy.Checked(Copy).Schema);
    }

    /// <summary>
    /// The way back as the documents describe it. The program of then held mail by the same guard file, and what it
    /// would find is what this program finds after bringing the copy up again.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_going_back_to_the_copy_nothing_is_mailed_before_the_operators_word(bool hasMailed)
    {
        var before = Rows(program.Database);
        Assert.Equal(0, program.Run("upgrade").Code);
        Assert.Contains("ok    mail held", program.Run("check").Output, StringComparison.Ordinal);
        if (hasMailed)
            Assert.Equal(0, program.Run("tick").Code);
        var mails = MailCount();

        foreach (var side in new[] { "-wal", "-shm" })
            File.Delete(program.Database + side);
        File.Move(Copy, program.Database, overwrite: true);
        Assert.Equal(before, Rows(program.Database));
        Assert.Equal(Yesterday, StoreCopy.Checked(program.Database).Schema);

        Assert.Equal(0, program.Run("upgrade").Code);
        Assert.Contains(
            "FAIL  mail held      nothing is mailed: an older state of the store was put back",
            program.Run("check").Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, program.Run("tick").Code);
        Assert.Equal(mails, MailCount());
        Assert.Equal(0, program.Run("resume-mail", "--yes").Code);
        Assert.Equal(0, program.Run("tick").Code);
    }

    [Fact]
    public void A_migration_that_fails_half_way_leaves_the_old_schema_and_says_it_in_one_line()
    {
        Execute("create table agreement (made_by_hand text)");
        var before = Rows(program.Database);

        var (code, output, error) = program.Run("upgrade");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(
            $"{program.Database}: still has schema {Yesterday}, as the upgrade to {Migrations.Newest} failed in 0023_words_of_the_glossary: ",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Equal(before, Rows(program.Database));
        Assert.Equal(Yesterday, StoreCopy.Checked(program.Database).Schema);

        Execute("drop table agreement");
        Assert.Equal(0, program.Run("upgrade").Code);
    }

    [Fact]
    public void Two_copies_are_kept()
    {
        foreach (var schema in new[] { 3, 9, 19 })
            File.WriteAllText($"{program.Database}.schema-{schema}", "");
        File.WriteAllText(program.Database + ".schema-of-ours", "");

        Assert.Equal(0, program.Run("upgrade").Code);

        Assert.Equal(
            ["schema-19", "schema-21", "schema-of-ours"],
            Directory
                .GetFiles(program.Data, "*.schema-*")
                .Select(file => file.Split('.')[^1])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Without_room_for_a_copy_nothing_is_changed()
    {
        var size = new FileInfo(program.Database).Length;
        using var disk = new SmallDisk(program.Path("disk"), megabytes: (int)(5 * size / 2 / 1024 / 1024));
        var store = program.Path("disk", "site.db");
        File.Copy(program.Database, store);

        var (code, _, error) = program.Run(
            "upgrade",
            $"--Storage:Connection=Data Source={store}",
            "--Mail:FenceFile=guard"
        );

        Assert.Equal(1, code);
        Assert.Contains($"{store}: an upgrade needs ", error, StringComparison.Ordinal);
        Assert.Equal(Hash(program.Database), Hash(store));
    }

    private int MailCount() =>
        Directory.Exists(program.Path("data", "mail")) ? Directory.GetFiles(program.Path("data", "mail")).Length : 0;

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static List<string> FilesIn(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)];

    private static List<string> Rows(string store) =>
        [.. StoreCopy.Checked(store).Rows.Select(table => $"{table.Key} {table.Value}")];

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={program.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
