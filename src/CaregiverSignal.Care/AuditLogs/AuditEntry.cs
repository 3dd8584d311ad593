using System.Globalization;

namespace CaregiverSignal.AuditLogs;

/// <summary>What somebody did or looked at; each line of the audit log has one.</summary>
/// <param name="Object">The thing, with its number if it has one: <c>signal/12</c>. A list names the people on it:
/// <c>people:3,7,12</c>.</param>
public sealed record AuditEntry(AuditAction Verb, string Object)
{
    /// <summary>The thing in a line's object; null if this program does not know it.</summary>
    public static AuditTarget? TargetIn(string? written) => Codes.Find<AuditTarget>(written?.Split('/', ':')[0]);
}

public enum AuditAction
{
    Look,
    Search,
    Export,
    Import,
    Add,
    Change,
    Confirm,
    SetAside,
    TakeBack,
    Erase,
    TakeUp,
    Close,
    End,
    Open,
    Answer,
    Ask,
    Tell,
    Send,
    PassOn,
    Invite,
    SignIn,
    SignOut,

    /// <summary>Reached a limit: too often in too short a time.</summary>
    Limit,
}

/// <summary>The thing it was done to; a number after it is that of its row in the store.</summary>
public enum AuditTarget
{
    // About lists.
    Worklist,
    People,

    // About a caregiver.
    Person,
    Case,
    Details,
    Participation,
    Interval,
    CheckIn,

    /// <summary>Whose answers count as theirs.</summary>
    Answers,
    Letter,
    Signal,
    Task,
    Contact,
    Agreement,
    Call,
    Change,
    Care,
    Helper,

    /// <summary>Who is around a caregiver.</summary>
    Network,
    Together,
    Help,
    Safety,
    Consent,

    /// <summary>What a recipient reads with a caregiver's consent; the number is the consent's.</summary>
    Shared,
    Keeping,
    OwnPage,
    Enrolment,

    // About the support point.
    ConcernReport,
    Account,
    Absence,
    Session,
    SignIn,

    /// <summary>A sign-in link; the number is the colleague's.</summary>
    Link,
    Team,

    /// <summary>How the columns of lists are interpreted.</summary>
    ListColumns,

    Offers,
    Setting,
    Mail,

    /// <summary>The hold on all mail.</summary>
    Hold,
    AuditLog,
    Store,
}

/// <summary>Says what was done, and to what.</summary>
public static class VerbExtensions
{
    public static AuditEntry Of(this AuditAction action, AuditTarget target) => new(action, target.Code());

    public static AuditEntry Of(this AuditAction action, AuditTarget target, long id) =>
        action.Of(target, id.ToString(CultureInfo.InvariantCulture));

    public static AuditEntry Of(this AuditAction action, AuditTarget target, string id) =>
        new(action, $"{target.Code()}/{id}");

    /// <summary>With the people on a list, by number.</summary>
    public static AuditEntry OfList(this AuditAction action, AuditTarget list, IEnumerable<long> caregiverIds) =>
        new(action, $"{list.Code()}:{string.Join(',', caregiverIds.Order())}");
}
