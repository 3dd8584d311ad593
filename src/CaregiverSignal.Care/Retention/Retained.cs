namespace CaregiverSignal.Retention;

/// <summary>A kind of data that is deleted once it is old.</summary>
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
