using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Commands.Hindsight;

/// <summary>The verb <c>backtest</c>: counts the signals that the rules would have given at each threshold and, if days
/// of carer breakdown are known, by each rule; no database.</summary>
public static class BacktestVerb
{
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
        var outcomes = new PathOption("--outcomes", PathUse.ReadsFile)
        {
            Description = "person,date: the days care collapsed; with it also what each rule told in time.",
            HelpName = "FILE",
        };
        var format = FolderReview.Format();
        var contactAfter = FolderReview.ContactAfter();
        var closeAfter = FolderReview.CloseAfter();
        var command = new Command(
            "backtest",
            "Replay a folder's history and count the signals at each limit of red and of amber; with the days on which care collapsed also those in time before them: for all rules together, perseverance time alone, and each kind alone. No database."
        )
        {
            folder,
            outcomes,
            format,
            contactAfter,
            closeAfter,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithInstallationAsync(
                parsed,
                async installation =>
                {
                    var report = await ReportAsync(
                        installation,
                        parsed.GetRequiredValue(folder),
                        parsed.GetValue(outcomes),
                        new FollowUp(parsed.GetValue(contactAfter).Days, parsed.GetValue(closeAfter)),
                        parsed.InvocationConfiguration.Error
                    );
                    if (report is null)
                        return CommandLine.Failure;
                    report = report with { Closes = parsed.GetValue(closeAfter) };
                    parsed.InvocationConfiguration.Output.Write(
                        parsed.GetValue(format) == "json" ? report.ToJson() : report.ToTable()
                    );
                    return CommandLine.Success;
                }
            )
        );
        return command;
    }

    /// <returns>Null, with every fault reported, if the folder or the outcomes have faults.</returns>
    private static async Task<BacktestReport?> ReportAsync(
        Installation installation,
        string folder,
        string? outcomes,
        FollowUp assumed,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        var rules = installation.Settings.Signals;
        var limits = TriedLimits.Around(rules);
        IReadOnlyList<Fault> faults = [];
        var rows = outcomes is null ? [] : FolderReader.ReadOutcomes(outcomes, installation.Instruments, out faults);
        var collapses = rows.ToLookup(row => row.Person, row => row.Date);
        var people = await FolderReview.AtAsync(installation, folder, "Backtesting", error, Look, stop);
        if (people is null)
            return null;
        var asked = people.ToDictionary(seen => seen.Person, seen => seen.FirstAsked);
        faults =
        [
            .. FolderReview.OfStrangers(rows, asked.Keys),
            .. rows.Where(row => row.Date < asked.GetValueOrDefault(row.Person))
                .Select(row =>
                    row.Place.Wrong(
                        "date",
                        $"{row.Date:yyyy-MM-dd} is before the person's first check-in, so no signal can come before it; leave it out"
                    )
                ),
            .. faults,
        ];
        if (faults.Count > 0)
        {
            Verbs.Report(faults, error);
            return null;
        }

        var months = people.Sum(seen => seen.Months);
        return new BacktestReport(
            people.Count,
            months,
            (rules[Nearness.Red], rules[Nearness.Amber]),
            TriedLimits.Sum(limits, [.. people.Select(seen => seen.AtLimits)]),
            outcomes is null
                ? null
                :
                [
                    .. Names.Select(
                        (name, place) =>
                            (name, Backtest.Of(people.Select(seen => seen.ByRule[place]), BacktestReport.Window))
                    ),
                ]
        );

        Seen Look(PersonHistory history)
        {
            var observations = Observations.Of(history.History);
            var course = NotifiedCourse.Of(history.History, [], [.. collapses[history.Person]]);
            IReadOnlyList<NotifiedSignal> Signals(Mute mute = default) =>
                Replay.Of(observations, history.History.Contacts, rules, assumed, mute).Signals;
            IEnumerable<IReadOnlyList<NotifiedSignal>> ByRule()
            {
                var together = Signals();
                return
                [
                    together,
                    [.. together.Where(it => it.Urgency == Urgency.Red)],
                    .. Alone.Select(mute => Signals(mute)),
                ];
            }

            return new Seen(
                history.Person,
                course.From,
                course.Months,
                TriedLimits.Count(limits, observations, history.History.Contacts, course, assumed),
                outcomes is null ? [] : [.. ByRule().Select(signals => course with { Notified = signals })]
            );
        }
    }

    /// <param name="ByRule">The signals by each of the names; empty without outcomes.</param>
    private sealed record Seen(
        string Person,
        DateOnly FirstAsked,
        double Months,
        IReadOnlyList<TriedLimits> AtLimits,
        IReadOnlyList<NotifiedCourse> ByRule
    );
}
