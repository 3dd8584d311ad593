namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// The only phrases that are stored with a returned message; its own text could contain anything, so it is never one of
/// them.
/// </summary>
public enum ReturnNote
{
    [Code("the address was changed since")]
    AddressChanged,

    [Code("automatic answer")]
    Away,

    [Code("address does not exist")]
    BadAddress,

    [Code("refused by policy")]
    Blocked,

    [Code("marked as spam")]
    Complained,

    [Code("still under way")]
    Delayed,

    Delivered,

    [Code("tag is not ours")]
    Forged,

    [Code("mailbox full")]
    MailboxFull,

    [Code("another recipient")]
    OtherRecipient,

    [Code("not delivered in time")]
    Temporary,

    [Code("too old")]
    TooOld,

    [Code("failed without a clear reason")]
    Unclear,

    [Code("no mail of ours named")]
    Unmatched,

    [Code("not recognised")]
    Unrecognised,

    [Code("somebody wrote")]
    Written,
}
