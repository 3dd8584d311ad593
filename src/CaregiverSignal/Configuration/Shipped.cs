namespace CaregiverSignal.Configuration;

/// <summary>
/// What comes with the program: a published one has settings and questionnaires beside it, and may be run from any
/// folder.
/// </summary>
public static class Shipped
{
    /// <summary>Samples, good enough for looking around: whoever mails people has their own.</summary>
    public const string Name = "Het steunpunt";

    public const string Phone = "088 000 00 00";

    public const string Email = "steunpunt@example.org";

    /// <summary>
    /// The path as it stands when something is there, or else, when it is relative, beside the program.
    /// </summary>
    public static string Or(string path)
    {
        if (Path.IsPathRooted(path) || Path.Exists(path))
            return path;
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Path.Exists(beside) ? beside : path;
    }
}
