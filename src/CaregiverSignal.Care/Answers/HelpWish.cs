namespace CaregiverSignal.Answers;

/// <summary>What would help a caregiver most, with the codes of the questionnaire <c>wishes</c>.</summary>
public enum HelpWish
{
    Talk = 1,

    /// <summary>Somebody takes over the care for a while.</summary>
    Respite = 2,

    Practical = 3,
    Information = 4,

    Peers = 5,

    Nothing = 6,
}
