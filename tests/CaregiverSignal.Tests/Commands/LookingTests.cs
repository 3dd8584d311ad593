using System.Text.Json;

namespace CaregiverSignal.Tests.Commands;

/// <summary>
/// The verbs <c>replay</c>, <c>backtest</c> and <c>audit</c> over a folder as somebody would make it in a spreadsheet.
/// </summary>
public sealed class LookingTests : IDisposable
{
    private const string CsiItems =
        "sleep,inconvenient,physical,confining,family,plans,demands,emotional,upsetting,changed,work,overwhelmed,financial";

    private readonly TemporaryFolder folder = new();

    public LookingTests()
    {
        // Anna creeps up and asks; Bea falls silent; Cor is content.
        Table(
            "people.csv",
            "person;enrolled;coordinator",
            "anna;2026-01-05;Els van het steunpunt",
            "bea;2026-01-05;",
            "cor;2026-01-05;"
        );
        Table(
            "asked.csv",
            "person;date;instruments",
            [
                .. new[] { "anna", "bea", "cor" }.SelectMany(person =>
                    Months.Select(day => $"{person};{day};\"csi;volhoudtijd\"")
                ),
            ]
        );
        Table(
            "answers.csv",
            "person;date;instrument;item;value",
            [
                .. Enumerable
                    .Range(0, 6)
                    .SelectMany(month => Answers("anna", Months[month], Creeping[month].Csi, Creeping[month].Time)),
                .. Enumerable.Range(0, 3).SelectMany(month => Answers("bea", Months[month], 3, 3)),
                .. Enumerable.Range(0, 6).SelectMany(month => Answers("cor", Months[month], 2, 6)),
            ]
        );
        Table(
            "events.csv",
            "person;date;kind;by;note",
            "anna;2026-03-10;RequestForContact;caregiver;\"Graag; even bellen\""
        );
        Table("outcomes.csv", "person;date", "anna;2026-09-01", "bea;2026-08-01");
    }

    private static (int Csi, int Time)[] Creeping => [(2, 6), (2, 6), (3, 5), (4, 5), (6, 5), (8, 2)];

    private static string[] Months =>
        ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_made_in_a_spreadsheet_gives_signals_with_their_reasons_in_dutch()
    {
        var (code, output, error) = Replay();

        Assert.Equal((0, ""), (code, output));
        Assert.Has("3 people, 1 red and 3 amber signals about 2 of them.", error);
        Assert.Equal(
            """
            person,date,level,kinds,reason
            anna,2026-03-10,amber,level;request,Vroeg op 10 maart 2026 om gebeld te worden; zei op 5 maart 2026: ik houd dit nog een tot twee jaar vol.
            anna,2026-06-05,red,level;request,Zei op 5 juni 2026: ik houd dit nog een week tot een maand vol; vroeg op 10 maart 2026 om gebeld te worden.
            bea,2026-01-05,amber,level,Zei op 5 januari 2026: ik houd dit nog een tot zes maanden vol.
            bea,2026-06-19,amber,level,Zei op 5 maart 2026: ik houd dit nog een tot zes maanden vol.

            """,
            Signals(),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void One_persons_signals_do_not_depend_on_another()
    {
        Replay();
        var bea = Signals().Split('\n').Where(line => line.StartsWith("bea", StringComparison.Ordinal));
        foreach (var file in new[] { "people.csv", "asked.csv", "answers.csv", "events.csv" })
        {
            var lines = File.ReadAllLines(Path.Combine(folder.Name, file));
            folder.Write(
                file,
                string.Join(
                    '\n',
                    lines.Where((line, place) => place == 0 || line.StartsWith("bea", StringComparison.Ordinal))
                )
            );
        }

        Replay();

        Assert.Equal(bea, Signals().Split('\n').Where(line => line.StartsWith("bea", StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_wrong_is_told_with_its_place_and_nothing_is_written()
    {
        Table("people.csv", "person;enrolled", "anna;5 januari", "bea;2026-01-05");
        Table("events.csv", "person;date;kind;by;note", "bea;2026-03-10;Party;caregiver;");

        var (code, _, error) = Replay();

        Assert.Equal(1, code);
        Assert.Has("people.csv: row 2, column enrolled: '5 januari' is not a day", error);
        Assert.Has("events.csv: row 2, column kind: 'Party' is not known", error);
        Assert.False(File.Exists(Path.Combine(folder.Name, "signals.csv")));
    }

    [Theory]
    [InlineData("replay", "x")]
    [InlineData("replay", "x", "--out", "y", "--contact-after", "soon")]
    [InlineData("backtest", "x", "--format", "xml")]
    public void Wrong_usage_ends_with_two(params string[] args)
    {
        var (code, output, error) = VerbRun.Of(args);

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Files_that_are_not_there_or_not_read_are_named()
    {
        File.Delete(Path.Combine(folder.Name, "events.csv"));
        File.Move(Path.Combine(folder.Name, "answers.csv"), Path.Combine(folder.Name, "Antwoorden.CSV"));

        var (code, _, error) = Replay();

        Assert.Equal(0, code);
        Assert.Has(
            "Antwoorden.CSV: not read; the names that are, in small letters: people.csv, asked.csv, answers.csv, events.csv",
            error
        );
        Assert.Has("answers.csv, events.csv: not there", error);
        Assert.Lacks("outcomes.csv", error);
    }

    [Fact]
    public void Answers_without_the_days_of_asking_are_one_fault()
    {
        File.Delete(Path.Combine(folder.Name, "asked.csv"));

        var (code, _, error) = Replay();

        Assert.Equal(1, code);
        Assert.Has(
            "asked.csv: is missing",
            Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Fact]
    public void The_known_columns_are_listed_once_a_file()
    {
        Table("people.csv", "person;enrolled;kleur;smaak", "anna;2026-01-05;;");

        var (_, _, error) = Replay();

        Assert.Has("column kleur: is not known; known are person, enrolled", error);
        Assert.Has("column smaak: is not known" + Environment.NewLine, error);
    }

    [Fact]
    public void A_backtest_counts_collapses_told_in_time_for_each_rule()
    {
        var (code, output, _) = Backtest("--format", "json");

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var rules = json
            .RootElement.GetProperty("rules")
            .EnumerateArray()
            .ToDictionary(element => element.GetProperty("rules").GetString()!);
        Assert.Equal(2, json.RootElement.GetProperty("outcomes").GetInt32());
        Assert.Equal((2, 2, 0), (InTime(rules["together"]), InTime(rules["level"]), InTime(rules["support"])));
        // Anna's first signal in time is her request, 175 days before; Bea's second 43.
        Assert.Equal(109, rules["together"].GetProperty("leadDays").GetProperty("value").GetDouble());
        Assert.Equal(0, json.RootElement.GetProperty("againstLevel").GetProperty("onlyTogether").GetInt32());
        Assert.Equal(53, json.RootElement.GetProperty("limits").GetArrayLength());
    }

    [Fact]
    public void A_backtest_prints_a_table_of_the_limits_and_of_the_rules()
    {
        var (code, output, _) = Backtest();

        Assert.Equal(0, code);
        Assert.Has("red from 8", output);
        Assert.Has("together      2 of 2 = 100 %", output);
        Assert.Has("together they find 0 collapses in time that it does not", output);
    }

    [Fact]
    public void Without_outcomes_a_backtest_says_the_signals_at_each_limit_of_red_and_of_amber()
    {
        var (code, table, _) = VerbRun.Of("backtest", folder.Name);
        var (_, output, _) = VerbRun.Of("backtest", folder.Name, "--format", "json");

        Assert.Equal(0, code);
        Assert.Has("Set here: red from 8 points, amber from 5.", table);
        Assert.Equal(9, table.Split('\n').Count(line => line.StartsWith("red from ", StringComparison.Ordinal)));
        Assert.Equal(1, table.Count(sign => sign == '*'));
        using var json = JsonDocument.Parse(output);
        var limits = json
            .RootElement.GetProperty("limits")
            .EnumerateArray()
            .ToDictionary(element => (element.GetProperty("red").GetInt32(), element.GetProperty("amber").GetInt32()));
        Assert.Equal(
            from red in Enumerable.Range(4, 9)
            from amber in Enumerable.Range(2, 7)
            where amber <= red
            select (red, amber),
            limits.Keys
        );
        foreach (var amber in Enumerable.Range(2, 7))
        {
            var reds = Enumerable
                .Range(4, 9)
                .Where(red => amber <= red)
                .Select(red => Rate(limits[(red, amber)], "redPer100PerMonth"))
                .ToList();
            Assert.Equal(reds.OrderDescending(), reds);
        }

        // As the full backtest counts them, of people whose history does not end with a collapse.
        Table("outcomes.csv", "person;date");
        using var full = JsonDocument.Parse(Backtest("--format", "json").Output);
        var together = full.RootElement.GetProperty("rules")[0];
        foreach (var rate in new[] { "redPer100PerMonth", "anyPer100PerMonth" })
            Assert.Equal(Rate(together, rate), Rate(limits[(8, 5)], rate));
    }

    [Fact]
    public void A_backtest_says_how_many_stand_open_on_an_average_day_and_fewer_when_cases_close()
    {
        var (_, table, _) = VerbRun.Of("backtest", folder.Name);
        var (open, closed) = (Open(), Open("--close-after", "28"));

        Assert.Has("red from 8 ", table);
        Assert.Has("--close-after says after how many days it is closed", table);
        Assert.Has(
            "A case is closed 28 days after its signal where the history has no closing.",
            VerbRun.Of("backtest", folder.Name, "--close-after", "28").Output
        );
        // Two of the three stand open, one of them from the first day on, as nothing ever closes.
        Assert.InRange(open, 45, 67);
        Assert.InRange(closed, 5, open / 2);

        double Open(params string[] more)
        {
            using var json = JsonDocument.Parse(
                VerbRun.Of(["backtest", folder.Name, "--format", "json", .. more]).Output
            );
            return json
                .RootElement.GetProperty("limits")
                .EnumerateArray()
                .Single(row => (row.GetProperty("red").GetInt32(), row.GetProperty("amber").GetInt32()) == (8, 5))
                .GetProperty("openOf100")
                .GetDouble();
        }
    }

    [Fact]
    public void Outcomes_that_are_wrong_are_told()
    {
        Table("outcomes.csv", "person;date", "dirk;2026-09-01", "anna;gisteren");

        var (code, output, error) = Backtest();

        Assert.Equal((1, ""), (code, output));
        Assert.Has("outcomes.csv: row 3, column date: 'gisteren' is not a day", error);
        Assert.Has("outcomes.csv: row 2, column person: 'dirk' is not in people.csv", error);
    }

    [Theory]
    [InlineData("outcomes.csv", "person,date\ndirk,2026-09-01", "row 2, column person: 'dirk' is not in people.csv")]
    [InlineData("outcomes.csv", "person,date\nbea,2020-01-01", "2020-01-01 is before the person's first check-in")]
    [InlineData(
        "answers.csv",
        "person,date,instrument,item,value\nbea,2026-06-07,csi,sleep,1\nbea,2026-09-30,csi,sleep,0",
        "csi.sleep is answered twice in the check-in of 2026-06-05, the newest until this day; the first is in row 2"
    )]
    public void A_history_with_holes_gets_an_error_that_says_what_is_wrong(string file, string text, string fault)
    {
        folder.Write(file, text + "\n");

        var (code, output, error) = Backtest();

        Assert.Equal((1, ""), (code, output));
        Assert.Has(fault, error);
    }

    [Fact]
    public void An_audit_names_an_outcome_of_a_stranger_and_a_folder_with_nobody_in_it_says_so()
    {
        Table("outcomes.csv", "person;date", "dirk;2026-09-01");
        Assert.Has("column person: 'dirk' is not in people.csv", VerbRun.Of("audit", folder.Name).Error);

        Array.ForEach(Directory.GetFiles(folder.Name), File.Delete);
        Table("people.csv", "person;enrolled");
        Table("asked.csv", "person;date;instruments");
        var (code, output, error) = VerbRun.Of("backtest", folder.Name);

        Assert.Equal((1, ""), (code, output));
        Assert.Has("people.csv: has nobody in it", error);
    }

    [Fact]
    public void An_audit_of_a_folder_counts_what_a_replay_tells()
    {
        var (code, table, _) = VerbRun.Of("audit", folder.Name);
        using var json = JsonDocument.Parse(VerbRun.Of("audit", folder.Name, "--format", "json").Output);

        Assert.Equal(0, code);
        Assert.StartsWith("3 people, 4 signals.", table, StringComparison.Ordinal);
        Assert.Has("Within 180 days of a red signal; 1 are too young", table);
        Assert.Matches("by the signals +2 of 2, too few to say", table);
        Assert.Matches("days before, median +109 \\(43-175\\)", table);
        Assert.Equal(2, json.RootElement.GetProperty("foreseen").GetProperty("count").GetInt32());
        Assert.Equal(109, json.RootElement.GetProperty("leadDays").GetProperty("value").GetDouble());
        Assert.Equal(5, json.RootElement.GetProperty("byPoints").GetArrayLength());
        // Anna said in June that she can go on for less than a month, and no talk is known; her care collapsed in September.
        Assert.Matches("not spoken since +1", table);
        Assert.Matches("days, longest, so far where nobody spoke +88 \\(anna\\)", table);
        Assert.Matches("nothing open that day or the next +0", table);
        var red = json.RootElement.GetProperty("red");
        Assert.Equal((1, 1), (red.GetProperty("answers").GetInt32(), red.GetProperty("unspoken").GetInt32()));
        Assert.Equal("anna", red.GetProperty("longest")[0].GetProperty("person").GetString());
        Assert.Equal(JsonValueKind.Null, red.GetProperty("daysUntilTalk").GetProperty("value").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("heavy").GetProperty("nothingOpen").GetInt32());
    }

    [Fact]
    public void A_setting_is_taken_in_either_form_before_and_after_the_folder()
    {
        string[] forms = ["--Signals:Nearness:Red=5", "--Signals:Nearness:Red 5"];
        foreach (var words in forms.Select(form => form.Split(' ')))
        {
            Assert.Has("red from 5 points", VerbRun.Of(["backtest", folder.Name, .. words]).Output);
            Assert.Has("red from 5 points", VerbRun.Of(["backtest", .. words, folder.Name]).Output);
            Assert.StartsWith(
                "3 people",
                VerbRun.Of(["audit", .. words, folder.Name]).Output,
                StringComparison.Ordinal
            );
            Assert.Has(
                "store.db: is not there",
                VerbRun.Of(["audit", .. words, "--Storage:Connection", "Data Source=store.db"]).Error
            );
        }
    }

    [Fact]
    public void An_audit_of_a_folder_with_faults_names_them_and_counts_nothing()
    {
        Table("outcomes.csv", "person;date", "anna;gisteren");

        var (code, output, error) = VerbRun.Of("audit", folder.Name);

        Assert.Equal((1, ""), (code, output));
        Assert.Has("outcomes.csv: row 2, column date: 'gisteren' is not a day", error);
    }

    private static double Rate(JsonElement row, string name) => row.GetProperty(name).GetProperty("value").GetDouble();

    private static int InTime(JsonElement rule) => rule.GetProperty("toldInTime").GetProperty("count").GetInt32();

    private static IEnumerable<string> Answers(string person, string day, int csi, int time) =>
        CsiItems
            .Split(',')
            .Select((item, place) => $"{person};{day};csi;{item};{(place < csi ? 1 : 0)}")
            .Append($"{person};{day};volhoudtijd;time;{time}");

    /// <summary>As a spreadsheet saves it: byte-order mark, semicolons, carriage returns.</summary>
    private void Table(string file, string header, params string[] rows) =>
        File.WriteAllText(
            Path.Combine(folder.Name, file),
            string.Join("\r\n", rows.Prepend(header)) + "\r\n",
            new UTF8Encoding(true)
        );

    private (int Code, string Output, string Error) Replay(params string[] more) =>
        VerbRun.Of(["replay", folder.Name, "--out", Path.Combine(folder.Name, "signals.csv"), .. more]);

    private (int Code, string Output, string Error) Backtest(params string[] more) =>
        VerbRun.Of(["backtest", folder.Name, "--outcomes", Path.Combine(folder.Name, "outcomes.csv"), .. more]);

    private string Signals() => File.ReadAllText(Path.Combine(folder.Name, "signals.csv"));
}
