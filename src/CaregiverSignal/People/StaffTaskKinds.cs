namespace CaregiverSignal.People;

/// <summary>The kinds of <see cref="StaffTask"/>, as they are stored.</summary>
public static class StaffTaskKinds
{
    /// <summary>Mail to them does not arrive.</summary>
    public const string NoArrival = "no-arrival";

    /// <summary>Our mail was called spam.</summary>
    public const string Complaint = "complaint";

    /// <summary>They wrote back to a mail.</summary>
    public const string Reply = "reply";

    /// <summary>Their mail address may be read no more.</summary>
    public const string NewAddress = "new-address";

    /// <summary>They wrote something of their own on a check-in; one a check-in.</summary>
    public const string Words = "words";

    /// <summary>They stopped by themselves.</summary>
    public const string Stopped = "stopped";

    /// <summary>They did not answer as was agreed.</summary>
    public const string Silent = "silent";

    /// <summary>What came of mail.</summary>
    public static readonly IReadOnlyList<string> OfMail = [NoArrival, Complaint, Reply, NewAddress];
}
