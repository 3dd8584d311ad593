using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Commands.Hindsight;

/// <summary>Shared by <c>replay</c>, <c>backtest</c> and <c>audit</c>: options, and reading a folder.</summary>
internal static class FolderReview
{
    public static PathArgument Folder() =>
        new("folder", PathUse.ReadsFolder) { Description = "Holds people.csv, asked.csv, answers.csv and events.csv." };

    public static Option<string> Format()
    {
        var format = new Option<string>("--format")
        {
            Description = "table or json.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        return format;
    }

    public static Option<Wait> ContactAfter() =>
        new("--contact-after")
        {
            Description =
                $"Days after which a signal counts as contacted, as long as the history has no follow-up of its own ({Replay.ContactAfter} when left out), or none: never.",
            HelpName = "DAYS|none",
            DefaultValueFactory = _ => new Wait(Replay.ContactAfter),
            CustomParser = given =>
            {
                var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
                if (text == "none")
                    return new Wait(null);
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650)
                    return new Wait(days);
                given.AddError($"--contact-after: '{text}' is not allowed; allowed are days from 0 to 3650, or none.");
                return new Wait(null);
            },
        };

    public static Option<int?> CloseAfter() =>
        WholeNumber.Optional(
            "--close-after",
            0,
            3650,
            "Days after which the case of a signal counts as closed, as long as the history has no closing of its own; never when left out.",
            "DAYS"
        );

    /// <summary>Days until a signal counts as contacted; null for never.</summary>
    public readonly record struct Wait(int? Days);

    /// <summary>A result for each person, in the order of people.csv.</summary>
    /// <returns>Null, with every fault reported, if the folder has faults.</returns>
    public static async Task<IReadOnlyList<T>?> AtAsync<T>(
        Installation installation,
        string folder,
        string what,
        TextWriter error,
        Func<PersonHistory, T> look,
        CancellationToken stop = default
    )
        where T : class
    {
        var people = Path.Combine(folder, FolderFiles.People);
        if (Directory.Exists(folder) && !File.Exists(people))
        {
            FolderFiles.ReportUnread(folder, error);
            Verbs.Report([new Fault(people, "", "is missing; it says whose history to replay")], error);
            return null;
        }

        if (Directory.Exists(folder) && !FolderFiles.AreEnough(folder, error))
            return null;

        IReadOnlyList<T>? seen = null;
        IReadOnlyList<Fault> faults = [];
        await ProgressBar.RunAsync(
            error,
            what,
            all: null,
            _ =>
            {
                seen = FolderPeople.Look(folder, installation.Instruments, installation.Plan, look, out faults);
                return Task.CompletedTask;
            }
        );
        if (seen is { Count: 0 })
            faults = [new Fault(people, "", "has nobody in it; there is no history to look back on")];
        if (faults.Count == 0)
            return seen;
        Verbs.Report(faults, error);
        return null;
    }

    public static IEnumerable<Fault> OfStrangers(IEnumerable<OutcomeRow> outcomes, IEnumerable<string> people)
    {
        var known = people.ToHashSet(StringComparer.Ordinal);
        return outcomes
            .Where(row => !known.Contains(row.Person))
            .Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv"));
    }
}
