using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// The verb <c>replay</c>: shows the signals that the rules would have given over a folder's history; no database,
/// nothing is sent.
/// </summary>
public static class ReplayVerb
{
    private const string SignalsHeader = "person,date,level,kinds,reason";

    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Holds people.csv, asked.csv, answers.csv and events.csv.",
        };
        var file = new Option<string?>("--out")
        {
            Description =
                "The table to write: signals.csv, one row for each signal. With --compare: the differences; standard output when left out.",
            HelpName = "FILE",
        };
        var contactAfter = FolderReview.ContactAfter();
        var compare = new Option<string[]>("--compare")
        {
            Description =
                "The signals that the rules in the second file would add, drop or change: two JSON files with a section Signals, as in appsettings.json. A limit left out has its shipped default; the word current stands for the rules as set here.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
            HelpName = "OLD NEW",
        };
        var command = new Command(
            "replay",
            "Show the signals that the rules would have given, day by day, over a folder's history. No database, nothing is sent."
        )
        {
            folder,
            file,
            contactAfter,
            compare,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(used =>
        {
            if (used.GetResult(file) is null && used.GetResult(compare) is null)
                used.AddError("replay needs --out FILE (or --compare OLD NEW).");
        });
        command.SetAction(parsed =>
            Verbs.WithInstallation(
                parsed,
                installation =>
                {
                    var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                    var (from, to, wait) = (
                        parsed.GetRequiredValue(folder),
                        parsed.GetValue(file),
                        parsed.GetValue(contactAfter).Days
                    );
                    return parsed.GetValue(compare) is [var before, var after]
                        ? Compare(installation, from, before, after, to, wait, output, error)
                        : Write(installation, from, to!, wait, error);
                }
            )
        );
        return command;
    }

    private static int Write(Installation installation, string folder, string file, int? contactAfter, TextWriter error)
    {
        var isInOrder = new FolderPeople(folder, installation.Instruments, installation.Plan).IsInOrder;
        // Printed after the progress bar is gone.
        using var unwritable = new StringWriter();
        var written = FolderReview.At(
            installation,
            folder,
            "Replaying",
            error,
            one => PersonSignals.Of(one, Replay.Of(one.History, installation.Settings.Signals, contactAfter)),
            signals => Write(file, signals, isInOrder, unwritable)
        );
        error.Write(unwritable);
        if (written is not { IsWhole: true })
            return CommandLine.Failure;
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{written.People} people, {written.Red} red and {written.Amber} amber signals about {written.Notified} of them."
            )
        );
        return CommandLine.Success;
    }

    private static Written Write(string file, IEnumerable<PersonSignals> signals, bool isInOrder, TextWriter error)
    {
        var (people, red, amber, some) = (0, 0, 0, 0);
        var counted = signals.Select(one =>
        {
            people++;
            red += one.Red;
            amber += one.Rows.Count - one.Red;
            if (one.Rows.Count > 0)
                some++;
            return one;
        });
        var rows = isInOrder
            ? counted.SelectMany(one => one.Rows)
            : RowsByPerson.InOrder(counted.Select(one => (one.Person, one.Rows)));
        var isWhole = TableFile.Write(file, SignalsHeader, rows, error);
        return new Written(isWhole, people, red, amber, some);
    }

    private static int Compare(
        Installation installation,
        string folder,
        string before,
        string after,
        string? file,
        int? contactAfter,
        TextWriter output,
        TextWriter error
    )
    {
        var settings = new[] { before, after }
            .Select(path => path == "current" ? installation.Settings.Signals : FolderReview.RulesIn(path, error))
            .ToList();
        if (settings is not [{ } old, { } renewed])
            return CommandLine.Failure;
        var pairs = FolderReview.At(
            installation,
            folder,
            "Comparing",
            error,
            one =>
            {
                var facts = Facts.Of(one.History);
                return Pair.Of(
                    one.Person,
                    Replay.Of(facts, one.History.Contacts, old, contactAfter),
                    Replay.Of(facts, one.History.Contacts, renewed, contactAfter)
                );
            },
            all => all.OrderBy(one => one.Person, StringComparer.Ordinal).ToList()
        );
        if (pairs is null)
            return CommandLine.Failure;

        var lines = pairs.SelectMany(one => one.Lines);
        const string Header = "change,person,date,level,kinds,reason,level_before,kinds_before";
        if (file is not null && !TableFile.Write(file, Header, lines, error))
            return CommandLine.Failure;
        if (file is null)
        {
            foreach (var line in lines.Prepend(Header))
                output.WriteLine(line);
        }

        int Changed(string change) =>
            pairs.Sum(one => one.Lines.Count(line => line.StartsWith(change, StringComparison.Ordinal)));
        error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Rules: {RuleSet.Of(old).Version} before, {RuleSet.Of(renewed).Version} after. Signals: {pairs.Sum(one => one.Old)} before, {pairs.Sum(one => one.New)} after; {Changed("added")} added, {Changed("dropped")} dropped, {Changed("changed")} changed. "
                    + $"People: {pairs.Count(one => one.Old == 0 && one.New > 0)} now with a signal who had none, {pairs.Count(one => one.Old > 0 && one.New == 0)} no longer."
            )
        );
        return CommandLine.Success;
    }

    /// <summary>
    /// The differences by day: signals that only one of them gives, and those that differ in level or kinds. There is
    /// at most one signal a day.
    /// </summary>
    private static IEnumerable<(string Change, NotifiedSignal Signal, NotifiedSignal? Before)> Differences(
        IReadOnlyList<NotifiedSignal> old,
        IReadOnlyList<NotifiedSignal> renewed
    )
    {
        foreach (var day in old.Concat(renewed).Select(it => it.Day).Distinct().Order())
        {
            var (before, after) = (
                old.FirstOrDefault(it => it.Day == day),
                renewed.FirstOrDefault(it => it.Day == day)
            );
            if (before is null)
                yield return ("added", after!, null);
            else if (after is null)
                yield return ("dropped", before, null);
            else if (before.Urgency != after.Urgency || !before.Kinds.SequenceEqual(after.Kinds))
                yield return ("changed", after, before);
        }
    }

    private static string Row(string person, NotifiedSignal signal) =>
        string.Join(
            ',',
            new[]
            {
                person,
                signal.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                signal.Urgency.Code(),
                Kinds.Join(signal.Kinds),
                Because.Sentence(signal.Findings),
            }.Select(TableFile.Cell)
        );

    /// <summary>The signals about one person, as rows.</summary>
    private readonly record struct PersonSignals(string Person, int Red, IReadOnlyList<string> Rows)
    {
        public static PersonSignals Of(PersonHistory one, IReadOnlyList<NotifiedSignal> signals) =>
            new(
                one.Person,
                signals.Count(it => it.Urgency == Urgency.Red),
                [.. signals.Select(it => Row(one.Person, it))]
            );
    }

    private sealed record Written(bool IsWhole, int People, int Red, int Amber, int Notified);

    /// <summary>The numbers of signals about one person by two sets of rules, and the lines that differ.</summary>
    private sealed record Pair(string Person, int Old, int New, IReadOnlyList<string> Lines)
    {
        public static Pair Of(
            string person,
            IReadOnlyList<NotifiedSignal> old,
            IReadOnlyList<NotifiedSignal> renewed
        ) =>
            new(
                person,
                old.Count,
                renewed.Count,
                [
                    .. Differences(old, renewed)
                        .Select(it =>
                            $"{it.Change},{Row(person, it.Signal)},{(it.Before is { } was ? $"{was.Urgency.Code()},{Kinds.Join(was.Kinds)}" : ",")}"
                        ),
                ]
            );
    }
}
