namespace CaregiverSignal.Configuration;

/// <summary>Finds what comes with the program: a published program has its settings and questionnaires beside it, and
/// can be run from any folder.</summary>
public static class Defaults
{
    /// <summary>Sample values, good enough for looking around; an installation that mails people has its own.</summary>
    public const string Name = "Het steunpunt";

    public const string Phone = "088 000 00 00";

    public const string Email = "steunpunt@example.org";

    public const string MailFolder = "data/mail";

    /// <summary>Every place where <see cref="Or"/> looks for a path, for a message.</summary>
    public static string Places(string path) =>
        Path.IsPathRooted(path)
            ? path
            : string.Join(
                " and ",
                new[] { Path.GetFullPath(path), Path.Combine(AppContext.BaseDirectory, path) }.Distinct()
            );

    /// <summary>The path itself when it exists; otherwise, when it is relative, the path beside the program.</summary>
    public static string Or(string path)
    {
        if (Path.IsPathRooted(path) || Path.Exists(path))
            return path;
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Path.Exists(beside) ? beside : path;
    }
}
