using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Configuration;

/// <summary>The values from which all pages get their look: eight colours, the font and the corner radius. The name is
/// a setting and the mark a picture; everything else of the look follows from these. Immutable.</summary>
public sealed partial class Brand
{
    /// <summary>A style sheet beside the database with the values that differ from <see cref="Shipped"/>.</summary>
    public const string FileName = "brand.css";

    /// <summary>The logo beside the database, a picture of at most <see cref="LargestMark"/> bytes.</summary>
    public const string MarkName = "mark.svg";

    private const int LargestMark = 20_000;

    /// <summary>The required contrast of text, by WCAG 2.2, 1.4.3.</summary>
    public const double LeastContrast = 4.5;

    private const int MostRound = 24;

    public static readonly IReadOnlyDictionary<string, string> Shipped = new Dictionary<string, string>
    {
        ["action"] = "#14507a",
        ["on-action"] = "#ffffff",
        ["now"] = "#9b1c1c",
        ["soon"] = "#7a4b00",
        ["ok"] = "#1b6535",
        ["page"] = "#f5f6f4",
        ["card"] = "#ffffff",
        ["ink"] = "#1b1f23",
        ["font"] =
            "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Helvetica Neue\", Arial, sans-serif",
        ["radius"] = "8px",
    };

    /// <summary>Which colour is shown on which, in words.</summary>
    private static readonly (string Front, string Back)[] pairs =
    [
        ("action", "card"),
        ("action", "page"),
        ("on-action", "action"),
        ("on-action", "now"),
        ("now", "card"),
        ("now", "page"),
        ("soon", "card"),
        ("ok", "card"),
        ("ink", "card"),
        ("ink", "page"),
    ];

    private readonly IReadOnlyDictionary<string, string> values;

    public Brand()
        : this(Shipped, null) { }

    private Brand(IReadOnlyDictionary<string, string> values, string? mark) => (this.values, Mark) = (values, mark);

    /// <summary>The organisation's mark as SVG; null for the program's.</summary>
    public string? Mark { get; }

    /// <summary>All ten values as a style sheet.</summary>
    public string Sheet => $":root{{{string.Concat(values.Select(value => $"--brand-{value.Key}:{value.Value};"))}}}";

    /// <summary>Reads an organisation's own folder; missing values are those shipped.</summary>
    /// <param name="faults">Each with the file, line and allowed values; with any fault the brand must not be
    /// used.</param>
    public static Brand Read(string folder, ICollection<(string File, string Problem)> faults)
    {
        var (values, mark) = (new Dictionary<string, string>(Shipped), (string?)null);
        var (sheet, picture) = (Path.Combine(folder, FileName), Path.Combine(folder, MarkName));
        if (TextOf(sheet, faults) is { } text)
            Take(text, values, problem => faults.Add((sheet, problem)));
        if (File.Exists(picture) && new FileInfo(picture).Length > LargestMark)
            faults.Add((picture, $"is larger than {LargestMark} bytes"));
        else
            mark = TextOf(picture, faults);
        if (mark?.Contains("<svg", StringComparison.Ordinal) == false)
            faults.Add((picture, "is no picture in SVG"));
        return new Brand(values, mark);
    }

    /// <returns>Null if there is none, or it cannot be read.</returns>
    private static string? TextOf(string path, ICollection<(string File, string Problem)> faults)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add((path, $"cannot be read: {error.Message}"));
            return null;
        }
    }

    /// <param name="sheet">The text of a style sheet with one <c>:root { }</c>.</param>
    private static void Take(string sheet, Dictionary<string, string> values, Action<string> refuse)
    {
        // A comment keeps its line breaks, so that later lines keep their numbers.
        var text = Comment().Replace(sheet, comment => new string('\n', comment.Value.Count(letter => letter == '\n')));
        foreach (var (place, line) in text.Split('\n').Index())
        {
            foreach (var part in Braces().Replace(line, "").Split(';', StringSplitOptions.TrimEntries))
            {
                var (at, pair) = ($"line {place + 1}:", Declaration().Match(part));
                if (part.Length == 0)
                    continue;
                if (!pair.Success || !Shipped.ContainsKey(pair.Groups[1].Value))
                    refuse(
                        $"{at} '{part}' is none of {string.Join(", ", Shipped.Keys.Select(key => "--brand-" + key))}"
                    );
                else if (!MayBe(pair.Groups[1].Value, pair.Groups[2].Value))
                    refuse(
                        $"{at} '{part}'; a colour is #14507a, a radius 0px to {MostRound}px, a font names with commas"
                    );
                else
                    values[pair.Groups[1].Value] = pair.Groups[2].Value;
            }
        }

        foreach (var (front, back) in pairs)
        {
            if (Contrast(values[front], values[back]) is var contrast and < LeastContrast)
                refuse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"--brand-{front} on --brand-{back} has a contrast of {contrast:0.0}; words need {LeastContrast}"
                    )
                );
        }
    }

    private static bool MayBe(string name, string value) =>
        name switch
        {
            "font" => Font().IsMatch(value),
            "radius" => Pixels().Match(value) is { Success: true } pixels
                && int.Parse(pixels.Groups[1].Value, CultureInfo.InvariantCulture) <= MostRound,
            _ => Colour().IsMatch(value),
        };

    /// <summary>The contrast of two colours as #rrggbb, from 1 to 21, as WCAG 2.2 defines it.</summary>
    public static double Contrast(string front, string back)
    {
        var (one, other) = (Luminance(front), Luminance(back));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));

        double Part(int from) =>
            int.Parse(colour.AsSpan(from, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 is var part
            && part <= 0.04045
                ? part / 12.92
                : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@":root\b|[{}\r]")]
    private static partial Regex Braces();

    [GeneratedRegex(@"^--brand-([a-z-]+)\s*:\s*(.+)$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(\d{1,2})px$")]
    private static partial Regex Pixels();

    [GeneratedRegex(@"^[\w ,""'-]{1,200}$")]
    private static partial Regex Font();
}
