namespace CaregiverSignal.People;

/// <summary>The contract's event kinds. None is ever taken out: a store or a file may hold it.</summary>
[CodesAreNames]
public enum EventKind
{
    HelperLost,
    FormalHelpReduced,
    Fall,
    Hospital,
    CrisisAdmission,
    Admission,
    Death,
    Diagnosis,
    BehaviourWorsened,
    JobChanged,
    OwnIllness,
    Moved,
    RespiteStarted,
    RespiteFailed,
    RespiteEnded,
    SupportStarted,
    SupportEnded,
    RequestForContact,
    Contacted,
    SignalClosed,
    Paused,
    Resumed,
    Stopped,
    Incident,

    /// <summary>The care at home could not go on as it was.</summary>
    CareCollapse,
    Other,
}

public static class EventKinds
{
    /// <summary>Whether an event is a step of the support point's own work, which explains nothing in the chart of a
    /// caregiver's life.</summary>
    public static bool IsOwnWork(this EventKind kind) =>
        kind
            is EventKind.Contacted
                or EventKind.SignalClosed
                or EventKind.Paused
                or EventKind.Resumed
                or EventKind.RequestForContact;

    /// <summary>The state that an event of this kind leads to; null when it leads to none.</summary>
    /// <param name="endsCare">Whether the last care ended with it.</param>
    public static CaregiverStatus? StatusAfter(this EventKind kind, bool endsCare) =>
        kind switch
        {
            EventKind.Admission or EventKind.Death => endsCare ? CaregiverStatus.Aftercare : null,
            EventKind.Paused => CaregiverStatus.Paused,
            EventKind.Resumed => CaregiverStatus.Active,
            EventKind.Stopped => CaregiverStatus.Ended,
            _ => null,
        };
}
