using CaregiverSignal.Charts;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Reports;

/// <summary>Draws a report's table with ScottPlot, for use elsewhere: bars, or a line through the years.</summary>
/// <remarks>Without meaning by colour alone: columns differ in shade, outlines mark the past, bars have
/// numbers.</remarks>
internal sealed class ReportDrawing
{
    private const int RowHeight = 42,
        BeforeHeight = 18,
        LineHeight = 160,
        LegendHeight = 22;
    private const float NumberRoom = 56;

    public static readonly IReadOnlyList<string> Shades = ["#14507a", "#a9c4d8", "#e4edf3"];

    private readonly ReportTable table;
    private readonly int width;

    private ReportDrawing(ReportTable table, int width) => (this.table, this.width) = (table, width);

    /// <summary>As a PNG with a title and the report's subject, since it may be used without the report.</summary>
    public static byte[] Png(Report report, ReportTable table, int pixels)
    {
        var drawing = new ReportDrawing(table, pixels);
        return ChartImage.Png(
            pixels,
            drawing.Height + (2 * ChartImage.TitleHeight),
            canvas =>
            {
                ChartImage.WriteTitle(canvas, ReportWords.TableName(table.Shape), 0);
                ChartImage.WriteTitle(canvas, ReportWords.Title(report), ChartImage.TitleHeight);
                canvas.Translate(0, 2 * ChartImage.TitleHeight);
                drawing.DrawOn(canvas);
            }
        );
    }

    private bool IsThroughYears => table.Shape.Headline == HeadlineKind.Newest;

    private int EachRow => RowHeight + (table.HasBefore ? BeforeHeight : 0);

    private int Height => LegendHeight + (IsThroughYears ? LineHeight : table.Rows.Count * EachRow);

    private void DrawOn(SKCanvas canvas)
    {
        DrawLegend(canvas);
        var plot = IsThroughYears ? Lines() : Bars();
        ChartImage.Draw(plot, canvas, new PixelRect(0, width, Height, LegendHeight));
    }

    private Plot Bars()
    {
        var plot = ChartImage.NewPlot();
        plot.Grid.YAxisStyle.MajorLineStyle.IsVisible = false;
        plot.Axes.Bottom.FrameLineStyle.IsVisible = false;
        plot.Axes.Left.SetTicks([], []);
        var most = Math.Max(1, table.Rows.Max(row => Math.Max(row.Sum, row.Before ?? 0)));
        plot.Axes.SetLimitsX(0, most * width / (width - NumberRoom));
        // One unit is one pixel, from the top down.
        var height = Height - LegendHeight;
        plot.Axes.SetLimitsY(-height, 0);
        plot.Layout.Fixed(new PixelPadding(1, 0, 0, 0));
        var columns = table.Columns.Count;
        for (var place = 0; place < table.Rows.Count; place++)
        {
            var (row, top) = (table.Rows[place], -place * EachRow);
            Write(plot, ReportWords.Row(table.Shape, row.Key), 0, top - 10, ChartImage.Ink, 0);
            var from = 0L;
            for (var column = 0; column < columns; column++)
            {
                if (row.Cells[column] > 0)
                    Bar(plot, from, from + row.Cells[column], top - 28, 7, Color.FromHex(Shades[column]));
                from += row.Cells[column];
            }

            Write(plot, ReportWords.Number(row.Sum), row.Sum, top - 28, ChartImage.Ink, 5);
            if (!table.HasBefore || row.Before is not { } before)
                continue;
            if (before > 0)
                Bar(plot, 0, before, top - 45, 5, Colors.White);
            Write(plot, ReportWords.Number(before), before, top - 45, ChartImage.Soft, 5);
        }

        return plot;
    }

    private static void Bar(Plot plot, double from, double until, double middle, double half, Color fill)
    {
        var bar = plot.Add.Rectangle(from, until, middle - half, middle + half);
        (bar.FillColor, bar.LineColor, bar.LineWidth) = (fill, ChartImage.Series, 1);
    }

    private Plot Lines()
    {
        var plot = ChartImage.NewPlot();
        double[] places = [.. table.Rows.Select((_, place) => (double)place)];
        double[] sums = [.. table.Rows.Select(row => (double)row.Sum)];
        var line = plot.Add.ScatterLine(places, sums, ChartImage.Series);
        line.LineWidth = 3;
        foreach (var (row, place) in table.Rows.Zip(places))
        {
            plot.Add.Marker(place, row.Sum, MarkerShape.FilledCircle, 9, ChartImage.Series);
            var label = Write(plot, ReportWords.Number(row.Sum), place, row.Sum, ChartImage.Ink, 0);
            (label.LabelAlignment, label.OffsetY) = (Alignment.LowerCenter, -7);
            // The line to a higher year would cross it out.
            label.LabelBackgroundColor = Colors.White;
        }

        plot.Axes.SetLimitsX(-.5, table.Rows.Count - .5);
        plot.Axes.SetLimitsY(0, Math.Max(1, sums.Max()) * 1.25);
        plot.Axes.Left.SetTicks([0], ["0"]);
        plot.Axes.Bottom.SetTicks(places, [.. table.Rows.Select(row => row.Key)]);
        var labels = plot.Axes.Bottom.TickLabelStyle;
        (labels.IsVisible, labels.FontName, labels.FontSize, labels.ForeColor) = (
            true,
            InterFont.Name,
            ChartImage.TextSize,
            ChartImage.Soft
        );
        plot.Layout.Fixed(new PixelPadding(20, 6, 26, 4));
        return plot;
    }

    private static ScottPlot.Plottables.Text Write(
        Plot plot,
        string text,
        double x,
        double y,
        Color colour,
        float right
    )
    {
        var label = plot.Add.Text(text, x, y);
        (label.LabelFontName, label.LabelFontSize, label.LabelFontColor) = (
            InterFont.Name,
            ChartImage.TextSize,
            colour
        );
        (label.LabelAlignment, label.OffsetX) = (Alignment.MiddleLeft, right);
        return label;
    }

    private void DrawLegend(SKCanvas canvas)
    {
        if (IsThroughYears)
            return;
        using var font = new SKFont(Fonts.GetTypeface(InterFont.Name, false, false), ChartImage.TextSize);
        using var ink = new SKPaint { Color = ChartImage.Ink.ToSKColor(), IsAntialias = true };
        var (x, columns) = (1f, table.Columns);
        for (var column = 0; column < columns.Count; column++)
            Sign(ReportWords.Column(columns[column]), Color.FromHex(Shades[column]));
        if (table.HasBefore)
            Sign(ReportWords.Of("Before"), Colors.White);

        void Sign(string name, Color fill)
        {
            var box = SKRect.Create(x, 3, 12, 12);
            using var paint = new SKPaint { Color = fill.ToSKColor() };
            canvas.DrawRect(box, paint);
            using var edge = new SKPaint
            {
                Color = ChartImage.Series.ToSKColor(),
                IsStroke = true,
                StrokeWidth = 1,
            };
            canvas.DrawRect(box, edge);
            canvas.DrawText(name, x + 17, 14, font, ink);
            x += 17 + font.MeasureText(name) + 12;
        }
    }
}
