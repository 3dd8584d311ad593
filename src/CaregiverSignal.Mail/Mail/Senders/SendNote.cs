namespace CaregiverSignal.Mail.Senders;

/// <summary>Why an attempt ended as it did, from a fixed list; a server's text may contain an address, so it is never
/// stored.</summary>
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
