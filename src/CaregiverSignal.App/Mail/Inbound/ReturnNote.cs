namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// The only phrases that are stored with a returned message; its own text could contain anything, so it is never one of
/// them.
/// </summary>
public enum ReturnNote
{
    [Code("the address was changed since")]
    AddressChanged,

    [Code("ask for a new address")]
    AskForNewAddress,

    [Code("sign of failed authentication")]
    Authentication,

    [Code("automatic answer")]
    Away,

    [Code("address does not exist")]
    BadAddress,

    [Code("refused by policy")]
    Blocked,

    [Code("asks for a proof")]
    Challenged,

    [Code("marked as spam")]
    Complained,

    [Code("content refused")]
    Content,

    [Code("still under way")]
    Delayed,

    Delivered,

    [Code("a bounce of a bounce")]
    DoubleBounce,

    [Code("tag is not ours")]
    Forged,

    [Code("mailbox disabled")]
    MailboxDisabled,

    [Code("mailbox full")]
    MailboxFull,

    [Code("a report without a mail of ours")]
    NotAboutMail,

    [Code("another recipient")]
    OtherRecipient,

    [Code("our own mail")]
    OwnMail,

    [Code("kept in quarantine")]
    Quarantined,

    [Code("read receipt")]
    Receipt,

    [Code("not delivered in time")]
    Temporary,

    [Code("too large to read")]
    TooLarge,

    [Code("too old")]
    TooOld,

    [Code("failed without a clear reason")]
    Unclear,

    [Code("mail is not known")]
    UnknownMail,

    [Code("no mail of ours named")]
    Unmatched,

    [Code("not recognised")]
    Unrecognised,

    [Code("somebody wrote")]
    Written,
}
