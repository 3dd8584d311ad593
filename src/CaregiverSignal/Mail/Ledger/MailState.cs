namespace CaregiverSignal.Mail.Ledger;

/// <summary>The states of a mail on its way out.</summary>
public enum MailState
{
    /// <summary>Waiting for its turn, its hour or its next attempt.</summary>
    Ready,

    /// <summary>Claimed by a worker; the relay has nothing of it yet.</summary>
    Leased,

    /// <summary>In its last step, which cannot be undone.</summary>
    InData,

    Sent,
    Failed,

    /// <summary>The relay may or may not have it.</summary>
    Unsure,

    /// <summary>It could not go while it still made sense.</summary>
    Expired,

    /// <summary>Taken back.</summary>
    Cancelled,

    /// <summary>
    /// Not sent by itself. The program never sets this state; only somebody who works on the store directly does.
    /// </summary>
    Held,
}
