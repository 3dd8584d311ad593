namespace CaregiverSignal.Referrals;

/// <summary>A form of help for a caregiver.</summary>
/// <remarks>
/// Respite: domain.md row 51, of which a short stay is ours. Support: rows 45, 54 to 58, 61 and 85, and R-25. The
/// formal roads are ours: the documents are older than the laws of today.
/// </remarks>
public enum HelpKind
{
    /// <summary>Somebody of the caregiver's own takes over for a while.</summary>
    OwnNetwork,
    VolunteerAtHome,
    DayCare,

    /// <summary>A paid carer takes over at home.</summary>
    ProfessionalAtHome,

    /// <summary>The one cared for stays elsewhere for some days.</summary>
    ShortStay,

    /// <summary>Somebody goes along to appointments.</summary>
    Accompaniment,
    ChildrenStayOver,

    /// <summary>A volunteer for the caregiver's own company.</summary>
    Buddy,
    PeerGroup,

    /// <summary>Family, friends or a club get an explanation of what is going on.</summary>
    InformTheNetwork,
    NetworkCoach,

    /// <summary>Family and friends make a plan together.</summary>
    FamilyMeeting,

    /// <summary>
    /// Caregiver, person cared for and professionals agree who tells whom what, and who does what in a crisis (triade;
    /// C-08).
    /// </summary>
    TriadAgreement,
    HouseholdHelp,

    /// <summary>Help with a personal budget.</summary>
    BudgetHelp,

    /// <summary>Independent client support, for whoever has to find the way to care.</summary>
    ClientSupport,
    OtherHelp,

    /// <summary>A report to the municipality under the Wmo.</summary>
    Wmo,

    /// <summary>A request under the Wlz.</summary>
    LongTermCare,
    OtherRoad,
}

/// <summary>What a form of help is for, which says by which steps it goes.</summary>
public enum HelpGroup
{
    /// <summary>Somebody takes over the care for a while.</summary>
    Respite,

    /// <summary>Help for the caregiver, beside the care.</summary>
    Support,

    /// <summary>A request that an authority decides.</summary>
    FormalRoad,
}

/// <summary>The group of each kind of help.</summary>
public static class HelpKinds
{
    public static HelpGroup GroupOf(HelpKind kind) =>
        kind switch
        {
            <= HelpKind.ChildrenStayOver => HelpGroup.Respite,
            <= HelpKind.OtherHelp => HelpGroup.Support,
            _ => HelpGroup.FormalRoad,
        };

    /// <summary>Whether it has no sense once the care at home ended, and is called off then.</summary>
    public static bool IsForTheCare(HelpKind kind) => GroupOf(kind) == HelpGroup.Respite;
}
