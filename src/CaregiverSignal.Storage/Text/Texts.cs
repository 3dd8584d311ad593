using System.Collections.Concurrent;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>The texts of one mail, page or rule: the .resx of the same name beside it, in Dutch, and beside that one
/// for each other language, as <c>Name.en.resx</c>.</summary>
/// <remarks>In the language in force (<see cref="Languages.Current"/>), and in Dutch what that lacks. A missing key or
/// an unfilled placeholder is a defect and throws.</remarks>
public sealed partial class Texts
{
    private static readonly ConcurrentDictionary<string, Texts> byName = new();

    /// <summary>What says the same in many places: it holds where a text has no words of its own under that
    /// name.</summary>
    private static readonly Texts everywhere = new("CaregiverSignal.Text.Everywhere", Assembly.GetExecutingAssembly());

    private readonly ResourceManager resources;

    /// <summary>A cache, because the resource manager takes a lock for every text and replay asks for millions on all
    /// processors.</summary>
    private readonly ConcurrentDictionary<(Language Language, string Key), string?> found = new();

    private Texts(string name, Assembly assembly) => resources = new ResourceManager(name, assembly);

    /// <summary>The texts in the .resx with the type's full name.</summary>
    public static Texts Of(Type type) =>
        byName.GetOrAdd(type.FullName!, static (name, assembly) => new(name, assembly), type.Assembly);

    /// <summary>The texts in the named .resx of whichever project has it, as <c>Signals.Rules.Reasons</c>.</summary>
    public static Texts Of(string name)
    {
        var full = "CaregiverSignal." + name;
        if (byName.TryGetValue(full, out var known))
            return known;
        var home = Array.Find(
            AppDomain.CurrentDomain.GetAssemblies(),
            project => !project.IsDynamic && project.GetManifestResourceInfo(full + ".resources") is not null
        );
        return byName[full] = new(full, home ?? Assembly.GetCallingAssembly());
    }

    public string this[string key] =>
        Find(key) ?? throw new KeyNotFoundException($"No text '{key}' in {resources.BaseName}.");

    public bool Has(string key) => Find(key) is not null;

    private string? Find(string key) => Own(key) ?? everywhere.Own(key);

    private string? Own(string key) =>
        found.GetOrAdd(
            (Languages.Current, key),
            static (at, texts) => texts.resources.GetString(at.Key, Languages.OfTexts(at.Language)),
            this
        );

    /// <summary>The text with each <c>{name}</c> filled in, which runs its own way (<see cref="Languages.Isolated"/>);
    /// braces within a value stay as they are.</summary>
    public string this[string key, params (string Name, string Value)[] values]
    {
        get =>
            Filled(this[key], values)
            ?? throw new KeyNotFoundException($"Nobody fills all of text '{key}' in {resources.BaseName}: {this[key]}");
    }

    /// <summary>The text about so many, <c>{n}</c>: that of the key with the language's form for the number behind it,
    /// as <c>One</c> (<see cref="Plural"/>), and that of the key itself where it has none.</summary>
    public string Counted(string key, int count, params (string Name, string Value)[] more)
    {
        var form = key + Plural.Of(Languages.Current, count);
        return this[Has(form) ? form : key, [("n", Number(count)), .. more]];
    }

    /// <summary>Any text with each <c>{name}</c> filled in; null where nobody fills one.</summary>
    public static string? Filled(string text, params (string Name, string Value)[] values)
    {
        var filled = new DefaultInterpolatedStringHandler();
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

            filled.AppendFormatted(text.AsSpan(copied, found.Index - copied));
            filled.AppendLiteral(Languages.Isolated(values[place].Value));
            copied = found.Index + found.Length;
        }

        filled.AppendFormatted(text.AsSpan(copied));
        var whole = filled.ToStringAndClear();
        return isWhole ? whole : null;
    }

    /// <summary>A day: 3 maart 2026.</summary>
    public static string Day(DateOnly day) => Written("Format.Day", day);

    /// <summary>Months within which the nearest such day is the one meant, and needs no year: half a year.</summary>
    private const int WithoutYear = 6;

    /// <summary>A day without its year where it is near: 3 maart, or 3 maart 2025.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        day > today.AddMonths(-WithoutYear) && day < today.AddMonths(WithoutYear) ? DayAndMonth(day) : Day(day);

    /// <summary>A day without its year: 3 maart.</summary>
    public static string DayAndMonth(DateOnly day) => Written("Format.DayAndMonth", day);

    /// <summary>A day within a few weeks: dinsdag 3 maart.</summary>
    public static string DayOfWeek(DateOnly day) => Written("Format.DayOfWeek", day);

    /// <summary>The same where there is little room: di 3 mrt.</summary>
    public static string ShortDayOfWeek(DateOnly day) => Written("Format.ShortDayOfWeek", day);

    /// <summary>A day in a list: ma 26 okt in the week to come, else 15 okt, or 15 okt 2025 where that is
    /// far.</summary>
    public static string ShortDay(DateOnly day, DateOnly today) =>
        Written(
            day > today.AddMonths(-WithoutYear) && day < today.AddMonths(WithoutYear)
                ? day > today && day <= today.AddDays(7)
                    ? "Format.ShortDayOfWeek"
                    : "Format.ShortDay"
                : "Format.ShortDayOfYear",
            day
        );

    /// <summary>A month: maart 2026.</summary>
    public static string Month(DateOnly day) => Written("Format.Month", day);

    /// <summary>A moment here: 3 maart 2026, 9.00 uur.</summary>
    public static string Moment(DateTimeOffset local) => Written("Format.Moment", local);

    /// <summary>A time of the day: 14.30.</summary>
    public static string Time(TimeOnly time) => Written("Format.Time", time);

    /// <summary>A moment, by a format that is a text itself, because each language has an order of its own.</summary>
    private static string Written(string format, IFormattable moment) =>
        moment.ToString(everywhere[format], Languages.Culture);

    /// <summary>Things behind each other: "dementie, 20 uur per week".</summary>
    public static string Listed(params IEnumerable<string?> things) =>
        string.Join(everywhere["Format.Comma"], things.Where(thing => !string.IsNullOrEmpty(thing)));

    /// <summary>Things in a sentence: "slaap, geld en werk".</summary>
    public static string And(IReadOnlyList<string> things) =>
        things.Count == 1
            ? things[0]
            : everywhere["Format.And", ("eerst", Listed(things.SkipLast(1))), ("laatst", things[^1])];

    /// <summary>As it begins a sentence.</summary>
    public static string Capital(string text) => $"{char.ToUpper(text[0], Languages.Culture)}{text.AsSpan(1)}";

    /// <summary>As it stands within a sentence.</summary>
    public static string Uncapital(string text) => $"{char.ToLower(text[0], Languages.Culture)}{text.AsSpan(1)}";

    /// <summary>A number without trailing zeros: 2,5.</summary>
    public static string Number(double value) => value.ToString("0.##", Languages.Culture);

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Placeholder();
}
