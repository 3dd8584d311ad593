namespace CaregiverSignal.People;

/// <summary>The kinds of <see cref="StaffTask"/>, with the codes that are stored.</summary>
public static class StaffTaskKinds
{
    /// <summary>Mail to the caregiver does not arrive.</summary>
    public const string NoArrival = "no-arrival";

    /// <summary>The caregiver reported our mail as spam.</summary>
    public const string Complaint = "complaint";

    /// <summary>The caregiver replied to a mail.</summary>
    public const string Reply = "reply";

    /// <summary>The caregiver's mail address may no longer be read.</summary>
    public const string NewAddress = "new-address";

    /// <summary>The caregiver wrote in their own words on a check-in; one task for each check-in.</summary>
    public const string Words = "words";

    /// <summary>The caregiver stopped on their own.</summary>
    public const string Stopped = "stopped";

    /// <summary>The caregiver did not answer as agreed.</summary>
    public const string Silent = "silent";

    /// <summary>The kinds that come from mail.</summary>
    public static readonly IReadOnlyList<string> OfMail = [NoArrival, Complaint, Reply, NewAddress];
}
