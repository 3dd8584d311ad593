using CaregiverSignal.Caseload;

namespace CaregiverSignal.Pages.ForCoordinators;

/// <summary>Somebody to phone, to type in what they answer.</summary>
public sealed record CallRow(long CaregiverId, string Name, string? Phone, long CheckInId)
{
    /// <summary>What whoever calls has to know first; null when there is nothing.</summary>
    public string? BeforeCalling { get; init; }

    public static CallRow Of(ToAsk toAsk) =>
        new(
            toAsk.CaregiverId,
            DisplayText.Name(toAsk.Person, toAsk.FirstName, toAsk.LastName),
            toAsk.Phone,
            toAsk.CheckInId
        );
}
