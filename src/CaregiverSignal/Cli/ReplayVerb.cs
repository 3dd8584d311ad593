using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

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
            Description = "Whom the rules as set in the second would add, drop or tell otherwise: two JSON files with a section Signals, as appsettings.json has it. A limit left out has its shipped default; the word current stands for the rules as set here.",
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
            .Select(path => path == "current" ? installation.Settings.Signals : Looking.RulesIn(installation, path, error))
            .ToList();
        if (settings is not [{ } old, { } renewed]) return CommandLine.Failure;
        if (Looking.HistoriesOf(installation, folder, error) is not { } people) return CommandLine.Failure;

        var pairs = Looking.Each(people, "Comparing", error, one => (
            one.Person,
            Old: Replay.Of(one.History, old, contactAfter),
            New: Replay.Of(one.History, renewed, contactAfter)));
        var rows = pairs.SelectMany(one => Differences(one.Old, one.New).Select(it => (it.Change, one.Person, it.Told, it.Before))).ToList();
        var lines = rows.Select(it => $"{it.Change},{Row(it.Person, it.Told)},{(it.Before is { } was ? $"{Kinds.Code(was.Level)},{Kinds.Join(was.Kinds)}" : ",")}");
        const string Header = "change,person,date,level,kinds,reason,level_before,kinds_before";
        if (file is not null && !TableFile.Write(file, Header, lines, error)) return CommandLine.Failure;
        if (file is null)
        {
            foreach (var line in lines.Prepend(Header)) output.WriteLine(line);
        }

        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Rules: {RuleSet.Of(old).Version} before, {RuleSet.Of(renewed).Version} after. Signals: {pairs.Sum(one => one.Old.Count)} before, {pairs.Sum(one => one.New.Count)} after; {rows.Count(it => it.Change == "added")} added, {rows.Count(it => it.Change == "dropped")} dropped, {rows.Count(it => it.Change == "changed")} changed. "
            + $"People: {pairs.Count(one => one.Old.Count == 0 && one.New.Count > 0)} now told who were not, {pairs.Count(one => one.Old.Count > 0 && one.New.Count == 0)} no longer told."));
        return CommandLine.Success;
    }

    /// <summary>Day by day: what only one of them tells, and what both tell with another level or other kinds. A day is told once at most.</summary>
    private static IEnumerable<(string Change, ToldSignal Told, ToldSignal? Before)> Differences(IReadOnlyList<ToldSignal> old, IReadOnlyList<ToldSignal> renewed)
    {
        foreach (var day in old.Concat(renewed).Select(it => it.Day).Distinct().Order())
        {
            var (before, after) = (old.FirstOrDefault(it => it.Day == day), renewed.FirstOrDefault(it => it.Day == day));
            if (before is null) yield return ("added", after!, null);
            else if (after is null) yield return ("dropped", before, null);
            else if (before.Level != after.Level || !before.Kinds.SequenceEqual(after.Kinds)) yield return ("changed", after, before);
        }
    }

    private static string Row(string person, ToldSignal told) => string.Join(',', new[]
    {
        person, told.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Kinds.Code(told.Level), Kinds.Join(told.Kinds), told.Reason,
    }.Select(TableFile.Cell));
}
