namespace CaregiverSignal.People;

/// <summary>Whether and how a caregiver takes part.</summary>
public enum CaregiverStatus
{
    Active,

    /// <summary>No questions for a while, or until they ask for them again.</summary>
    Paused,

    /// <summary>After an admission or a death: no standard questions, and calls instead of silence.</summary>
    Aftercare,

    /// <summary>No longer takes part.</summary>
    Ended,
}
