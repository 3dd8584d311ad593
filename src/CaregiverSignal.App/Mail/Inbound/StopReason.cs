namespace CaregiverSignal.Mail.Inbound;

/// <summary>Why no mail goes to an address any more.</summary>
public enum StopReason
{
    /// <summary>A mail failed for good.</summary>
    Hard,

    /// <summary>Mails went on failing for a while.</summary>
    Soft,

    Complaint,
}
