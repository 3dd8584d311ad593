namespace CaregiverSignal.Desk.OnVisit;

/// <summary>The page before the coordinator turns the screen to the caregiver.</summary>
/// <param name="HasFactor">Whether they can show who they are at this screen, without a mail.</param>
public sealed record VisitStartPageModel(
    StaffShell Shell,
    long CaregiverId,
    long CheckInId,
    string Name,
    string FirstName,
    bool HasFactor
);
