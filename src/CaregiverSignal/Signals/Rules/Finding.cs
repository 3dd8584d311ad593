namespace CaregiverSignal.Signals.Rules;

public enum Level
{
    Amber,
    Red,
}

/// <summary>
/// The contract's kinds. <see cref="Trend"/> and <see cref="Divergence"/> were found by earlier rules; no warning sign
/// has them now (docs/adr/0027).
/// </summary>
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

/// <summary>One warning sign that is named when somebody is told of.</summary>
/// <param name="WarningSign">The key of the warning sign.</param>
/// <param name="Day">The day of the newest fact that it rests on.</param>
/// <param name="Points">How much nearer it brings; 0 for what is only heard.</param>
public sealed record Finding(
    string WarningSign,
    SignalKind Kind,
    Level Level,
    DateOnly Day,
    int Points,
    Evidence Evidence
)
{
    /// <summary>One Dutch sentence without names.</summary>
    public string Reason => Because.Of(WarningSign, Day, Evidence);
}
