namespace CaregiverSignal.Demo;

/// <summary>How an invented caregiver's year goes.</summary>
public enum Course
{
    /// <summary>Bearable all along.</summary>
    Steady,

    /// <summary>A little heavier every month.</summary>
    Creeping,

    /// <summary>Bearable until something happens.</summary>
    Sudden,

    /// <summary>Heavy at the start, lighter since.</summary>
    Recovering,

    /// <summary>Getting heavier, and then no more answers.</summary>
    Silent,

    /// <summary>Much care in a heavy context, and content with it: nobody should be alarmed.</summary>
    Content,

    /// <summary>Finds caring fulfilling and is overburdened all the same: somebody should be.</summary>
    Devoted,
}
