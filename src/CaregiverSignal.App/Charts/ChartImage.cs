using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>What all drawings share: colours, font, an empty plot, and how one becomes a file.</summary>
internal static partial class ChartImage
{
    public const float TextSize = 14,
        TitleSize = 15;
    public const int TitleHeight = 25;

    public static readonly Color Ink = Color.FromHex("#1b1b1b"),
        Soft = Color.FromHex("#4d4d4d"),
        Line = Color.FromHex("#6f6f6f"),
        Series = Color.FromHex("#14507a");

    private static readonly Color Hair = Color.FromHex("#c9c7c0");

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number { get; }

    /// <summary>Attributes that say where something is drawn.</summary>
    private static readonly string[] Places = ["x", "y", "cx", "cy", "width", "height", "d"];

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>Installed with the first drawing, before anything is written in it: nothing is loaded sooner.</summary>
    private static readonly Lazy<InterFont> font = new(InterFont.Install);

    public static InterFont Font => font.Value;

    /// <summary>As one <c>svg</c> element with a title and a description.</summary>
    /// <param name="standIns">Those that are drawn; null for none.</param>
    public static string Svg(
        int pixels,
        int height,
        Action<SKCanvas> draw,
        string title,
        string description,
        string id,
        StandIns? standIns = null
    )
    {
        _ = Font;
        using var stream = new SKDynamicMemoryWStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(pixels, height), stream))
            draw(canvas);
        using var drawn = stream.DetachAsData();
        using var reading = drawn.AsStream();
        return Accessible(XElement.Load(reading), pixels, height, title, description, id, standIns);
    }

    /// <summary>As a PNG, with twice as many pixels as an SVG of that width, for paper and sharp screens.</summary>
    public static byte[] Png(int pixels, int height, Action<SKCanvas> draw)
    {
        const int Density = 2;
        _ = Font;
        using var surface = SKSurface.Create(new SKImageInfo(pixels * Density, height * Density));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Density);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    public static Plot NewPlot()
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Font.Set(InterFont.Name);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Axes.Left.FrameLineStyle.IsVisible = false;
        plot.Axes.Bottom.FrameLineStyle.Color = Line;
        plot.Axes.Bottom.FrameLineStyle.Width = 2;
        plot.Axes.Bottom.TickLabelStyle.IsVisible = false;
        foreach (var axis in plot.Axes.GetAxes())
            axis.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.YAxisStyle.MajorLineStyle.Color = Hair;
        plot.Grid.YAxisStyle.MajorLineStyle.Width = 1;
        var labels = plot.Axes.Left.TickLabelStyle;
        (labels.FontName, labels.FontSize, labels.ForeColor) = (InterFont.Name, TextSize, Soft);
        plot.Axes.Left.MajorTickStyle.Length = plot.Axes.Left.MinorTickStyle.Length = 0;
        return plot;
    }

    /// <summary>
    /// Draws a plot whose axes and room are set. Its own way draws it until they stay as they are: three times.
    /// </summary>
    public static void Draw(Plot plot, SKCanvas canvas, PixelRect place)
    {
        // Each plot of a picture would wipe the others.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        using var pack = new RenderPack(plot, place, canvas);
        foreach (var step in plot.RenderManager.RenderActions)
        {
            pack.CanvasState.Save();
            step.Render(pack);
            pack.CanvasState.RestoreAll();
        }
    }

    public static void WriteTitle(SKCanvas canvas, string text, int top)
    {
        using var font = new SKFont(Fonts.GetTypeface(InterFont.Name, true, false), TitleSize);
        using var paint = new SKPaint { Color = Ink.ToSKColor(), IsAntialias = true };
        canvas.DrawText(text, 0, top + TitleHeight - 7, font, paint);
    }

    /// <summary>
    /// Skia places each letter for the font that it has; a browser without it would space badly, so only where a text
    /// begins is kept, and how long it is.
    /// </summary>
    private static string Accessible(
        XElement svg,
        int width,
        int height,
        string title,
        string description,
        string id,
        StandIns? standIns
    )
    {
        var space = svg.Name.Namespace;
        svg.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        svg.SetAttributeValue(
            "class",
            $"figure-drawn {(width <= FigureDrawing.Narrow ? "figure-narrow" : "figure-wide")}"
        );
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-labelledby", $"{id}-t {id}-d");
        svg.SetAttributeValue("font-family", "Inter, system-ui, sans-serif");
        svg.AddFirst(
            new XElement(space + "title", new XAttribute("id", id + "-t"), title),
            new XElement(space + "desc", new XAttribute("id", id + "-d"), description)
        );
        // Their names count on through the life of the program, and nothing goes beyond its row.
        foreach (var clip in svg.Descendants(space + "clipPath").ToList())
            clip.Remove();
        foreach (var group in svg.Descendants(space + "g").ToList())
            group.ReplaceWith(group.Nodes());
        foreach (var text in svg.Descendants(space + "text"))
        {
            text.Value = text.Value.Trim();
            var moved = Number
                .Matches(text.Attribute("transform")?.Value ?? "")
                .Select(match => Rounded(match.Value))
                .ToList();
            text.Attribute("transform")?.Remove();
            foreach (var (place, by) in new[] { ("x", 0), ("y", 1) })
            {
                if (text.Attribute(place) is { } letters)
                    letters.SetValue(Rounded(Number.Match(letters.Value).Value) + moved.ElementAtOrDefault(by));
            }
            text.Attribute("font-family")?.Remove();
            var isBold = text.Attribute("font-weight") is not null;
            if (isBold)
                text.SetAttributeValue("font-weight", "600");
            // In any font as wide as in ours, so that it stays in its place.
            var size = (float)text.Attribute("font-size")!;
            text.SetAttributeValue("textLength", Math.Round(Font.Width(text.Value, size, isBold)));
            text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
            text.Value = standIns?.Behind(text.Value) ?? text.Value;
        }
        // It also draws lines of no length, and writes more digits than there are dots.
        svg.Attributes()
            .Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName == "xlink")
            .Remove();
        foreach (var drawn in svg.Descendants().ToList())
        {
            drawn.Attribute("stroke-miterlimit")?.Remove();
            foreach (var each in drawn.Attributes().Where(attribute => Places.Contains(attribute.Name.LocalName)))
                each.Value = Number.Replace(each.Value, number => Rounded(number.Value).ToString(Invariant));
            if (drawn.Attribute("d")?.Value.Split('M', 'L') is ["", var from, var to] && from == to)
                drawn.Remove();
        }
        return svg.ToString(SaveOptions.DisableFormatting);

        static double Rounded(string number) => Math.Round(double.Parse(number, Invariant), 1);
    }
}
