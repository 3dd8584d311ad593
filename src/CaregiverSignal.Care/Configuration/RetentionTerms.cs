namespace CaregiverSignal.Configuration;

/// <summary>For how many days things are kept. Every term is ours.</summary>
/// <param name="MailDays">From when a mail was written. Four months: a mail is over within a month, what comes back and
/// the relay's own log too, and the mail of a whole quarter is there when the next one's begins.</param>
/// <param name="MailBytesDays">From when the mail ended: they contain a link that works, and are needed only to send it
/// again.</param>
/// <param name="ReturnDays">For messages about no mail of ours; one that is sent again within them is recognised, and
/// the mail ledger shows them for 30 days.</param>
/// <param name="LinkDays">From when it was made. Pausing and stopping work from every mail for a year, and the mail
/// itself could go for a month; a link that still opens something is kept longer.</param>
/// <param name="SessionDays">From when its lifetime was over.</param>
/// <param name="SentFileDays">For an .eml file in the folder of mail, from when the mail ended: it contains a link that
/// works, and whoever sends it on from there has done so.</param>
/// <param name="ReadReturnDays">For a file of returned mail, from when it was written and once it was read: the message
/// itself, for a person who wants to look at it.</param>
/// <param name="EndedDays">For everything about a caregiver, from when they no longer take part.</param>
/// <param name="RecordDays">For a line of who looked and who did what. Five years, the least that a care provider may
/// keep it (Staatscourant 2019, 38007).</param>
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
