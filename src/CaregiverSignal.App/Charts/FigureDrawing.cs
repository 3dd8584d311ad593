using CaregiverSignal.Trends;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>Draws a figure with ScottPlot: a plot for each row, all with the same days from left to right.</summary>
/// <remarks>
/// The same figure gives the same bytes. Nothing is said by colour alone: marks differ in shape, zones have a label or
/// stand at named steps.
/// </remarks>
public sealed class FigureDrawing
{
    /// <summary>The width of a figure on a telephone, and of one beside a text, in pixels.</summary>
    public const int Narrow = 320,
        Wide = 680;

    /// <summary>Narrower, nothing can be read; wider, nothing is gained.</summary>
    public const int Narrowest = 280,
        Widest = 2000;

    private const float TextSize = ChartImage.TextSize;
    private const int TitleHeight = ChartImage.TitleHeight,
        StepHeight = 18,
        ScaleHeight = 76,
        LaneHeight = 20,
        DatesHeight = 40,
        SignalHeight = 20,
        RightRoom = 6,
        MarkRoom = 12,
        ValueGap = 12;

    private static readonly Color Ink = ChartImage.Ink,
        Soft = ChartImage.Soft,
        Line = ChartImage.Line,
        Series = ChartImage.Series,
        Zone = Color.FromHex("#f3e3cf"),
        Band = Color.FromHex("#14507a").WithAlpha(.16),
        Bar = Color.FromHex("#cfdde8"),
        Event = Color.FromHex("#5b2d83"),
        Signal = Color.FromHex("#a8071a");

    private readonly Figure figure;
    private readonly int width;
    private readonly StandIns? standIns;
    private readonly float left,
        right;
    private readonly double perDay;

    private FigureDrawing(Figure figure, int width, StandIns? standIns)
    {
        (this.figure, this.width, this.standIns) = (figure, width, standIns);
        var beside = figure
            .Rows.SelectMany(row => row.Steps.Count > 0 ? row.Steps : TicksOf(row).Select(FigureWords.Number))
            .Concat(figure.Life.Select(mark => FigureWords.Lane(mark.Lane)));
        left = 10 + beside.Max(WidthOf);
        right = figure
            .Rows.Where(row => row.Steps.Count == 0)
            .Select(row => ValueGap + WidthOf(Said(Newest(row))))
            .Append(MarkRoom)
            .Max();
        perDay = (Days.Max - Days.Min) / (width - left - RightRoom);
    }

    private (double Min, double Max) Days
    {
        get
        {
            double from = figure.From.DayNumber,
                until = figure.Until.DayNumber;
            // A mark at either end is whole, and the newest value has room beside it.
            var day = (until - from) / (width - left - RightRoom - MarkRoom - right);
            return (from - Math.Max(3, day * MarkRoom), until + Math.Max(3, day * right));
        }
    }

    /// <summary>As one <c>svg</c> element with a title and a description.</summary>
    /// <param name="pixels">From <see cref="Narrowest"/> to <see cref="Widest"/>.</param>
    /// <param name="id">Unique in the page for each drawing.</param>
    public static string Svg(Figure figure, int pixels, string id)
    {
        var standIns = new StandIns();
        var drawing = new FigureDrawing(figure, pixels, standIns);
        return ChartImage.Svg(
            pixels,
            drawing.Height,
            drawing.DrawOn,
            FigureWords.Title,
            FigureWords.Describe(figure),
            id,
            standIns
        );
    }

    /// <summary>As a PNG, with twice as many pixels as an SVG of that width, for paper and sharp screens.</summary>
    /// <param name="pixels">From <see cref="Narrowest"/> to <see cref="Widest"/>.</param>
    public static byte[] Png(Figure figure, int pixels)
    {
        var drawing = new FigureDrawing(figure, pixels, null);
        return ChartImage.Png(pixels, drawing.Height, drawing.DrawOn);
    }

    private string Drawn(string text) => standIns?.For(text) ?? text;

    private float WidthOf(string text) => ChartImage.Font.Width(Drawn(text), TextSize);

    private int Height =>
        (figure.SignalOn is null ? 0 : SignalHeight)
        + figure.Rows.Sum(row => TitleHeight + HeightOf(row))
        + (figure.Life.Count == 0 ? 0 : TitleHeight + Lanes().Count * LaneHeight)
        + DatesHeight;

    private static int HeightOf(FigureRow row) => row.Steps.Count > 0 ? row.Steps.Count * StepHeight : ScaleHeight;

    private void DrawOn(SKCanvas canvas)
    {
        var top = 0;
        if (figure.SignalOn is { } signal)
        {
            WriteSignal(canvas, signal);
            top += SignalHeight;
        }
        for (var place = 0; place < figure.Rows.Count; place++)
        {
            var row = figure.Rows[place];
            var isLast = place == figure.Rows.Count - 1 && figure.Life.Count == 0;
            ChartImage.WriteTitle(canvas, Drawn(FigureWords.RowTitle(row)), top);
            top = Draw(canvas, PlotOf(row), top + TitleHeight, HeightOf(row), isLast);
        }
        if (figure.Life.Count == 0)
            return;
        ChartImage.WriteTitle(canvas, Drawn(FigureWords.LifeTitle), top);
        var lanes = Lanes();
        Draw(canvas, PlotOf(lanes), top + TitleHeight, lanes.Count * LaneHeight, isLast: true);
    }

    /// <returns>Where the next row begins.</returns>
    private int Draw(SKCanvas canvas, Plot plot, int top, int height, bool isLast)
    {
        var dates = isLast ? DatesHeight : 0;
        if (isLast)
            AddDates(plot);
        if (figure.SignalOn is { } signal)
            plot.MoveToBack(plot.Add.VerticalLine(signal.DayNumber, 2, Signal));
        foreach (var zone in plot.GetPlottables<ScottPlot.Plottables.VerticalSpan>().ToList())
            plot.MoveToBack(zone);
        plot.Axes.SetLimitsX(Days.Min, Days.Max);
        plot.Layout.Fixed(new PixelPadding(left, RightRoom, dates, 0));
        ChartImage.Draw(plot, canvas, new PixelRect(0, width, top + height + dates, top));
        return top + height;
    }

    private Plot PlotOf(FigureRow row)
    {
        var plot = ChartImage.NewPlot();
        var ticks = TicksOf(row);
        plot.Axes.Left.SetTicks(
            ticks,
            row.Steps.Count > 0 ? [.. row.Steps.Select(Drawn)] : [.. ticks.Select(FigureWords.Number)]
        );
        // Half a step on either side; room for a number above and below a scale.
        var room = row.Steps.Count > 0 ? .5 : (row.Max - row.Min) * .12;
        var (bottom, top) = (row.Min - room, row.Max + (row.Steps.Count > 0 ? room : 4.4 * room));
        plot.Axes.SetLimitsY(bottom, top);
        if (row.Zone is { } zone)
        {
            var span = plot.Add.VerticalSpan(
                zone.From <= row.Min ? bottom : zone.From,
                zone.To >= row.Max ? top : zone.To,
                Zone
            );
            span.LineStyle.IsVisible = false;
            if (row.ZoneLabel.Length > 0)
                Write(
                    plot,
                    ZoneLabel(row),
                    Days.Min,
                    zone.To >= row.Max ? top : zone.To,
                    Alignment.UpperLeft,
                    Soft,
                    6,
                    3
                );
        }

        foreach (var run in Runs(row.Waves))
            AddRun(plot, row, run);
        foreach (var wave in row.Waves.Where(wave => wave.State == WaveState.Missed))
            Mark(plot, wave.Day, bottom + room / 2, MarkerShape.Eks, 9, Ink).LineWidth = 2;
        foreach (
            var (wave, bounds) in row.Waves.Where(wave => wave.Bounds is not null).Select(w => (w, w.Bounds!.Value))
        )
            AddBounds(plot, wave.Day, bounds.Low, bounds.High);
        foreach (var wave in row.Waves.Where(wave => wave.Value is not null))
            Mark(plot, wave.Day, wave.Value!.Value, MarkerShape.FilledCircle, 9, Series);
        // A ring round each answer that the signal rests on.
        foreach (var wave in row.Raised)
            Mark(plot, wave.Day, wave.Value!.Value, MarkerShape.OpenCircle, 18, Signal).LineWidth = 2;
        if (row.Steps.Count == 0)
            AddNewest(plot, Newest(row));
        return plot;
    }

    private string ZoneLabel(FigureRow row) =>
        WidthOf(row.ZoneLabel + row.ZoneNote) < width - left - RightRoom - 2 * MarkRoom
            ? row.ZoneLabel + row.ZoneNote
            : row.ZoneLabel;

    private static double[] TicksOf(FigureRow row) =>
        row.Steps.Count > 0
            ? [.. row.Steps.Select((_, place) => row.Min + place)]
            : [row.Min, row.Zone is { } zone ? Math.Ceiling(zone.From) : (row.Min + row.Max) / 2, row.Max];

    /// <summary>The answers between which a line may go: it stops where something was missed or changed.</summary>
    private static List<List<ChartWave>> Runs(IReadOnlyList<ChartWave> waves)
    {
        var runs = new List<List<ChartWave>>();
        var goesOn = false;
        foreach (var wave in waves)
        {
            if (wave.Value is null)
            {
                goesOn = false;
                continue;
            }
            if (!goesOn || wave.Seam != SeriesBreak.None)
                runs.Add([]);
            runs[^1].Add(wave);
            goesOn = true;
        }
        return runs;
    }

    private static void AddRun(Plot plot, FigureRow row, List<ChartWave> run)
    {
        if (run.Count < 2)
            return;
        double[] days = [.. run.Select(wave => (double)wave.Day.DayNumber)];
        double[] values = [.. run.Select(wave => wave.Value!.Value)];
        if (row.Error is { } error)
        {
            var band = plot.Add.FillY(
                days,
                [.. values.Select(value => Math.Max(row.Min, value - error))],
                [.. values.Select(value => Math.Min(row.Max, value + error))]
            );
            (band.FillColor, band.LineWidth) = (Band, 0);
        }
        var line = plot.Add.ScatterLine(days, values, Series);
        line.LineWidth = 3;
        if (row.Steps.Count > 0)
            line.ConnectStyle = ConnectStyle.StepHorizontal;
    }

    /// <summary>What missing answers leave open.</summary>
    private static void AddBounds(Plot plot, DateOnly day, double low, double high)
    {
        var bar = plot.Add.Line(day.DayNumber, low, day.DayNumber, high);
        (bar.LineWidth, bar.LineColor) = (3, Series);
        foreach (var end in new[] { low, high })
            Mark(plot, day, end, MarkerShape.OpenCircle, 8, Series).LineWidth = 2;
    }

    private static ChartWave Newest(FigureRow row) =>
        row.Waves.Last(wave => wave.Value is not null || wave.Bounds is not null);

    private static string Said(ChartWave wave) =>
        wave.Value is { } value ? FigureWords.Number(value) : FigureWords.Range(wave.Bounds!.Value);

    /// <summary>
    /// The newest value behind its dot, where no line goes, and on the line of its number; behind that of the signal,
    /// where it would go through it.
    /// </summary>
    private void AddNewest(Plot plot, ChartWave newest)
    {
        var (text, value) = (Said(newest), newest.Value ?? newest.Bounds!.Value.High);
        var signal = figure.SignalOn is { } day ? (float)((day.DayNumber - newest.Day.DayNumber) / perDay) : 0;
        var isThrough = signal > 0 && signal < ValueGap + WidthOf(text);
        var at = Math.Max(ValueGap, isThrough ? signal + 4 : 0);
        Write(plot, text, newest.Day.DayNumber, value, Alignment.LowerLeft, Ink, at, 1).LabelBold = true;
    }

    /// <summary>The lanes with something in them: events, help (one more for each at the same time), talks.</summary>
    private List<(FigureLane Lane, List<FigureMark> Marks)> Lanes()
    {
        var lanes = new List<(FigureLane Lane, List<FigureMark> Marks)>();
        foreach (var mark in figure.Life.OrderBy(mark => mark.Lane).ThenBy(mark => mark.From))
        {
            var free = lanes.FindIndex(lane =>
                lane.Lane == mark.Lane
                && (mark.Lane != FigureLane.Help || (lane.Marks[^1].Until ?? figure.Until) < mark.From)
            );
            if (free >= 0)
                lanes[free].Marks.Add(mark);
            else
                lanes.Add((mark.Lane, [mark]));
        }
        return lanes;
    }

    private Plot PlotOf(List<(FigureLane Lane, List<FigureMark> Marks)> lanes)
    {
        var plot = ChartImage.NewPlot();
        double[] places = [.. lanes.Select((_, place) => (double)-place)];
        plot.Axes.SetLimitsY(.5 - lanes.Count, .5);
        plot.Axes.Left.SetTicks(
            places,
            [
                .. lanes.Select(
                    (lane, place) =>
                        place > 0 && lanes[place - 1].Lane == lane.Lane ? "" : Drawn(FigureWords.Lane(lane.Lane))
                ),
            ]
        );
        for (var place = 0; place < lanes.Count; place++)
            AddLane(plot, lanes[place].Lane, lanes[place].Marks, -place);
        return plot;
    }

    private void AddLane(Plot plot, FigureLane lane, List<FigureMark> marks, double place)
    {
        foreach (var mark in marks)
        {
            if (lane == FigureLane.Help)
                AddBar(plot, mark, place);
            else
                Mark(
                    plot,
                    mark.From,
                    place,
                    lane == FigureLane.Event ? MarkerShape.FilledTriangleUp : MarkerShape.FilledDiamond,
                    12,
                    lane == FigureLane.Event ? Event : Series
                );
        }
        if (lane == FigureLane.Contact)
            return;
        var labels = LaneLabels.Place(
            [.. marks.Select(mark => mark with { From = Shown(mark.From), Until = EndOf(mark) })],
            day => (float)((day.DayNumber - Days.Min) / perDay),
            WidthOf,
            0,
            width - left - RightRoom,
            figure.SignalOn is { } signal ? (float)((signal.DayNumber - Days.Min) / perDay) : null
        );
        foreach (var label in labels.Where(label => label.Width > 0))
            Write(plot, label.Text, Days.Min, place, Alignment.MiddleLeft, Ink, label.At, 0);
    }

    private DateOnly Shown(DateOnly day) => day < figure.From ? figure.From : day;

    private DateOnly? EndOf(FigureMark mark) => mark.Lane == FigureLane.Help ? mark.Until ?? figure.Until : mark.Until;

    private void AddBar(Plot plot, FigureMark mark, double place)
    {
        var (from, until) = (Shown(mark.From).DayNumber, EndOf(mark)!.Value.DayNumber);
        // A day is too little to see.
        var end = Math.Max(until, from + 4 * perDay);
        var bar = plot.Add.Rectangle(from, end, place - .4, place + .4);
        (bar.FillColor, bar.LineColor, bar.LineWidth) = (Bar, Series, 1.5f);
    }

    private static ScottPlot.Plottables.Marker Mark(
        Plot plot,
        DateOnly day,
        double y,
        MarkerShape shape,
        float size,
        Color colour
    ) => plot.Add.Marker(day.DayNumber, y, shape, size, colour);

    private ScottPlot.Plottables.Text Write(
        Plot plot,
        string text,
        double x,
        double y,
        Alignment alignment,
        Color colour,
        float right,
        float down
    )
    {
        var label = plot.Add.Text(Drawn(text), x, y);
        (label.LabelFontName, label.LabelFontSize, label.LabelFontColor) = (InterFont.Name, TextSize, colour);
        (label.LabelAlignment, label.OffsetX, label.OffsetY) = (alignment, right, down);
        return label;
    }

    /// <summary>Months as far as they fit, with the year below the first and below January.</summary>
    private void AddDates(Plot plot)
    {
        var (min, max) = Days;
        var month = new DateOnly(figure.From.Year, figure.From.Month, 1);
        var months = new List<DateOnly>();
        for (; month.DayNumber <= max; month = month.AddMonths(1))
        {
            // Its name stands in the middle below it, and is not to be cut off.
            var half = WidthOf(FigureWords.Month(month)) / 2;
            if (month.DayNumber >= min && (max - month.DayNumber) / perDay >= half)
                months.Add(month);
        }
        if (months.Count == 0)
            months.Add(figure.From);
        var room = months.Max(day => WidthOf(FigureWords.Month(day))) + 10;
        int[] every = [1, 2, 3, 6, 12];
        var step = every.FirstOrDefault(number => number * 30 / perDay >= room, 12);
        var shown = months.Where(day => months.Count <= step || (day.Month - 1) % step == 0).ToList();
        plot.Axes.Bottom.SetTicks(
            [.. shown.Select(day => (double)day.DayNumber)],
            [
                .. shown.Select(
                    (day, place) =>
                        place == 0 || shown[place - 1].Year != day.Year
                            ? $"{Drawn(FigureWords.Month(day))}\n{day.Year}"
                            : Drawn(FigureWords.Month(day))
                ),
            ]
        );
        var labels = plot.Axes.Bottom.TickLabelStyle;
        (labels.IsVisible, labels.FontName, labels.FontSize, labels.ForeColor) = (true, InterFont.Name, TextSize, Soft);
        plot.Axes.Bottom.MajorTickStyle.Color = Line;
    }

    private void WriteSignal(SKCanvas canvas, DateOnly day)
    {
        var text = Drawn(FigureWords.Signal(day));
        using var font = new SKFont(Fonts.GetTypeface(InterFont.Name, true, false), TextSize);
        using var paint = new SKPaint { Color = Signal.ToSKColor(), IsAntialias = true };
        var half = font.MeasureText(text) / 2;
        var middle = left + (float)((day.DayNumber - Days.Min) / perDay);
        var x = Math.Clamp(middle - half, 0, width - 2 * half);
        canvas.DrawText(text, x, SignalHeight - 5, font, paint);
        paint.StrokeWidth = 2;
        canvas.DrawLine(middle, SignalHeight, middle, SignalHeight + TitleHeight, paint);
    }
}
