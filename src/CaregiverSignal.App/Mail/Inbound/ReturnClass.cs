namespace CaregiverSignal.Mail.Inbound;

/// <summary>The classes of returned messages.</summary>
public enum ReturnClass
{
    /// <summary>Not looked at yet, or none of the others: a person may look.</summary>
    Review,

    /// <summary>The address does not accept mail, and never will.</summary>
    Hard,

    /// <summary>This mail did not arrive; a later one may.</summary>
    Soft,

    /// <summary>The mail is still under way.</summary>
    Delay,

    /// <summary>Another server accepted the mail.</summary>
    Delivered,

    /// <summary>An automatic answer for somebody who is away; its text is never kept.</summary>
    AutoReply,

    /// <summary>The recipient pressed "this is spam".</summary>
    Complaint,

    /// <summary>A machine asks for proof that a person wrote; it gets no answer.</summary>
    Challenge,

    /// <summary>
    /// Refused because of who we are or what we send, not because of the recipient: for the operator to solve.
    /// </summary>
    Account,

    /// <summary>A person wrote back.</summary>
    Reply,

    /// <summary>Nothing to do: a read receipt, a loop, a forgery, or too old.</summary>
    Ignore,
}
