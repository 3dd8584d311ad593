namespace CaregiverSignal.Web.Sessions;

/// <summary>By what somebody of the staff came in, or last showed who they are.</summary>
public enum CameBy
{
    /// <summary>A one-time link alone: one factor.</summary>
    Link,

    /// <summary>A passkey: something they have, opened by something they know or are.</summary>
    Passkey,

    /// <summary>A one-time link and an authenticator code.</summary>
    Code,

    /// <summary>A one-time link and a recovery code.</summary>
    RecoveryCode,

    /// <summary>The sign-in of their organisation, which decides what it asks.</summary>
    Organisation,
}

/// <summary>A browser in which somebody of the staff is signed in: what its sealed cookie says.</summary>
/// <param name="Id">A number at random, which opens nothing, for the audit log.</param>
/// <param name="SeenAt">Their last page, to the minute.</param>
/// <param name="FreshAt">When they last showed who they are.</param>
public sealed record StaffSession(
    long Id,
    CameBy CameBy,
    DateTimeOffset StartedAt,
    DateTimeOffset SeenAt,
    DateTimeOffset FreshAt
);
