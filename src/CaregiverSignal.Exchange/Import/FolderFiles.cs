using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

/// <summary>The files of a folder with their columns, and the messages about missing or unread files.</summary>
public static class FolderFiles
{
    public const string People = "people.csv";
    public const string Asked = "asked.csv";
    public const string Answers = "answers.csv";
    public const string Events = "events.csv";

    public const string Situations = "situations.csv";
    public const string Helpers = "helpers.csv";

    /// <summary>Each person's network, past and present, in their own words.</summary>
    public const string Network = "network.csv";

    /// <summary>The days of carer breakdown: for backtests only.</summary>
    public const string Outcomes = "outcomes.csv";

    public static readonly IReadOnlyList<string> Names = [People, Asked, Answers, Events];

    /// <summary>All files of an import: shared care and helpers are not part of a history.</summary>
    public static readonly IReadOnlyList<string> NamesOfImport = [.. Names, Situations, Helpers, Network];

    public static readonly IReadOnlyList<string> OptionalOfSituations = ColumnsIn(
        "relation, hours_per_week, since, lives_together, condition, called, born, place, lives"
    );

    private static readonly IReadOnlyList<string> OptionalOfNetwork = ColumnsIn(
        "until, gives, takes, contact, initiative, importance, mood, energy, takes_over, wish"
    );

    public static readonly IReadOnlyList<string> OptionalOfPeople = ColumnsIn(
        """
        first_name, last_name, email, phone, born, relation, hours_per_week, caring_since, lives_together,
        works, condition, tasks, channel, language, coordinator, status, postal_address, municipality,
        neighbourhood, safe_to_call, interpreter, with_pictures, mail_readers, had_choice, takes_over,
        keeps_doing, hands_over, referred_by, referral_agreed_by
        """
    );

    private static readonly string[] Neighbours = [Outcomes, "signals.csv"];

    /// <summary>The non-blank rows of a file; empty if it does not exist.</summary>
    internal static IEnumerable<CsvLine> Rows(string folder, string name, Action<Fault> fault) =>
        Rows(Path.Combine(folder, name), ColumnsOf(name), [.. OptionalOf(name), .. FormerOf(name)], fault);

    internal static IEnumerable<CsvLine> Rows(
        string path,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        Action<Fault> fault
    )
    {
        if (!File.Exists(path))
            yield break;
        using var table = CsvTable.Open(path, required, optional, fault);
        if (table is null)
            yield break;
        foreach (var row in table.Rows())
        {
            if (!row.IsBlank)
                yield return row;
        }
    }

    private static string[] ColumnsIn(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    public static IEnumerable<string> AllColumnsOf(string name) => ColumnsOf(name).Concat(OptionalOf(name));

    private static string[] ColumnsOf(string name) =>
        name switch
        {
            People => ["person", "enrolled"],
            Asked => ["person", "date", "instruments"],
            Answers => ["person", "date", "instrument", "item", "value"],
            Situations => ["situation", "person", "role"],
            Outcomes => ["person", "date"],
            Helpers => ["situation", "name", "kind", "does", "from", "until"],
            Network => ["person", "name", "kind", "ring", "from"],
            _ => ["person", "date", "kind", "by", "note"],
        };

    private static IReadOnlyCollection<string> OptionalOf(string name) =>
        name switch
        {
            People => OptionalOfPeople,
            Events => ["look_again_on", "situation", "ends_care"],
            Situations => OptionalOfSituations,
            Network => OptionalOfNetwork,
            _ => [],
        };

    /// <summary>Columns in exports of 0.1.0 that are no longer used.</summary>
    private static string[] FormerOf(string name) => name == People ? ["confirmed"] : [];

    /// <summary>Reports unread files with .csv in their name: most often one of the four under another name.</summary>
    public static void ReportUnread(string folder, TextWriter error)
    {
        if (!Directory.Exists(folder))
            return;
        var unread = Directory
            .EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path)!)
            .Where(name =>
                name.Contains(".csv", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith('.')
                && !NamesOfImport.Contains(name)
                && !Neighbours.Contains(name)
            )
            .Order(StringComparer.Ordinal)
            .Select(OneLine.Shown)
            .ToList();
        if (unread.Count > 0)
            error.WriteLine(
                new Fault(
                    folder,
                    string.Join(", ", unread),
                    $"not read; the names that are, in small letters: {string.Join(", ", NamesOfImport)}"
                )
            );
    }

    /// <summary>Whether the folder has enough for a history; reports unread and missing files.</summary>
    public static bool AreEnough(string folder, TextWriter error)
    {
        ReportUnread(folder, error);
        var missing = Names.Where(name => !File.Exists(Path.Combine(folder, name))).ToList();
        if (missing.Contains("asked.csv") && !missing.Contains("answers.csv"))
        {
            error.WriteLine(
                new Fault(
                    Path.Combine(folder, "asked.csv"),
                    "",
                    "is missing; it says on which days questions were asked, and each answer in answers.csv belongs to one of them"
                )
            );
            return false;
        }

        if (missing.Count > 0)
            error.WriteLine(
                new Fault(folder, string.Join(", ", missing), "not there, so the replay goes on without it")
            );
        return true;
    }
}
