using System.Globalization;
using System.Text;
using CaregiverSignal.People;

namespace CaregiverSignal.Networks;

/// <summary>A picture as positioned shapes, in CSS pixels from the upper left corner; renderers do no layout.</summary>
/// <param name="IsNumbered">Whether people are shown by their number in the list, as names did not fit.</param>
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

/// <param name="Left">The x of its upper left corner.</param>
public readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public static Box Around(Spot centre, double width, double height) =>
        new(centre.X - (width / 2), centre.Y - (height / 2), width, height);

    /// <param name="gap">Boxes closer than this also touch.</param>
    public bool Touches(Box other, double gap = 0) =>
        Left < other.Right + gap && other.Left < Right + gap && Top < other.Bottom + gap && other.Top < Bottom + gap;

    public Box Moved(Spot by) => this with { Left = Left + by.X, Top = Top + by.Y };
}

public abstract record Shape;

public sealed record Circle(Spot Centre, double Radius, bool IsBold = false) : Shape;

public sealed record Stroke(IReadOnlyList<Spot> Spots, double Thickness, bool IsDashed = false) : Shape;

public sealed record Area(IReadOnlyList<Spot> Corners, bool IsFilled) : Shape;

/// <summary>One line of text in a box of its greatest possible width.</summary>
/// <param name="Side">Alignment in the box: −1 left, 0 centre, 1 right.</param>
/// <param name="IsOnLine">Whether a line runs behind it, which must be covered.</param>
public sealed record Label(Box Box, string Text, double Size, int Side = 0, bool IsBold = false, bool IsOnLine = false)
    : Shape;

/// <summary>A symbol for each kind of person, distinguished by shape rather than colour.</summary>
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

/// <summary>Estimates text widths for a wide font, as the actual font is unknown.</summary>
internal static class Lettering
{
    public static double LineHeight(double size) => Math.Ceiling(size * 1.25);

    /// <summary>The width in a sans serif as wide as DejaVu or Verdana, browsers' widest defaults.</summary>
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

    /// <summary>A name broken over at most so many lines and cut if needed, with whether the person gives or costs
    /// energy, as on Hartman's ecomap.</summary>
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
