using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Signals;

namespace CaregiverSignal.Cli;

/// <summary>Tells what the signal rules would have said over a folder's history; no database, nothing sent.</summary>
public static class ReplayVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Holds people.csv, asked.csv, answers.csv and events.csv." };
        var file = new Option<string?>("--out") { Description = "The table to write: signals.csv, one row each time somebody would be told. With --compare: the differences; standard output when left out.", HelpName = "FILE" };
        var contactAfter = Looking.ContactAfter();
        var compare = new Option<string[]>("--compare")
        {
            Description = "Two settings files (JSON with a section Signals; what they leave out is as it is set here): whom the second would add and drop.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
            HelpName = "OLD NEW",
        };
        var command = new Command("replay", "Tell what the signal rules would have said, day by day, over a folder's history. No database, nothing is sent.") { folder, file, contactAfter, compare };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(used =>
        {
            if (used.GetResult(file) is null && used.GetResult(compare) is null) used.AddError("replay needs --out FILE (or --compare OLD NEW).");
        });
        command.SetAction(parsed => Verbs.WithInstallation(parsed, installation =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (from, to, wait) = (parsed.GetRequiredValue(folder), parsed.GetValue(file), parsed.GetValue(contactAfter).Days);
            return parsed.GetValue(compare) is [var before, var after]
                ? Compare(installation, from, before, after, to, wait, output, error)
                : Write(installation, from, to!, wait, error);
        }));
        return command;
    }

    private static int Write(Installation installation, string folder, string file, int? contactAfter, TextWriter error)
    {
        if (Looking.HistoriesOf(installation, folder, error) is not { } people) return CommandLine.Failure;
        var told = Looking.Each(people, "Replaying", error, one => Replay.Of(one.History, installation.Settings.Signals, contactAfter));

        var rows = people.Zip(told).SelectMany(pair => pair.Second.Select(one => Row(pair.First.Person, one)));
        if (!TableFile.Write(file, "person,date,level,kinds,reason", rows, error)) return CommandLine.Failure;
        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{people.Count} people, {told.Sum(one => one.Count(it => it.Level == Level.Red))} red and {told.Sum(one => one.Count(it => it.Level == Level.Amber))} amber signals about {told.Count(one => one.Count > 0)} of them."));
        return CommandLine.Success;
    }

    private static int Compare(Installation installation, string folder, string before, string after, string? file, int? contactAfter, TextWriter output, TextWriter error)
    {
        var settings = new[] { before, after }
            .Select(path => Looking.RulesOf(installation, path, builder => builder.AddJsonFile(Path.GetFullPath(path), optional: false), error))
            .ToList();
        if (settings is not [{ } old, { } renewed]) return CommandLine.Failure;
        if (Looking.HistoriesOf(installation, folder, error) is not { } people) return CommandLine.Failure;

        var pairs = Looking.Each(people, "Comparing", error, one => (
            one.Person,
            Old: Replay.Of(one.History, old, contactAfter),
            New: Replay.Of(one.History, renewed, contactAfter)));
        var rows = pairs
            .SelectMany(one => Beyond(one.Old, one.New).Select(it => ("added", one.Person, Told: it))
                .Concat(Beyond(one.New, one.Old).Select(it => ("dropped", one.Person, Told: it)))
                .OrderBy(it => it.Told.Day))
            .ToList();
        var lines = rows.Select(it => $"{it.Item1},{Row(it.Person, it.Told)}");
        const string Header = "change,person,date,level,kinds,reason";
        if (file is not null && !TableFile.Write(file, Header, lines, error)) return CommandLine.Failure;
        if (file is null)
        {
            foreach (var line in lines.Prepend(Header)) output.WriteLine(line);
        }

        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Rules: {RuleSet.Of(old).Version} before, {RuleSet.Of(renewed).Version} after. Signals: {pairs.Sum(one => one.Old.Count)} before, {pairs.Sum(one => one.New.Count)} after; {rows.Count(it => it.Item1 == "added")} added, {rows.Count(it => it.Item1 == "dropped")} dropped. "
            + $"People: {pairs.Count(one => one.Old.Count == 0 && one.New.Count > 0)} now told who were not, {pairs.Count(one => one.Old.Count > 0 && one.New.Count == 0)} no longer told."));
        return CommandLine.Success;
    }

    /// <summary>What is told in the second and not, on that day, of those kinds and level, in the first.</summary>
    private static IEnumerable<ToldSignal> Beyond(IReadOnlyList<ToldSignal> first, IReadOnlyList<ToldSignal> second) =>
        second.Where(it => !first.Any(one => one.Day == it.Day && one.Level == it.Level && one.Kinds.SequenceEqual(it.Kinds)));

    private static string Row(string person, ToldSignal told) => string.Join(',', new[]
    {
        person, told.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Kinds.Code(told.Level), Kinds.Join(told.Kinds), told.Reason,
    }.Select(TableFile.Cell));
}
