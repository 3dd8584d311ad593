namespace CaregiverSignal.Mail.Inbound;

/// <summary>By what a returned message was found to be about a mail of ours.</summary>
public enum MatchedBy
{
    Tag,
    MessageId,

    /// <summary>It is no message: the relay refused the recipient, which the mail ledger says.</summary>
    Ledger,
}
