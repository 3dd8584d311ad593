namespace CaregiverSignal.Trends;

/// <summary>One scale of one instrument over time, oldest first, with the days it was asked and not answered.</summary>
public sealed record Series(
    string Instrument,
    string Scale,
    IReadOnlyList<Point> Points,
    IReadOnlyList<DateOnly> Missed)
{
    /// <summary>Points whose value is certain; the only ones a change is judged on.</summary>
    public IEnumerable<Point> Complete => Points.Where(point => point.Value is not null);
}

/// <summary>A value on the day it was answered; a partly answered one has bounds and no value.</summary>
public sealed record Point(DateOnly Day, int Version, double? Value, double Low, double High, string? Band);

/// <summary>Something that happened on a day, to be marked on the chart, in Dutch.</summary>
public sealed record Marker(DateOnly Day, string Text);
