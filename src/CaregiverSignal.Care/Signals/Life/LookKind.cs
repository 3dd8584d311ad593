namespace CaregiverSignal.Signals.Life;

/// <summary>What happens after a signal was closed: each closing has one.</summary>
public enum LookKind
{
    /// <summary>The usual questions continue, or those of aftercare.</summary>
    Rhythm,

    /// <summary>A day that the coordinator chose.</summary>
    OnDay,

    /// <summary>The caregiver will ask: nothing goes out until then.</summary>
    Asks,

    Stopped,
}
