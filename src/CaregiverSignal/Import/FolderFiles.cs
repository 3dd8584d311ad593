using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

/// <summary>Which files of a folder are read, and what to say of those that are not there or not read.</summary>
internal static class FolderFiles
{
    public static readonly IReadOnlyList<string> Names = ["people.csv", "asked.csv", "answers.csv", "events.csv"];

    /// <summary>What the verbs write or take beside them.</summary>
    private static readonly string[] Neighbours = ["outcomes.csv", "signals.csv"];

    /// <summary>Says which files with .csv in their name are passed over: most often one of the four by another name.</summary>
    public static void TellUnread(string folder, TextWriter error)
    {
        if (!Directory.Exists(folder)) return;
        var unread = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!)
            .Where(name => name.Contains(".csv", StringComparison.OrdinalIgnoreCase) && !name.StartsWith('.') && !Names.Contains(name) && !Neighbours.Contains(name))
            .Order(StringComparer.Ordinal)
            .Select(OneLine.Shown)
            .ToList();
        if (unread.Count > 0) error.WriteLine(new Fault(folder, string.Join(", ", unread), $"not read; the names that are, in small letters: {string.Join(", ", Names)}"));
    }

    /// <summary>Whether a history can be made of the folder; says what is passed over, and which files are missing.</summary>
    public static bool AreEnough(string folder, TextWriter error)
    {
        TellUnread(folder, error);
        var missing = Names.Where(name => !File.Exists(Path.Combine(folder, name))).ToList();
        if (missing.Contains("asked.csv") && !missing.Contains("answers.csv"))
        {
            error.WriteLine(new Fault(Path.Combine(folder, "asked.csv"), "", "is missing; it says on which days questions were asked, and each answer in answers.csv belongs to one of them"));
            return false;
        }

        if (missing.Count > 0) error.WriteLine(new Fault(folder, string.Join(", ", missing), "not there, so nothing of it is looked back on"));
        return true;
    }
}
