namespace CaregiverSignal.Signals;

public enum Level
{
    Amber,
    Red,
}

public enum SignalKind
{
    Level,
    Change,
    Trend,
    Divergence,
    Event,
    Silence,
    Request,
    Item,
    Support,
}

/// <summary>One rule's outcome over one history: why somebody should look at this person.</summary>
/// <param name="Day">The day of the newest fact that it rests on (an answer, the end of a window).</param>
/// <param name="Reason">One Dutch sentence without names, with the values and days compared.</param>
public sealed record Finding(SignalKind Kind, Level Level, DateOnly Day, string Reason);
