namespace CaregiverSignal.Answers;

/// <summary>What would help a caregiver most, by the codes of the questionnaire <c>wishes</c>.</summary>
public enum HelpWish
{
    Talk = 1,

    /// <summary>Somebody who takes over for a while.</summary>
    Respite = 2,

    Practical = 3,
    Information = 4,

    /// <summary>People who care for somebody too.</summary>
    Peers = 5,

    Nothing = 6,
}
