namespace CaregiverSignal.Configuration;

/// <summary>Finds what comes with the program: a published program has its settings and questionnaires beside it, and
/// can run from any folder.</summary>
public static class Defaults
{
    /// <summary>Sample values, good enough for a look around; an installation that mails people has its own.</summary>
    public const string Name = "Het steunpunt";

    public const string Phone = "088 000 00 00";

    public const string Email = "steunpunt@example.org";

    public const string MailFolder = "data/mail";

    /// <summary>Every place where <see cref="Or"/> looks for a path, for messages.</summary>
    public static string Places(string path) =>
        Path.IsPathRooted(path)
            ? path
            : string.Join(
                " and ",
                new[] { Path.GetFullPath(path), Path.Combine(AppContext.BaseDirectory, path) }.Distinct()
            );

    /// <summary>The path itself if it exists; otherwise, if it is relative, the same path beside the program.</summary>
    public static string Or(string path)
    {
        if (Path.IsPathRooted(path) || Path.Exists(path))
            return path;
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Path.Exists(beside) ? beside : path;
    }
}
