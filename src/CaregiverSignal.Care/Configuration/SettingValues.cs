using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Configuration;

/// <summary>Converts settings to their types, and collects every fault.</summary>
/// <remarks>A faulty setting is read as its default, so that the others are checked too.</remarks>
/// <param name="pages">Values entered on the settings pages.</param>
internal sealed class SettingValues(IConfiguration configuration, IReadOnlyDictionary<string, string> pages)
{
    public static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private const string Where = "settings";

    /// <summary>Sections that once had a setting, on which somebody may still rely.</summary>
    private static readonly string[] Gone = ["Backup", "FollowUp"];

    private readonly List<Fault> faults = [];

    /// <summary>Every key that was read, with its default.</summary>
    private readonly OrderedDictionary<string, string> standards = new(StringComparer.OrdinalIgnoreCase);

    public IConfiguration Configuration => configuration;

    public IReadOnlyList<Fault> Faults => faults;

    public IReadOnlyDictionary<string, string> Standards => standards;

    public string Text(string key, string standard)
    {
        standards[key] = standard;
        return Given(key)?.Trim() is { Length: > 0 } text ? text : standard;
    }

    public string? Optional(string key) => Text(key, "") is { Length: > 0 } text ? text : null;

    /// <summary>Whether a value is set; an empty one, as shipped, is not.</summary>
    public bool IsGiven(string key) => Given(key)?.Trim() is { Length: > 0 };

    private string? Given(string key) =>
        PageSettings.Has(key)
        && !PageSettings.IsFixed(configuration, key)
        && pages.GetValueOrDefault(key) is { Length: > 0 } filledIn
            ? filledIn
        : PageSettings.IsOnlyHere(key) ? null
        : configuration[key];

    public string OneOf(string key, string standard, params string[] allowed)
    {
        var value = Text(key, standard).ToLowerInvariant();
        if (!allowed.Contains(value))
            Add(key, $"is '{value}'; allowed are {string.Join(", ", allowed)}");
        return value;
    }

    public int Number(string key, int standard, int least, int most)
    {
        var text = Text(key, standard.ToString(CultureInfo.InvariantCulture));
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Add(key, $"is '{text}'; allowed is a whole number from {least} to {most}");
        return standard;
    }

    public string? Line(string key, int longest, string standard = "")
    {
        var line = Text(key, standard) is { Length: > 0 } text ? text : null;
        if (line is not null && OneLine.Problem(line, longest) is { } wrong)
            Add(key, FormattableString.Invariant(wrong));
        return line;
    }

    /// <summary>A telephone number, possibly with text around it.</summary>
    public string? Callable(string key, int longest, string standard = "", int fewestDigits = 1)
    {
        var line = Line(key, longest, standard);
        if (line is not null && line.Count(char.IsAsciiDigit) < fewestDigits)
            Add(key, $"is '{line}'; write a number that people can call, as 088 123 45 67");
        return line;
    }

    /// <summary>An address that secrets may be sent to: by https, or on this machine.</summary>
    /// <param name="isOutside">Whether it must not be on this machine, where others listen too.</param>
    public Uri? SafeAddress(string key, string example, bool isOutside = false)
    {
        if (Optional(key) is not { } text)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.UserInfo.Length == 0
            && !(isOutside && address.IsLoopback)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        )
            return address;
        Add(key, $"is '{text}'; write an address as {example}");
        return null;
    }

    /// <summary>Settings that only work together.</summary>
    /// <returns>Null if none is set; a missing one is empty, and a fault.</returns>
    public string[]? Together(string section, params string[] names)
    {
        var set = Array.ConvertAll(names, name => Text($"{section}:{name}", ""));
        if (Array.TrueForAll(set, value => value.Length == 0))
            return null;
        foreach (var (name, _) in names.Zip(set).Where(pair => pair.Second.Length == 0))
            Add($"{section}:{name}", $"is missing; {section} needs {string.Join(", ", names)}");
        return set;
    }

    public string MailAddress(string key, string standard)
    {
        var text = Text(key, standard);
        if (Address.TryParse(text, out _))
            return text;
        Add(key, $"is '{text}'; write one mail address, as naam@example.org");
        return standard;
    }

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Refuses unknown settings in our sections, which would otherwise be silently ignored.</summary>
    /// <remarks>Call it once everything has been read.</remarks>
    public void RefuseOthers()
    {
        var sections = standards.Keys.SelectMany(SectionsOf).Concat(Gone).Distinct().ToList();
        foreach (var section in sections.Select(configuration.GetSection))
        {
            // On many machines, MAIL is the mailbox of the logged-in user and no setting.
            var isOfTheShell = section.Value == Environment.GetEnvironmentVariable(section.Path.ToUpperInvariant());
            if (!string.IsNullOrEmpty(section.Value) && !isOfTheShell)
                Add(section.Path, $"is '{section.Value}', and must be a section with keys of its own");
            var names = sections
                .Concat(standards.Keys.Where(key => !PageSettings.IsOnlyHere(key)))
                .Where(key => SectionsOf(key).LastOrDefault() == section.Path)
                .Select(key => key[(section.Path.Length + 1)..])
                .ToList();
            foreach (var child in section.GetChildren().Where(child => !Has(sections, child.Path)))
            {
                if (PageSettings.IsOnlyHere(child.Path))
                    Add(child.Path, $"is filled in on the page {PageSettings.Home}, and not here");
                else if (!Has(names, child.Key))
                    Add(
                        child.Path,
                        "is not a setting" + (names.Count > 0 ? $"; {section.Path} has {string.Join(", ", names)}" : "")
                    );
                else if (child.GetChildren().Any())
                    Add(child.Path, "is a list or a section; write one value");
            }
        }

        static bool Has(List<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The sections that contain a key, the outermost first.</summary>
    private static IEnumerable<string> SectionsOf(string key) =>
        key.Select((letter, place) => (letter, place))
            .Where(pair => pair.letter == ':')
            .Select(pair => key[..pair.place]);

    public void Add(string key, string message) => faults.Add(new Fault(Where, key, message));
}
