namespace CaregiverSignal.Referrals;

/// <summary>What kind of activity the support point holds (our choice).</summary>
public enum ActivityKind
{
    /// <summary>Caregivers among themselves.</summary>
    PeerGroup,
    Course,
    Outing,

    /// <summary>Coffee, without more.</summary>
    MeetUp,
    Other,
}
