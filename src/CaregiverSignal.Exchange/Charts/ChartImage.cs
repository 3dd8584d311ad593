using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>Shared by all drawings: colours, font, an empty plot, and conversion to files.</summary>
internal static partial class ChartImage
{
    public const float TextSize = 14,
        TitleSize = 15;
    public const int TitleHeight = 25;

    /// <summary>The width that identifies dotted lines in an SVG, where each dot would otherwise be a shape.</summary>
    public const float DotsWidth = 1.1f;

    /// <summary>The colours of the pages; <see cref="Now"/> marks what calls for a conversation.</summary>
    public static readonly Color Ink = Color.FromHex("#1b1f23"),
        Soft = Color.FromHex("#565d64"),
        Hair = Color.FromHex("#dfe2de"),
        Series = Color.FromHex("#14507a"),
        Now = Color.FromHex("#9b1c1c"),
        Zone = Color.FromHex("#fbe3e1");

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number { get; }

    private static readonly string[] Places = ["x", "y", "cx", "cy", "rx", "ry", "width", "height", "d"];

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>Installed at the first drawing, before any text; nothing is loaded sooner.</summary>
    private static readonly Lazy<InterFont> font = new(InterFont.Install);

    public static InterFont Font => font.Value;

    /// <summary>As one <c>svg</c> element that fills its place, with a description.</summary>
    public static string Svg(int pixels, int height, Action<SKCanvas> draw, string said)
    {
        var svg = Drawn(pixels, height, draw);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", said);
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>As one <c>svg</c> element with text laid over it, in letters of any script.</summary>
    public static string Svg(
        int pixels,
        int height,
        Action<SKCanvas> draw,
        IEnumerable<PlacedText> words,
        string title,
        string said
    )
    {
        var svg = Drawn(pixels, height, draw);
        var space = svg.Name.Namespace;
        svg.SetAttributeValue("width", pixels);
        svg.SetAttributeValue("height", height);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("font-family", "Inter, system-ui, sans-serif");
        svg.AddFirst(new XElement(space + "title", title), new XElement(space + "desc", said));
        svg.Add(
            words.Select(word => new XElement(
                space + "text",
                new XAttribute("x", Rounded(word.X)),
                new XAttribute("y", Rounded(word.Y)),
                new XAttribute("font-size", word.Size),
                new XAttribute("fill", word.Colour.ToHex()),
                word.IsBold ? new XAttribute("font-weight", "600") : null,
                word.Ends ? new XAttribute("text-anchor", "end") : null,
                Languages.Isolated(word.Text)
            ))
        );
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>As a PNG with twice the pixels of an SVG of that width, for paper and sharp screens.</summary>
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
        plot.Axes.Bottom.FrameLineStyle.Color = Soft;
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

    /// <summary>Only what is added to it, from edge to edge: other features would cost more than the plot.</summary>
    public static Plot BarePlot()
    {
        var plot = new Plot();
        plot.Layout.Frameless();
        plot.RenderManager.RenderActions.RemoveAll(step =>
            step is not (ReplaceNullAxesWithDefaults or CalculateLayout or RenderPlottables)
        );
        return plot;
    }

    /// <summary>Draws a plot with fixed axes and size; ScottPlot's own method would draw three times.</summary>
    public static void Draw(Plot plot, SKCanvas canvas, PixelRect place)
    {
        // Each plot of a picture would erase the others.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        using var pack = new RenderPack(plot, place, canvas);
        foreach (var step in plot.RenderManager.RenderActions)
        {
            pack.CanvasState.Save();
            step.Render(pack);
            pack.CanvasState.RestoreAll();
        }
    }

    public static void Write(SKCanvas canvas, PlacedText word)
    {
        using var face = new SKFont(Fonts.GetTypeface(InterFont.Name, word.IsBold, false), word.Size);
        using var paint = new SKPaint { Color = word.Colour.ToSKColor(), IsAntialias = true };
        canvas.DrawText(word.Text, word.X, word.Y, word.Ends ? SKTextAlign.Right : SKTextAlign.Left, face, paint);
    }

    public static void WriteTitle(SKCanvas canvas, string text, int top) =>
        Write(canvas, new(text, 0, top + TitleHeight - 7, TitleSize, Ink, IsBold: true));

    private static XElement Drawn(int pixels, int height, Action<SKCanvas> draw)
    {
        _ = Font;
        using var stream = new SKDynamicMemoryWStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(pixels, height), stream))
            draw(canvas);
        using var drawn = stream.DetachAsData();
        using var reading = drawn.AsStream();
        var svg = XElement.Load(reading);
        svg.RemoveAttributes();
        svg.SetAttributeValue("viewBox", string.Create(Invariant, $"0 0 {pixels} {height}"));
        Tidy(svg);
        return svg;
    }

    /// <summary>Keeps only each text's start: Skia's letter positions fit its own font, not the browser's.</summary>
    private static void Tidy(XElement svg)
    {
        var space = svg.Name.Namespace;
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
            if (text.Attribute("font-weight") is not null)
                text.SetAttributeValue("font-weight", "600");
        }
        // It also draws lines without length, and writes more digits than there are pixels.
        foreach (var drawn in svg.Descendants().ToList())
        {
            drawn.Attribute("stroke-miterlimit")?.Remove();
            if ((float?)drawn.Attribute("stroke-width") == DotsWidth)
                drawn.SetAttributeValue("stroke-dasharray", "2 4");
            foreach (var each in drawn.Attributes().Where(attribute => Places.Contains(attribute.Name.LocalName)))
                each.Value = Number.Replace(each.Value, number => Rounded(number.Value).ToString(Invariant));
            if (drawn.Attribute("d")?.Value.Split('M', 'L') is ["", var from, var to] && from == to)
                drawn.Remove();
        }
    }

    private static double Rounded(string number) => Rounded(double.Parse(number, Invariant));

    private static double Rounded(double number) => Math.Round(number, 1);
}

/// <param name="Y">The baseline.</param>
/// <param name="Ends">Whether it ends there rather than begins.</param>
internal sealed record PlacedText(
    string Text,
    float X,
    float Y,
    float Size,
    ScottPlot.Color Colour,
    bool IsBold = false,
    bool Ends = false
);
