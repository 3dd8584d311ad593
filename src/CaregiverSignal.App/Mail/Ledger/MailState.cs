namespace CaregiverSignal.Mail.Ledger;

/// <summary>The states of a mail on its way out.</summary>
public enum MailState
{
    /// <summary>Waiting for its turn, its hour or its next attempt.</summary>
    Ready,

    /// <summary>Being handed over; what a crash leaves in this state may have gone.</summary>
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
