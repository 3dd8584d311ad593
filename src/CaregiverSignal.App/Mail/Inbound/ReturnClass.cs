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

    /// <summary>An automatic answer for somebody who is away; its text is never kept.</summary>
    AutoReply,

    /// <summary>The recipient pressed "this is spam".</summary>
    Complaint,

    /// <summary>
    /// Refused because of who we are or what we send, not because of the recipient: for the operator to solve.
    /// </summary>
    Account,

    /// <summary>A person wrote back.</summary>
    Reply,

    /// <summary>Nothing to do: a forgery, or too old.</summary>
    Ignore,
}
