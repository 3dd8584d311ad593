using CaregiverSignal.Caseload;

namespace CaregiverSignal.Desk;

/// <summary>Somebody to phone, and why.</summary>
/// <param name="CheckInId">The check-in that can be typed in for them; null when there is none.</param>
/// <param name="TaskId">The task that a coordinator can mark as done; null when there is none.</param>
public sealed record CallRow(
    long CaregiverId,
    string Name,
    string? Phone,
    string What,
    long? CheckInId,
    long? TaskId = null
)
{
    /// <summary>What whoever calls has to know first; null when there is nothing.</summary>
    public string? BeforeCalling { get; init; }

    public static CallRow Of(ListedPerson person, string what, long? checkInId = null, long? taskId = null) =>
        new(
            person.CaregiverId,
            Plainly.Name(person.Person, person.FirstName, person.LastName),
            person.Phone,
            what,
            checkInId,
            taskId
        );
}
