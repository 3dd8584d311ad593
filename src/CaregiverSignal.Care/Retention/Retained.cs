namespace CaregiverSignal.Retention;

/// <summary>A kind of thing that is deleted once it is old.</summary>
public enum Retained
{
    Mail,
    MailBytes,
    Return,
    Link,
    Session,
    SentFile,
    ReadReturn,
    AuditLog,
    Enrolment,
    SharedLink,
}
