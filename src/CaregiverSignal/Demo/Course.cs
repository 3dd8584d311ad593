namespace CaregiverSignal.Demo;

/// <summary>How an invented caregiver's year goes.</summary>
public enum Course
{
    /// <summary>Bearable throughout.</summary>
    Steady,

    /// <summary>A little heavier every month.</summary>
    Creeping,

    /// <summary>Bearable until something happens.</summary>
    Sudden,

    /// <summary>Heavy at the start, lighter since.</summary>
    Recovering,

    /// <summary>Getting heavier, then no more answers.</summary>
    Silent,

    /// <summary>Much care in a demanding situation, and content with it: there should be no signal.</summary>
    Content,

    /// <summary>Finds caring fulfilling and is nevertheless overburdened: there should be a signal.</summary>
    Devoted,
}
