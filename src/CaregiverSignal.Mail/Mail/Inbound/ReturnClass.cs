namespace CaregiverSignal.Mail.Inbound;

/// <summary>The classes of returned messages.</summary>
public enum ReturnClass
{
    /// <summary>No code, or about no mail of ours for certain: a person may look, and nothing stops.</summary>
    Unclear,

    /// <summary>The address does not accept mail, and never will.</summary>
    Hard,

    /// <summary>This mail did not arrive; a later one may.</summary>
    Soft,

    /// <summary>The mail is still under way.</summary>
    Delay,

    /// <summary>Another server accepted the mail.</summary>
    Delivered,

    /// <summary>An automatic answer, as its header says by the standard (RFC 3834); its text is never kept.</summary>
    AutoReply,

    /// <summary>The recipient pressed "this is spam".</summary>
    Complaint,

    /// <summary>
    /// Refused because of who we are or what we send, not because of the recipient: for the operator to solve.
    /// </summary>
    Account,

    /// <summary>A person wrote back, or perhaps a machine: it is kept and read.</summary>
    Reply,

    /// <summary>Nothing to do: too old, or about another address.</summary>
    Ignore,
}

/// <summary>
/// The only phrases that are stored with a returned message; its own text could contain anything, so it is never one of
/// them.
/// </summary>
public enum ReturnNote
{
    AddressChanged,

    /// <summary>An automatic answer says that nobody reads mail to the address any more.</summary>
    AddressUnread,
    Away,
    BadAddress,
    Blocked,
    Complained,
    Delayed,
    Delivered,
    MailboxFull,
    OtherRecipient,

    /// <summary>Written, perhaps by a machine: something but the standard's header says so.</summary>
    PerhapsAutomatic,
    Temporary,
    TooOld,
    Unclear,
    Unmatched,
    Unrecognised,

    /// <summary>Written, in a form that we cannot read: encrypted or damaged.</summary>
    Unreadable,
    Written,
}

/// <summary>By what a returned message was found to be about a mail of ours.</summary>
public enum MatchedBy
{
    MessageId,

    /// <summary>It names no mail: somebody wrote from the address of one caregiver.</summary>
    Address,

    /// <summary>It is no message: the relay refused the recipient, which the mail ledger says.</summary>
    Ledger,
}

/// <summary>Why no mail goes to an address any more; soft: mails went on failing for a while.</summary>
public enum StopReason
{
    Hard,
    Soft,
    Complaint,
}
