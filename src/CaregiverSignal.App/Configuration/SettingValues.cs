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

    public string MailAddress(string key, string standard)
    {
        var text = Text(key, standard);
        if (Address.IsPlain(text))
            return text;
        Add(key, $"is '{text}'; write one mail address, as naam@example.org");
        return standard;
    }

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
