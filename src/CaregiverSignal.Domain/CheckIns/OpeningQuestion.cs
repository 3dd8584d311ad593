namespace CaregiverSignal.CheckIns;

/// <summary>The question that opens each check-in, which can be answered from the mail.</summary>
public static class OpeningQuestion
{
    public const string Instrument = "opening";

    /// <summary>The part of a link's address that says which answer is chosen on the page.</summary>
    public const string Field = "hoe";
}
