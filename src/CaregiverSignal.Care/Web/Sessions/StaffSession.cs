namespace CaregiverSignal.Web.Sessions;

/// <summary>How a staff member signed in, or last proved who they are.</summary>
public enum CameBy
{
    /// <summary>A one-time link only: one factor.</summary>
    Link,

    /// <summary>A passkey: something they have, unlocked by something they know or are.</summary>
    Passkey,

    Code,

    RecoveryCode,

    /// <summary>Their organisation's sign-in, which decides what it asks.</summary>
    Organisation,
}

/// <summary>A staff member's session, as stored in the browser's sealed cookie.</summary>
/// <param name="Id">A random number for the audit log; it opens nothing.</param>
/// <param name="SeenAt">When they last opened a page, to the minute.</param>
public sealed record StaffSession(
    long Id,
    CameBy CameBy,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    DateTimeOffset FreshAt
);
