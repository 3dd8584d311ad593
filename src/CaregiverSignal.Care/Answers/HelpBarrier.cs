namespace CaregiverSignal.Answers;

/// <summary>What makes asking for help hard (Kruijswijk and Witteveen), with the codes of the questionnaire
/// <c>wishes</c>.</summary>
public enum HelpBarrier
{
    None = 1,
    NotABurden = 2,
    WantsToSolveAlone = 3,
    Shame = 4,
    Pride = 5,
    BadExperience = 6,
    DisturbedRelation = 7,
}
