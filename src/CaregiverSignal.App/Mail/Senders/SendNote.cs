namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// Why an attempt ended as it did, in our own fixed words; a server's words may contain an address, so they are never
/// stored here.
/// </summary>
public enum SendNote
{
    [Code("recipient address not usable")]
    BadRecipient,

    [Code("stored bytes are damaged")]
    BytesDamaged,

    [Code("certificate file cannot be read")]
    CertificateFile,

    [Code("composed wrongly")]
    ComposedWrongly,

    [Code("connection lost")]
    ConnectionLost,

    [Code("content refused")]
    ContentRefused,

    [Code("delivery unknown")]
    DeliveryUnknown,

    [Code("folder cannot be written")]
    FolderNotWritable,

    [Code("folder can be written by anybody")]
    FolderOpenToOthers,

    [Code("gave up")]
    GaveUp,

    [Code("mailbox full")]
    MailboxFull,

    [Code("recipient address needs SMTPUTF8")]
    NeedsSmtpUtf8,

    [Code("sign-in not offered")]
    NoAuth,

    [Code("encryption not offered")]
    NoStartTls,

    [Code("file exists with other content")]
    OtherBytes,

    [Code("refused by the server")]
    Refused,

    [Code("server busy")]
    ServerBusy,

    [Code("sign-in refused")]
    SignInRefused,

    [Code("sender refused")]
    SenderRefused,

    [Code("stopped")]
    Stopped,

    [Code("timed out")]
    TimedOut,

    [Code("encryption failed")]
    TlsFailed,

    [Code("secret file cannot be read")]
    SecretFile,

    [Code("no access token given")]
    TokenRefused,

    [Code("token endpoint does not answer")]
    TokenUnreachable,

    [Code("message too large")]
    TooLarge,

    [Code("unreadable reply")]
    UnreadableReply,
}
