using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Configuration;

/// <summary>Gives each setting as what it stands for, and collects every fault.</summary>
/// <remarks>A setting with a fault is read as its standard, so that the others are checked too.</remarks>
internal sealed class SettingValues(IConfiguration configuration)
{
    public static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private const string Where = "settings";

    private readonly List<Fault> faults = [];

    private readonly Dictionary<string, ReadNumber> numbers = new(StringComparer.OrdinalIgnoreCase);

    public IConfiguration Configuration => configuration;

    /// <summary>Every whole number that was read so far, by its key.</summary>
    public IReadOnlyDictionary<string, ReadNumber> Numbers => numbers;

    public IReadOnlyList<Fault> Faults => faults;

    public string Text(string key, string standard) => Optional(key) ?? standard;

    public string? Optional(string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();

    public string OneOf(string key, string standard, params string[] allowed)
    {
        var value = Text(key, standard).ToLowerInvariant();
        if (!allowed.Contains(value))
            Add(key, $"is '{value}'; allowed are {string.Join(", ", allowed)}");
        return value;
    }

    public int Number(string key, int standard, int least, int most)
    {
        numbers[key] = new ReadNumber(standard, least, most);
        if (Optional(key) is not { } text)
            return standard;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            numbers[key] = new ReadNumber(number, least, most);
            return number;
        }

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

/// <summary>A whole number among the settings, and from where to where it may go, both included.</summary>
public sealed record ReadNumber(int Value, int Least, int Most);
