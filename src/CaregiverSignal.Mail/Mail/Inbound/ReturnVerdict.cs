using System.Globalization;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>What happened to a message for one recipient, by the servers' codes and as far as their words
/// agree.</summary>
/// <param name="Status">The status of RFC 3463, such as <c>5.1.1</c>; null when none was given.</param>
/// <param name="Code">The reply of SMTP, such as 550; null when none was given.</param>
public sealed partial record ReturnVerdict(ReturnClass Class, ReturnNote Note, string? Status = null, int? Code = null)
{
    private const int MostText = 64 * 1024;

    /// <summary>Characters on either side of a code that count as about it.</summary>
    private const int Around = 1000;

    /// <summary>The verdict if no server answered.</summary>
    public static readonly ReturnVerdict Unclear = new(ReturnClass.Unclear, ReturnNote.Unrecognised);

    /// <summary>The verdict on one recipient of a delivery report (RFC 3464).</summary>
    /// <remarks>The quoted reply says more than the status by the report's author.</remarks>
    public static ReturnVerdict FromReport(string? action, string? status, string? diagnostic)
    {
        var (code, quoted, words) = ReplyIn(diagnostic ?? "");
        var verdict = Judged(IsInformative(quoted) ? quoted : StatusIn(status) ?? quoted, code, words);
        return action?.Trim().Split([' ', '('], 2)[0].ToLowerInvariant() switch
        {
            "delayed" => verdict with { Class = ReturnClass.Delay, Note = ReturnNote.Delayed },
            "delivered" or "relayed" or "expanded" => verdict with
            {
                Class = ReturnClass.Delivered,
                Note = ReturnNote.Delivered,
            },
            _ => verdict,
        };
    }

    /// <summary>The verdict from a mail server's text, from its subject to the returned message.</summary>
    public static ReturnVerdict FromText(string text)
    {
        var told = text[..Math.Min(text.Length, MostText)].ReplaceLineEndings("\n");
        told = Copy().Match(told) is { Success: true } copy ? told[..copy.Index] : told;
        var (code, status, words) = ReplyIn(told);
        var isFinal = code >= 500 || status?[0] == '5';
        return !isFinal && Delayed().IsMatch(told)
            ? new(ReturnClass.Delay, ReturnNote.Delayed, status, code)
            : Judged(status, code, words);
    }

    /// <summary>Whether a text quotes no reply of a server.</summary>
    internal static bool HasNoReply(string text) => ReplyIn(text) is { Code: null, Status: null };

    /// <summary>Judges a reply: words only soften the codes' verdict, so that a refusal of the sender never stops an
    /// address.</summary>
    /// <remarks>Unregistered codes count by their class and subject; three digits do occur (5.7.708).</remarks>
    private static ReturnVerdict Judged(string? status, int? code, string words)
    {
        words = Names().Replace(words, " ");
        var (most, why) = OfCodes(status, code);
        var (meaning, note) =
            IsNoMail(status, code, words) || IsRejected(status, words) ? (ReturnClass.Hard, ReturnNote.BadAddress)
            : most is not (ReturnClass.Hard or ReturnClass.Soft) || why == ReturnNote.MailboxFull ? (most, why)
            : OfUs().IsMatch(words) ? (ReturnClass.Account, ReturnNote.Blocked)
            : OfFull().IsMatch(words) ? (ReturnClass.Soft, ReturnNote.MailboxFull)
            : most == ReturnClass.Soft ? (most, why)
            : OfTime().IsMatch(words) ? (ReturnClass.Soft, ReturnNote.Temporary)
            : IsOfRecipient(status, code) || OfRecipient().IsMatch(words) ? (most, why)
            // As often "relay access denied" as something about the recipient.
            : code == 554 ? (ReturnClass.Account, ReturnNote.Blocked)
            : (ReturnClass.Soft, ReturnNote.Unclear);
        return new(meaning, note, status, code);
    }

    /// <summary>Whether the recipient's domain accepts no messages (RFC 7505) or does not exist. That ours accepts none
    /// is about the sender.</summary>
    private static bool IsNoMail(string? status, int? code, string words) =>
        status?.Split('.') is not (["4", ..] or ["2", ..] or [_, "7", _])
        && code is null or >= 500
        && !OfSender().IsMatch(words)
        && (code == 556 || status == "5.1.10" || NoDomain().IsMatch(words))
        && !OfTime().IsMatch(words);

    /// <summary>Whether a policy refusal means that the recipient does not exist or was closed.</summary>
    private static bool IsRejected(string? status, string words) =>
        !OfUs().IsMatch(words)
        && !OfFull().IsMatch(words)
        && status switch
        {
            "5.7.1" => Rejected().IsMatch(words),
            "5.2.1" => Closed().IsMatch(words),
            _ => false,
        };

    /// <summary>The strictest verdict that the codes allow: a permanent code without a subject may be about the
    /// recipient.</summary>
    private static (ReturnClass, ReturnNote) OfCodes(string? status, int? code) =>
        status?.Split('.') switch
        {
            ["2", ..] => (ReturnClass.Delivered, ReturnNote.Delivered),
            [_, "7", _] or [_, "1", "7" or "8"] => (ReturnClass.Account, ReturnNote.Blocked),
            [_, "2", "2"] => (ReturnClass.Soft, ReturnNote.MailboxFull),
            ["4", ..] => (ReturnClass.Soft, ReturnNote.Temporary),
            [_, "1", not ("0" or "4" or "5" or "9")] or [_, "4", "4" or "310"] => (
                ReturnClass.Hard,
                ReturnNote.BadAddress
            ),
            // Exchange Online uses it for unknown addresses; elsewhere it is a server that does not answer.
            [_, "4", "1"] when code == 550 => (ReturnClass.Hard, ReturnNote.BadAddress),
            [_, "4", _] => (ReturnClass.Soft, ReturnNote.Temporary),
            [_, "0", _] or [_, "3" or "5", "0"] => OfReply(code ?? 550),
            [_, "5" or "6", _] or [_, "2", "3"] or [_, "3", "4"] => (ReturnClass.Account, ReturnNote.Blocked),
            null => OfReply(code),
            _ => (ReturnClass.Soft, ReturnNote.Unclear),
        };

    private static (ReturnClass, ReturnNote) OfReply(int? code) =>
        code switch
        {
            null => (ReturnClass.Soft, ReturnNote.Unclear),
            552 or 452 => (ReturnClass.Soft, ReturnNote.MailboxFull),
            < 500 => (ReturnClass.Soft, ReturnNote.Temporary),
            _ => (ReturnClass.Hard, ReturnNote.BadAddress),
        };

    /// <summary>Whether the codes alone blame the recipient; 556 is a domain that accepts no messages.</summary>
    private static bool IsOfRecipient(string? status, int? code) =>
        code == 556 || status?.Split('.') is [_, "1" or "4", _];

    private static bool IsInformative(string? status) =>
        status is not null && !status.EndsWith(".0.0", StringComparison.Ordinal);

    private static string? StatusIn(string? field) =>
        field is not null && StatusOnly().Match(field) is { Success: true } match ? match.Value : null;

    /// <summary>The last permanent reply in a text, or else the last, as earlier ones belong to earlier attempts; with
    /// the lines around it, or the whole text if there is none.</summary>
    private static (int? Code, string? Status, string Words) ReplyIn(string text)
    {
        (int? Code, string? Status, int At) best = (null, null, -1);
        var isPermanent = false;
        foreach (Match match in Reply().Matches(text.Length > MostText ? text[..MostText] : text))
        {
            var (code, status) = (match.Groups["code"].Value, match.Groups["status"].Value);
            var found = (code + status)[0] == '5';
            if (isPermanent && (!found || status.Length == 0))
                continue;
            isPermanent = found;
            best = (
                code.Length > 0 ? int.Parse(code, CultureInfo.InvariantCulture) : null,
                status.Length > 0 && (code.Length == 0 || code[0] == status[0]) ? status : null,
                match.Index
            );
        }

        return (best.Code, best.Status, best.At < 0 ? text : Paragraph(text, best.At));
    }

    private static string Paragraph(string text, int at)
    {
        var (from, to) = (Math.Max(0, at - Around), Math.Min(text.Length, at + Around));
        var begin = text.LastIndexOf("\n\n", at, at - from, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", at, to - at, StringComparison.Ordinal);
        return text[(begin < 0 ? from : begin)..(end < 0 ? to : end)];
    }

    [GeneratedRegex(
        @"(?<![\w.@/\-])(?:(?<code>[45][0-5]\d)(?:[ \-]{1,2}\(?#?(?<status>[45]\.\d{1,3}\.\d{1,3}))?|#?(?<status>[45]\.\d{1,3}\.\d{1,3}))(?![\w@/])(?!\.\d)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Reply();

    [GeneratedRegex(@"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?![\w.])", RegexOptions.CultureInvariant)]
    private static partial Regex StatusOnly();

    /// <summary>Where the returned message begins in a text.</summary>
    [GeneratedRegex(
        @"^(?:-{2,}.*\b(?:copy|original|unsent|headers?|bericht)\b.*|(?:return-path|received|message-id|x-cgs-ref):\s.*)$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Copy();

    [GeneratedRegex(
        @"\bdelay(?:ed)?\b|\bstill (?:being|trying)|\bwill (?:be )?(?:retr|continue|keep)|attempts? will|\bnot yet (?:been )?delivered|delivered yet|vertraagd|verzögert",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Delayed();

    [GeneratedRegex(
        @"\bnull ?mx\b|does(?: not|n't) accept (?:any )?(?:e-?mail|mail)|accepts no mail|name service error|\b(?:host|domain)(?: name)?(?: or domain name)? (?:was )?(?:not found|unknown|does(?: not|n't) exist)|\bno such (?:host|domain)\b|nxdomain|no matches to nameserver|domain .{0,40}\bno (?:valid )?mx\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NoDomain();

    [GeneratedRegex(@"\bsender|\bmail from\b|\bhelo\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfSender();

    [GeneratedRegex(
        @"\brecipient(?: address)?(?: was)? rejected|\b(?:no such|unknown|invalid|non-?existent) (?:user|recipient|mail ?box|account|address)|\b(?:user|recipient|mail ?box|account)\b (?:\w+ ){0,3}?(?:unknown|not found|(?:does(?: not|n't)|not) exist)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Rejected();

    [GeneratedRegex(
        @"\b(?:account|user)\b (?:[\w']+ ){0,10}?(?:disabled|deactivated|inactive|suspended|closed|terminated|deleted|discontinued|removed)|\b(?:disabled|deactivated|inactive|suspended|closed|terminated|deleted) (?:\w+ ){0,1}?(?:account|user)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Closed();

    // Words with which servers refuse: the sender or content, a full mailbox, temporarily, the recipient. Names of
    // people and machines may contain any of them, so they are removed first.
    [GeneratedRegex(
        @"\S*@\S*|(?:(?<!client )\bhost|\btalking to) \S+\.\S+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Names();

    [GeneratedRegex(
        @"block|black-?\s?list|deny\s?list|spam|unsolicited|\bbulk\b|\bjunk|abus(?:e|ive)|reputation|sorbs|barracuda|uceprotect|\b(?:dns|u)?[rs]?bls?\b|reverse|\brdns|\bptr\b|(?:your|find) hostname|ip name lookup|dynamic|\be?helo\b|\bspf\b|dkim|dmarc|authenti|authori[sz]|not (?:allowed|permitted|accept)|not .{0,20}?\bcompliant|\bmessage (?:\w+ )?size|\bsize limit|maximum .{0,20}size|\b(?:message|mail|e-?mail|transaction) (?:\w+ ){0,3}?(?:denied|refused)|forbidden|harmful|\blisted (?:at|by|in|on)\b|\bcertificate|\battachment|insecure|open proxy|protocol violation|header error|mailing list|resolve your|low priority|allowed rcpthosts|\brelay(?! recipient)|\brates?\b|too (?:many|fast|large|big)|throttl|\bsender (?:[\w-]+ ){0,3}?(?:reject|den(?:y|ied)|unknown|invalid|not|verif|refus|mismatch)|\b(?:bad|invalid|unknown|no such|reject\w*|verif\w*) (?:[\w-]+ )?sender|\bmail from\b|polic(?:y|ies)|\bcontent\b(?!-)|virus|malware|phish|suspicious|(?<!address rejected: )access denied|prohibited|restrict|banned|\byour (?:ip|server|host|domain|network|isp|mail ?server)|\bip\b|client (?:host|address)|\btls\b|geblokkeerd|geweigerd|gesperrt|bloqu[ée]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfUs();

    [GeneratedRegex(
        @"quota|\b(?:(?:mail|in) ?box|account|user|storage|disk|postvak)\b.{0,40}?\b(?:full|vol|exceed\w*|limit)\b|\bfull (?:mail|in)box|(?:insufficient|not enough|\bno|out of) (?:\w+ )?(?:space|storage)|exceed\w* .{0,30}(?:storage|size)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfFull();

    [GeneratedRegex(
        @"temporar|time-?d?\s?out|gr[ae]y-?list|(?:try|again) later|deferred|unreachable|no route|expired|too long",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfTime();

    [GeneratedRegex(
        @"\b(?:user|recipient|mail ?box|address(?:ee)?|account|person|local[- ]part|domain|host)s?\b.{0,80}?(?:\bunknown|(?:\bnot|n't|\bcannot) (?:\w+ ){0,2}?(?:found|exist|known|valid|local|listed|available)|\bunavailable|\binvalid|\bno longer|\brejected|\bdisabled|\bdeactivated|\binactive|\bsuspended|\bclosed|\bterminated|\bdeleted|\bdiscontinued)|\b(?:unknown|invalid|no such|non-?existe?nt|bad|not an? (?:valid|known|local)|no|undeliverable) (?:[\w-]+ ){0,2}?(?:user|recipient|mail ?box|address(?:ee)?|account|person|one|local[- ]part|domain|host)|not an? active|archived recipient|home directory|accept user|ha(?:ve|s) an? \S+ account|not exist|recip(?:ient)?notfound|badrcptto|not (?:found|listed) in|bestaat niet|onbekend|existe pas|inconnu|unbekannt|existiert nicht|no existe|desconocid|non esiste",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfRecipient();
}
