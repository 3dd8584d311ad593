namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// Why an attempt ended as it did, in our own fixed words; a server's words may contain an address, so they are never
/// stored here.
/// </summary>
public enum SendNote
{
    BadRecipient,
    BytesDamaged,
    ComposedWrongly,
    ConnectionLost,
    ContentRefused,
    DeliveryUnknown,
    FolderNotWritable,
    FolderOpenToOthers,
    GaveUp,
    MailboxFull,
    NoAuth,
    NoStartTls,
    OtherBytes,
    Refused,
    ServerBusy,
    SignInRefused,
    SenderRefused,
    Stopped,
    TimedOut,
    TlsFailed,
    SecretFile,
    TokenRefused,
    TokenUnreachable,
    TooLarge,
    UnreadableReply,
}
