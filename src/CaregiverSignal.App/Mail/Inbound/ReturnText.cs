namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// The meaning of mail programs' phrases, in English and Dutch; these are guesses, so a code takes precedence where
/// there is one.
/// </summary>
/// <remarks>Collected from what such programs send; each list is our own choice.</remarks>
public static class ReturnText
{
    private const int MostText = 64 * 1024;

    private static readonly string[] Full =
    [
        "mailbox full",
        "mailbox is full",
        "quota",
        "mailbox vol",
        "postvak is vol",
        "postvak vol",
        "postbus is vol",
        "quotum",
        "insufficient storage",
        "storage limit",
        "mailbox size limit",
    ];

    private static readonly string[] Policy =
    [
        "spam",
        "blocked",
        "blacklist",
        "block list",
        "blocklist",
        "dmarc",
        "spf ",
        "dkim",
        "reputation",
        "too many",
        "rate limit",
        "policy",
        "not authorized",
        "not authorised",
        "geblokkeerd",
        "relay access denied",
        "relaying denied",
    ];

    private static readonly string[] Unknown =
    [
        "user unknown",
        "unknown user",
        "no such user",
        "no mailbox here by that name",
        "does not exist",
        "doesn't exist",
        "recipient not found",
        "recipnotfound",
        "address not found",
        "mailbox unavailable",
        "mailbox not found",
        "no such recipient",
        "unknown recipient",
        "invalid recipient",
        "user not found",
        "no such mailbox",
        "no such person",
        "bestaat niet",
        "onbekende gebruiker",
        "onbekend e-mailadres",
        "niet gevonden",
        "wasn't found",
        "couldn't be found",
    ];

    private static readonly string[] Disabled =
    [
        "mailbox disabled",
        "account disabled",
        "account has been disabled",
        "inactive",
        "suspended",
    ];

    private static readonly string[] Retrying =
    [
        "still being retried",
        "will be retried",
        "will retry",
        "do not need to resend",
        "warning message only",
        "attempts will continue",
        "will continue to be",
        "nog niet bezorgd",
        "blijft het proberen",
    ];

    private static readonly string[] DelaySubjects =
    [
        "(delay)",
        "delayed",
        "warning: message",
        "vertraagd",
        "still being retried",
        "uitgesteld",
    ];

    private static readonly string[] Proof =
    [
        "prove you are human",
        "prove that you are human",
        "you are a human",
        "confirm that you are not a spammer",
        "spamarrest",
        "boxbe",
        "verify your email so that",
        "challenge-response",
        "challenge/response",
        "one-time verification",
        "captcha",
    ];

    private static readonly string[] Quarantine =
    [
        "quarantine",
        "quarantaine",
        "delivered to spam",
        "moved to junk",
        "spammap geplaatst",
    ];

    private static readonly string[] Left =
    [
        "no longer work",
        "no longer with",
        "no longer employed",
        "left the organi",
        "left the company",
        "no longer read",
        "no longer monitored",
        "no longer in use",
        "not monitored",
        "address has changed",
        "new email address",
        "new e-mail address",
        "niet meer werkzaam",
        "werk niet meer",
        "werkt niet meer",
        "niet meer gelezen",
        "niet meer in gebruik",
        "nieuw e-mailadres",
        "nieuw mailadres",
        "uit dienst",
    ];

    private static readonly string[] BounceSubjects =
    [
        "undeliverable",
        "undelivered",
        "delivery status notification",
        "delivery failure",
        "delivery has failed",
        "failure notice",
        "returned mail",
        "mail delivery failed",
        "mail delivery failure",
        "could not be delivered",
        "mail system error",
        "message blocked",
        "onbestelbaar",
        "niet-bezorgbaar",
        "niet bezorgd",
        "bezorging mislukt",
        "delivery failed",
        "address not found",
    ];

    private static readonly string[] AwaySubjects =
    [
        "automatic reply",
        "automatisch antwoord",
        "automatisch bericht",
        "auto reply",
        "auto-reply",
        "autoreply",
        "auto:",
        "out of office",
        "out of the office",
        "afwezig",
        "niet aanwezig",
        "ik ben met vakantie",
        "ik ben op vakantie",
        "ik ben afwezig",
        "ik ben er niet",
        "met vakantie",
    ];

    private static readonly string[] ReceiptSubjects =
    [
        "gelezen:",
        "niet gelezen:",
        "read:",
        "not read:",
        "ongelezen verwijderd:",
        "leesbevestiging",
    ];

    private static readonly string[] Machines =
    [
        "mailer-daemon",
        "mailerdaemon",
        "mail-daemon",
        "postmaster",
        "microsoftexchange",
        "mail delivery",
        "mmdf",
        "bounce",
    ];

    private static readonly string[] Desks =
    [
        "abuse",
        "feedback",
        "fbl",
        "complaints",
        "staff",
        "scanner",
        "antivirus",
        "mailscanner",
        "noreply",
        "no-reply",
    ];

    public static bool SaysDelayed(string subject, string text) => Has(subject, DelaySubjects) || Has(text, Retrying);

    public static bool AsksForProof(string text) => Has(text, Proof);

    public static bool IsQuarantine(string text) => Has(text, Quarantine);

    public static bool SaysLeft(string text) => Has(text, Left);

    /// <param name="from">The address in the header.</param>
    public static bool IsMachine(string from) => Has(from.Split('@')[0], Machines);

    /// <summary>Whether the sender is a service desk or a scanner, and so nobody we mailed.</summary>
    public static bool IsDesk(string from) => Has(from.Split('@')[0], Desks);

    public static bool IsBounceSubject(string subject) => Has(subject, BounceSubjects) && !IsReplySubject(subject);

    public static bool IsAwaySubject(string subject) => Begins(subject, AwaySubjects);

    public static bool IsReceiptSubject(string subject) => Begins(subject, ReceiptSubjects);

    /// <summary>
    /// The meaning of a refusal's words, for when its code says nothing; null when the words say nothing either.
    /// </summary>
    public static (ReturnClass Class, ReturnNote Note)? MeaningOf(string text)
    {
        if (Has(text, Full))
            return (ReturnClass.Soft, ReturnNote.MailboxFull);
        if (Has(text, Policy))
            return (ReturnClass.Account, ReturnNote.Blocked);
        if (Has(text, Unknown))
            return (ReturnClass.Hard, ReturnNote.BadAddress);
        return Has(text, Disabled) ? (ReturnClass.Soft, ReturnNote.MailboxDisabled) : null;
    }

    private static bool IsReplySubject(string subject) => Begins(subject, ["re:", "antw:", "aw:", "fwd:", "fw:"]);

    private static bool Begins(string text, string[] words) =>
        Array.Exists(words, word => text.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool Has(string text, string[] words)
    {
        var looked = text.AsSpan(0, Math.Min(text.Length, MostText));
        foreach (var word in words)
        {
            if (looked.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
