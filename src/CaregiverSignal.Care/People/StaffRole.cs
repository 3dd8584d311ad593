namespace CaregiverSignal.People;

/// <summary>What an account may do; one account may have several.</summary>
public enum StaffRole
{
    /// <summary>Follows caregivers: their own, and those of the team.</summary>
    Coordinator,

    /// <summary>A coordinator who also looks after the team: hands caregivers over, and enters a colleague's
    /// absence.</summary>
    TeamLead,

    /// <summary>Manages accounts and teams; sees no caregiver.</summary>
    Administrator,

    /// <summary>Manages the mail; sees no caregiver.</summary>
    Operator,
}
