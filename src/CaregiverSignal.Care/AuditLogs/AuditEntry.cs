using System.Globalization;

namespace CaregiverSignal.AuditLogs;

/// <summary>What somebody did, or looked at, and to what; a line of the audit log has one of these.</summary>
/// <param name="Object">The thing, with its number where it has one: <c>signal/12</c>. A list has who stood on it:
/// <c>people:3,7,12</c>.</param>
public sealed record AuditEntry(AuditAction Verb, string Object)
{
    /// <summary>The thing in what a line was done to; null where this program does not know it.</summary>
    public static AuditTarget? TargetIn(string? written) => Codes.Find<AuditTarget>(written?.Split('/', ':')[0]);
}

/// <summary>What somebody did.</summary>
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

    /// <summary>Ran into a limit: too often in too short a time.</summary>
    Limit,
}

/// <summary>To what it was done; a number behind it is that of its row in the store.</summary>
public enum AuditTarget
{
    // Lists.
    Worklist,
    People,

    // Of a caregiver.
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

    /// <summary>What somebody reads whom a caregiver lets know; the number is the consent's.</summary>
    Shared,
    Keeping,
    OwnPage,
    Enrolment,

    // Of the support point.
    ConcernReport,
    Account,
    Absence,
    Session,
    SignIn,

    /// <summary>A link to come in; the number is the colleague's.</summary>
    Link,
    Team,

    /// <summary>What the columns of lists are read as.</summary>
    ListColumns,

    /// <summary>The service directory.</summary>
    Offers,
    Setting,
    Mail,

    /// <summary>That no mail goes.</summary>
    Hold,
    AuditLog,
    Store,
}

/// <summary>Says to what something was done.</summary>
public static class VerbExtensions
{
    public static AuditEntry Of(this AuditAction action, AuditTarget target) => new(action, target.Code());

    public static AuditEntry Of(this AuditAction action, AuditTarget target, long id) =>
        action.Of(target, id.ToString(CultureInfo.InvariantCulture));

    public static AuditEntry Of(this AuditAction action, AuditTarget target, string id) =>
        new(action, $"{target.Code()}/{id}");

    /// <summary>With who stood on a list, by their numbers.</summary>
    public static AuditEntry OfList(this AuditAction action, AuditTarget list, IEnumerable<long> caregiverIds) =>
        new(action, $"{list.Code()}:{string.Join(',', caregiverIds.Order())}");
}
