namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// The only phrases that are stored with a returned message; its own text could contain anything, so it is never one of
/// them.
/// </summary>
public static class ReturnNote
{
    public const string AddressChanged = "the address was changed since";
    public const string AskForNewAddress = "ask for a new address";
    public const string Authentication = "sign of failed authentication";
    public const string BadAddress = "address does not exist";
    public const string Blocked = "refused by policy";
    public const string Challenged = "asks for a proof";
    public const string Complained = "marked as spam";
    public const string Content = "content refused";
    public const string Delayed = "still under way";
    public const string Delivered = "delivered";
    public const string DoubleBounce = "a bounce of a bounce";
    public const string Forged = "tag is not ours";
    public const string MailboxDisabled = "mailbox disabled";
    public const string MailboxFull = "mailbox full";
    public const string NotAboutMail = "a report without a mail of ours";
    public const string OtherRecipient = "another recipient";
    public const string OwnMail = "our own mail";
    public const string Quarantined = "kept in quarantine";
    public const string Receipt = "read receipt";
    public const string Temporary = "not delivered in time";
    public const string TooLarge = "too large to read";
    public const string TooOld = "too old";
    public const string Unclear = "failed without a clear reason";
    public const string UnknownMail = "mail is not known";
    public const string Unmatched = "no mail of ours named";
    public const string Unrecognised = "not recognised";
    public const string Written = "somebody wrote";
    public const string Away = "automatic answer";
}
