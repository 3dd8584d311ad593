namespace CaregiverSignal.Charts;

/// <summary>Writes beside what stands in one lane of the figure, so that nothing covers anything.</summary>
/// <remarks>
/// The newest first, as that matters most: its text right of the mark, or left of it, or else its number in the list
/// below. Marks too close for that share one.
/// </remarks>
public static class LaneLabels
{
    /// <summary>Half of a mark, in pixels.</summary>
    public const float Half = 6;

    private const float Gap = 4;

    /// <summary>A mark on the lane and where it is written about, in pixels from the left.</summary>
    /// <param name="From">The middle of a mark, or the beginning of a bar.</param>
    /// <param name="Until">The end of a bar; the same for a mark.</param>
    /// <param name="Text">What is written; empty for a lane whose name says it.</param>
    /// <param name="At">Where the text begins.</param>
    public sealed record Placed(float From, float Until, string Text, float At, float Width);

    /// <param name="marks">Of one lane, oldest first; bars do not overlap.</param>
    /// <param name="toX">The place of a day.</param>
    /// <param name="width">How wide a text is.</param>
    /// <param name="right">The end of the lane.</param>
    /// <param name="avoid">The place of a line that goes through the lane.</param>
    public static IReadOnlyList<Placed> Place(
        IReadOnlyList<FigureMark> marks,
        Func<DateOnly, float> toX,
        Func<string, float> width,
        float left,
        float right,
        float? avoid
    )
    {
        var number = width("88–88") + 2 * Gap;
        var groups = new List<(float From, float Until, List<FigureMark> Marks)>();
        foreach (var mark in marks)
        {
            var (from, until) = (toX(mark.From), Until(mark));
            if (groups.Count > 0 && from - Half < groups[^1].Until + Half + number)
            {
                groups[^1].Marks.Add(mark);
                groups[^1] = groups[^1] with { Until = Math.Max(groups[^1].Until, until) };
            }
            else
            {
                groups.Add((from, until, [mark]));
            }
        }

        var placed = new List<Placed>();
        var end = right;
        for (var place = groups.Count - 1; place >= 0; place--)
        {
            var (from, until, together) = groups[place];
            // Room for the number of the one before is left free.
            var begin = place == 0 ? left : groups[place - 1].Until + Half + number;
            placed.Add(Write(from, until, together, begin, end));
            end = Math.Min(from - Half, placed[^1].Width > 0 ? placed[^1].At : right) - Gap;
        }

        placed.Reverse();
        return placed;

        float Until(FigureMark mark) => mark.Until is { } last ? toX(last) : toX(mark.From);

        Placed Write(float from, float until, List<FigureMark> together, float begin, float end)
        {
            var whole = together.Count == 1 ? together[0].Text : "";
            var numbers = together.Count == 1 ? $"{together[0].Number}" : $"{together[0].Number}–{together[^1].Number}";
            foreach (var text in new[] { whole, numbers })
            {
                var wide = width(text);
                if (text.Length == 0)
                    continue;
                // A bar has its text in it; several marks are not one bar.
                var isInside = together.Count == 1 && until - from > wide + 2 * Gap;
                float[] spots = isInside ? [from + Gap] : [until + Half + Gap, from - Half - Gap - wide];
                foreach (var at in spots)
                {
                    if (
                        (isInside || (at >= begin && at + wide <= end))
                        && !(avoid is { } line && at - Gap < line && line < at + wide + Gap)
                    )
                        return new(from, until, text, at, wide);
                }
            }

            return new(from, until, "", 0, 0);
        }
    }
}
