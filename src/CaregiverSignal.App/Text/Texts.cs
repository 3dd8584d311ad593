using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>The Dutch texts of one mail, page or rule: the .resx of the same name beside it.</summary>
/// <remarks>A missing key or an unfilled placeholder is a defect and throws.</remarks>
public sealed partial class Texts
{
    public static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    private static readonly ConcurrentDictionary<Type, Texts> ofTypes = new();

    /// <summary>What says the same in many places: it holds where a text has no words of its own under that name.</summary>
    private static readonly ResourceManager everywhere = new(
        "CaregiverSignal.Text.Everywhere",
        Assembly.GetExecutingAssembly()
    );

    private readonly ResourceManager resources;

    /// <summary>
    /// A cache, because the resource manager takes a lock for every text and replay asks for millions on all
    /// processors.
    /// </summary>
    private readonly ConcurrentDictionary<string, string> found = new(StringComparer.Ordinal);

    private Texts(string name, Assembly assembly) => resources = new ResourceManager(name, assembly);

    /// <summary>The texts in the .resx with the type's full name.</summary>
    public static Texts Of(Type type) => ofTypes.GetOrAdd(type, static type => new(type.FullName!, type.Assembly));

    /// <summary>The texts in the named .resx of this project or the caller's, as <c>Signals.Rules.Reasons</c>.</summary>
    public static Texts Of(string name)
    {
        var (full, own) = ("CaregiverSignal." + name, Assembly.GetExecutingAssembly());
        return new(
            full,
            own.GetManifestResourceInfo(full + ".resources") is null ? Assembly.GetCallingAssembly() : own
        );
    }

    public string this[string key] =>
        found.GetOrAdd(
            key,
            static (key, texts) =>
                texts.Find(key) ?? throw new KeyNotFoundException($"No text '{key}' in {texts.resources.BaseName}."),
            this
        );

    public bool Has(string key) => Find(key) is not null;

    private string? Find(string key) =>
        resources.GetString(key, CultureInfo.InvariantCulture)
        ?? everywhere.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>The text with each <c>{name}</c> filled in; braces within a value stay as they are.</summary>
    public string this[string key, params (string Name, string Value)[] values]
    {
        get =>
            Filled(this[key], values)
            ?? throw new KeyNotFoundException($"Nobody fills all of text '{key}' in {resources.BaseName}: {this[key]}");
    }

    /// <summary>The text about so many, <c>{n}</c>; for exactly one that of the key with "One" behind it.</summary>
    public string Counted(string key, int count) => this[count == 1 ? key + "One" : key, ("n", Number(count))];

    /// <summary>Any text with each <c>{name}</c> filled in; null where nobody fills one.</summary>
    public static string? Filled(string text, params (string Name, string Value)[] values)
    {
        var filled = new StringBuilder(text.Length);
        var (isWhole, copied) = (true, 0);
        foreach (var found in Placeholder().EnumerateMatches(text))
        {
            var name = text.AsSpan(found.Index + 1, found.Length - 2);
            var place = 0;
            while (place < values.Length && !name.SequenceEqual(values[place].Name))
                place++;
            if (place == values.Length)
            {
                isWhole = false;
                continue;
            }

            filled.Append(text, copied, found.Index - copied).Append(values[place].Value);
            copied = found.Index + found.Length;
        }

        return isWhole ? filled.Append(text, copied, text.Length - copied).ToString() : null;
    }

    /// <summary>A day as written in Dutch: 3 maart 2026.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", Dutch);

    /// <summary>A day without its year where that is this one: 3 maart, or 3 maart 2025.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.Year == today.Year ? DayAndMonth(day) : Day(day);

    /// <summary>A day without its year: 3 maart.</summary>
    public static string DayAndMonth(DateOnly day) => day.ToString("d MMMM", Dutch);

    /// <summary>A day within a few weeks: dinsdag 3 maart.</summary>
    public static string DayOfWeek(DateOnly day) => day.ToString("dddd d MMMM", Dutch);

    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", Dutch);

    /// <summary>As it begins a sentence.</summary>
    public static string Capital(string text) => char.ToUpper(text[0], Dutch) + text[1..];

    /// <summary>A number as written in Dutch, with a decimal comma and no trailing zeros.</summary>
    public static string Number(double value) => value.ToString("0.##", Dutch);

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Placeholder();
}
