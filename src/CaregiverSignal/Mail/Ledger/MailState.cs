namespace CaregiverSignal.Mail.Ledger;

/// <summary>Where a mail is on its way out.</summary>
public enum MailState
{
    /// <summary>It waits: for its turn, its hour, its next try.</summary>
    Ready,

    /// <summary>In a worker's hands, and nothing of it is with the relay yet.</summary>
    Leased,

    /// <summary>In the step that cannot be taken back.</summary>
    InData,

    Sent,
    Failed,

    /// <summary>The relay may have it or not.</summary>
    Unsure,

    /// <summary>It could not go while it made sense.</summary>
    Expired,

    /// <summary>Taken back.</summary>
    Cancelled,

    /// <summary>It does not go by itself. Only somebody who worked on the store makes this.</summary>
    Held,
}
