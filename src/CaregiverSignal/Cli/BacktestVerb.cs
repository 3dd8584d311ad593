using System.CommandLine;
using CaregiverSignal.Import;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Cli;

/// <summary>Counts what the rules would have told, at each limit, or beside the days care collapsed; no database.</summary>
public static class BacktestVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Holds people.csv, asked.csv, answers.csv and events.csv." };
        var outcomes = new Option<string?>("--outcomes") { Description = "person,date: the days care collapsed. When left out: signals a month at each limit of red and of amber.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var sweep = new Option<Sweep?>("--sweep") { Description = "Try a limit at several values, with a step when it is not 1: Signals:Nearness:Red=5..9 or Signals:Burden:From=40..80/10.", HelpName = "SETTING=FROM..TO", CustomParser = Sweep.Parse };
        var chart = new Option<string?>("--chart") { Description = "With --sweep: an SVG file of collapses told in time against signals a month.", HelpName = "FILE" };
        var least = new Option<int>("--least-days") { Description = "A signal is in time so many days before a collapse at the least.", DefaultValueFactory = _ => new InTime().Least, HelpName = "DAYS" };
        var most = new Option<int>("--most-days") { Description = "And so many at the most.", DefaultValueFactory = _ => new InTime().Most, HelpName = "DAYS" };
        var caregivers = WholeNumber.Option("--caregivers", null, 1, 1_000_000, "Say signals a week for so many caregivers, and when left out for as many as are in the folder");
        var carry = new Option<Carry?>("--carry") { Description = "Without --outcomes: name the limits that keep to so many red signals and so many in all, in a month, for all caregivers together.", HelpName = "RED,ALL", CustomParser = Carry.Parse };
        var coordinators = WholeNumber.Option("--coordinators", 1, 1, 10_000, "With --carry: so many share the signals");
        var contactAfter = Looking.ContactAfter();
        var command = new Command("backtest", "Replay a folder's history and count what would have been told: at each limit of red and of amber, or, with the days care collapsed, in time before them: together, how long somebody can go on alone, and each kind alone. No database.")
        {
            folder, outcomes, format, sweep, chart, caregivers, carry, coordinators, least, most, contactAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(used =>
        {
            if (used.GetResult(outcomes) is null && new Option[] { sweep, chart, least, most }.Any(option => used.GetResult(option) is { Implicit: false })) used.AddError("--sweep, --chart, --least-days and --most-days go with --outcomes.");
            if (used.GetResult(carry) is not null && used.GetResult(outcomes) is not null) used.AddError("--carry goes without --outcomes.");
            if (used.GetResult(coordinators) is { Implicit: false } && used.GetResult(carry) is null) used.AddError("--coordinators goes with --carry.");
            if (used.GetResult(chart) is not null && used.GetResult(sweep) is null) used.AddError("--chart goes with --sweep.");
            if (used.GetValue(least) < 0 || used.GetValue(most) < used.GetValue(least)) used.AddError("--least-days is 0 or more, and --most-days not below it.");
        });
        command.SetAction(parsed => Verbs.WithInstallation(parsed, installation => new Run(
            installation,
            parsed.GetValue(contactAfter).Days,
            new InTime(parsed.GetValue(least), parsed.GetValue(most)),
            parsed.InvocationConfiguration.Error).All(
                parsed.GetRequiredValue(folder),
                parsed.GetValue(outcomes),
                parsed.GetValue(sweep),
                parsed.GetValue(chart),
                parsed.GetValue(caregivers),
                parsed.GetValue(carry) is { } given ? given with { Coordinators = parsed.GetValue(coordinators) } : null,
                parsed.GetValue(format) == "json",
                parsed.InvocationConfiguration.Output)));
        return command;
    }

    private sealed record Run(Installation Installation, int? ContactAfter, InTime Window, TextWriter Error)
    {
        public int All(string folder, string? outcomes, Sweep? sweep, string? chart, int caregivers, Carry? carry, bool asJson, TextWriter output)
        {
            var settings = new List<RuleSettings>();
            foreach (var value in sweep?.Values ?? [])
            {
                if (Looking.RulesWith(Installation, "--sweep", sweep!.Setting, Sweep.Text(value), Error) is not { } rules) return CommandLine.Failure;
                settings.Add(rules);
            }

            if (Looking.HistoriesOf(Installation, folder, Error) is not { } people) return CommandLine.Failure;
            if (outcomes is null)
            {
                var limits = LimitsReport.Of(people, Installation.Settings.Signals, ContactAfter, caregivers, carry, Error);
                output.Write(asJson ? limits.ToJson() : limits.ToTable());
                return CommandLine.Success;
            }

            var known = people.Select(one => one.Person).ToHashSet(StringComparer.Ordinal);
            if (FolderReader.ReadOutcomes(outcomes, known, Installation.Instruments, out var faults) is not { } rows) return Verbs.Report(faults, Error);
            var collapses = rows.ToLookup(row => row.Person, row => row.Date);

            var report = new BacktestReport(
                people.Count, caregivers > 0 ? caregivers : Math.Max(1, people.Count), Window, RuleByRule(people, collapses), sweep?.Setting,
                [.. settings.Zip(sweep?.Values ?? [], (rules, value) => (value, Result(people, collapses, rules, Sweep.Text(value))))]);
            if (chart is not null && !TableFile.Write(chart, Error, writer => writer.Write(SweepChart.Draw(report)))) return CommandLine.Failure;
            output.Write(asJson ? report.ToJson() : report.ToTable());
            return CommandLine.Success;
        }

        /// <summary>All together, only what of it is red, how long somebody can go on alone, and each kind alone.</summary>
        private IReadOnlyList<(string Name, BacktestResult Result)> RuleByRule(IReadOnlyList<PersonHistory> people, ILookup<string, DateOnly> collapses)
        {
            var kinds = Things.All.Select(thing => thing.Kind).Distinct().Order().ToList();
            IEnumerable<Mute> alone = [Mute.AllBut(thing => thing is PerseveranceTime), .. kinds.Select(kind => Mute.AllBut(thing => thing.Kind == kind))];
            var told = Looking.Each(people, "Backtesting", Error, one =>
            {
                var together = Replay.Of(one.History, Installation.Settings.Signals, ContactAfter);
                var red = together.Where(it => it.Level == Level.Red).ToList();
                var others = alone.Select(mute => Replay.Of(one.History, Installation.Settings.Signals, ContactAfter, mute));
                return new[] { together, red }.Concat(others).Select(it => ToldCourse.Of(one.History, it, [.. collapses[one.Person]])).ToArray();
            });
            IEnumerable<string> names = ["together", "together-red", "volhoudtijd", .. kinds.Select(Kinds.Code)];
            return [.. names.Select((name, place) => (name, Backtest.Of([.. told.Select(one => one[place])], Window)))];
        }

        private BacktestResult Result(IReadOnlyList<PersonHistory> people, ILookup<string, DateOnly> collapses, RuleSettings rules, string value) =>
            Backtest.Of(
                Looking.Each(people, $"Trying {value}", Error, one => ToldCourse.Of(one.History, Replay.Of(one.History, rules, ContactAfter), [.. collapses[one.Person]])),
                Window);
    }
}
