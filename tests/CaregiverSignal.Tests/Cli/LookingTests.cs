using System.CommandLine;
using System.Text;
using System.Text.Json;
using CaregiverSignal.Cli;
using CaregiverSignal.Cli.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Tests.Cli;

/// <summary>
/// The verbs <c>replay</c> and <c>backtest</c> over a folder as somebody would make it in a spreadsheet.
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
                .. Enumerable.Range(0, 3).SelectMany(month => Answers("bea", Months[month], 3, 5)),
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

    private static (int Csi, int Time)[] Creeping => [(2, 6), (2, 6), (3, 5), (4, 5), (6, 5), (8, 3)];

    private static string[] Months =>
        ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_made_in_a_spreadsheet_gives_signals_with_their_reasons_in_dutch()
    {
        var (code, output, error) = Replay();

        Assert.Equal((0, ""), (code, output));
        Assert.Contains("3 people, 3 red and 1 amber signals about 2 of them.", error, StringComparison.Ordinal);
        Assert.Equal(
            """
            person,date,level,kinds,reason
            anna,2026-03-10,red,level;request,Vroeg op 10 maart 2026 om gebeld te worden; zei op 5 maart 2026: ik houd dit nog een tot twee jaar vol.
            anna,2026-06-05,red,level;change;request,Vroeg op 10 maart 2026 om gebeld te worden; zei op 5 juni 2026: ik houd dit nog een tot zes maanden vol; de druk steeg van 2 (5 januari 2026) naar 8 (5 juni 2026); de druk (CSI) was op 5 juni 2026 voor het eerst 7 of hoger.
            anna,2026-10-17,red,level;change,Zei op 5 juni 2026: ik houd dit nog een tot zes maanden vol; de druk steeg van 2 (5 januari 2026) naar 8 (5 juni 2026).
            bea,2026-05-19,amber,level;silence,"Zei op 5 maart 2026: ik houd dit nog een tot twee jaar vol; antwoordde het laatst op 5 maart 2026, daarna 2 keer niet."

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

    [Theory]
    [InlineData("none", "2026-10-03")]
    [InlineData("14", "2026-10-17")]
    public void Who_is_still_near_is_told_again_120_days_after_the_telling_or_the_talk_that_the_option_says(
        string contactAfter,
        string again
    )
    {
        Replay("--contact-after", contactAfter);

        Assert.Equal(
            ["2026-03-10", "2026-06-05", again],
            Signals()
                .Split('\n')
                .Where(line => line.StartsWith("anna", StringComparison.Ordinal))
                .Select(line => line.Split(',')[1])
        );
    }

    [Fact]
    public void Everything_wrong_is_told_with_its_place_and_nothing_is_written()
    {
        Table("people.csv", "person;enrolled", "anna;5 januari", "bea;2026-01-05");
        Table("events.csv", "person;date;kind;by;note", "bea;2026-03-10;Party;caregiver;");

        var (code, _, error) = Replay();

        Assert.Equal(1, code);
        Assert.Contains(
            "people.csv: row 2, column enrolled: '5 januari' is not a day",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("events.csv: row 2, column kind: 'Party' is not known", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Name, "signals.csv")));
    }

    [Fact]
    public void Answers_that_belong_to_nobody_to_no_check_in_or_to_another_are_told()
    {
        Table(
            "answers.csv",
            "person;date;instrument;item;value",
            "dirk;2026-01-05;csi;sleep;1",
            "anna;2026-01-04;csi;sleep;1"
        );
        var (_, _, unknown) = Replay();
        Table(
            "answers.csv",
            "person;date;instrument;item;value",
            "anna;2026-01-04;csi;sleep;1",
            "anna;2026-01-06;csi;sleep;1",
            "anna;2026-01-07;csi;sleep;1",
            "anna;2026-01-07;opening;going;1"
        );
        var (code, _, error) = Replay();

        Assert.Equal(1, code);
        Assert.Contains(
            "answers.csv: row 2, column person: 'dirk' is not in people.csv",
            unknown,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "answers.csv: row 2, column date: 2026-01-04 is before the person's first check-in",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "answers.csv: row 4, column item: csi.sleep is answered twice",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "answers.csv: row 5, column instrument: 'opening' was not asked on 2026-01-05",
            error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("replay", "x")]
    [InlineData("replay", "x", "--out", "y", "--contact-after", "soon")]
    [InlineData("backtest", "x", "--sweep", "Signals:Nearness:Red=5..9")]
    [InlineData("backtest", "x", "--least-days", "7")]
    [InlineData("backtest", "x", "--outcomes", "y", "--sweep", "Signals:Nearness:Red")]
    [InlineData("backtest", "x", "--outcomes", "y", "--sweep", "Mail:Port=1..2")]
    [InlineData("backtest", "x", "--outcomes", "y", "--caregivers", "0")]
    [InlineData("backtest", "x", "--outcomes", "y", "--caregivers", "many")]
    public void Wrong_usage_ends_with_two(params string[] args)
    {
        var (code, output, error) = Run(args);

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Two_settings_are_compared_by_whom_the_second_adds_and_drops()
    {
        var old = folder.Write("old.json", """{ "Signals": { "Silence": { "Missed": 2 } } }""");
        var renewed = folder.Write(
            "new.json",
            """{ "Signals": { "Strain": { "RisenBy": 9, "From": 12 }, "Silence": { "Missed": 3 } } }"""
        );

        var (code, output, error) = Run("replay", folder.Name, "--compare", old, renewed);

        Assert.Equal(0, code);
        var lines = output.Split(Environment.NewLine);
        Assert.Equal("change,person,date,level,kinds,reason,level_before,kinds_before", lines[0]);
        Assert.Contains(
            lines,
            line => line.StartsWith("changed,anna,2026-06-05,red,level;request,", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line => line.StartsWith("dropped,bea,2026-05-19,amber,level;silence,", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line => line.StartsWith("added,bea,2026-06-19,amber,level;silence,", StringComparison.Ordinal)
        );
        Assert.Contains("Signals: 4 before", error, StringComparison.Ordinal);
        var after = RuleSet.Of(Some.Rules(("Strain:RisenBy", 9), ("Strain:From", 12), ("Silence:Missed", 3))).Version;
        Assert.Contains($"Rules: {RuleSettings.Version} before, {after} after.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_told_on_the_same_day_for_other_reasons_is_changed_and_not_added_and_dropped()
    {
        var old = folder.Write("old.json", "{}");
        var renewed = folder.Write("new.json", """{ "Signals": { "Strain": { "RisenBy": 9 } } }""");

        var (code, output, error) = Run("replay", folder.Name, "--compare", old, renewed);

        Assert.Equal(0, code);
        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("changed,anna,2026-06-05,red,level;request,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",red,level;change;request", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("changed,anna,2026-10-17,amber,level,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",red,level;change", lines[2], StringComparison.Ordinal);
        Assert.Contains("0 added, 0 dropped, 2 changed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_word_current_stands_for_the_rules_as_set_here_and_a_file_for_itself()
    {
        var defaults = folder.Write("new.json", """{ "Signals": {} }""");

        var (code, output, _) = Run(
            "replay",
            folder.Name,
            "--compare",
            "current",
            defaults,
            "--Signals:Silence:Missed=6"
        );

        Assert.Equal(0, code);
        Assert.StartsWith(
            "added,bea,2026-05-19,amber,level;silence,",
            Assert.Single(output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Skip(1)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{ "Nearness": { "Red": 9 } }""")]
    [InlineData("""{ "Signal": { "Nearness": { "Red": 9 } } }""")]
    [InlineData("""{ "Site": { "BaseUrl": "http://localhost" } }""")]
    public void A_file_without_the_section_of_the_rules_is_refused_with_what_is_expected(string text)
    {
        var renewed = folder.Write("new.json", text);

        var (code, output, error) = Run("replay", folder.Name, "--compare", "current", renewed);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(
            "new.json: cannot be read: it has no section Signals; what is expected is { \"Signals\": {",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_that_are_not_there_or_not_read_are_named()
    {
        File.Delete(Path.Combine(folder.Name, "events.csv"));
        File.Move(Path.Combine(folder.Name, "answers.csv"), Path.Combine(folder.Name, "Antwoorden.CSV"));

        var (code, _, error) = Replay();

        Assert.Equal(0, code);
        Assert.Contains(
            "Antwoorden.CSV: not read; the names that are, in small letters: people.csv, asked.csv, answers.csv, events.csv",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("answers.csv, events.csv: not there", error, StringComparison.Ordinal);
        Assert.DoesNotContain("outcomes.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_without_the_days_of_asking_are_one_fault()
    {
        File.Delete(Path.Combine(folder.Name, "asked.csv"));

        var (code, _, error) = Replay();

        Assert.Equal(1, code);
        Assert.Contains(
            "asked.csv: is missing",
            Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_known_columns_are_listed_once_a_file()
    {
        Table("people.csv", "person;enrolled;kleur;smaak", "anna;2026-01-05;;");

        var (_, _, error) = Replay();

        Assert.Contains("column kleur: is not known; known are person, enrolled", error, StringComparison.Ordinal);
        Assert.Contains("column smaak: is not known" + Environment.NewLine, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200, "--caregivers", "200")]
    public void A_backtest_says_signals_a_week_for_a_number_of_caregivers(int caregivers, params string[] more)
    {
        var (_, table, _) = Backtest(more);
        var (_, output, _) = Backtest(["--format", "json", .. more]);

        using var json = JsonDocument.Parse(output);
        var all = json.RootElement.GetProperty("rules")[0];
        var month = all.GetProperty("anyPer100PerMonth").GetProperty("value").GetDouble();
        var week = all.GetProperty("anyPerWeek").GetProperty("value").GetDouble();
        Assert.Equal(caregivers, json.RootElement.GetProperty("caregivers").GetInt32());
        Assert.Equal(month * caregivers / 100 * 12 / 365.25 * 7, week, 0.001);
        Assert.Contains($"any /week at {caregivers}", table, StringComparison.Ordinal);
        Assert.Contains(
            week.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
            table,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_wrong_setting_is_told_with_its_file()
    {
        var old = folder.Write("old.json", "{}");
        var renewed = folder.Write("new.json", """{ "Signals": { "Strain": { "Blood": 9 } } }""");

        var (code, _, error) = Run("replay", folder.Name, "--compare", old, renewed);

        Assert.Equal(1, code);
        Assert.Contains("new.json: Signals:Strain:Blood: is not a limit of the rules", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backtest_counts_collapses_told_in_time_for_each_rule()
    {
        var (code, output, _) = Backtest("--format", "json", "--sweep", "Signals:Nearness:Red=6..8");

        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var rules = json
            .RootElement.GetProperty("rules")
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("rules").GetString()!);
        Assert.Equal(2, json.RootElement.GetProperty("outcomes").GetInt32());
        Assert.Equal((2, 1, 1), (InTime(rules["together"]), InTime(rules["level"]), InTime(rules["silence"])));
        // Anna's first signal in time is her request, 175 days before; Bea's silence 74.
        Assert.Equal(124.5, rules["together"].GetProperty("leadDays").GetProperty("value").GetDouble());
        Assert.Equal(1, json.RootElement.GetProperty("againstLevel").GetProperty("onlyTogether").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("sweep").GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void A_value_of_a_sweep_counts_as_a_run_with_that_setting()
    {
        using var swept = JsonDocument.Parse(
            Backtest("--format", "json", "--sweep", "Signals:Nearness:Red=5..9").Output
        );

        foreach (var row in swept.RootElement.GetProperty("sweep").GetProperty("rows").EnumerateArray())
        {
            using var run = JsonDocument.Parse(
                Backtest("--format", "json", "--Signals:Nearness:Red=" + row.GetProperty("value").GetRawText()).Output
            );
            Assert.Equal(Counts(run.RootElement.GetProperty("rules")[0]), Counts(row));
        }

        static IEnumerable<string> Counts(JsonElement row) =>
            row.EnumerateObject().Skip(1).Select(one => $"{one.Name} {JsonSerializer.Serialize(one.Value)}");
    }

    [Fact]
    public void A_backtest_prints_a_table_with_each_value_of_a_sweep()
    {
        var (code, output, _) = Backtest("--sweep", "Signals:Nearness:Red=5..9/2");

        Assert.Equal(0, code);
        Assert.Contains("together      2 of 2 = 100 %", output, StringComparison.Ordinal);
        Assert.Contains("Signals:Nearness:Red", output, StringComparison.Ordinal);
        Assert.Contains("9 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_outcomes_a_backtest_says_the_signals_at_each_limit_of_red_and_of_amber()
    {
        var (code, table, _) = Run("backtest", folder.Name);
        var (_, output, _) = Run("backtest", folder.Name, "--format", "json", "--caregivers", "200");

        Assert.Equal(0, code);
        Assert.Contains("Set here: red from 7 points, amber from 3.", table, StringComparison.Ordinal);
        Assert.Equal(18, table.Split('\n').Count(line => line.StartsWith("red from ", StringComparison.Ordinal)));
        Assert.Equal(2, table.Count(sign => sign == '*'));
        using var json = JsonDocument.Parse(output);
        var limits = json
            .RootElement.GetProperty("limits")
            .EnumerateArray()
            .ToDictionary(one => (one.GetProperty("red").GetInt32(), one.GetProperty("amber").GetInt32()));
        Assert.Equal(
            from red in Enumerable.Range(4, 9)
            from amber in Enumerable.Range(2, 5)
            where amber <= red
            select (red, amber),
            limits.Keys
        );
        foreach (var amber in Enumerable.Range(2, 5))
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
            Assert.Equal(Rate(together, rate), Rate(limits[(7, 3)], rate));
        Assert.Equal(
            Rate(limits[(7, 3)], "anyPer100PerMonth") * 2 * 12 / 365.25 * 7,
            Rate(limits[(7, 3)], "anyPerWeek"),
            0.001
        );
    }

    [Fact]
    public void What_can_be_carried_names_the_lowest_limits_that_keep_to_it_and_set_so_the_history_gives_that()
    {
        using var tried = JsonDocument.Parse(
            Run("backtest", folder.Name, "--format", "json", "--caregivers", "200").Output
        );
        var rows = tried
            .RootElement.GetProperty("limits")
            .EnumerateArray()
            .ToDictionary(one => (Red: one.GetProperty("red").GetInt32(), Amber: one.GetProperty("amber").GetInt32()));
        var (red, all) = (
            2 * Rate(rows[(8, 4)], "redPer100PerMonth") + 0.01,
            2 * Rate(rows[(8, 4)], "anyPer100PerMonth") + 0.01
        );
        var lowest = rows.First(row =>
            2 * Rate(row.Value, "redPer100PerMonth") <= red && 2 * Rate(row.Value, "anyPer100PerMonth") <= all
        ).Key;

        string[] asked =
        [
            "backtest",
            folder.Name,
            "--caregivers",
            "200",
            "--coordinators",
            "3",
            "--carry",
            FormattableString.Invariant($"{red:0.##},{all:0.##}"),
        ];
        var (code, output, _) = Run([.. asked, "--format", "json"]);
        using var json = JsonDocument.Parse(output);
        var carry = json.RootElement.GetProperty("carry");
        var text = Run(asked).Output;

        Assert.Equal(0, code);
        var set = carry.GetProperty("set");
        var perWeek = (int)Math.Ceiling(all * 12 / 365.25 * 7 / 3);
        Assert.Equal(
            (lowest.Red, lowest.Amber, perWeek),
            (
                set.GetProperty("Signals:Nearness:Red").GetInt32(),
                set.GetProperty("Signals:Nearness:Amber").GetInt32(),
                set.GetProperty("FollowUp:SignalsPerWeek").GetInt32()
            )
        );
        Assert.Equal(
            carry.GetProperty("anyPerMonth").GetDouble() * 12 / 365.25 * 7 / 3,
            carry.GetProperty("anyPerWeekAndCoordinator").GetDouble(),
            0.001
        );
        Assert.Equal(
            rows.Keys,
            json.RootElement.GetProperty("limits")
                .EnumerateArray()
                .Select(one => (one.GetProperty("red").GetInt32(), one.GetProperty("amber").GetInt32()))
        );
        Assert.Contains(
            $"\"Signals\": {{ \"Nearness\": {{ \"Amber\": {lowest.Amber}, \"Red\": {lowest.Red} }} }}",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains($"\"FollowUp\": {{ \"SignalsPerWeek\": {perWeek} }}", text, StringComparison.Ordinal);

        using var after = JsonDocument.Parse(
            Run([
                .. asked,
                "--format",
                "json",
                $"--Signals:Nearness:Red={lowest.Red}",
                $"--Signals:Nearness:Amber={lowest.Amber}",
            ]).Output
        );
        Assert.Equal(
            lowest,
            (
                after.RootElement.GetProperty("set").GetProperty("red").GetInt32(),
                after.RootElement.GetProperty("set").GetProperty("amber").GetInt32()
            )
        );
        Assert.Equal(
            carry.GetProperty("redPerMonth").GetDouble(),
            after.RootElement.GetProperty("carry").GetProperty("redPerMonth").GetDouble()
        );
    }

    [Fact]
    public void Where_no_limits_keep_to_what_can_be_carried_it_says_what_is_told_whatever_they_are()
    {
        var (code, text, _) = Run("backtest", folder.Name, "--carry", "0,0.01");
        using var json = JsonDocument.Parse(
            Run("backtest", folder.Name, "--carry", "0,0.01", "--format", "json").Output
        );

        Assert.Equal(0, code);
        Assert.Contains(
            "No limits keep to 0 red and 0.01 in all a month at 3 caregivers",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Red from 12 points and amber from 12 still give", text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("carry").GetProperty("set").ValueKind);
    }

    [Theory]
    [InlineData("--carry: '20,6' is not allowed", "--carry", "20,6")]
    [InlineData("--carry: 'veel' is not allowed", "--carry", "veel")]
    [InlineData("--carry: '0,0' is not allowed", "--carry", "0,0")]
    [InlineData("--coordinators goes with --carry.", "--coordinators", "2")]
    [InlineData("--carry goes without --outcomes.", "--carry", "6,20", "--outcomes", "outcomes.csv")]
    public void What_can_be_carried_is_two_numbers_and_goes_without_outcomes(string fault, params string[] options)
    {
        var (code, output, error) = Run(["backtest", folder.Name, .. options]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(fault, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Outcomes_that_are_wrong_are_told()
    {
        Table("outcomes.csv", "person;date", "dirk;2026-09-01", "anna;gisteren");

        var (code, output, error) = Backtest();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("outcomes.csv: row 3, column date: 'gisteren' is not a day", error, StringComparison.Ordinal);
        Assert.Contains(
            "outcomes.csv: row 2, column person: 'dirk' is not in people.csv",
            error,
            StringComparison.Ordinal
        );
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
        Run(["replay", folder.Name, "--out", Path.Combine(folder.Name, "signals.csv"), .. more]);

    private (int Code, string Output, string Error) Backtest(params string[] more) =>
        Run(["backtest", folder.Name, "--outcomes", Path.Combine(folder.Name, "outcomes.csv"), .. more]);

    private string Signals() => File.ReadAllText(Path.Combine(folder.Name, "signals.csv"));

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { ReplayVerb.Create(), BacktestVerb.Create() };
        var code = CommandLine.Run(
            root,
            [.. args, "--Questionnaires:Folder=" + Some.QuestionnairesFolder],
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }
}
