using System.IO.Compression;
using System.Text.Json.Nodes;
using CaregiverSignal.Files;
using CaregiverSignal.Referrals;
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
        // In a picture "fewer than five" would be nothing at all.
        Assert.DoesNotContain(name + "-relation.png", files);
        using var workbook = ZipFile.OpenRead(Path.Combine(Out, name + ".xlsx"));
        Assert.Equal(
            ReportDefinition.Municipality.Parts.Count,
            workbook.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal))
        );
        var sheets = Workbooks.Sheets(File.ReadAllBytes(Path.Combine(Out, name + ".xlsx")));
        Assert.All(sheets, sheet => Assert.Matches(@"^\d+\. \p{Lu}", sheet.Name));
        Assert.All(sheets, sheet => Assert.Equal(Dutch("ReportWords.What"), sheet.Rows[0][0]));
        Assert.Contains(sheets, sheet => sheet.Rows.Skip(1).Any(row => row[1] is double));
        var cells = File.ReadLines(Path.Combine(Out, name + ".csv"))
            .Skip(1)
            .SelectMany(line => line.Split(',')[3..])
            .Where(cell => cell.Length > 0 && cell[0] != '<')
            .Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))
            .ToList();
        Assert.True(cells.Count > 50);
        Assert.All(cells, cell => Assert.True(cell > 0 && cell % 5 == 0));
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
    [InlineData(1, "report: too little is known of that time to report anything", "--month", "2011-01")]
    [InlineData(1, "report: too little is known of that time to report anything", "--year", "2011")]
    [InlineData(2, "--month is of teams", "--month", "2026-01", "--year", "2026")]
    public void What_cannot_be_reported_is_said_and_nothing_is_written(int code, string said, params string[] given)
    {
        var run = Run(given);

        Assert.Equal(code, run.Code);
        Assert.Has(said, run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Name));
    }

    /// <summary>The same counts from the files that a support point exports, read line by line.</summary>
    [Fact]
    public void Its_counts_are_those_of_the_exported_files()
    {
        var folder = Path.Combine(temporary.Name, "files");
        Assert.Equal(0, Verb("export", "--out", folder).Code);
        var year = int.Parse(demo.Year, CultureInfo.InvariantCulture);
        var people = Lines(folder, "people.csv").Where(line => line["municipality"] == "Lindendam").ToList();
        var ids = people.Select(person => person["person"]).ToHashSet();
        bool Counts(Dictionary<string, string> line) =>
            ids.Contains(line["person"]) && line["date"].StartsWith(demo.Year, StringComparison.Ordinal);
        var asked = Lines(folder, "asked.csv").ToLookup(line => line["person"], line => line["date"]);
        var answered = Lines(folder, "answers.csv")
            .Where(line => ids.Contains(line["person"]))
            // An answer belongs to the last check-in on or before its day.
            .Select(row =>
                (
                    Person: row["person"],
                    Asked: asked[row["person"]].Last(day => string.CompareOrdinal(day, row["date"]) <= 0)
                )
            )
            .Where(pair => pair.Asked.StartsWith(demo.Year, StringComparison.Ordinal))
            .ToHashSet();
        var spoken = Lines(folder, "events.csv").Where(line => Counts(line) && line["kind"] == "Contacted");
        var reached = answered.Select(pair => pair.Person).Concat(spoken.Select(row => row["person"])).ToHashSet();
        var events = Lines(folder, "events.csv").Where(Counts).ToList();

        var counts = CountsOf(year);

        Assert.True(reached.Count > 10);
        foreach (var relation in new[] { "partner", "child", "parent" })
            Assert.Equal(
                people.Count(person => reached.Contains(person["person"]) && person["relation"] == relation),
                counts["relation"].Where(count => count.Row == relation).Sum(count => count.N)
            );
        Assert.Equal(
            people.Count(person =>
                reached.Contains(person["person"]) && person["enrolled"].StartsWith(demo.Year, StringComparison.Ordinal)
            ),
            counts["age"].Where(count => count.Column == "new").Sum(count => count.N)
        );
        Assert.Equal(
            people.Count(person =>
                reached.Contains(person["person"])
                && person["born"].Length > 0
                && Some.Date(person["born"][..10]).AddYears(65) > new DateOnly(year, 12, 31)
            ),
            counts["age"].Where(count => count.Row is "to45" or "to65").Sum(count => count.N)
        );
        var caring = people
            .Where(person => reached.Contains(person["person"]) && person["caring_since"].Length > 0)
            .Select(row => Some.Date(row["caring_since"]))
            .ToList();
        Assert.NotEmpty(caring);
        foreach (var (row, least, most) in new[] { ("to2", 0, 2), ("to5", 2, 5), ("to10", 5, 10) })
            Assert.Equal(
                caring.Count(since =>
                    since.AddYears(most) > new DateOnly(year, 12, 31)
                    && since.AddYears(least) <= new DateOnly(year, 12, 31)
                ),
                counts["caring"].Where(count => count.Row == row).Sum(count => count.N)
            );
        foreach (var near in people.Select(person => person["neighbourhood"]).Where(text => text.Length > 0).Distinct())
            Assert.Equal(
                people.Count(person => reached.Contains(person["person"]) && person["neighbourhood"] == near),
                counts["neighbourhood"].Where(count => count.Row == near).Sum(count => count.N)
            );
        Assert.Equal(
            answered.Count,
            counts["response"].Where(count => count.Column == "answered").Sum(count => count.N),
            2.0
        );
        foreach (var kind in new[] { "Admission", "Death" })
            Assert.Equal(
                events.Where(row => row["kind"] == kind).Select(row => row["person"]).Distinct().Count(),
                counts["endings"].Where(count => count.Row == kind).Sum(count => count.N)
            );
        Assert.Equal(
            events
                .Where(row => row["kind"] is "CareCollapse" or "CrisisAdmission")
                .DistinctBy(row => (row["person"], row["date"]))
                .Count(),
            counts["outcomes"].Sum(count => count.N)
        );
    }

    /// <summary>The tables of signals and help, from all that is exported of each person.</summary>
    [Fact]
    public void Its_counts_of_signals_and_help_are_those_of_what_each_person_can_take_along()
    {
        var people = demo
            .Database.Read(transaction =>
                transaction.All<string>("select person from caregiver where municipality = 'Lindendam'")
            )
            .Select(person =>
            {
                var folder = Path.Combine(temporary.Name, person);
                Assert.Equal(0, Verb("export", "--person", person, "--out", folder).Code);
                return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "person.json")))!;
            })
            .ToList();
        IEnumerable<JsonNode> Rows(string table) => people.SelectMany(node => node[table]!.AsArray())!;
        bool In(JsonNode row, string column) =>
            Text(row, column)?.StartsWith(demo.Year, StringComparison.Ordinal) == true;
        var talks = Rows("action")
            .Where(IsTalk)
            .ToLookup(node => Text(node, "signal_id"), node => Text(node, "done_on"));
        string Speed(JsonNode told)
        {
            var day = Text(told, "notified_on")!;
            var first = talks[Text(told, "signal_id")]
                .Where(talk => string.CompareOrdinal(talk, day) >= 0)
                .Order()
                .FirstOrDefault();
            return first is null ? "rest"
                : Some.Date(first) <= demo.Time.WorkingDays.Add(Some.Date(day), 2) ? "soon"
                : Some.Date(first) <= demo.Time.WorkingDays.Add(Some.Date(day), 5) ? "week"
                : "rest";
        }

        string Wait(JsonNode help) =>
            Text(help, "wanted_on") is not { } wanted
                ? "rest"
                : (Some.Date(Text(help, "began_on")!).DayNumber - Some.Date(wanted).DayNumber) switch
                {
                    <= 14 => "weeks2",
                    <= 42 => "weeks6",
                    _ => "rest",
                };

        var kinds = Rows("help").ToDictionary(node => Text(node, "id")!, node => Text(node, "kind")!);
        var expected = new Dictionary<string, IEnumerable<string>>
        {
            ["contact"] = Rows("notification")
                .Where(node => In(node, "notified_on"))
                .Select(node => $"{Speed(node)} {Text(node, "urgency")}"),
            ["help"] = Rows("help")
                .Where(node => In(node, "proposed_on"))
                .Select(node =>
                    $"{Text(node, "kind")} {(
                        Text(node, "began_on") is null ? "offered" : Text(node, "ended_on") is null ? "runs" : "ended"
                    )}"
                ),
            ["declined"] = Rows("help")
                .Where(node => Text(node, "step") == "declined" && In(node, "ended_on"))
                .Select(node => $"{Text(node, "reason") ?? "rest"} n"),
            ["waiting"] = Rows("help").Where(node => In(node, "began_on")).Select(node => $"{Wait(node)} n"),
            ["respite"] = Rows("help")
                .Where(node => In(node, "wanted_on") && HelpKind.Find(Text(node, "kind")!)!.Group == HelpGroup.Respite)
                .Select(node =>
                    Text(node, "began_on") is not null ? "found n"
                    : Text(node, "step") == "failed" ? "failed n"
                    : "rest n"
                ),
            ["helped"] = Rows("help_step")
                .Where(node => Text(node, "invalidated_id") is null)
                .GroupBy(node => Text(node, "help_id"))
                .SelectMany(steps =>
                    steps
                        .OrderBy(node => (long)node["id"]!)
                        .Zip(steps.OrderBy(node => (long)node["id"]!).Skip(1).Append(null))
                        .Where(pair => In(pair.First, "done_on") && Text(pair.First, "helped") is not null)
                        .Where(pair => pair.Second is null || Text(pair.Second, "step") != "taken-back")
                        .Select(pair => $"{kinds[steps.Key!]} {Text(pair.First, "helped")}")
                ),
        };
        var counts = CountsOf(int.Parse(demo.Year, CultureInfo.InvariantCulture));

        Assert.All(expected, table => Assert.Equal(Tally(table.Value), Tally(counts[table.Key].SelectMany(Each))));
        Assert.NotEmpty(expected["contact"]);
        Assert.NotEmpty(expected["help"]);

        static string? Text(JsonNode row, string column) => row[column]?.ToString();

        static bool IsTalk(JsonNode action) =>
            Text(action, "kind") == "contacted"
            && Text(action, "outcome") is null or "spoken" or "visit" or "called-us";

        static IEnumerable<string> Each(Counted count) =>
            Enumerable.Repeat($"{count.Row} {count.Column}", (int)count.N);

        static IEnumerable<string> Tally(IEnumerable<string> rows) =>
            rows.GroupBy(row => row).Select(group => $"{group.Key} {group.Count()}").Order();
    }

    private Dictionary<string, IReadOnlyList<Counted>> CountsOf(int year) =>
        demo.Database.Read(transaction =>
        {
            string[] spellings = ["Lindendam"];
            Sql who = $"caregiver.municipality in ({spellings})";
            var of = new ReportCounts(
                transaction,
                demo.Time,
                who,
                new(year, 1, 1),
                new(year + 1, 1, 1),
                new PlaceNames()
            );
            return TableShape
                .All.Where(shape => shape.Key != "years")
                .ToDictionary(shape => shape.Key, shape => of.Of(shape.Key));
        });

    [Fact]
    public void A_list_never_has_a_formula_in_it()
    {
        string[] bad = ["=1+1", "@SUM(A1)", "+31;6=x", "-2+3|cmd", "$=B1", "\t=1", "＝1"];
        var list = new ListFile("lijst", ["Naam", "n"], [.. bad.Select(text => (IReadOnlyList<object?>)[text, 3L])]);

        using var workbook = new ZipArchive(new MemoryStream(list.As(ListFile.Xlsx)));
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

    private static IEnumerable<Dictionary<string, string>> Lines(string folder, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, name));
        var columns = lines[0].Split(',');
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
        Database = Database.Open(Path.Combine(folder, "caregiversignal.db"));
        var today = Database.Read(transaction => transaction.One<string>("select substr(at, 1, 10) from site_clock"));
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
