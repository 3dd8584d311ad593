using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Configuration;

/// <summary>Gives each setting as what it stands for, and collects every fault.</summary>
/// <remarks>A setting with a fault is read as its standard, so that the others are checked too.</remarks>
/// <param name="pages">What was filled in on the pages of settings.</param>
internal sealed class SettingValues(IConfiguration configuration, IReadOnlyDictionary<string, string> pages)
{
    public static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private const string Where = "settings";

    private readonly List<Fault> faults = [];

    public IConfiguration Configuration => configuration;

    public IReadOnlyList<Fault> Faults => faults;

    public string Text(string key, string standard) => Optional(key) ?? standard;

    public string? Optional(string key) => Given(key)?.Trim() is { Length: > 0 } text ? text : null;

    private string? Given(string key) =>
        PageSettings.IsOnlyHere(key) ? pages.GetValueOrDefault(key)
        : PageSettings.Has(key)
        && !PageSettings.IsFixed(configuration, key)
        && pages.GetValueOrDefault(key) is { Length: > 0 } filledIn
            ? filledIn
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
        if (Optional(key) is not { } text)
            return standard;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Add(key, $"is '{text}'; allowed is a whole number from {least} to {most}");
        return standard;
    }

    /// <summary>Words on one line.</summary>
    public string? Line(string key, int longest)
    {
        var line = Optional(key);
        if (line is not null && OneLine.Problem(line, longest) is { } wrong)
            Add(key, FormattableString.Invariant(wrong));
        return line;
    }

    /// <summary>A number that people can call, also with words around it.</summary>
    public string? Callable(string key, int longest)
    {
        var line = Line(key, longest);
        if (line is not null && !line.Any(char.IsAsciiDigit))
            Add(key, $"is '{line}'; write a number that people can call, as 088 123 45 67");
        return line;
    }

    /// <summary>An address to which secrets go: by https, or on this machine.</summary>
    public Uri? SafeAddress(string key, string example)
    {
        if (Optional(key) is not { } text)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        )
            return address;
        Add(key, $"is '{text}'; write an address as {example}");
        return null;
    }

    /// <summary>Settings that are of use together only.</summary>
    /// <returns>Null where none is set; one that lacks is empty, and a fault.</returns>
    public string[]? Together(string section, params string[] names)
    {
        var set = Array.ConvertAll(names, name => Text($"{section}:{name}", ""));
        if (Array.TrueForAll(set, value => value.Length == 0))
            return null;
        foreach (var (name, _) in names.Zip(set).Where(one => one.Second.Length == 0))
            Add($"{section}:{name}", $"is missing; {section} needs {string.Join(", ", names)}");
        return set;
    }

    public string MailAddress(string key, string standard)
    {
        var text = Text(key, standard);
        if (Address.IsPlain(text))
            return text;
        Add(key, $"is '{text}'; write one mail address, as naam@example.org");
        return standard;
    }

    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A value in place of a section would be silently ignored.</summary>
    public void RefuseValue(IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value))
            Add(section.Path, $"is '{section.Value}', and must be a section with keys of its own");
    }

    public void Add(string key, string message) => faults.Add(new Fault(Where, key, message));

    public void AddAll(IEnumerable<(string Key, string Message)> found) =>
        faults.AddRange(found.Select(one => new Fault(Where, one.Key, one.Message)));
}
