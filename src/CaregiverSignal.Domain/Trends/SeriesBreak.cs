using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>Why a value does not simply continue from the one before it; each has a text in ChartTexts.resx.</summary>
public enum SeriesBreak
{
    None,

    /// <summary>Another version of the questionnaire: not comparable.</summary>
    NewVersion,

    /// <summary>Another set of supplied numbers: not comparable.</summary>
    NewSet,

    /// <summary>The same questions in other words: comparable, but shown.</summary>
    NewWording,

    /// <summary>The answers before it came from our form; this one was imported.</summary>
    Imported,

    /// <summary>The answers before it were imported; this one came from our form.</summary>
    OwnForm,
}

/// <summary>Finds the seams of a series.</summary>
public static class Seams
{
    /// <summary>The seam right before each point, in the order of the points.</summary>
    /// <remarks>The step between imported answers and our form is shown once, the first time (our choice): the words of
    /// an import are not known, and a support point that goes on importing would see nothing but seams.</remarks>
    public static IReadOnlyList<SeriesBreak> Of(IReadOnlyList<Point> points)
    {
        var seams = new List<SeriesBreak>();
        var (words, stepped) = ("", false);
        for (var place = 0; place < points.Count; place++)
        {
            var seam = place == 0 ? SeriesBreak.None : Between(points[place - 1], points[place], words, stepped);
            stepped |= seam is SeriesBreak.Imported or SeriesBreak.OwnForm;
            if (!IsImported(points[place]))
                words = points[place].Wording;
            seams.Add(seam);
        }
        return seams;
    }

    /// <param name="words">The wording asked last, imports left out; empty when there was none.</param>
    /// <param name="stepped">Whether the step between imported answers and our form has been shown.</param>
    private static SeriesBreak Between(Point before, Point point, string words, bool stepped)
    {
        if (before.Version != point.Version)
            return SeriesBreak.NewVersion;
        if (before.SuppliedSet != point.SuppliedSet)
            return SeriesBreak.NewSet;
        if (!stepped && IsImported(before) != IsImported(point))
            return IsImported(point) ? SeriesBreak.Imported : SeriesBreak.OwnForm;
        return !IsImported(point) && words.Length > 0 && HasNewWords(words, point.Wording)
            ? SeriesBreak.NewWording
            : SeriesBreak.None;
    }

    private static bool IsImported(Point point) => point.Wording == Wording.Imported;

    /// <summary>When the wording changed during a check-in, it has both names; the answers after it, with only the
    /// second name, bring nothing new.</summary>
    private static bool HasNewWords(string before, string now) =>
        before != now && now.Split('+').Except(before.Split('+')).Any();
}
