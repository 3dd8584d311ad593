namespace CaregiverSignal.Trends;

/// <summary>The two drawings of a chart, as a single scaled drawing would have unreadable text on a phone.</summary>
public enum ChartWidth
{
    /// <summary>320 by 250 units, the last 6 waves.</summary>
    Narrow,

    /// <summary>640 by 360 units, the last 12 waves.</summary>
    Wide,
}
