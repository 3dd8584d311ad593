using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// The verb <c>backtest</c>: counts the signals that the rules would have given, at each limit and, where the days on
/// which care collapsed are known, by each rule; no database.
/// </summary>
public static class BacktestVerb
{
    /// <summary>The limits that are tried, beside those as set (our choice).</summary>
    private static readonly int[] Reds = [4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly int[] Ambers = [2, 3, 4, 5, 6, 7, 8];

    /// <summary>The most calls a month that can be asked for: more than twenty colleagues make (our choice).</summary>
    private const int MostCalls = 2000;

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

    public static Command Create()
    {
        var folder = FolderReview.Folder();
        var outcomes = new Option<string?>("--outcomes")
        {
            Description = "person,date: the days care collapsed; with it also what each rule told in time.",
            HelpName = "FILE",
        };
        var format = FolderReview.Format();
        var carry = new Option<int?>("--carry")
        {
            Description =
                "How many calls about signals your coordinators can make a month; with it also the limits that follow.",
            HelpName = "CALLS",
        };
        carry.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && (!int.TryParse(result.Tokens[0].Value, out var calls) || calls is < 1 or > MostCalls)
            )
                result.AddError(
                    $"--carry: '{result.Tokens[0].Value}' is not allowed; allowed is a whole number from 1 to {MostCalls}"
                );
        });
        var contactAfter = FolderReview.ContactAfter();
        var command = new Command(
            "backtest",
            "Replay a folder's history and count the signals at each limit of red and of amber; with the days on which care collapsed also those in time before them: for all rules together, perseverance time alone, and each kind alone. No database."
        )
        {
            folder,
            outcomes,
            format,
            carry,
            contactAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithInstallation(
                parsed,
                installation =>
                {
                    var report = Report(
                        installation,
                        parsed.GetRequiredValue(folder),
                        parsed.GetValue(outcomes),
                        parsed.GetValue(contactAfter).Days,
                        parsed.InvocationConfiguration.Error
                    );
                    if (report is null)
                        return CommandLine.Failure;
                    report = report with { Carry = parsed.GetValue(carry) };
                    parsed.InvocationConfiguration.Output.Write(
                        parsed.GetValue(format) == "json" ? report.ToJson() : report.ToTable()
                    );
                    return CommandLine.Success;
                }
            )
        );
        return command;
    }

    /// <returns>Null, with every fault reported, when the folder or the outcomes have faults.</returns>
    private static BacktestReport? Report(
        Installation installation,
        string folder,
        string? outcomes,
        int? contactAfter,
        TextWriter error
    )
    {
        var rules = installation.Settings.Signals;
        var set = (Red: rules[Nearness.Red], Amber: rules[Nearness.Amber]);
        var limits = LimitsAround(set);
        var tried = limits.ConvertAll(one => rules.With(Nearness.Red, one.Red).With(Nearness.Amber, one.Amber));
        IReadOnlyList<Fault> faults = [];
        var rows = outcomes is null ? [] : FolderReader.ReadOutcomes(outcomes, installation.Instruments, out faults);
        var collapses = rows.ToLookup(row => row.Person, row => row.Date);
        var people = FolderReview.At(installation, folder, "Backtesting", error, Look);
        if (people is null)
            return null;
        var known = people.Select(one => one.Person).ToHashSet(StringComparer.Ordinal);
        faults =
        [
            .. rows.Where(row => !known.Contains(row.Person))
                .Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv")),
            .. faults,
        ];
        if (faults.Count > 0)
        {
            Verbs.Report(faults, error);
            return null;
        }

        var months = people.Sum(one => one.Months);
        return new BacktestReport(
            people.Count,
            months,
            set,
            [
                .. limits.Select(
                    (limit, place) =>
                        new LimitsRow(
                            limit.Red,
                            limit.Amber,
                            Interval.OfRate(people.Sum(one => one.AtLimits[place].Red), months / 100),
                            Interval.OfRate(people.Sum(one => one.AtLimits[place].Any), months / 100)
                        )
                ),
            ],
            outcomes is null
                ? null
                :
                [
                    .. Names.Select(
                        (name, place) =>
                            (name, Backtest.Of(people.Select(one => one.ByRule[place]), BacktestReport.Window))
                    ),
                ]
        );

        Seen Look(PersonHistory one)
        {
            var facts = Facts.Of(one.History);
            var course = NotifiedCourse.Of(one.History, [], [.. collapses[one.Person]]);
            IReadOnlyList<NotifiedSignal> Signals(RuleSettings settings, Mute mute = default) =>
                Replay.Of(facts, one.History.Contacts, settings, contactAfter, mute);
            (int Red, int Any) Count(RuleSettings settings)
            {
                var signals = (course with { Notified = Signals(settings) }).InView.ToList();
                return (signals.Count(it => it.Urgency == Urgency.Red), signals.Count);
            }

            IEnumerable<IReadOnlyList<NotifiedSignal>> ByRule()
            {
                var together = Signals(rules);
                return
                [
                    together,
                    [.. together.Where(it => it.Urgency == Urgency.Red)],
                    .. Alone.Select(mute => Signals(rules, mute)),
                ];
            }

            return new Seen(
                one.Person,
                course.Months,
                [.. tried.Select(Count)],
                outcomes is null ? [] : [.. ByRule().Select(signals => course with { Notified = signals })]
            );
        }
    }

    /// <summary>By red, then by amber; an amber limit is never above the red one.</summary>
    private static List<(int Red, int Amber)> LimitsAround((int Red, int Amber) set) =>
        [
            .. from red in Reds.Append(set.Red).Distinct().Order()
            from amber in Ambers.Append(set.Amber).Distinct().Order()
            where amber <= red
            select (red, amber),
        ];

    /// <param name="AtLimits">How many signals at each of the limits that are tried.</param>
    /// <param name="ByRule">The signals by each of the names; none without outcomes.</param>
    private sealed record Seen(
        string Person,
        double Months,
        IReadOnlyList<(int Red, int Any)> AtLimits,
        IReadOnlyList<NotifiedCourse> ByRule
    );
}
