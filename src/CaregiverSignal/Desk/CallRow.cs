using CaregiverSignal.Caseload;

namespace CaregiverSignal.Desk;

/// <summary>Somebody to phone, to type in what they answer.</summary>
public sealed record CallRow(long CaregiverId, string Name, string? Phone, long CheckInId)
{
    /// <summary>What whoever calls has to know first; null when there is nothing.</summary>
    public string? BeforeCalling { get; init; }

    public static CallRow Of(ToAsk one) =>
        new(one.CaregiverId, DisplayText.Name(one.Person, one.FirstName, one.LastName), one.Phone, one.CheckInId);
}
