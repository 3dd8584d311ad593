namespace CaregiverSignal.Configuration;

/// <summary>How many days data is kept. Every term is ours.</summary>
/// <param name="MailDays">From when a message was written. Four months: a message, its returns and the relay's log are
/// over within a month, and a whole quarter's mail is there when the next quarter begins.</param>
/// <param name="MailBytesDays">From when the message ended: its bytes contain a working link, and are needed only to
/// resend it.</param>
/// <param name="ReturnDays">For messages about no mail of ours; within this term a repeat is recognised, and the mail
/// ledger shows them for 30 days.</param>
/// <param name="LinkDays">From when it was made. Pausing and stopping work from every message for a year, and the
/// message itself may take a month to be sent; a link that still opens something is kept longer.</param>
/// <param name="SessionDays">From when its lifetime ended.</param>
/// <param name="SentFileDays">For an .eml file in the mail folder, from when the message ended: it contains a working
/// link, and anybody sending it on has done so by then.</param>
/// <param name="ReadReturnDays">For a file of returned mail that was read, from when it was written: the message
/// itself, for anybody who wants to look at it.</param>
/// <param name="EndedDays">For everything about a caregiver, from when they no longer take part.</param>
/// <param name="RecordDays">For a line of the audit log. Five years, the least that a care provider may keep it
/// (Staatscourant 2019, 38007).</param>
public sealed record RetentionTerms(
    int MailDays = 120,
    int MailBytesDays = 7,
    int ReturnDays = 30,
    int LinkDays = 400,
    int SessionDays = 7,
    int SentFileDays = 30,
    int ReadReturnDays = 30,
    int EndedDays = 730,
    int RecordDays = 1827
);
