using CaregiverSignal.Trends;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>A figure's rows with text on one sheet, for a file or letter; narrow sheets put text above.</summary>
internal sealed class FigureSheet
{
    private const float NameSize = 14,
        ValueSize = 17,
        SmallSize = 12,
        NameRoom = 190,
        ValueRoom = 138;
    private const int EndsRoom = 46,
        AxisHeight = 24,
        LineHeight = 16,
        Narrowest = 560;

    private readonly List<Action<SKCanvas>> drawn = [];
    private readonly List<PlacedText> words = [];
    private readonly Figure figure;
    private readonly bool isNarrow;
    private readonly float width,
        left,
        across;

    public FigureSheet(Figure figure, int width, bool isSvg)
    {
        (this.figure, this.width, isNarrow) = (figure, width, width < Narrowest);
        left = isNarrow ? 0 : NameRoom + EndsRoom;
        across = width - left - (isNarrow ? 0 : ValueRoom + 12);
        foreach (var row in figure.Rows)
            Add(row, isSvg);
        if (figure.Life.Count > 0 || figure.SignalOn is not null)
            AddLife();
        AddMonths();
        if (figure.Rows.Any(row => row.ZoneLabel.EndsWith('*')))
            Height += Write(new(ChartModel.OwnWordsNote, 0, 0, SmallSize, ChartImage.Soft), 0, Height, width) + 4;
    }

    public int Height { get; private set; } = 4;

    public IEnumerable<PlacedText> Words => words;

    public void Draw(SKCanvas canvas)
    {
        foreach (var draw in drawn)
            draw(canvas);
    }

    private void Add(FigureRow row, bool isSvg)
    {
        var colour = row.IsHeavyNow ? ChartImage.Now : ChartImage.Ink;
        var beside = Beside(
            Name(row.Name),
            row.Direction,
            new(FigureWords.Value(row, row.Newest), 0, 0, ValueSize, colour, IsBold: true),
            new(FigureWords.Was(figure, row), 0, 0, SmallSize, ChartImage.Soft)
        );
        var (top, own) = (Height, FigureDrawing.HeightOf(row));
        var height = Math.Max(own + FigureDrawing.Gap, beside);
        var plot = FigureDrawing.PlotOf(figure, row, across, height, isSvg);
        drawn.Add(canvas => FigureDrawing.Draw(canvas, plot, left, top, across, height));
        if (!isNarrow)
        {
            words.Add(new(row.Ends.Top, left - 6, top + 11, SmallSize, ChartImage.Soft, Ends: true));
            words.Add(new(row.Ends.Bottom, left - 6, top + own - 13, SmallSize, ChartImage.Soft, Ends: true));
        }
        if (row.ZoneLabel.Length > 0)
        {
            var (isAtEnd, y) = (figure.IsZoneAtEnd(row), top + (row.HighIsWorst ? 14 : own - 15));
            var x = left + (isAtEnd ? across - 6 : 6);
            words.Add(new(row.ZoneLabel, x, y, SmallSize, ChartImage.Soft, Ends: isAtEnd));
        }
        Height += height;
    }

    private void AddLife()
    {
        var signal = figure.SignalOn is { } day ? FigureWords.Signal(day) : "";
        var beside = Beside(
            Name(FigureWords.LifeTitle),
            "",
            new(signal, 0, 0, SmallSize, ChartImage.Now, IsBold: true),
            new("", 0, 0, SmallSize, ChartImage.Now)
        );
        var (top, own) = (Height, FigureDrawing.HeightOfLife(figure));
        var height = Math.Max(own, beside);
        var plot = FigureDrawing.PlotOf(figure, across, height);
        drawn.Add(canvas => FigureDrawing.Draw(canvas, plot, left, top, across, height));
        var lanes = new FigureLanes(figure);
        foreach (var label in lanes.Labels(across))
        {
            var x = left + (float)FigureDrawing.Across(figure.At(label.Day), across) + label.Pixels;
            var y = top + ((label.Lane + .5f) * FigureLanes.Height) + 5;
            words.Add(new(label.Text, x, y, FigureLanes.TextSize, ChartImage.Ink, Ends: label.Pixels < 0));
        }
        Height += height;
    }

    private static PlacedText Name(string name) => new(name, 0, 0, NameSize, ChartImage.Ink, IsBold: true);

    private void AddMonths()
    {
        var top = Height;
        drawn.Add(canvas =>
        {
            using var paint = new SKPaint { Color = ChartImage.Soft.ToSKColor(), StrokeWidth = 1 };
            canvas.DrawLine(left, top + .5f, left + across, top + .5f, paint);
        });
        foreach (var (at, label) in FigureWords.Months(figure))
        {
            var x = left + (float)FigureDrawing.Across(at, across);
            drawn.Add(canvas =>
            {
                using var paint = new SKPaint { Color = ChartImage.Soft.ToSKColor(), StrokeWidth = 1 };
                canvas.DrawLine(x, top, x, top + 4, paint);
            });
            var room = ChartImage.Font.Width(label, SmallSize);
            var from = Math.Clamp(x - (room / 2), left, left + across - room);
            words.Add(new(label, from, top + 17, SmallSize, ChartImage.Soft));
        }
        Height += AxisHeight;
    }

    /// <returns>Their height beside the row; if they are above it, the row begins there.</returns>
    private int Beside(PlacedText name, string below, PlacedText value, PlacedText was)
    {
        var direction = new PlacedText(below, 0, 0, SmallSize, ChartImage.Soft);
        if (isNarrow)
            return Above([name, direction], [value, was]);
        var (right, top) = (width - ValueRoom, Height);
        var named = Write(name, 0, top, NameRoom);
        named += Write(direction, 0, top + named, NameRoom);
        var said = Write(value, right, top, ValueRoom);
        return Math.Max(named, said + Write(was, right, top + said, ValueRoom));
    }

    private int Above(PlacedText[] begins, PlacedText[] ends)
    {
        words.AddRange(begins.Select((word, place) => word with { Y = Y(place) }));
        var line = 0;
        foreach (var word in ends.Where(word => word.Text.Length > 0))
        {
            while (line < begins.Length && RoomOf(begins[line]) + RoomOf(word) + 12 > width)
                line++;
            words.Add(word with { X = width, Y = Y(line++), Size = Math.Min(word.Size, NameSize), Ends = true });
        }
        Height += (Math.Max(line, begins.Length) * LineHeight) + 4;
        return 0;

        float Y(int place) => Height + 13 + (place * LineHeight);
    }

    private int Write(PlacedText text, float x, float y, float room)
    {
        var (lines, step) = (new List<string>(), (int)Math.Max(LineHeight, text.Size * 1.2f));
        foreach (var word in text.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && RoomOf(text with { Text = $"{lines[^1]} {word}" }) <= room)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        words.AddRange(lines.Select((line, place) => text with { Text = line, X = x, Y = y + 13 + (place * step) }));
        return lines.Count * step;
    }

    private static float RoomOf(PlacedText word) => ChartImage.Font.Width(word.Text, word.Size, word.IsBold);
}
