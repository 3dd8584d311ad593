using System.Globalization;
using System.Text.Encodings.Web;
using CaregiverSignal.Signals.Hindsight;
using Microsoft.AspNetCore.Html;

namespace CaregiverSignal.Pages.Shared.Charts;

/// <summary>Small pictures of counts: dots, an interval, a bar, months and columns.</summary>
/// <remarks>Horizontal positions are percentages, so that a picture fits its card without stretching its signs; its
/// words are text of the page, in the page's colours (lists.css).</remarks>
public static class SmallPictures
{
    /// <summary>More dots cannot be counted by eye: a bar shows the share then.</summary>
    private const int MostDots = 30,
        DotsInRow = 10,
        Month = 13,
        MonthHeight = 38;

    /// <summary>The plot of columns: its scale is to the left, its zone names above.</summary>
    private const double Gutter = 10,
        Top = 40,
        Bottom = 168;

    /// <summary>A dot for each, counted ones first.</summary>
    public static IHtmlContent Dots(Share share, string said) =>
        share.Of > MostDots
            ? Bar((double)share.Count / share.Of, said)
            : Svg(
                Math.Ceiling((double)share.Of / DotsInRow) * 26,
                said,
                Enumerable
                    .Range(0, share.Of)
                    .Select(at =>
                        Dot(
                            $"{12 + (26 * (at % DotsInRow))}",
                            12 + (26 * (at / DotsInRow)),
                            at < share.Count ? "full" : "hair",
                            10
                        )
                    )
            );

    /// <summary>The position of a share between none and all; an open dot if there are too few.</summary>
    public static IHtmlContent Interval(Share share, string said)
    {
        var scale = Line(At(0), At(1), 10, 10, "hair");
        var (value, low, high) = share.Interval;
        return Svg(
            20,
            said,
            share.Of == 0
                ? [scale]
                : [scale, Line(At(low), At(high), 10, 10, "range"), Dot(At(value), 10, Look(share.IsTooFew))]
        );

        static string At(double part) => Percent(2 + (96 * part));
    }

    /// <param name="said">Null if the text beside it says the same.</param>
    public static IHtmlContent Bar(double part, string? said = null) =>
        Svg(22, said, [Rect("0", 0, Percent(100 * part), 22, "full")]);

    /// <param name="last">How many at the end are highlighted.</param>
    /// <param name="isOpen">Whether the last one is still running.</param>
    public static IHtmlContent Months(IReadOnlyList<int> counts, int last, bool isOpen, string said) =>
        Svg(
            MonthHeight + 2,
            said,
            counts.Select(
                (count, at) =>
                {
                    var height = Math.Max(1, (double)count * MonthHeight / Math.Max(1, counts.Max()));
                    var look = at < counts.Count - last ? "pale" : Look(isOpen && at == counts.Count - 1);
                    return Rect($"{(Month * at) + 1}", MonthHeight + 1 - height, $"{Month - 3}", height, look);
                }
            ),
            $"{(Month * counts.Count) + 2}"
        );

    /// <summary>A dot and its interval in each column, in front of zones that begin at a threshold.</summary>
    /// <param name="scale">The scale's label at a height.</param>
    public static IHtmlContent Columns(
        IReadOnlyList<PictureColumn> columns,
        double most,
        Func<double, string> scale,
        string said,
        IReadOnlyList<PictureZone> zones
    )
    {
        var known = columns.Index().Where(pair => !double.IsNaN(pair.Item.Interval.Value)).ToList();
        return Svg(
            Bottom + 8,
            said,
            [
                .. zones.Select(zone => Rect(Percent(Left(zone)), 0, Percent(100 - Left(zone)), Bottom, zone.Look)),
                .. zones.Select(
                    (zone, at) =>
                        zone.From > 0.6
                            ? Text("99%", 14 + (16 * at), zone.Name, "end")
                            : Text(Percent(Left(zone) + 1), 14 + (16 * at), zone.Name)
                ),
                .. new[] { 0, most / 2, most }.Select(value =>
                    Line(Percent(Gutter), "100%", Y(value), Y(value), "hair") + Text("0", Y(value) + 4, scale(value))
                ),
                .. known.Select(pair =>
                    Line(X(pair.Index), X(pair.Index), Y(pair.Item.Interval.Low), Y(pair.Item.Interval.High), "range")
                ),
                .. known.Select(pair => Dot(X(pair.Index), Y(pair.Item.Interval.Value), Look(pair.Item.IsOpen))),
            ]
        );

        string X(int at) => Percent(Gutter + ((at + 0.5) * (100 - Gutter) / columns.Count));
        double Y(double value) => Bottom - ((Bottom - Top) * Math.Min(value, most) / most);
        static double Left(PictureZone zone) => Gutter + (zone.From * (100 - Gutter));
    }

    private static string Look(bool isOpen) => isOpen ? "open" : "full";

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part:0.#}%");

    private static string Line(string from, string to, double first, double last, string look) =>
        Shape($"<line x1=\"{from}\" x2=\"{to}\" y1=\"{first:0.#}\" y2=\"{last:0.#}\" class=\"picture-{look}\"/>");

    private static string Dot(string x, double y, string look, int radius = 6) =>
        Shape($"<circle cx=\"{x}\" cy=\"{y:0.#}\" r=\"{radius}\" class=\"picture-{look}\"/>");

    private static string Rect(string x, double y, string width, double height, string look) =>
        Shape($"<rect x=\"{x}\" y=\"{y:0.#}\" width=\"{width}\" height=\"{height:0.#}\" class=\"picture-{look}\"/>");

    private static string Text(string x, double y, string text, string anchor = "start") =>
        Shape($"<text x=\"{x}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{HtmlEncoder.Default.Encode(text)}</text>");

    private static string Shape(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static HtmlString Svg(double height, string? said, IEnumerable<string> shapes, string width = "100%")
    {
        var label = said is null
            ? "aria-hidden=\"true\""
            : $"role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(said)}\"";
        return new(
            Shape(
                $"<svg class=\"picture\" width=\"{width}\" height=\"{height:0}\" {label}>{string.Concat(shapes)}</svg>"
            )
        );
    }
}

/// <param name="IsOpen">Whether the data are too few to place it.</param>
public sealed record PictureColumn(ConfidenceInterval Interval, bool IsOpen);

/// <param name="From">Its start, from 0 at the left of the plot to 1 at its right.</param>
public sealed record PictureZone(double From, string Name, string Look);
