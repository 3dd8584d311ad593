using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>One scale of one instrument over time, oldest first, with the days on which it was asked and not
/// answered.</summary>
public sealed record Series(
    string Instrument,
    string Scale,
    IReadOnlyList<Point> Points,
    IReadOnlyList<DateOnly> Missed
)
{
    /// <summary>Points whose value is certain; a change is judged on these alone.</summary>
    public IEnumerable<Point> Complete => Points.Where(point => point.Value is not null);

    /// <summary>The scale as each version of the questionnaire defines it, by version.</summary>
    public IReadOnlyDictionary<int, Scale> Versions { get; init; } = new Dictionary<int, Scale>();

    /// <summary>The scale that a point was scored with.</summary>
    /// <param name="newest">Used for a version that is not known here.</param>
    public Scale ScaleOf(Point point, Scale newest) => Versions.GetValueOrDefault(point.Version, newest);
}

/// <summary>A scale's value on the day of the answer; a partly answered one has bounds and no value.</summary>
/// <param name="Wording">The name of the wording that was asked.</param>
/// <param name="SuppliedSet">The name of the supplied numbers that it was made with; null when the definition has them
/// all.</param>
public sealed record Point(
    DateOnly Day,
    int Version,
    double? Value,
    double Low,
    double High,
    string? Band,
    string Wording = "",
    string? SuppliedSet = null
)
{
    /// <summary>Whether nothing of the scale was answered: its bounds are the whole scale.</summary>
    public bool SaysNothing(Scale scale) => Value is null && Low <= scale.Min && High >= scale.Max;

    /// <summary>Whether both were scored by the same rule. Another wording of the same questions makes no difference:
    /// the source's measurement error holds for both or for neither.</summary>
    public bool IsComparableWith(Point other) => Version == other.Version && SuppliedSet == other.SuppliedSet;
}
