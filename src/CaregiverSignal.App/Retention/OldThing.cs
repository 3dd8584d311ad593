namespace CaregiverSignal.Retention;

/// <summary>A kind of thing that is deleted once it is old.</summary>
public enum OldThing
{
    Mail,
    MailBytes,
    Return,
    Link,
    Session,
    SentFile,
    ReadReturn,
    Record,
    Enrolment,
    SharedLink,
}
