using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForCoordinators;

public sealed record CallRow(long CaregiverId, string Name, string? Phone, long CheckInId)
{
    /// <summary>What to know before calling; null if nothing.</summary>
    public string? BeforeCalling { get; init; }

    public static CallRow Of(ToAsk toAsk) =>
        new(
            toAsk.CaregiverId,
            DisplayText.Name(toAsk.Person, toAsk.FirstName, toAsk.LastName),
            toAsk.Phone,
            toAsk.CheckInId
        );
}
