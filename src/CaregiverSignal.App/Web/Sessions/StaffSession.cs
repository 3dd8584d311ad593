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
}

/// <summary>Who signs in, by what, and with which kind of browser.</summary>
public sealed record StaffEntry(long CoordinatorId, CameBy CameBy, string? Browser);

/// <summary>A browser in which somebody of the staff is signed in.</summary>
public sealed record StaffSession
{
    public long Id { get; init; }

    public string KeyHash { get; init; } = "";

    public long CoordinatorId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    /// <summary>When they last showed who they are.</summary>
    public DateTimeOffset FreshAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public CameBy CameBy { get; init; }

    /// <summary>The kind of browser, in plain words; null when it did not say.</summary>
    public string? Browser { get; init; }

    public string? Mark { get; init; }
}
