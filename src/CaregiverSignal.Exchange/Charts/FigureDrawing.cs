using System.Globalization;
using System.Net;
using CaregiverSignal.Trends;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>Draws a figure's rows with ScottPlot, each as a plot with the same days from left to right.</summary>
/// <remarks>The same figure gives the same bytes. No words are drawn: a page adds its own around and over them, in its
/// own font and language. Time runs from left to right in every language, as days and numbers do; people on the phone
/// then see the newest on the same side.</remarks>
public static class FigureDrawing
{
    /// <summary>The width of a picture on a phone, and on a sheet of paper, in pixels.</summary>
    public const int Narrow = 320,
        Wide = 800;

    /// <summary>Narrower is unreadable; wider gains nothing.</summary>
    public const int Narrowest = 280,
        Widest = 2000;

    /// <summary>The width at which a row is drawn; a page scales it to its space.</summary>
    public const int RowWidth = 430;

    /// <summary>The least width shown, on a phone.</summary>
    private const int ShownNarrow = 300;

    /// <summary>Between rows, crossed only by the line of the signal.</summary>
    internal const int Gap = 10;

    private const int Edge = 8,
        Above = 7,
        Strip = 10,
        Between = 2;

    public static string Svg(Figure figure, FigureRow row)
    {
        var height = HeightOf(row) + Gap;
        return ChartImage.Svg(
            RowWidth,
            height,
            canvas => Draw(canvas, PlotOf(figure, row, RowWidth, height), 0, 0, RowWidth, height),
            FigureWords.Heard(row)
        );
    }

    public static string LifeSvg(Figure figure)
    {
        var height = HeightOfLife(figure);
        return ChartImage.Svg(
            RowWidth,
            height,
            canvas => Draw(canvas, PlotOf(figure, RowWidth, height), 0, 0, RowWidth, height),
            FigureWords.HeardLife(figure)
        );
    }

    /// <summary>A page's text over the event marks, in its own letter size; some only on wider pages.</summary>
    public static string LabelsSvg(Figure figure)
    {
        var lanes = new FigureLanes(figure);
        var narrow = lanes.Labels(ShownNarrow).ToHashSet();
        return Overlay(
            lanes
                .Labels(RowWidth)
                .Select(label =>
                {
                    var x = Percent(figure.At(label.Day));
                    var y = ((label.Lane + .5) / lanes.All.Count).ToString("0.#%", CultureInfo.InvariantCulture);
                    var side = label.Pixels < 0 ? " text-anchor=\"end\"" : "";
                    var kind = (narrow.Contains(label), label.IsInBar) switch
                    {
                        (true, false) => "",
                        (true, true) => " class=\"fig-in\"",
                        (false, false) => " class=\"fig-wide\"",
                        (false, true) => " class=\"fig-wide fig-in\"",
                    };
                    var text = WebUtility.HtmlEncode(label.Text);
                    return $"<text x=\"{x}\" y=\"{y}\" dx=\"{label.Pixels}\"{side}{kind}>{text}</text>";
                })
        );
    }

    /// <summary>The months below the rows, for any page width; some labels appear only on wider pages.</summary>
    public static string AxisSvg(Figure figure)
    {
        var (parts, end) = (new List<string>(), float.MaxValue);
        foreach (var (at, label) in FigureWords.Months(figure).Reverse())
        {
            var room = ChartImage.Font.Width(label, FigureLanes.TextSize);
            var middle = (float)Across(at, ShownNarrow);
            var (anchor, from) =
                middle < room / 2 ? ("start", middle)
                : middle + (room / 2) > ShownNarrow ? ("end", middle - room)
                : ("middle", middle - (room / 2));
            var kind = from + room + (2 * Edge) <= end ? "" : " class=\"fig-wide\"";
            end = kind.Length == 0 ? from : end;
            var (x, text) = (Percent(at), WebUtility.HtmlEncode(label));
            parts.Insert(
                0,
                $"<line x1=\"{x}\" x2=\"{x}\" y2=\"4\"/>"
                    + $"<text x=\"{x}\" y=\"17\" text-anchor=\"{anchor}\"{kind}>{text}</text>"
            );
        }
        return Overlay(parts);
    }

    /// <summary>Everything in one <c>svg</c> element with a title and a description.</summary>
    /// <param name="pixels">From <see cref="Narrowest"/> to <see cref="Widest"/>.</param>
    public static string Svg(Figure figure, int pixels)
    {
        var sheet = new FigureSheet(figure, pixels, isSvg: true);
        return ChartImage.Svg(
            pixels,
            sheet.Height,
            sheet.Draw,
            sheet.Words,
            FigureWords.Title,
            FigureWords.Describe(figure)
        );
    }

    /// <summary>Everything as a PNG, with twice the pixels of an SVG, for paper and sharp screens.</summary>
    /// <param name="pixels">From <see cref="Narrowest"/> to <see cref="Widest"/>.</param>
    public static byte[] Png(Figure figure, int pixels)
    {
        var sheet = new FigureSheet(figure, pixels, isSvg: false);
        return ChartImage.Png(
            pixels,
            sheet.Height,
            canvas =>
            {
                sheet.Draw(canvas);
                foreach (var word in sheet.Words)
                    ChartImage.Write(canvas, word);
            }
        );
    }

    internal static int HeightOf(FigureRow row) =>
        row.Steps.Count > 0 ? 84
        : row.Max - row.Min >= 100 ? 66
        : 50;

    internal static int HeightOfLife(Figure figure) =>
        Math.Max(1, new FigureLanes(figure).All.Count) * FigureLanes.Height;

    /// <summary>From the left of a row of this width to a day, in pixels.</summary>
    internal static double Across(double at, float width) => Edge + (at * (width - (2 * Edge)));

    internal static void Draw(SKCanvas canvas, Plot plot, float left, float top, float width, float height) =>
        ChartImage.Draw(plot, canvas, new PixelRect(left, left + width, top + height, top));

    /// <param name="height">With the gap below it, crossed by the line of the signal.</param>
    /// <param name="isSvg">Whether it becomes an SVG, where solid lines are later turned into dots.</param>
    internal static Plot PlotOf(Figure figure, FigureRow row, float width, int height, bool isSvg = true)
    {
        var (plot, perDay) = NewPlot(figure, width);
        var own = HeightOf(row);
        var perPixel = (row.Max - row.Min) / (own - Above - Strip - Above);
        var (top, foot) = (row.Max + (Above * perPixel), row.Min - (Above * perPixel));
        plot.Axes.SetLimitsY(top - (height * perPixel), top);
        if (row.Limit is { } limit)
            AddZone(plot, row, limit, top, foot);
        AddSignal(plot, figure);
        var ground = plot.Add.HorizontalLine(top - ((own - .5) * perPixel), 1, ChartImage.Hair);
        ground.EnableAutoscale = false;
        AddLines(plot, row, isSvg ? LinePattern.Solid : LinePattern.Dotted);
        foreach (var wave in row.Waves.Where(wave => wave.State == WaveState.Missed))
            Mark(plot, wave.Day, foot - (Strip / 2 * perPixel), MarkerShape.Eks, 6, ChartImage.Soft).LineWidth = 1.5f;
        foreach (var wave in row.Answered)
        {
            var colour =
                (wave == row.Newest ? row.IsHeavyNow : row.IsRaised(wave)) ? ChartImage.Now : ChartImage.Series;
            var size = wave == row.Newest || row.IsRaised(wave) ? 11 : 7;
            if (wave.Value is { } value)
                Mark(plot, wave.Day, value, MarkerShape.FilledCircle, size, colour);
            else
                AddBounds(plot, wave.Day.DayNumber, wave.Bounds!.Value, size / 2f * perDay, 2 * perPixel, colour);
        }
        return plot;
    }

    internal static Plot PlotOf(Figure figure, float width, int height)
    {
        var (plot, perDay) = NewPlot(figure, width);
        var lanes = new FigureLanes(figure);
        plot.Axes.SetLimitsY(-height, 0);
        AddSignal(plot, figure);
        foreach (var (place, marks) in lanes.All.Index())
        {
            var middle = -(place + .5) * FigureLanes.Height;
            foreach (var mark in marks)
            {
                var from = mark.From < figure.From ? figure.From : mark.From;
                if (mark.Lane == FigureLane.Help)
                    AddBar(plot, from.DayNumber, lanes.EndOf(mark).DayNumber, 4 * perDay, middle);
                else if (mark.Lane == FigureLane.Event)
                    Mark(plot, from, middle, MarkerShape.FilledTriangleUp, 2 * FigureLanes.Half, Event);
                else
                    AddRing(plot, from, middle);
            }
        }
        return plot;
    }

    private static readonly Color Event = Color.FromHex("#5b2d83"),
        Help = Color.FromHex("#cfdde8");

    private static (Plot Plot, double PerDay) NewPlot(Figure figure, float width)
    {
        var plot = ChartImage.BarePlot();
        double from = figure.From.DayNumber,
            until = Math.Max(from + 1, figure.Until.DayNumber);
        var perDay = (until - from) / (width - (2 * Edge));
        plot.Axes.SetLimitsX(from - (Edge * perDay), until + (Edge * perDay));
        return (plot, perDay);
    }

    private static void AddZone(Plot plot, FigureRow row, double limit, double top, double foot)
    {
        // Between two answers or two whole points, so that neither is in doubt; a line of a hundred begins at it.
        var edge = row.Max - row.Min >= 100 ? 0 : .5;
        var zone = row.HighIsWorst
            ? plot.Add.VerticalSpan(limit - edge, top, ChartImage.Zone)
            : plot.Add.VerticalSpan(foot, limit + edge, ChartImage.Zone);
        zone.LineStyle.IsVisible = false;
    }

    private static void AddSignal(Plot plot, Figure figure)
    {
        if (figure.SignalOn is { } signal)
            plot.Add.VerticalLine(signal.DayNumber, 2, ChartImage.Now);
    }

    /// <summary>From answer to answer, dotted over missed ones, because a gap would read as if nothing had happened.
    /// There is no line if only bounds are known, or the questions have changed.</summary>
    private static void AddLines(Plot plot, FigureRow row, LinePattern dots)
    {
        var run = new List<ChartWave>();
        var goesOn = true;
        foreach (var wave in row.Waves)
        {
            if (wave.Bounds is not null || wave.Break != SeriesBreak.None)
                Finish();
            if (wave.Value is null)
                goesOn = false;
            if (wave.Value is null)
                continue;
            if (!goesOn && run.Count > 0)
            {
                var before = run[^1];
                Finish();
                Dotted(before, wave);
            }
            run.Add(wave);
            goesOn = true;
        }
        Finish();

        void Finish()
        {
            if (run.Count > 1)
                AddRun(plot, row, run);
            run.Clear();
        }

        void Dotted(ChartWave from, ChartWave to)
        {
            var line = plot.Add.Line(from.Day.DayNumber, from.Value!.Value, to.Day.DayNumber, to.Value!.Value);
            (line.LineWidth, line.LineColor, line.LinePattern) = (ChartImage.DotsWidth, ChartImage.Series, dots);
        }
    }

    private static void AddRun(Plot plot, FigureRow row, List<ChartWave> run)
    {
        double[] days = [.. run.Select(wave => (double)wave.Day.DayNumber)];
        double[] values = [.. run.Select(wave => wave.Value!.Value)];
        if (row.Error is { } error)
        {
            var band = plot.Add.FillY(
                days,
                [.. values.Select(value => Math.Max(row.Min, value - error))],
                [.. values.Select(value => Math.Min(row.Max, value + error))]
            );
            (band.FillColor, band.LineWidth) = (ChartImage.Series.WithAlpha(.16), 0);
        }
        var line = plot.Add.ScatterLine(days, values, ChartImage.Series);
        line.LineWidth = 2.5f;
        if (row.Steps.Count > 0)
            line.ConnectStyle = ConnectStyle.StepHorizontal;
    }

    private static void AddBounds(
        Plot plot,
        double day,
        (double Low, double High) bounds,
        double half,
        double more,
        Color colour
    )
    {
        var bar = plot.Add.Rectangle(day - half, day + half, bounds.Low - more, bounds.High + more);
        (bar.FillColor, bar.LineWidth) = (colour.WithAlpha(.6), 0);
    }

    /// <param name="least">A day alone is too small to see.</param>
    private static void AddBar(Plot plot, double from, double until, double least, double middle)
    {
        const int Half = (FigureLanes.Height / 2) - Between;
        var bar = plot.Add.Rectangle(from, Math.Max(until, from + least), middle - Half, middle + Half);
        (bar.FillColor, bar.LineColor, bar.LineWidth) = (Help, ChartImage.Series, 1);
    }

    private static void AddRing(Plot plot, DateOnly day, double y)
    {
        var style = Mark(plot, day, y, MarkerShape.FilledCircle, 10, Colors.White).MarkerStyle;
        (style.OutlineColor, style.OutlineWidth) = (ChartImage.Series, 2);
    }

    private static Marker Mark(Plot plot, DateOnly day, double y, MarkerShape shape, float size, Color colour) =>
        plot.Add.Marker(day.DayNumber, y, shape, size, colour);

    /// <summary>As wide as its place, while its letters keep their size: positions are percentages.</summary>
    private static string Overlay(IEnumerable<string> parts) =>
        $"<svg aria-hidden=\"true\">{string.Concat(parts)}</svg>";

    private static string Percent(double at) =>
        (Across(at, RowWidth) / RowWidth).ToString("0.#%", CultureInfo.InvariantCulture);
}
