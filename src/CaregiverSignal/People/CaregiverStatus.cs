namespace CaregiverSignal.People;

/// <summary>How somebody takes part.</summary>
public enum CaregiverStatus
{
    Active,

    /// <summary>No questions for a while, or until they say so.</summary>
    Paused,

    /// <summary>After an admission or a death: no standard questions, and calls instead of silence.</summary>
    Aftercare,

    /// <summary>Takes part no longer.</summary>
    Ended,
}
