using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>Why a value does not simply go on from the one before it; each has a text in ChartTexts.resx.</summary>
public enum Seam
{
    None,

    /// <summary>Another version of the questionnaire: not comparable.</summary>
    NewVersion,

    /// <summary>Another set of supplied numbers: not comparable.</summary>
    NewSet,

    /// <summary>The same questions in other words: comparable, and to be seen.</summary>
    NewWording,

    /// <summary>Before it the answers came by our form; this one was imported.</summary>
    Imported,

    /// <summary>Before it the answers were imported; this one came by our form.</summary>
    OwnForm,
}

/// <summary>Finds the seams of a series.</summary>
public static class Seams
{
    /// <summary>The seam right before each point, in the order of the points.</summary>
    /// <remarks>
    /// The step between imported answers and our form is told once, the first time (our choice): the words of an import
    /// are not known, and who goes on importing beside the form would see nothing but seams.
    /// </remarks>
    public static IReadOnlyList<Seam> Of(IReadOnlyList<Point> points)
    {
        var seams = new List<Seam>();
        var (words, stepped) = ("", false);
        for (var place = 0; place < points.Count; place++)
        {
            var seam = place == 0 ? Seam.None : Between(points[place - 1], points[place], words, stepped);
            stepped |= seam is Seam.Imported or Seam.OwnForm;
            if (!IsImported(points[place]))
                words = points[place].Wording;
            seams.Add(seam);
        }
        return seams;
    }

    /// <param name="words">The words asked last, leaving imports out; empty when there were none.</param>
    /// <param name="stepped">The step between imported and own has been told.</param>
    private static Seam Between(Point before, Point point, string words, bool stepped)
    {
        if (before.Version != point.Version)
            return Seam.NewVersion;
        if (before.SuppliedSet != point.SuppliedSet)
            return Seam.NewSet;
        if (!stepped && IsImported(before) != IsImported(point))
            return IsImported(point) ? Seam.Imported : Seam.OwnForm;
        return !IsImported(point) && words.Length > 0 && HasNewWords(words, point.Wording)
            ? Seam.NewWording
            : Seam.None;
    }

    private static bool IsImported(Point point) => point.Wording == Wording.Imported;

    /// <summary>
    /// Words changed halfway have both names; the answers after it, with the second alone, bring nothing new.
    /// </summary>
    private static bool HasNewWords(string before, string now) => now.Split('+').Except(before.Split('+')).Any();
}
