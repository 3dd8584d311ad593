using System.Globalization;
using System.Text;
using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>
/// A picture as shapes at places, in CSS pixels from its upper left corner; what draws it adds no place.
/// </summary>
/// <param name="IsNumbered">Names did not fit: a person is their number in the list.</param>
public sealed record Sketch(double Width, double Height, IReadOnlyList<Shape> Shapes, bool IsNumbered = false)
{
    public IEnumerable<Label> Labels => Shapes.OfType<Label>();
}

public readonly record struct Spot(double X, double Y)
{
    public static Spot operator +(Spot one, Spot other) => new(one.X + other.X, one.Y + other.Y);

    public static Spot operator -(Spot one, Spot other) => new(one.X - other.X, one.Y - other.Y);

    public static Spot operator *(Spot spot, double times) => new(spot.X * times, spot.Y * times);

    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Spot Around(double angle, double radius) => new(radius * Math.Cos(angle), radius * Math.Sin(angle));
}

/// <param name="Left">Of its upper left corner.</param>
public readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public static Box Around(Spot centre, double width, double height) =>
        new(centre.X - (width / 2), centre.Y - (height / 2), width, height);

    /// <param name="gap">Less far apart than this counts too.</param>
    public bool Touches(Box other, double gap = 0) =>
        Left < other.Right + gap && other.Left < Right + gap && Top < other.Bottom + gap && other.Top < Bottom + gap;

    public Box Moved(Spot by) => this with { Left = Left + by.X, Top = Top + by.Y };
}

public abstract record Shape;

public sealed record Circle(Spot Centre, double Radius, bool IsBold = false) : Shape;

public sealed record Stroke(IReadOnlyList<Spot> Spots, double Thickness, bool IsDashed = false) : Shape;

public sealed record Area(IReadOnlyList<Spot> Corners, bool IsFilled) : Shape;

/// <summary>One line of text in a box that is as wide as it can become.</summary>
/// <param name="Side">Where in its box the text begins: −1 at the left, 0 in the middle, 1 at the right end.</param>
/// <param name="IsOnLine">Whether a line runs behind it, which is not to be seen through it.</param>
public sealed record Label(Box Box, string Text, double Size, int Side = 0, bool IsBold = false, bool IsOnLine = false)
    : Shape;

/// <summary>The sign of each kind of person: told apart by its shape, so that no colour is needed.</summary>
public static class Signs
{
    public const double Size = 13;

    public static Shape Of(HelperKind kind, Spot centre, double size = Size)
    {
        var half = size / 2;
        return kind switch
        {
            HelperKind.Family => new Area(Corners(24, 0), true),
            HelperKind.Friend => new Area(Corners(4, Math.PI / 4, 1.2), true),
            HelperKind.Neighbour => new Area(Corners(3, -Math.PI / 2, 1.2), true),
            HelperKind.Colleague => new Area(Corners(4, 0, 1.15), true),
            HelperKind.Association => new Area(Corners(6, 0), false),
            HelperKind.Volunteer => new Area(Corners(3, Math.PI / 2, 1.2), false),
            HelperKind.Professional => new Area(Corners(4, Math.PI / 4, 1.2), false),
            _ => new Area(Corners(24, 0), false),
        };

        Spot[] Corners(int count, double turn, double times = 1) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(at => centre + Spot.Around(turn + (at * 2 * Math.PI / count), half * times)),
            ];
    }
}

/// <summary>
/// How wide letters can become, and lines that fit. No font is known here: it reckons with a wide one.
/// </summary>
internal static class Lettering
{
    public static double LineHeight(double size) => Math.Ceiling(size * 1.25);

    /// <summary>
    /// In a sans serif as wide as DejaVu or Verdana, the widest that browsers take when asked for none.
    /// </summary>
    public static double Width(string text, double size) => text.EnumerateRunes().Sum(Of) * size;

    private static double Of(Rune rune) =>
        rune.Value switch
        {
            'i' or 'j' or 'l' or '.' or ',' or '\'' or ':' or ' ' or '|' => 0.4,
            'f' or 't' or 'r' or '-' or '(' or ')' => 0.5,
            'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' => 1.05,
            >= 'A' and <= 'Z' or '+' or '−' => 0.84,
            < 0x250 => 0.69,
            _ => 1.3,
        };

    /// <summary>
    /// A name over a number of lines at most, cut where it does not fit, with whether they give energy or cost it, as
    /// on Hartman's ecomap.
    /// </summary>
    public static IReadOnlyList<string> Named(Tie tie, int most, double width, double size)
    {
        var sign = tie.Energy switch
        {
            Energy.Gives => " +",
            Energy.Costs => " −",
            _ => "",
        };
        var lines = Fit(tie.Name, most, width - Width(sign, size), size);
        return [.. lines.SkipLast(1), lines[^1] + sign];
    }

    private static IReadOnlyList<string> Fit(string name, int most, double width, double size)
    {
        List<string> lines = [""];
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length == 0 || Width(longer, size) <= width)
                lines[^1] = longer;
            else
                lines.Add(word);
        }

        if (lines.Count > most)
            lines = [.. lines.Take(most - 1), $"{lines[most - 1]}…"];
        return [.. lines.Select(line => Cut(line, width, size))];
    }

    public static string Cut(string text, double width, double size)
    {
        if (Width(text, size) <= width)
            return text;
        var cut = "";
        var parts = StringInfo.GetTextElementEnumerator(text);
        while (parts.MoveNext() && Width($"{cut}{parts.Current}…", size) <= width)
            cut += parts.Current;
        return cut.TrimEnd() + "…";
    }
}
