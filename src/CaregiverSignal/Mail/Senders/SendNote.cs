namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// All phrases a <see cref="SendOutcome"/> may carry; a server's own words may hold an address, so they never do.
/// </summary>
public static class SendNote
{
    public const string BadRecipient = "recipient address not usable";
    public const string BadSender = "sender address not usable";
    public const string BytesDamaged = "stored bytes are damaged";
    public const string CertificateFile = "certificate file cannot be read";
    public const string ClearTextBeyondLoopback = "clear text is for this machine only";
    public const string ComposedWrongly = "composed wrongly";
    public const string ConnectionLost = "connection lost";
    public const string ContentRefused = "content refused";
    public const string DeliveryUnknown = "delivery unknown";
    public const string FolderNotWritable = "folder cannot be written";
    public const string FolderOpenToOthers = "folder can be written by anybody";
    public const string GaveUp = "gave up";
    public const string GivenUp = "given up by the operator";
    public const string LeaseLost = "lease lost";
    public const string MailboxFull = "mailbox full";
    public const string NeedsSmtpUtf8 = "recipient address needs SMTPUTF8";
    public const string NoAuth = "sign-in not offered";
    public const string NoStartTls = "encryption not offered";
    public const string OtherBytes = "file exists with other content";
    public const string PlaintextInjected = "clear text injected before encryption";
    public const string Refused = "refused by the server";
    public const string ServerBusy = "server busy";
    public const string SignInRefused = "sign-in refused";
    public const string SenderRefused = "sender refused";
    public const string Stopped = "stopped";
    public const string StoreFailed = "store failed";
    public const string TimedOut = "timed out";
    public const string TlsFailed = "encryption failed";
    public const string TokenFile = "token file cannot be read";
    public const string TooLarge = "message too large";
    public const string UnreadableReply = "unreadable reply";
}
