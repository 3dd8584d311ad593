namespace CaregiverSignal.Mail.Ledger;

/// <summary>The states of an outgoing message; one that a crash left in sending may have been sent.</summary>
public enum MailState
{
    Ready,
    Sending,
    Sent,
    Failed,

    /// <summary>The relay may or may not have it; it is not resent automatically.</summary>
    Unsure,

    /// <summary>It could not be sent in time.</summary>
    Expired,

    /// <summary>Withdrawn before it was sent.</summary>
    Cancelled,
}
