namespace CaregiverSignal.Mail.Ledger;

/// <summary>The states of a mail on its way out; what a crash leaves in sending may have gone.</summary>
public enum MailState
{
    Ready,
    Sending,
    Sent,
    Failed,

    /// <summary>The relay may or may not have it, and it goes no more by itself.</summary>
    Unsure,

    /// <summary>It could not go while it still made sense.</summary>
    Expired,

    /// <summary>Taken back before it went.</summary>
    Cancelled,
}
