using System.CommandLine;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// The verb <c>backtest</c>: counts the signals that the rules would have given, at each limit or compared with the
/// days on which care collapsed; no database.
/// </summary>
public static class BacktestVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Holds people.csv, asked.csv, answers.csv and events.csv.",
        };
        var outcomes = new Option<string?>("--outcomes")
        {
            Description =
                "person,date: the days care collapsed. When left out: signals a month at each limit of red and of amber.",
            HelpName = "FILE",
        };
        var format = new Option<string>("--format")
        {
            Description = "table or json.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        var sweep = new Option<Sweep?>("--sweep")
        {
            Description =
                "Try a limit at several values, with a step when it is not 1: Signals:Nearness:Red=5..9 or Signals:Burden:From=40..80/10.",
            HelpName = "SETTING=FROM..TO",
            CustomParser = Sweep.Parse,
        };
        var least = new Option<int>("--least-days")
        {
            Description = "The fewest days before a collapse at which a signal is in time.",
            DefaultValueFactory = _ => new InTime().Least,
            HelpName = "DAYS",
        };
        var most = new Option<int>("--most-days")
        {
            Description = "And so many at the most.",
            DefaultValueFactory = _ => new InTime().Most,
            HelpName = "DAYS",
        };
        var caregivers = WholeNumber.Option(
            "--caregivers",
            null,
            1,
            1_000_000,
            "Say signals a week for so many caregivers, and when left out for as many as are in the folder"
        );
        var carry = new Option<Capacity?>("--carry")
        {
            Description =
                "Without --outcomes: name the limits that keep to so many red signals and so many in all, in a month, for all caregivers together.",
            HelpName = "RED,ALL",
            CustomParser = Capacity.Parse,
        };
        var coordinators = WholeNumber.Option(
            "--coordinators",
            1,
            1,
            10_000,
            "With --carry: so many share the signals"
        );
        var contactAfter = FolderReview.ContactAfter();
        var command = new Command(
            "backtest",
            "Replay a folder's history and count the signals: at each limit of red and of amber, or, with the days on which care collapsed, those in time before them: for all rules together, perseverance time alone, and each kind alone. No database."
        )
        {
            folder,
            outcomes,
            format,
            sweep,
            caregivers,
            carry,
            coordinators,
            least,
            most,
            contactAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(used =>
        {
            if (
                used.GetResult(outcomes) is null
                && new Option[] { sweep, least, most }.Any(option => used.GetResult(option) is { Implicit: false })
            )
                used.AddError("--sweep, --least-days and --most-days go with --outcomes.");
            if (used.GetResult(carry) is not null && used.GetResult(outcomes) is not null)
                used.AddError("--carry goes without --outcomes.");
            if (used.GetResult(coordinators) is { Implicit: false } && used.GetResult(carry) is null)
                used.AddError("--coordinators goes with --carry.");
            if (used.GetValue(least) < 0 || used.GetValue(most) < used.GetValue(least))
                used.AddError("--least-days is 0 or more, and --most-days not below it.");
        });
        command.SetAction(parsed =>
            Verbs.WithInstallation(
                parsed,
                installation =>
                    new Run(
                        installation,
                        parsed.GetValue(contactAfter).Days,
                        new InTime(parsed.GetValue(least), parsed.GetValue(most)),
                        parsed.InvocationConfiguration.Error
                    ).All(
                        parsed.GetRequiredValue(folder),
                        parsed.GetValue(outcomes),
                        parsed.GetValue(sweep),
                        parsed.GetValue(caregivers),
                        parsed.GetValue(carry) is { } given
                            ? given with
                            {
                                Coordinators = parsed.GetValue(coordinators),
                            }
                            : null,
                        parsed.GetValue(format) == "json",
                        parsed.InvocationConfiguration.Output
                    )
            )
        );
        return command;
    }

    private sealed record Run(Installation Installation, int? ContactAfter, InTime Window, TextWriter Error)
    {
        public int All(
            string folder,
            string? outcomes,
            Sweep? sweep,
            int caregivers,
            Capacity? carry,
            bool asJson,
            TextWriter output
        )
        {
            var settings = new List<RuleSettings>();
            foreach (var value in sweep?.Values ?? [])
            {
                if (
                    FolderReview.RulesWith(Installation, "--sweep", sweep!.Setting, Sweep.Text(value), Error)
                    is not { } rules
                )
                    return CommandLine.Failure;
                settings.Add(rules);
            }

            if (outcomes is null)
            {
                if (LimitsReport.Of(Installation, folder, ContactAfter, caregivers, carry, Error) is not { } limits)
                    return CommandLine.Failure;
                output.Write(asJson ? limits.ToJson() : limits.ToTable());
                return CommandLine.Success;
            }

            var rows = FolderReader.ReadOutcomes(outcomes, Installation.Instruments, out var faults);
            var collapses = rows.ToLookup(row => row.Person, row => row.Date);
            if (
                FolderReview.At(
                    Installation,
                    folder,
                    "Backtesting",
                    Error,
                    one => new Tried(one.Person, Courses(one.History, [.. collapses[one.Person]], settings)),
                    all => Count(all, settings.Count)
                )
                is not { } counted
            )
                return CommandLine.Failure;
            faults =
            [
                .. rows.Where(row => !counted.People.Contains(row.Person))
                    .Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv")),
                .. faults,
            ];
            if (faults.Count > 0)
                return Verbs.Report(faults, Error);

            var (people, results) = (counted.People.Count, counted.Counts.Select(one => one.Result()).ToList());
            var report = new BacktestReport(
                people,
                caregivers > 0 ? caregivers : Math.Max(1, people),
                Window,
                [.. Names.Zip(results)],
                sweep?.Setting,
                [.. (sweep?.Values ?? []).Zip(results.Skip(Names.Count))]
            );
            output.Write(asJson ? report.ToJson() : report.ToTable());
            return CommandLine.Success;
        }

        private static readonly IReadOnlyList<SignalKind> NotifyingKinds =
        [
            .. WarningSigns.All.Select(sign => sign.Kind).Distinct().Order(),
        ];

        /// <summary>All rules together, only red, perseverance time alone, and each kind alone.</summary>
        private static readonly IReadOnlyList<string> Names =
        [
            "together",
            "together-red",
            "volhoudtijd",
            .. NotifyingKinds.Select(kind => kind.Code()),
        ];

        private static readonly IReadOnlyList<Mute> Alone =
        [
            Mute.AllBut(sign => sign is PerseveranceTime),
            .. NotifyingKinds.Select(kind => Mute.AllBut(sign => sign.Kind == kind)),
        ];

        /// <summary>
        /// The signals about one person by each of the names, and then with each of the settings that are tried; the
        /// facts are made once.
        /// </summary>
        private NotifiedCourse[] Courses(History history, IReadOnlyList<DateOnly> collapses, List<RuleSettings> tried)
        {
            var (facts, rules) = (Facts.Of(history), Installation.Settings.Signals);
            var together = Replay.Of(facts, history.Contacts, rules, ContactAfter);
            IEnumerable<IReadOnlyList<NotifiedSignal>> signals =
            [
                together,
                [.. together.Where(it => it.Urgency == Urgency.Red)],
                .. Alone.Select(mute => Replay.Of(facts, history.Contacts, rules, ContactAfter, mute)),
                .. tried.Select(one => Replay.Of(facts, history.Contacts, one, ContactAfter)),
            ];
            var course = NotifiedCourse.Of(history, [], collapses);
            return [.. signals.Select(it => course with { Notified = it })];
        }

        private Counted Count(IEnumerable<Tried> all, int tried)
        {
            var counted = new Counted(
                [],
                [.. Enumerable.Range(0, Names.Count + tried).Select(_ => new BacktestCounts(Window))]
            );
            foreach (var one in all)
            {
                counted.People.Add(one.Person);
                for (var place = 0; place < one.Courses.Length; place++)
                    counted.Counts[place].Add(one.Courses[place]);
            }

            return counted;
        }
    }

    /// <summary>One person with the signals by each of the names and settings.</summary>
    private readonly record struct Tried(string Person, NotifiedCourse[] Courses);

    private sealed record Counted(HashSet<string> People, BacktestCounts[] Counts);
}
