namespace CaregiverSignal.Mail.Inbound;

/// <summary>The classes of returned messages.</summary>
public enum ReturnClass
{
    /// <summary>No code, or not certainly about one of our messages: a person may look, and nothing is
    /// stopped.</summary>
    Unclear,

    /// <summary>The address permanently refuses messages.</summary>
    Hard,

    /// <summary>This message did not arrive; a later one may.</summary>
    Soft,

    /// <summary>The message is still on its way.</summary>
    Delay,

    /// <summary>Another server accepted the message.</summary>
    Delivered,

    /// <summary>An automatic answer, as its header says by the standard (RFC 3834); its text is never kept.</summary>
    AutoReply,

    /// <summary>The recipient pressed "this is spam".</summary>
    Complaint,

    /// <summary>Refused because of the sender or content, not the recipient: the operator must solve it.</summary>
    Account,

    /// <summary>A person wrote back, or possibly a machine: it is kept and read.</summary>
    Reply,

    /// <summary>Nothing to do: too old, or about another address.</summary>
    Ignore,
}

/// <summary>The fixed phrases stored with a returned message; never its own text, which could contain
/// anything.</summary>
public enum ReturnNote
{
    AddressChanged,

    /// <summary>An automatic reply says that nobody reads messages to the address any more.</summary>
    AddressUnread,
    Away,
    BadAddress,
    Blocked,
    Complained,
    Delayed,
    Delivered,
    MailboxFull,
    OtherRecipient,

    /// <summary>Written, possibly by a machine: something other than the standard header says so.</summary>
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

/// <summary>How a returned message was matched to one of ours.</summary>
internal enum MatchedBy
{
    MessageId,

    /// <summary>It names no message, but came from a caregiver's address.</summary>
    Address,

    /// <summary>Not a message: the relay refused the recipient, according to the mail ledger.</summary>
    Ledger,
}

/// <summary>Why an address gets no more messages; soft: they kept failing for a while.</summary>
internal enum StopReason
{
    Hard,
    Soft,
    Complaint,
}
