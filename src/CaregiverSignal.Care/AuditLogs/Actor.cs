namespace CaregiverSignal.AuditLogs;

/// <summary>Who did something, in which role, and from where. Numbers only: names change and disappear.</summary>
/// <param name="StaffId">The colleague's number; null for all others.</param>
/// <param name="ForStaffId">The colleague they covered for.</param>
/// <param name="SessionId">The id of the browser's session; it opens nothing.</param>
/// <param name="Network">The network it came from, never the address: see <see cref="AccessPoint"/>.</param>
public sealed record Actor(
    ActorRole Role,
    long? StaffId = null,
    long? ForStaffId = null,
    Ground? Ground = null,
    long? SessionId = null,
    string? Network = null
)
{
    /// <summary>The program, on its own.</summary>
    public static Actor Program { get; } = new(ActorRole.Program);

    /// <summary>Anybody who may use the machine: the program knows no more about them.</summary>
    public static Actor CommandLine { get; } = new(ActorRole.CommandLine, Ground: AuditLogs.Ground.Operation);

    /// <summary>Somebody with a caregiver's link, usually the caregiver.</summary>
    public static Actor Caregiver(long? sessionId, string? network) =>
        new(ActorRole.Caregiver, Ground: AuditLogs.Ground.Themselves, SessionId: sessionId, Network: network);

    /// <summary>Somebody who has proved nothing yet.</summary>
    public static Actor Stranger(string? network) => new(ActorRole.Stranger, Network: network);
}

public enum ActorRole
{
    Coordinator,
    TeamLead,
    Administrator,
    Operator,
    Caregiver,

    /// <summary>Somebody outside the support point to whom the caregiver shows something.</summary>
    Professional,
    Program,
    CommandLine,
    Stranger,
}

public enum Ground
{
    /// <summary>The caregiver is theirs.</summary>
    Own,

    /// <summary>They cover for the colleague whose caregiver it is.</summary>
    StandingIn,

    /// <summary>Everybody who reads it may: a report, a list.</summary>
    Team,

    Operation,

    Accounts,

    Themselves,

    /// <summary>The caregiver allows it.</summary>
    Consent,
}
