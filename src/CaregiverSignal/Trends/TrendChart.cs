using System.Globalization;

namespace CaregiverSignal.Trends;

/// <summary>
/// Draws a chart model as SVG that is readable without colour, without script and without the page's stylesheet.
/// </summary>
/// <remarks>
/// Colours are presentation attributes, so a strict content policy allows them; the classes (<c>c-line</c>,
/// <c>c-band</c> …) let a stylesheet replace them for forced colours. Sizes are in view box units.
/// </remarks>
public static class TrendChart
{
    private const string Page = "#ffffff",
        Ink = "#1b1b1b",
        Soft = "#4d4d4d",
        Line = "#6f6f6f";
    private const string BandColour = "#f3e3cf",
        Hatch = "#c9b595",
        SeriesColour = "#14507a",
        EventColour = "#5b2d83";

    private const double TextSize = 16,
        DateGap = 43,
        ValueGap = 6,
        EventRadius = 11,
        RingRadius = 11,
        PointRadius = 6;

    // The baseline of the words above the plot; no value may be drawn that high.
    private const double Headline = 13,
        HighestValue = Headline + 14;

    // Room for half a date label and half a ring at both ends of the time axis.
    private const double Inset = 16;

    private const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>One drawing, as an <c>svg</c> element with title and description.</summary>
    /// <param name="id">Unique in the page for each drawing; ids inside begin with it.</param>
    /// <returns>Null when the model is not drawn: fewer than two complete waves, or answers in words.</returns>
    public static string? Svg(ChartModel model, string id, ChartWidth width)
    {
        if (!model.IsDrawn)
            return null;
        var plot = Plot.Of(model, width);

        var svg = Element(
            "svg",
            $"chart chart-{(width == ChartWidth.Wide ? "wide" : "narrow")}",
            ("viewBox", FormattableString.Invariant($"0 0 {plot.Width} {plot.Height}")),
            ("width", plot.Width),
            ("height", plot.Height),
            ("role", "img"),
            ("aria-labelledby", $"{id}-t {id}-d"),
            ("font-family", "system-ui, sans-serif"),
            ("font-size", TextSize),
            ("xmlns", Namespace)
        );
        svg.Add(
            new SvgElement("title").Set("id", id + "-t").Add(model.Name),
            new SvgElement("desc").Set("id", id + "-d").Add(model.Caption)
        );

        var taken = new List<Box>();
        AddBand(svg, model, plot, id);
        AddAxes(svg, model, plot, taken);
        if (model.Start is { } start)
            svg.Add(Stroke("c-start", plot.Left, plot.Y(start), plot.Right, plot.Y(start), Soft, 2, "2 5"));
        AddEvents(svg, plot, taken);
        AddLine(svg, plot, taken);
        AddWaves(svg, plot, taken);
        AddDates(svg, plot);
        AddValues(svg, plot, taken);
        AddBandLabel(svg, model, plot, taken);
        return svg.ToString();
    }

    private static void AddBand(SvgElement svg, ChartModel model, Plot plot, string id)
    {
        if (model.CutOff is not { } cutOff)
            return;
        var (edge, left) = (plot.Y(Edge(model, cutOff)), plot.BandLeft(model));
        svg.Add(
            new SvgElement("defs").Add(
                Element(
                        "pattern",
                        null,
                        ("id", id + "-h"),
                        ("patternUnits", "userSpaceOnUse"),
                        ("width", 8),
                        ("height", 8),
                        ("patternTransform", "rotate(45)")
                    )
                    .Add(
                        Element("rect", "c-band-fill", ("width", 8), ("height", 8), ("fill", BandColour)),
                        Element(
                            "line",
                            "c-hatch",
                            ("x1", 0),
                            ("y1", 0),
                            ("x2", 0),
                            ("y2", 8),
                            ("stroke", Hatch),
                            ("stroke-width", 2)
                        )
                    )
            )
        );
        svg.Add(
            Element(
                "rect",
                "c-band",
                ("x", left),
                ("y", plot.Top),
                ("width", plot.Right - left),
                ("height", edge - plot.Top),
                ("fill", $"url(#{id}-h)")
            ),
            Stroke("c-edge", left, edge, plot.Right, edge, Line, 2, "6 4")
        );
    }

    // Half a point below the cut-off, so that the cut-off itself lies inside the band.
    private static double Edge(ChartModel model, double cutOff) => Math.Max(model.Min, cutOff - 0.5);

    private static void AddAxes(SvgElement svg, ChartModel model, Plot plot, List<Box> taken)
    {
        svg.Add(
            Stroke("c-axis", plot.Left, plot.Top, plot.Left, plot.Bottom, Line, 2),
            Stroke("c-axis", plot.Left, plot.Bottom, plot.Right, plot.Bottom, Line, 2)
        );
        double?[] ticks = [model.Min, model.CutOff, model.Max];
        foreach (var value in ticks.OfType<double>().Distinct())
        {
            var y = plot.Y(value);
            svg.Add(
                Stroke("c-axis", plot.Left - 5, y, plot.Left, y, Line, 2),
                Label("c-tick", plot.Left - 8, y + 5.5, Texts.Number(value), "end", Soft)
            );
        }

        var up = "↑ " + model.Up;
        svg.Add(Label("c-direction", 2, Headline, up, "start", Soft));
        taken.Add(new Box(2, 0, 2 + TextWidth(up), Headline + 1));
    }

    private static void AddEvents(SvgElement svg, Plot plot, List<Box> taken)
    {
        var threeQuarters = plot.Bottom - 0.75 * (plot.Bottom - plot.Top);
        foreach (var marker in Merged(plot))
        {
            foreach (var it in marker.Events)
            {
                var x = plot.X(it.Day);
                svg.Add(Stroke("c-event-line", x, plot.Lane - EventRadius, x, threeQuarters, EventColour, 1.5, "2 4"));
                // A seam falls on the same day as a value; its number, which has an outline, may cover the dots.
                taken.Add(new Box(x - 1, threeQuarters, x + 1, plot.Bottom) { IsLine = true });
            }

            svg.Add(
                Element(
                    "rect",
                    "c-event",
                    ("x", marker.X - marker.Half),
                    ("y", plot.Lane - EventRadius),
                    ("width", 2 * marker.Half),
                    ("height", 2 * EventRadius),
                    ("rx", EventRadius),
                    ("fill", Page),
                    ("stroke", EventColour),
                    ("stroke-width", 2)
                ),
                Label("c-event-number", marker.X, plot.Lane + 5.5, marker.Text, "middle", EventColour, bold: true)
            );
        }
    }

    /// <summary>Merges neighbours whose marks would touch into one: <c>1–2</c>.</summary>
    private static List<Mark> Merged(Plot plot)
    {
        var marks = plot.Events.Select(it => new Mark([it], plot)).ToList();
        for (var i = 1; i < marks.Count; i++)
        {
            var (left, right) = (marks[i - 1], marks[i]);
            if (right.X - right.Half - (left.X + left.Half) >= 2)
                continue;
            marks[i - 1] = new Mark([.. left.Events, .. right.Events], plot);
            marks.RemoveAt(i);
            // The merged mark is wider and may now touch the one before it.
            i = Math.Max(0, i - 2);
        }

        return marks;
    }

    private static void AddLine(SvgElement svg, Plot plot, List<Box> taken)
    {
        var run = new List<ChartWave>();
        foreach (var wave in plot.Waves)
        {
            var goesOn = wave.Value is not null && (run.Count == 0 || !wave.IsAfterSeam);
            if (!goesOn)
            {
                Draw(run);
                run.Clear();
            }

            if (wave.Value is not null)
                run.Add(wave);
        }

        Draw(run);

        void Draw(List<ChartWave> waves)
        {
            if (waves.Count < 2)
                return;
            var points = waves.Select(wave => (X: plot.X(wave.Day), Y: plot.Y(wave.Value!.Value))).ToList();
            svg.Add(
                Element(
                    "polyline",
                    "c-line",
                    (
                        "points",
                        string.Join(' ', points.Select(it => $"{SvgElement.Text(it.X)},{SvgElement.Text(it.Y)}"))
                    ),
                    ("fill", "none"),
                    ("stroke", SeriesColour),
                    ("stroke-width", 3),
                    ("stroke-linejoin", "round")
                )
            );
            foreach (var (a, b) in points.Zip(points.Skip(1)))
            {
                for (var part = 0.0; part <= 1; part += 0.1)
                {
                    var (x, y) = (a.X + part * (b.X - a.X), a.Y + part * (b.Y - a.Y));
                    taken.Add(new Box(x - 2, y - 2, x + 2, y + 2) { IsLine = true });
                }
            }
        }
    }

    private static void AddWaves(SvgElement svg, Plot plot, List<Box> taken)
    {
        foreach (var wave in plot.Waves)
        {
            var x = plot.X(wave.Day);
            if (wave.State == WaveState.Missed)
                svg.Add(Cross(x, plot.Bottom));
            if (wave.Bounds is { } bounds)
                AddBar(svg, x, plot.Y(bounds.Low), plot.Y(bounds.High), taken);
            if (wave.Value is { } value)
                AddPoint(svg, wave, x, plot.Y(value), taken);
        }
    }

    private static SvgElement Cross(double x, double y) =>
        Element(
            "path",
            "c-missed",
            ("d", FormattableString.Invariant($"M{x - 6:0.#} {y - 6:0.#}l12 12m0 -12l-12 12")),
            ("fill", "none"),
            ("stroke", Ink),
            ("stroke-width", 2.5)
        );

    private static void AddBar(SvgElement svg, double x, double low, double high, List<Box> taken)
    {
        svg.Add(
            Stroke("c-bar", x, low, x, high, SeriesColour, 3),
            Circle("c-bar-end", x, low, 5, Page, SeriesColour),
            Circle("c-bar-end", x, high, 5, Page, SeriesColour)
        );
        taken.Add(new Box(x - 6, high - 6, x + 6, low + 6));
    }

    private static void AddPoint(SvgElement svg, ChartWave wave, double x, double y, List<Box> taken)
    {
        var isClear = wave.Change != ClearChange.None;
        if (isClear)
            svg.Add(Circle("c-ring", x, y, RingRadius, Page, Ink));
        svg.Add(Circle("c-point", x, y, PointRadius, SeriesColour, Page));
        var r = isClear ? RingRadius + 1 : PointRadius + 1;
        taken.Add(new Box(x - r, y - r, x + r, y + r));
    }

    private static void AddDates(SvgElement svg, Plot plot)
    {
        var last = double.MaxValue;
        for (var i = plot.Waves.Count - 1; i >= 0; i -= plot.DateEvery)
        {
            var x = plot.X(plot.Waves[i].Day);
            // The dates of check-ins close together would overlap; the table has every date.
            if (last - x < DateGap)
                continue;
            last = x;
            var day = plot.Waves[i].Day;
            svg.Add(
                Label("c-date", x, plot.Dates, day.ToString("MMM", Texts.Dutch).TrimEnd('.'), "middle", Soft),
                Label("c-date", x, plot.Dates + 18, day.ToString("yyyy", CultureInfo.InvariantCulture), "middle", Soft)
            );
        }
    }

    private static void AddValues(SvgElement svg, Plot plot, List<Box> taken)
    {
        // Newest first: where there is not room for all, the older number is left out; the table has every value.
        foreach (var wave in plot.Waves.Reverse())
        {
            if (ValueOf(wave) is not { } text)
                continue;
            var x = plot.X(wave.Day);
            var (top, bottom) = Ends(wave, plot);
            var lift = wave.Change == ClearChange.None ? 12 : 18;
            double[] baselines = [Math.Max(top - lift, HighestValue), bottom + lift + 12];
            var spots = baselines
                .Select(it => (Baseline: it, Box: Box.Of(x, it, TextWidth(text, bold: true) + ValueGap)))
                .ToList();
            var free = spots.FindIndex(it =>
                it.Box.Bottom < plot.Bottom && !taken.Any(other => !other.IsLine && other.Touches(it.Box))
            );
            if (free < 0)
                continue;

            taken.Add(spots[free].Box);
            svg.Add(Outlined("c-value", x, spots[free].Baseline, text, "middle", bold: true));
        }
    }

    private static string? ValueOf(ChartWave wave)
    {
        if (wave.Value is { } value)
            return Texts.Number(value);
        return wave.Bounds is { } bounds ? $"{Texts.Number(bounds.Low)}–{Texts.Number(bounds.High)}" : null;
    }

    private static (double Top, double Bottom) Ends(ChartWave wave, Plot plot) =>
        wave.Bounds is { } bounds
            ? (plot.Y(bounds.High), plot.Y(bounds.Low))
            : (plot.Y(wave.Value!.Value), plot.Y(wave.Value!.Value));

    private static void AddBandLabel(SvgElement svg, ChartModel model, Plot plot, List<Box> taken)
    {
        if (model.CutOff is not { } cutOff || model.BandLabel is not { } text)
            return;
        var (wide, edge, left) = (TextWidth(text), plot.Y(Edge(model, cutOff)), plot.BandLeft(model));
        double[] baselines = [plot.Top + 18, edge - 8, (plot.Top + edge) / 2 + 5];
        double[] middles = [left + 6 + wide / 2, plot.Right - 4 - wide / 2, (left + plot.Right) / 2];
        var spots = baselines.SelectMany(y =>
            middles.Where(x => x - wide / 2 > left && x + wide / 2 < plot.Right).Select(x => (X: x, Y: y))
        );
        var free = spots
            .Cast<(double X, double Y)?>()
            .FirstOrDefault(it => !taken.Any(other => other.Touches(Box.Of(it!.Value.X, it.Value.Y, wide))));

        // Without room inside, the label goes right above its band.
        var (x, y) = free ?? (plot.Width - 4 - wide / 2, Headline);
        svg.Add(Outlined("c-band-label", x, y, text, "middle"));
    }

    private static SvgElement Outlined(string name, double x, double y, string text, string anchor, bool bold = false)
    {
        return Label(name, x, y, text, anchor, Ink, bold)
            .Set("stroke", Page)
            .Set("stroke-width", "4")
            .Set("stroke-linejoin", "round")
            .Set("paint-order", "stroke");
    }

    private static SvgElement Label(
        string name,
        double x,
        double y,
        string text,
        string anchor,
        string colour,
        bool bold = false
    )
    {
        var label = Element("text", name, ("x", x), ("y", y), ("text-anchor", anchor), ("fill", colour));
        if (bold)
            label.Set("font-weight", "700");
        return label.Add(text);
    }

    private static SvgElement Circle(string name, double x, double y, double r, string fill, string stroke) =>
        Element(
            "circle",
            name,
            ("cx", x),
            ("cy", y),
            ("r", r),
            ("fill", fill),
            ("stroke", stroke),
            ("stroke-width", 2)
        );

    private static SvgElement Stroke(
        string name,
        double x1,
        double y1,
        double x2,
        double y2,
        string colour,
        double width,
        string? dashes = null
    )
    {
        var line = Element(
            "line",
            name,
            ("x1", x1),
            ("y1", y1),
            ("x2", x2),
            ("y2", y2),
            ("stroke", colour),
            ("stroke-width", width)
        );
        if (dashes is not null)
            line.Set("stroke-dasharray", dashes);
        return line;
    }

    private static SvgElement Element(string tag, string? name, params (string Name, object Value)[] attributes)
    {
        var element = new SvgElement(tag);
        if (name is not null)
            element.Set("class", name);
        foreach (var (key, value) in attributes)
        {
            if (value is string text)
                element.Set(key, text);
            else
                element.Set(key, Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }

        return element;
    }

    // Somewhat wider than the usual sans-serif fonts, so that text that fits here also fits on the page.
    private static double TextWidth(string text, bool bold = false) => text.Length * (bold ? 10 : 8.2);

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool IsLine { get; init; }

        public static Box Of(double middle, double baseline, double width) =>
            new(middle - width / 2, baseline - 12, middle + width / 2, baseline + 1);

        public bool Touches(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    private sealed record Mark(IReadOnlyList<ChartEvent> Events, Plot Plot)
    {
        public string Text => Events.Count == 1 ? Number(Events[0]) : $"{Number(Events[0])}–{Number(Events[^1])}";

        public double X => Math.Clamp(Events.Average(it => Plot.X(it.Day)), Half + 2, Plot.Width - Half - 2);

        public double Half => Math.Max(EventRadius, 6 + TextWidth(Text, bold: true) / 2);

        private static string Number(ChartEvent it) => it.Number.ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Plot(
        double Width,
        double Height,
        double Left,
        double Right,
        double Top,
        double Bottom,
        int DateEvery,
        double Min,
        double Max,
        IReadOnlyList<ChartWave> Waves,
        IReadOnlyList<ChartEvent> Events
    )
    {
        private readonly DateOnly from = Waves[0].Day;

        private readonly DateOnly to =
            Events.Count > 0 && Events[^1].Day > Waves[^1].Day ? Events[^1].Day : Waves[^1].Day;

        public double Lane => Bottom + 24;

        public double Dates => Events.Count > 0 ? Bottom + 56 : Bottom + 26;

        public static Plot Of(ChartModel model, ChartWidth width)
        {
            var isWide = width == ChartWidth.Wide;
            var waves = model.Waves.TakeLast(12).ToList();
            var events = model.Events.Where(it => it.Day >= waves[0].Day).ToList();
            // Without events there is no lane for them, and the plot takes its space.
            var lane = events.Count > 0 ? 0 : 30;
            return isWide
                ? new Plot(640, 360, 48, 620, 44, 270 + lane, 1, model.Min, model.Max, waves, events)
                : new Plot(320, 250, 36, 306, 46, 164 + lane, 3, model.Min, model.Max, waves, events);
        }

        public double X(DateOnly day)
        {
            var (first, last) = (Left + Inset, Right - Inset);
            var days = to.DayNumber - from.DayNumber;
            return days == 0 ? (first + last) / 2 : first + (last - first) * (day.DayNumber - from.DayNumber) / days;
        }

        /// <summary>
        /// Where the band of the cut-off begins: at the left, or with the version that it belongs to.
        /// </summary>
        public double BandLeft(ChartModel model) =>
            model.CutOffFrom is { } day && day > from ? Math.Min(X(day) - Inset, Right) : Left;

        public double Y(double value) => Bottom - (Bottom - Top) * (value - Min) / (Max - Min);
    }
}
