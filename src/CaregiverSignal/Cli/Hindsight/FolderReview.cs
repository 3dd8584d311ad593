using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// What <c>replay</c> and <c>backtest</c> share: reading a folder's histories, the rules as set, and going through the
/// people.
/// </summary>
internal static class FolderReview
{
    private const string Section = "Signals";

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

    /// <summary>Days until a signal counts as contacted; null for never.</summary>
    public readonly record struct Wait(int? Days);

    /// <summary>
    /// Goes through all people of a folder and makes one result, as <see cref="FolderPeople.Look"/>; null, with every
    /// fault reported, when the folder has faults.
    /// </summary>
    /// <param name="what">The activity that a progress bar names.</param>
    public static TMade? At<TSeen, TMade>(
        Installation installation,
        string folder,
        string what,
        TextWriter error,
        Func<PersonHistory, TSeen> look,
        Func<IEnumerable<TSeen>, TMade> make
    )
        where TMade : class
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

        TMade? made = null;
        IReadOnlyList<Fault> faults = [];
        ProgressBar.Run(
            error,
            what,
            File.Exists(people) ? new FileInfo(people).Length : null,
            progress =>
                made = new FolderPeople(folder, installation.Instruments, installation.Plan).Look(
                    look,
                    make,
                    out faults,
                    progress
                )
        );
        if (made is null)
            Verbs.Report(faults, error);
        return made;
    }

    /// <summary>The rules as set in this installation, with one setting changed.</summary>
    /// <param name="where">The option that the change comes from, as faults name it.</param>
    public static RuleSettings? RulesWith(
        Installation installation,
        string where,
        string key,
        string value,
        TextWriter error
    ) =>
        Rules(
            where,
            error,
            () =>
                new ConfigurationBuilder()
                    .AddConfiguration(installation.Configuration)
                    .AddInMemoryCollection([new(key, value)])
                    .Build()
        );

    /// <summary>
    /// The rules as a file sets them: a JSON object with a section Signals, or an empty object. A limit that it leaves
    /// out has its shipped default, whatever is set in this installation.
    /// </summary>
    /// <remarks>
    /// A file with a misspelt section name would count as the defaults, and nothing would seem to differ.
    /// </remarks>
    public static RuleSettings? RulesIn(string path, TextWriter error) =>
        Rules(
            path,
            error,
            () =>
            {
                var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false).Build();
                var sections = file.GetChildren().Select(one => one.Key).ToList();
                if (sections.Count > 0 && !sections.Contains(Section, StringComparer.OrdinalIgnoreCase))
                {
                    throw new InvalidDataException(
                        $$"""it has no section {{Section}}; what is expected is { "{{Section}}": { "Nearness": { "Red": 8 } } }, as in appsettings.json, or {} for the shipped defaults"""
                    );
                }

                return file;
            }
        );

    private static RuleSettings? Rules(string where, TextWriter error, Func<IConfiguration> read)
    {
        try
        {
            if (SettingsReader.ReadLimits(read(), out var faults) is { } rules)
                return rules;
            Verbs.Report(faults.Select(fault => fault with { Where = where }), error);
        }
        catch (Exception unreadable)
            when (unreadable is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            Verbs.Report([new Fault(where, "", "cannot be read: " + unreadable.GetBaseException().Message)], error);
        }

        return null;
    }
}
