namespace CaregiverSignal.Signals.Rules;

public enum Level
{
    Amber,
    Red,
}

/// <summary>The contract's kinds. <see cref="Trend"/> and <see cref="Divergence"/> were found by earlier rules; no thing has them now (docs/adr/0027).</summary>
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

/// <summary>One thing that is named when somebody is told of.</summary>
/// <param name="Thing">The key of the thing.</param>
/// <param name="Day">The day of the newest fact that it rests on.</param>
/// <param name="Points">How much nearer it brings; 0 for what is only heard.</param>
public sealed record Finding(string Thing, SignalKind Kind, Level Level, DateOnly Day, int Points, Evidence Evidence)
{
    /// <summary>One Dutch sentence without names.</summary>
    public string Reason => Because.Of(Thing, Day, Evidence);
}
