namespace CaregiverSignal.CheckIns;

/// <summary>The first question of each check-in, which can be answered from the message.</summary>
public static class OpeningQuestion
{
    public const string Instrument = "opening";
}
