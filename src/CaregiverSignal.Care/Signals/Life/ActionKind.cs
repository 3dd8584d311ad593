namespace CaregiverSignal.Signals.Life;

/// <summary>What was done about a signal.</summary>
public enum ActionKind
{
    /// <summary>An alert went to the coordinator.</summary>
    [Code("told")]
    Notified,

    [Code("seen")]
    TakenUp,

    /// <summary>A coordinator tried to reach the caregiver; <see cref="ContactWay"/> says how.</summary>
    Contacted,

    Escalated,

    /// <summary>A coordinator closed it; <see cref="SignalOutcome"/> says how it ended.</summary>
    Closed,
}
