namespace CaregiverSignal.Signals.Life;

/// <summary>How it goes on after a signal was closed: nothing closes without.</summary>
public enum LookKind
{
    /// <summary>The usual questions go on, or those of aftercare.</summary>
    Rhythm,

    /// <summary>On a day that the coordinator chose.</summary>
    OnDay,

    /// <summary>The caregiver asks: nothing goes out until then.</summary>
    Asks,

    Stopped,
}
