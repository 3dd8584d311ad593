using System.Text.Json.Nodes;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Reports;

/// <summary>
/// What a report should say, counted from what a support point exports: its files and those of each person.
/// </summary>
internal sealed class Exported
{
    private readonly SiteTime time;
    private readonly List<Dictionary<string, string>> people;
    private readonly List<Dictionary<string, string>> events;
    private readonly Dictionary<string, JsonNode> files;

    public Exported(
        string folder,
        Func<Dictionary<string, string>, bool> isTheirs,
        Func<string, JsonNode> fileOf,
        SiteTime time
    )
    {
        this.time = time;
        people = [.. ReportVerbTests.Lines(folder, "people.csv").Where(isTheirs)];
        files = people.ToDictionary(person => person["person"], person => fileOf(person["person"]));
        events = [.. ReportVerbTests.Lines(folder, "events.csv").Where(line => files.ContainsKey(line["person"]))];
    }

    /// <summary>The row and column of each one that a table counts.</summary>
    public Dictionary<string, List<(string Row, string Column)>> Of(DateOnly from, int months)
    {
        var until = from.AddMonths(months);
        var last = until.AddDays(-1);
        bool In(string? day) => day is { Length: >= 10 } && Some.Date(day[..10]) is var on && on >= from && on < until;
        bool IsIn(JsonNode row, string column) => In(Text(row, column));

        var reached = people
            .Where(person =>
                Some.Date(person["enrolled"][..10]) < until
                && (
                    Rows("check_in", person).Any(row => Text(row, "answered_at") is not null && IsIn(row, "asked_on"))
                    || events.Any(row =>
                        row["person"] == person["person"] && row["kind"] == "Contacted" && In(row["date"])
                    )
                )
            )
            .ToList();
        List<(string, string)> Reached(Func<Dictionary<string, string>, string> row) =>
            [.. reached.Select(person => (row(person), In(person["enrolled"]) ? "new" : "known"))];
        string YearsAgo(string day, params (int Years, string Row)[] rows) =>
            day.Length < 10
                ? "rest"
                : rows.Append((int.MaxValue, "rest"))
                    .First(row => row.Item1 == int.MaxValue || Some.Date(day[..10]).AddYears(row.Item1) > last)
                    .Item2;

        return new()
        {
            ["age"] = Reached(person => YearsAgo(person["born"], (45, "to45"), (65, "to65"), (75, "to75"))),
            ["relation"] = Reached(person => person["relation"] is { Length: > 0 } relation ? relation : "rest"),
            ["caring"] = Reached(person => YearsAgo(person["caring_since"], (2, "to2"), (5, "to5"), (10, "to10"))),
            ["neighbourhood"] = Reached(person => person["neighbourhood"] is { Length: > 0 } name ? name : "rest"),
            ["response"] =
            [
                .. from person in people
                from asked in Rows("check_in", person)
                where IsIn(asked, "asked_on")
                select (person["channel"], Text(asked, "answered_at") is null ? "unanswered" : "answered"),
            ],
            ["contact"] =
            [
                .. from told in Rows("notification")
                where IsIn(told, "notified_on")
                select (SpeedOf(told), Text(told, "urgency")!),
            ],
            ["help"] =
            [
                .. from help in Rows("help")
                where IsIn(help, "proposed_on")
                select (
                    Text(help, "kind")!,
                    Text(help, "began_on") is null ? "offered"
                    : Text(help, "ended_on") is null ? "runs"
                    : "ended"
                ),
            ],
            ["declined"] =
            [
                .. from help in Rows("help")
                where Text(help, "step") == "declined" && IsIn(help, "ended_on")
                select (Text(help, "reason") ?? "rest", "n"),
            ],
            ["waiting"] =
            [
                .. from help in Rows("help")
                where IsIn(help, "began_on")
                let wanted = Text(help, "wanted_on")
                select (
                    wanted is null
                        ? "rest"
                        : (Some.Date(Text(help, "began_on")!).DayNumber - Some.Date(wanted).DayNumber) switch
                        {
                            <= 14 => "weeks2",
                            <= 42 => "weeks6",
                            _ => "rest",
                        },
                    "n"
                ),
            ],
            ["respite"] =
            [
                .. from help in Rows("help")
                where IsIn(help, "wanted_on") && HelpKind.Find(Text(help, "kind")!)!.Group == HelpGroup.Respite
                select (
                    Text(help, "began_on") is not null ? "found"
                    : Text(help, "step") == "failed" ? "failed"
                    : "rest",
                    "n"
                ),
            ],
            ["helped"] = [.. Helped().Where(pair => IsIn(pair.Step, "done_on")).Select(pair => pair.Said)],
            ["course"] = [.. Courses(from, until)],
            ["outcomes"] =
            [
                .. people
                    .SelectMany(person => Outcomes(person["person"]))
                    .Where(pair => In($"{pair.Day:yyyy-MM-dd}"))
                    .Select(pair => pair.Said),
            ],
            ["endings"] =
            [
                .. events
                    .Where(row => row["kind"] is ("Admission" or "Death") && In(row["date"]))
                    .DistinctBy(row => (row["person"], row["kind"]))
                    .Select(row => (row["kind"], "n")),
            ],
            ["after-red"] = [.. people.SelectMany(person => AfterRed(person, from, until))],
        };
    }

    private List<JsonNode> Rows(string table, Dictionary<string, string> person) =>
        [.. files[person["person"]][table]!.AsArray().Select(row => row!)];

    private IEnumerable<JsonNode> Rows(string table) => people.SelectMany(person => Rows(table, person));

    private static string? Text(JsonNode row, string column) => row[column]?.ToString();

    private string SpeedOf(JsonNode told)
    {
        var day = Some.Date(Text(told, "notified_on")!);
        var first = Rows("action")
            .Where(action =>
                Text(action, "signal_id") == Text(told, "signal_id")
                && Text(action, "kind") == "contacted"
                && Text(action, "outcome") is null or "spoken" or "visit" or "called-us"
            )
            .Select(action => (DateOnly?)Some.Date(Text(action, "done_on")!))
            .Where(talk => talk >= day)
            .Min();
        return first <= time.WorkingDays.Add(day, 2) ? "soon"
            : first <= time.WorkingDays.Add(day, 5) ? "week"
            : "rest";
    }

    /// <summary>What they said of help, without what they took back themselves.</summary>
    private IEnumerable<(JsonNode Step, (string, string) Said)> Helped()
    {
        var kinds = Rows("help").ToDictionary(help => Text(help, "id")!, help => Text(help, "kind")!);
        return Rows("help_step")
            .Where(step => Text(step, "invalidated_id") is null)
            .GroupBy(step => Text(step, "help_id")!)
            .SelectMany(steps =>
            {
                var inOrder = steps.OrderBy(step => (long)step["id"]!).ToList();
                return inOrder
                    .Zip(inOrder.Skip(1).Append(null))
                    .Where(pair => Text(pair.First, "helped") is not null)
                    .Where(pair => pair.Second is null || Text(pair.Second, "step") != "taken-back")
                    .Select(pair => (pair.First, (kinds[steps.Key], Text(pair.First, "helped")!)));
            });
    }

    /// <summary>How long it could go on around help of which the half year after was over in these days.</summary>
    private IEnumerable<(string, string)> Courses(DateOnly from, DateOnly until)
    {
        foreach (var person in people)
        {
            var answers = Rows("response", person)
                .Where(row => Text(row, "instrument") == "volhoudtijd" && Text(row, "finished_at") is not null)
                .Where(row => Text(row, "invalidated_id") is null && Text(row, "can_go_on") is not null)
                .OrderBy(row => Text(row, "answered_on"))
                .ThenBy(row => (long)row["id"]!)
                .Select(row =>
                    (
                        On: Some.Date(Text(row, "answered_on")!),
                        Value: double.Parse(Text(row, "can_go_on")!, CultureInfo.InvariantCulture)
                    )
                )
                .ToList();
            foreach (var help in Rows("help", person).Where(help => Text(help, "began_on") is not null))
            {
                var began = Some.Date(Text(help, "began_on")!);
                if (began < from.AddMonths(-6) || began >= Earlier(until).AddMonths(-6))
                    continue;
                var before = answers.Where(it => it.On <= began && it.On > began.AddMonths(-3)).ToList();
                var after = answers.Where(it => it.On >= began.AddMonths(2) && it.On < began.AddMonths(6)).ToList();
                if (before.Count > 0 && after.Count > 0)
                    yield return (
                        Text(help, "kind")!,
                        after[0].Value.CompareTo(before[^1].Value) switch
                        {
                            > 0 => "longer",
                            < 0 => "shorter",
                            _ => "same",
                        }
                    );
            }
        }
    }

    /// <summary>Each time care at home broke down, once in thirty days.</summary>
    private IEnumerable<(DateOnly Day, (string, string) Said)> Outcomes(string person)
    {
        var told = files[person]["notification"]!
            .AsArray()
            .Select(row => Some.Date(Text(row!, "notified_on")!).DayNumber)
            .ToList();
        DateOnly? counted = null;
        foreach (var day in Collapses(person).GroupBy(it => it.Day).OrderBy(day => day.Key))
        {
            if (day.Key < counted?.AddDays(30))
                continue;
            counted = day.Key;
            yield return (
                day.Key,
                (
                    day.Select(it => it.Kind).Order(StringComparer.Ordinal).First(),
                    told.Exists(on => day.Key.DayNumber - on is >= 14 and <= 180) ? "told" : "untold"
                )
            );
        }
    }

    private IEnumerable<(string, string)> AfterRed(Dictionary<string, string> person, DateOnly since, DateOnly until) =>
        from told in Rows("notification", person)
        where Text(told, "urgency") == "red"
        let day = Some.Date(Text(told, "notified_on")!)
        where day >= since.AddDays(-180) && day < Earlier(until).AddDays(-180)
        select (
            Collapses(person["person"]).Any(it => it.Day > day && it.Day <= day.AddDays(180)) ? "followed" : "rest",
            "n"
        );

    private IEnumerable<(DateOnly Day, string Kind)> Collapses(string person) =>
        from row in events
        where row["person"] == person && row["kind"] is ("CareCollapse" or "CrisisAdmission")
        select (Some.Date(row["date"][..10]), row["kind"]);

    /// <summary>What is not over by today is not counted.</summary>
    private DateOnly Earlier(DateOnly until) => until < time.Today.AddDays(1) ? until : time.Today.AddDays(1);
}
