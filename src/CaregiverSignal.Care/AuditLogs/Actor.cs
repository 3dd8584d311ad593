namespace CaregiverSignal.AuditLogs;

/// <summary>Who did something, in which role, and from where. Numbers only: names change and go.</summary>
/// <param name="StaffId">The number of the colleague; null for all others.</param>
/// <param name="ForStaffId">The colleague in whose place it was done.</param>
/// <param name="Ground">Why they might.</param>
/// <param name="SessionId">The number of the browser's session, which opens nothing.</param>
/// <param name="Network">The network that it came from, never the address: see <see cref="AccessPoint"/>.</param>
public sealed record Actor(
    ActorRole Role,
    long? StaffId = null,
    long? ForStaffId = null,
    Ground? Ground = null,
    long? SessionId = null,
    string? Network = null
)
{
    /// <summary>The program, of its own accord.</summary>
    public static Actor Program { get; } = new(ActorRole.Program);

    /// <summary>Whoever may use the machine: the program knows no more of them.</summary>
    public static Actor CommandLine { get; } = new(ActorRole.CommandLine, Ground: AuditLogs.Ground.Operation);

    /// <summary>Somebody with a caregiver's link: as a rule the caregiver.</summary>
    public static Actor Caregiver(long? sessionId, string? network) =>
        new(ActorRole.Caregiver, Ground: AuditLogs.Ground.Themselves, SessionId: sessionId, Network: network);

    /// <summary>Somebody who has not proved anything yet.</summary>
    public static Actor Stranger(string? network) => new(ActorRole.Stranger, Network: network);
}

/// <summary>In which role somebody did something.</summary>
public enum ActorRole
{
    Coordinator,
    TeamLead,
    Administrator,
    Operator,
    Caregiver,

    /// <summary>Somebody outside the support point whom the caregiver lets read something.</summary>
    Professional,
    Program,
    CommandLine,
    Stranger,
}

/// <summary>Why somebody might see or do it.</summary>
public enum Ground
{
    /// <summary>The caregiver is theirs.</summary>
    Own,

    /// <summary>They stand in for the colleague whose caregiver it is.</summary>
    StandingIn,

    /// <summary>It is for all who read it: a report, a list.</summary>
    Team,

    /// <summary>They keep the program going.</summary>
    Operation,

    /// <summary>They take care of accounts.</summary>
    Accounts,

    /// <summary>It is about themselves.</summary>
    Themselves,

    /// <summary>The caregiver allows it.</summary>
    Consent,
}
