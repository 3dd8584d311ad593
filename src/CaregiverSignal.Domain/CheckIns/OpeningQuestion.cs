namespace CaregiverSignal.CheckIns;

/// <summary>The question that opens each check-in, which can be answered from the mail.</summary>
public static class OpeningQuestion
{
    public const string Instrument = "opening";
}
