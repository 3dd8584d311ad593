using System.IO.Compression;
using System.Text.Json.Nodes;
using CaregiverSignal.Files;
using CaregiverSignal.Reports;
using CaregiverSignal.Tests.Demo;

namespace CaregiverSignal.Tests.Reports;

/// <summary>The verb <c>report</c> on a demo of two years, and its counts made again from what is exported.</summary>
public sealed class ReportVerbTests(TwoYears demo) : IClassFixture<TwoYears>, IDisposable
{
    private readonly TemporaryFolder temporary = new();

    private string Out => Path.Combine(temporary.Name, "out");

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_year_of_a_municipality_is_one_page_with_its_pictures_a_table_and_a_workbook()
    {
        var (code, _, error) = Run("--year", demo.Year, "--municipality", "LINDENDAM ");

        Assert.Equal((0, $"1 report written to {Out}.\n"), (code, error));
        var name = $"municipality-lindendam-{demo.Year}";
        var files = Directory.GetFiles(Out).Select(Path.GetFileName).ToList();
        Assert.All(files, file => Assert.StartsWith(name, file!));
        var page = File.ReadAllText(Path.Combine(Out, name + ".html"));
        Assert.Has("Mantelzorgers in Lindendam in " + demo.Year, page);
        Assert.Has("<svg", page);
        Assert.DoesNotMatch("https?://(?!www.w3.org)", page);
        Assert.DoesNotMatch("<script|<!--", page);
        Assert.Contains(name + "-response.png", files);
        using var workbook = ZipFile.OpenRead(Path.Combine(Out, name + ".xlsx"));
        Assert.Equal(
            File.ReadLines(Path.Combine(Out, name + ".csv"))
                .Skip(1)
                .Select(line => line.Split(',')[0])
                .Distinct()
                .Count(),
            workbook.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal))
        );
        var sheets = Workbooks.Sheets(File.ReadAllBytes(Path.Combine(Out, name + ".xlsx")));
        Assert.All(sheets, sheet => Assert.Matches(@"^\d+\. \p{Lu}", sheet.Name));
        Assert.All(sheets, sheet => Assert.Equal(Dutch("ReportWords.What"), sheet.Rows[0][0]));
        Assert.Contains(sheets, sheet => sheet.Rows.Skip(1).Any(row => row[1] is double));
    }

    [Fact]
    public void Without_a_choice_each_team_has_last_month_and_each_municipality_last_year()
    {
        Assert.Equal(0, Run().Code);

        var pages = Directory.GetFiles(Out, "*.html").Select(Path.GetFileNameWithoutExtension).Order().ToList();
        Assert.Equal(2, pages.Count(page => page!.StartsWith("municipality-", StringComparison.Ordinal)));
        Assert.Contains(pages, page => page!.StartsWith("team-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        1,
        "report: --municipality: nobody lives in 'Elders'; known are Lindendam, Waterveen",
        "--municipality",
        "Elders"
    )]
    [InlineData(1, "report: --year: '2199' is not as 2025, and has begun", "--year", "2199")]
    [InlineData(1, "report: --year: '25' is not as 2025, and has begun", "--year", "25")]
    [InlineData(1, "report: --month: '2026-13' is not as 2026-08, and has begun", "--month", "2026-13")]
    [InlineData(1, "report: nothing is known of that time to report", "--month", "2011-01")]
    [InlineData(1, "report: nothing is known of that time to report", "--year", "2011")]
    [InlineData(2, "--month is of teams", "--month", "2026-01", "--year", "2026")]
    public void What_cannot_be_reported_is_said_and_nothing_is_written(int code, string said, params string[] given)
    {
        var run = Run(given);

        Assert.Equal(code, run.Code);
        Assert.Has(said, run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Name));
    }

    /// <summary>The same numbers from the files that a support point exports, counted line by line.</summary>
    [Fact]
    public async Task Each_number_of_the_reports_is_the_count_of_the_exported_files()
    {
        Assert.Equal(0, Run().Code);
        var year = int.Parse(demo.Year, CultureInfo.InvariantCulture);
        var month = demo.Time.Today.AddDays(1 - demo.Time.Today.Day).AddMonths(-1);

        var ofYear = Compared(
            $"municipality-lindendam-{year}.csv",
            person => person["municipality"] == "Lindendam",
            new(year, 1, 1),
            12
        );
        var team = (
            await demo.Database.ReadAsync(transaction =>
                transaction.All<Colleague>(
                    """
                    select coordinator.email, team.name from coordinator join team on team.id = coordinator.team_id
                    where exists (select 1 from caregiver where coordinator_id = coordinator.id)
                    """
                )
            )
        ).GroupBy(colleague => colleague.Name).MinBy(colleagues => colleagues.Key)!;
        var ofMonth = Compared(
            $"team-{NormalizedText.Of(team.Key).Replace(' ', '-')}-{month:yyyy-MM}.csv",
            person => team.Any(colleague => colleague.Email == person["coordinator"]),
            month,
            1
        );

        // What was done is told of a municipality too, and all of it to a team.
        string[] done = ["response", "contact", "help", "waiting", "respite"];
        Assert.Superset(done.ToHashSet(), ofYear.Tables);
        Assert.Equal(TableShape.All.Select(shape => shape.Key).ToHashSet(), ofMonth.Tables);
        Assert.True(ofYear.Numbers > 40 && ofMonth.Numbers > 20);
    }

    /// <returns>How many numbers that are not zero it has, and in which tables.</returns>
    private (int Numbers, HashSet<string> Tables) Compared(
        string file,
        Func<Dictionary<string, string>, bool> isTheirs,
        DateOnly from,
        int months
    )
    {
        var exported = new Exported(Export(), isTheirs, PersonFile, demo.Time);
        var code = months == 12 ? from.Year.ToString(CultureInfo.InvariantCulture) : $"{from:yyyy-MM}";
        var (now, before) = (exported.Of(from, months), exported.Of(from.AddYears(-1), months));
        now["years"] =
        [
            .. Enumerable
                .Range(0, 5)
                .SelectMany(back =>
                    exported
                        .Of(from.AddYears(-back), months)["age"]
                        .Select(pair =>
                            (code.Replace($"{from.Year}", $"{from.Year - back}", StringComparison.Ordinal), pair.Column)
                        )
                ),
        ];
        var lines = Lines(Out, file).ToList();
        var numbers = 0;
        foreach (var line in lines)
        {
            var named = lines
                .Where(other => other["table"] == line["table"])
                .SelectMany(other => other["row"].Split('+'))
                .ToHashSet();
            bool IsIn(string row, string column) =>
                (
                    line["row"] == "total"
                    || line["row"].Split('+').Contains(row)
                    || (line["row"].Split('+').Contains("rest") && !named.Contains(row))
                ) && (line["column"] is "all" or "n" || line["column"].Split('+').Contains(column));

            AssertCount(now[line["table"]], line["now"]);
            if (line["before"].Length > 0)
                AssertCount(before[line["table"]], line["before"]);

            void AssertCount(IEnumerable<(string Row, string Column)> counted, string told)
            {
                var n = counted.Count(pair => IsIn(pair.Row, pair.Column));
                Assert.Equal($"{string.Join(' ', line.Values)}: {n}", $"{string.Join(' ', line.Values)}: {told}");
                numbers += n > 0 ? 1 : 0;
            }
        }

        return (numbers, lines.Select(line => line["table"]).ToHashSet());
    }

    private sealed record Colleague(string Email, string Name);

    private string Export()
    {
        var folder = Path.Combine(temporary.Name, "files");
        if (!Directory.Exists(folder))
            Assert.Equal(0, Verb("export", "--out", folder).Code);
        return folder;
    }

    private JsonNode PersonFile(string person)
    {
        var folder = Path.Combine(temporary.Name, person);
        if (!Directory.Exists(folder))
            Assert.Equal(0, Verb("export", "--person", person, "--out", folder).Code);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "person.json")))!;
    }

    [Fact]
    public async Task A_list_never_has_a_formula_in_it()
    {
        string[] bad = ["=1+1", "@SUM(A1)", "+31;6=x", "-2+3|cmd", "$=B1", "\t=1", "＝1"];
        var list = new ListFile("lijst", ["Naam", "n"], [.. bad.Select(text => (IReadOnlyList<object?>)[text, 3L])]);

        using var workbook = new ZipArchive(new MemoryStream(await list.AsAsync(ListFile.Xlsx)));
        var sheet = new StreamReader(
            workbook
                .Entries.Single(entry => entry.FullName.Contains("worksheets/sheet", StringComparison.Ordinal))
                .Open()
        ).ReadToEnd();
        Assert.DoesNotMatch("<(x:)?f>", sheet);
        Assert.Has("=1+1", sheet);
        Assert.All(
            list.Text(';').Split("\r\n").Skip(1).SkipLast(1),
            line => Assert.DoesNotMatch("^\"?[=@+\t＝-]", line)
        );
    }

    internal static IEnumerable<Dictionary<string, string>> Lines(string folder, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, name));
        var columns = lines[0].TrimStart('\uFEFF').Split(',');
        // The demo writes no comma and no line break in the columns that are read here, and none before them.
        return lines
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(cells => cells.Length >= columns.Length)
            .Select(cells => columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        Verb("report", [.. arguments, "--out", Out]);

    private (int Code, string Output, string Error) Verb(string verb, params string[] arguments) =>
        VerbRun.Of([verb, .. arguments, "--Storage:Connection=Data Source=" + demo.Database.Name]);
}

/// <summary>A demo whose last whole year is in the middle.</summary>
public sealed class TwoYears : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public TwoYears()
    {
        var folder = Path.Combine(temporary.Name, "demo");
        Assert.Equal(0, DemoRun.In(folder, "--caregivers", "40", "--months", "24", "--seed", "3").Code);
        Database = Awaited.Now(() => Database.OpenAsync(Path.Combine(folder, "caregiversignal.db")));
        var today = Awaited.Now(() =>
            Database.ReadAsync(transaction => transaction.One<string>("select substr(at, 1, 10) from site_clock"))
        );
        Time = new SiteTime(
            new FakeTimeProvider(DateTimeOffset.Parse(today + "T12:00:00Z", CultureInfo.InvariantCulture)),
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam")
        );
        Year = (Time.Today.Year - 1).ToString(CultureInfo.InvariantCulture);
    }

    public Database Database { get; }

    public SiteTime Time { get; }

    public string Year { get; }

    public void Dispose()
    {
        Database.Dispose();
        temporary.Dispose();
    }
}
