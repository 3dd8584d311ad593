namespace CaregiverSignal.Mail.Inbound;

/// <summary>What a message that came back is.</summary>
public enum ReturnClass
{
    /// <summary>Nobody looked at it yet, or it is none of the others: somebody may look.</summary>
    Review,

    /// <summary>The address does not take mail, and will not.</summary>
    Hard,

    /// <summary>This mail did not arrive; a later one may.</summary>
    Soft,

    /// <summary>It is still under way.</summary>
    Delay,

    /// <summary>Another server has it.</summary>
    Delivered,

    /// <summary>A machine answered for somebody who is away; its text is never kept.</summary>
    AutoReply,

    /// <summary>Somebody pressed "this is spam".</summary>
    Complaint,

    /// <summary>A machine asks to prove that a person wrote; never answered.</summary>
    Challenge,

    /// <summary>Refused for what we are or send, not for whom it was to: the operator's to mend.</summary>
    Account,

    /// <summary>Somebody wrote back.</summary>
    Reply,

    /// <summary>Nothing to do: a receipt, a loop, a forgery, something too old.</summary>
    Ignore,
}
