using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>One scale of one instrument over time, oldest first, with the days it was asked and not answered.</summary>
public sealed record Series(
    string Instrument,
    string Scale,
    IReadOnlyList<Point> Points,
    IReadOnlyList<DateOnly> Missed
)
{
    /// <summary>Points whose value is certain; the only ones a change is judged on.</summary>
    public IEnumerable<Point> Complete => Points.Where(point => point.Value is not null);

    /// <summary>The scale as each version of the questionnaire defines it, by version.</summary>
    public IReadOnlyDictionary<int, Scale> Versions { get; init; } = new Dictionary<int, Scale>();

    /// <summary>The scale that a point was made by.</summary>
    /// <param name="newest">Stands in for a version that is not known here.</param>
    public Scale ScaleOf(Point point, Scale newest) => Versions.GetValueOrDefault(point.Version, newest);
}

/// <summary>A value on the day it was answered; a partly answered one has bounds and no value.</summary>
/// <param name="Wording">The name of the words it was asked in.</param>
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
    /// <summary>
    /// Made by the same rule. Other words for the same questions do not count: the source's error holds for them or for
    /// neither.
    /// </summary>
    public bool IsComparableWith(Point other) => Version == other.Version && SuppliedSet == other.SuppliedSet;
}

/// <summary>Something that happened on a day, to be marked on the chart, in Dutch.</summary>
public sealed record Marker(DateOnly Day, string Text);
