namespace CaregiverSignal.Charts;

/// <summary>The lanes below the rows: events, help (one more for each at the same time), conversations.</summary>
internal sealed class FigureLanes(Figure figure)
{
    /// <summary>The height of a lane, and half of a mark in it, in pixels.</summary>
    public const int Height = 18,
        Half = 6;

    public const float TextSize = 13;

    private const int Gap = 3,
        Beside = Half + Gap;

    public IReadOnlyList<IReadOnlyList<FigureMark>> All { get; } = Laid(figure);

    public DateOnly EndOf(FigureMark mark) => mark.Lane == FigureLane.Help ? mark.Until ?? figure.Until : mark.From;

    /// <summary>The text left of a mark, or in or right of it if space is short. The newest comes first, as it matters
    /// most; older ones appear only if they cover nothing. A list has all of them.</summary>
    public IEnumerable<LaneLabel> Labels(float width)
    {
        foreach (var (lane, marks) in All.Index())
        {
            var end = width;
            foreach (var (place, mark) in marks.Index().Reverse())
            {
                var (from, until) = (X(mark.From) - Half, X(EndOf(mark)) + Half);
                var begin = place == 0 ? 0 : X(EndOf(marks[place - 1])) + Half;
                // A word for each conversation would be repetitive.
                var label =
                    mark.Lane == FigureLane.Contact && place < marks.Count - 1
                        ? null
                        : Fitting(FigureWords.Short(mark)) ?? Fitting(mark.Text);
                if (label is not null)
                    yield return label;
                end = label is { Pixels: < 0 } ? from - Room(label.Text) : from;

                LaneLabel? Fitting(string text) =>
                    from - Room(text) >= begin ? new(lane, mark.From, -Beside, text)
                    : until - from - (2 * Half) >= Room(text) ? new(lane, mark.From, Gap, text)
                    : until + Room(text) <= end ? new(lane, EndOf(mark), Beside, text)
                    : null;
            }
        }

        static float Room(string text) => ChartImage.Font.Width(text, TextSize) + (2 * Gap);

        float X(DateOnly day) => (float)FigureDrawing.Across(figure.At(day), width);
    }

    private static List<List<FigureMark>> Laid(Figure figure)
    {
        var lanes = new List<List<FigureMark>>();
        foreach (var mark in figure.Life.OrderBy(mark => mark.Lane).ThenBy(mark => mark.From))
        {
            var free = lanes.Find(lane =>
                lane[^1].Lane == mark.Lane
                && (mark.Lane != FigureLane.Help || (lane[^1].Until ?? figure.Until) < mark.From)
            );
            if (free is null)
                lanes.Add([mark]);
            else
                free.Add(mark);
        }
        return lanes;
    }
}

/// <param name="Pixels">The distance right of the day where it begins; if negative, left of where it ends.</param>
internal sealed record LaneLabel(int Lane, DateOnly Day, int Pixels, string Text)
{
    public bool IsInBar => Pixels is > 0 and < FigureLanes.Half;
}
