using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>From where a burden under the cut-off counts beside something else; by itself it never speaks.</summary>
/// <param name="Csi">CSI total, 0–13: 5 is the lowest score that the error of measurement cannot tell from the cut-off of 7 (7 less the smallest detectable change of 2.8, Post 2007). That it is called the middle is our choice.</param>
/// <param name="EdizPlus">EDIZ-plus total, 0–15: 4 to 8 is moderate (de Boer 2012, doi 10.1007/s12439-012-0010-4).</param>
public sealed record MiddleLimits(double Csi = 5, double EdizPlus = 4);

/// <summary>A burden that is high, or in the middle.</summary>
/// <param name="High">The state that the level rule judges; null when it is in the middle only.</param>
/// <param name="Middle">The newest certain answers that are at least in the middle, and a perseverance time under six months; empty when it is high.</param>
internal sealed record Burden(Heavy? High, IReadOnlyList<(Point Point, string Clause)> Middle)
{
    public DateOnly Day => High?.Day ?? Middle.Max(it => it.Point.Day);

    /// <summary>Null when nothing is certainly in the middle or higher.</summary>
    public static Burden? Of(History history, RuleSettings settings)
    {
        if (Heavy.Of(history, settings) is { } high) return new Burden(high, []);

        var middle = new List<(Point, string)>();
        if (Heavy.NewestCertain(history, "csi", settings.Middle.Csi) is { } csi) middle.Add((csi, Clause("Middle.Csi", csi)));
        if (Heavy.NewestCertain(history, "ediz-plus", settings.Middle.EdizPlus) is { } edizPlus) middle.Add((edizPlus, Clause("Middle.EdizPlus", edizPlus)));
        if (Facts.NewestTime(history) is { Value: { } time } at && time <= settings.Level.SixMonths) middle.Add((at, Because.Short(at)));
        return middle.Count == 0 ? null : new Burden(null, middle);
    }

    public IEnumerable<string> Clauses(LevelLimits levels) => High?.Clauses(levels) ?? Middle.Select(it => it.Clause);

    private static string Clause(string key, Point point) =>
        Because.Words[key, ("value", Because.Value(point)), ("day", Texts.Day(point.Day))];
}
