using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using CaregiverSignal.Import;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store that an earlier program made, opened by this one; <c>Yesterday/README.md</c> says how it came about.
/// </summary>
public sealed partial class StoreOfYesterdayTests : IDisposable
{
    private const string Anouk = "anouk@delinde.example.org";

    /// <summary>What only keeps the store's own books: it counts differently after a migration.</summary>
    private static readonly string[] OwnBooks = ["schema_version", "sqlite_sequence"];

    private readonly TemporaryFolder folder = new();

    public StoreOfYesterdayTests() => Unpack(folder.Name);

    private string Store => Path.Combine(folder.Name, "data", "caregiversignal.db");

    public void Dispose() => folder.Dispose();

    /// <summary>Puts the store, its guard file and what was exported from it into a folder.</summary>
    internal static void Unpack(string folder)
    {
        using var packed = File.OpenRead(
            Path.Combine(Some.Root, "tests", "CaregiverSignal.Tests", "Storage", "Yesterday", "store-of-e7daad0.tar.gz")
        );
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(unpacked, folder, overwriteFiles: false);
    }

    [Fact]
    public void It_migrates_and_keeps_every_row_in_a_table_of_that_name_or_a_new_one()
    {
        var before = Counts();
        Assert.True(before["caregiver"] == 48 && before.Values.Sum() > 3000);

        Database.Open(Store).Dispose();

        var after = Counts();
        Assert.Each(before.Where(one => after.ContainsKey(one.Key)), one => Assert.Equal(one.Value, after[one.Key]));
        var renamed = after.Where(one => !before.ContainsKey(one.Key)).Select(one => one.Value).ToList();
        Assert.All(
            before.Where(one => !after.ContainsKey(one.Key) && one.Key != "mail_attempt"),
            gone => Assert.True(renamed.Remove(gone.Value), $"{gone.Key} had {gone.Value} rows, and no new table has")
        );
    }

    [Fact]
    public void It_exports_the_files_that_the_program_of_yesterday_exported()
    {
        using var program = new ProgramFolder(isBare: true);
        var exported = program.Path("exported");
        Database.Open(Store).Dispose();

        var (code, _, error) = program.Run("export", "--out", exported, $"--Storage:Connection=Data Source={Store}");

        Assert.True(code == 0, error);
        var golden = Directory.GetFiles(Path.Combine(folder.Name, "export"));
        Assert.Equal(4, golden.Length);
        // Nobody cared together yet, and no collapse was noted: the files about that have a header alone.
        Assert.Equal(golden.Length + 3, Directory.GetFiles(exported).Length);
        Assert.Single(File.ReadLines(Path.Combine(exported, "outcomes.csv")));
        Assert.Single(File.ReadLines(Path.Combine(exported, FolderFiles.Situations)));
        Assert.Single(File.ReadLines(Path.Combine(exported, FolderFiles.Helpers)));
        Assert.Each(
            golden,
            file => Assert.Equal(AsToday(file), File.ReadAllText(Path.Combine(exported, Path.GetFileName(file))))
        );
    }

    [Fact]
    public void The_verb_check_is_content_with_it()
    {
        using var program = new ProgramFolder(isBare: true);
        Database.Open(Store).Dispose();

        var (code, output, error) = program.Run(
            "check",
            $"--Storage:Connection=Data Source={Store}",
            $"--Mail:Folder={Path.Combine(folder.Name, "mail")}"
        );

        Assert.True(code == 0, output + error);
        Assert.Contains("47 people", output, StringComparison.Ordinal);
        Assert.Contains("mail held      no;", output, StringComparison.Ordinal);
        Assert.Contains("would mail 5 waiting invitations", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_days_go_on_and_its_pages_show_the_same_people_and_what_was_agreed_with_them()
    {
        using var site = Open();
        var browser = await site.SignedIn(Anouk);

        await browser.Open("/werklijst");
        Assert.Equal("43 34 40 13 7 25 19 37 46 1 10 22", string.Join(' ', CasesOn(browser)));
        Assert.Contains("13 open: 5 vandaag, 5 deze week, 3 volgen.", browser.Text, StringComparison.Ordinal);
        await browser.Open("/zaak/40");
        Assert.Contains("Logeerhuis geregeld voor twee weken.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("2 november 2026", browser.Text, StringComparison.Ordinal);
        await browser.Open("/zaak/13");
        Assert.Contains("Wil minder vaak vragen.", browser.Text, StringComparison.Ordinal);

        site.Beat();
        Assert.True(site.Mails().Count >= 5, "The mails that waited did not go.");
        for (var day = 0; day < 31; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            site.Beat();
        }

        Assert.Equal(200, (int)(await browser.Open("/werklijst")).Status);
    }

    /// <summary>
    /// A file of yesterday with what was changed since: the day to look again was a sentence in the note, and has a
    /// column now.
    /// </summary>
    private static string AsToday(string file)
    {
        var text = File.ReadAllText(file);
        if (Path.GetFileName(file) == "people.csv")
        {
            string[] since = [.. FolderFiles.OptionalOfPeople.SkipWhile(column => column != "status").Skip(1)];
            var rows = text.TrimEnd('\n').Split('\n');
            return string.Concat(
                rows.Select(
                    (row, place) =>
                        row + "," + (place == 0 ? string.Join(',', since) : new string(',', since.Length - 1)) + "\n"
                )
            );
        }

        if (Path.GetFileName(file) != "events.csv")
            return text;
        var lines = text.TrimEnd('\n')
            .Split('\n')
            .Select(
                (line, place) =>
                    place == 0 ? line + ",look_again_on"
                    : LookAgain().Match(line) is { Success: true } day ? line[..day.Index] + ",," + day.Groups[1].Value
                    : line + ","
            );
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The program of today on the store, on the day on which that of yesterday left it.</summary>
    private TestInstallation Open()
    {
        var site = Some.Installation(("Storage:Connection", $"Data Source={Store}")).On("2026-03-02");
        site.Clock.JumpTo(site.Database.Read(SiteClockTable.Get)!.At);
        return site;
    }

    private static IEnumerable<string> CasesOn(Browser browser) =>
        browser
            .Page.QuerySelectorAll("main a[href^='/zaak/']")
            .Select(link => link.GetAttribute("href")!.Split('/', '?', '#')[2])
            .Distinct();

    private Dictionary<string, long> Counts()
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        connection.Open();
        return Names(connection).Except(OwnBooks).ToDictionary(table => table, table => One(connection, table));
    }

    private static List<string> Names(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_master where type = 'table' order by name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    [GeneratedRegex(",weer kijken op ([0-9-]+)$")]
    private static partial Regex LookAgain();

    private static long One(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return (long)command.ExecuteScalar()!;
    }
}
