namespace CaregiverSignal.Mail.Ledger;

/// <summary>Why a mail was put off; each reason has waits of its own, and counts by itself.</summary>
public enum RetryClass
{
    /// <summary>The relay wants it again later, or may merely want that.</summary>
    Greylist,

    /// <summary>The mailbox is full.</summary>
    Full,

    /// <summary>The relay refuses our account this recipient.</summary>
    Account,

    /// <summary>The connection failed in the middle of this mail.</summary>
    Dialogue,

    Other,
}
