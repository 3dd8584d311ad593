using System.Text.RegularExpressions;
using CaregiverSignal.Mail.Letters;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>A returned message as read: what it is, and which message it claims to be about. Nothing in it is trusted
/// yet.</summary>
/// <param name="Recipients">A delivery report's verdict on each recipient; empty for anything else, where
/// <paramref name="Verdict"/> counts.</param>
/// <param name="OutboxIds">Ids of our messages that it names, the most certain first: that in the envelope sender it
/// came back to.</param>
/// <param name="Text">All that a person wrote and quoted; only with <see cref="ReturnClass.Reply"/>.</param>
/// <param name="From">The single address in the From header; null if there is none or several.</param>
internal sealed partial record ReturnedMail(
    ReturnVerdict Verdict,
    IReadOnlyList<(string Address, ReturnVerdict Verdict)> Recipients,
    IReadOnlyList<string> OutboxIds,
    string? Text = null,
    string? Subject = null,
    string? From = null
)
{
    /// <summary>The largest message read; <see cref="Excerpt"/> shortens any message to it.</summary>
    public const int MostBytes = 1024 * 1024;

    // Anything larger is made to be slow: a usual message has a tenth of each.
    private const int MostParts = 100;
    private const int MostBoundaries = 1000;
    private const int LongestHeader = 8000;
    private const int LongestHead = 64 * 1024;
    private const int MostIds = 20;
    private const int MostRecipients = 50;

    internal static readonly ParserOptions Options = new() { MaxMimeDepth = 6, AllowUnquotedCommasInAddresses = true };

    private static readonly string[] Arrived =
    [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "To",
        "Cc",
    ];

    /// <summary>What a person wrote back, without knowing our messages; null if no person wrote it.</summary>
    public string? ReplyText => Text is null ? null : Written([]).Words;

    /// <summary>What a person wrote back.</summary>
    /// <param name="ours">Our messages that it may quote.</param>
    /// <param name="isOwn">It answers none of our messages, so its subject counts too.</param>
    internal ReplyWords Written(IReadOnlyList<OurMail> ours, bool isOwn = false)
    {
        var subject =
            isOwn || Verdict.Note == ReturnNote.PerhapsAutomatic
                ? Subject
                : ReplyWords.SubjectOf(Subject, [.. ours.Select(mail => mail.Subject)]);
        var below = $"{Subject?.ReplaceLineEndings(" ")}\n{Text}";
        var written = ReplyWords.Of(
            subject is null ? Text ?? "" : below,
            [.. ours.SelectMany(mail => mail.Texts.Prepend(mail.Subject))]
        );
        // Without our subject, nobody can tell whether they changed it.
        return subject is null && ours.Count == 0 && !string.IsNullOrWhiteSpace(Subject)
            ? written with
            {
                Whole = ReplyWords.Of(below, []) is var all ? all.Whole ?? all.Words : null,
            }
            : written;
    }

    /// <summary>What it says about one recipient.</summary>
    /// <remarks>If the report is only about other addresses, the message was forwarded: a permanent failure there says
    /// less about the recipient.</remarks>
    public ReturnVerdict For(string recipient) =>
        Recipients
            .Where(entry =>
                entry.Address.Length == 0 || entry.Address.Equals(recipient, StringComparison.OrdinalIgnoreCase)
            )
            .Select(entry => entry.Verdict)
            .FirstOrDefault()
        ?? (
            Recipients.Count > 0 && Verdict.Class == ReturnClass.Hard
                ? Verdict with
                {
                    Class = ReturnClass.Soft,
                    Note = ReturnNote.OtherRecipient,
                }
                : Verdict
        );

    /// <summary>Reads any bytes; never throws, and its time is bounded by the limits above.</summary>
    public static ReturnedMail Read(ReadOnlySpan<byte> message)
    {
        using var whole = Load(message);
        if (whole is null)
            return new(ReturnVerdict.Unclear, [], []);
        var texts = whole.BodyParts.OfType<MimePart>().Where(IsText).Select(part => part.DecodedText()).ToList();
        var recipients = whole
            .BodyParts.OfType<MessageDeliveryStatus>()
            .SelectMany(RecipientsIn)
            .Take(MostRecipients)
            .ToList();
        var verdict = recipients.Count > 0 ? recipients[0].Verdict : Judge(whole, texts);
        var ids = IdsIn(whole, texts);
        if (verdict.Class is not (ReturnClass.Reply or ReturnClass.AutoReply))
            return new(verdict, recipients, ids);
        var from = whole.From.Mailboxes.Take(2).ToList() is [var only] ? only.Address : null;
        if (verdict.Class == ReturnClass.AutoReply)
            return new(verdict, recipients, ids, From: from);
        var text = MessageText.Of(whole, out var isReadable);
        return new(
            isReadable ? verdict : verdict with { Note = ReturnNote.Unreadable },
            recipients,
            ids,
            text,
            whole.Subject,
            from
        );
    }

    /// <returns>Null if it is not a message, or has too many parts; then nothing of it is used.</returns>
    private static MimeMessage? Load(ReadOnlySpan<byte> message)
    {
        // As an unsigned number, -1 (none) is the largest.
        var head = Math.Min((uint)message.IndexOf("\n\n"u8), (uint)message.IndexOf("\n\r\n"u8));
        if (
            message.Length > MostBytes
            || Math.Min(head, (uint)message.Length) > LongestHead
            || message.Count("\n--"u8) > MostBoundaries
        )
            return null;
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        try
        {
            var read = MimeMessage.Load(Options, stream);
            return read.BodyParts.Take(MostParts + 1).Count() > MostParts ? null : read;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsText(MimePart part) =>
        part is { Content: not null, ContentType.MediaType: var type }
        && (
            type.Equals("text", StringComparison.OrdinalIgnoreCase)
            || type.Equals("message", StringComparison.OrdinalIgnoreCase)
        );

    /// <remarks>A misplaced blank line may separate a recipient from its fields.</remarks>
    private static IEnumerable<(string Address, ReturnVerdict Verdict)> RecipientsIn(MessageDeliveryStatus report)
    {
        var address = "";
        foreach (var group in Readable(() => report.StatusGroups.ToList()) ?? [])
        {
            address = AddressIn(group["Original-Recipient"] ?? group["Final-Recipient"]) ?? address;
            if (group.Contains("Status") || group.Contains("Action"))
                yield return (
                    address,
                    ReturnVerdict.FromReport(group["Action"], group["Status"], group["Diagnostic-Code"])
                );
        }
    }

    /// <returns>Null if a report's headers are malformed.</returns>
    private static T? Readable<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? AddressIn(string? field) =>
        field is null ? null : field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>').Trim();

    private static ReturnVerdict Judge(MimeMessage whole, IReadOnlyList<string> texts)
    {
        var (from, subject) = (whole.From.Mailboxes.FirstOrDefault()?.Address ?? "", First(whole, "Subject"));
        var isDesk = from.Length == 0 || Desk().IsMatch(from);
        var said = string.Join('\n', texts.Prepend(subject + "\n"));
        var feedback = FeedbackType().Match(said);
        if (feedback.Success ? Complaining().IsMatch(feedback.Value) : IsComplaint(whole, isDesk, said))
            return new(ReturnClass.Complaint, ReturnNote.Complained);
        if (feedback.Success)
            return ReturnVerdict.Unclear;
        if (Receipt().IsMatch(said))
            return new(ReturnClass.AutoReply, ReturnNote.Away);
        var isFromNobody = First(whole, "Return-Path").Replace(" ", "", StringComparison.Ordinal) == "<>";
        var isNamed = Automatic().IsMatch(subject);
        var isReport =
            MailServer().IsMatch(First(whole, "From"))
            || Undelivered().IsMatch(subject)
            || whole.Headers.Contains("X-Failed-Recipients")
            || whole.Body?.ContentType.IsMimeType("multipart", "report") == true;
        if (
            (isReport && !(isNamed && ReturnVerdict.HasNoReply(said)))
            || (isDesk && (isFromNobody || IsAutomatic(whole)) && (from.Length == 0 || Failure().IsMatch(said)))
            || (IsAutomatic(whole) && Quarantined().IsMatch(said))
        )
            return ReturnVerdict.FromText(said);
        var submitted = First(whole, "Auto-Submitted");
        var isAnswer = whole.InReplyTo is not null || whole.References.Count > 0;
        if (
            submitted.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
            || (IsSubmitted(submitted) && isAnswer && !isDesk)
        )
            return new(ReturnClass.AutoReply, Unread().IsMatch(said) ? ReturnNote.AddressUnread : ReturnNote.Away);
        // A person reads anything else that a machine may have written.
        var isMarked = isNamed || whole.Headers.Any(header => OfAutoReply().IsMatch(header.Field));
        if (isMarked || (isFromNobody && !isDesk) || (isAnswer && (isDesk || IsBulk(whole))))
            return new(ReturnClass.Reply, ReturnNote.PerhapsAutomatic);
        if (isDesk || (IsAutomatic(whole) && !isAnswer))
            return ReturnVerdict.Unclear;
        return new(ReturnClass.Reply, ReturnNote.Written);
    }

    /// <summary>A complaint without the standard fields, such as Hotmail's or one from an abuse desk.</summary>
    private static bool IsComplaint(MimeMessage whole, bool isDesk, string said) =>
        whole
            .BodyParts.OfType<MessagePart>()
            .Select(part => part.Message)
            .Prepend(whole)
            .Any(message => message?.Headers.Contains("X-HmXmrOriginalRecipient") == true)
        || (isDesk && Complaint().IsMatch(said));

    /// <summary>Whether the Auto-Submitted header says that no person wrote it (RFC 3834).</summary>
    private static bool IsSubmitted(string autoSubmitted) =>
        autoSubmitted.Length > 0 && !autoSubmitted.StartsWith("no", StringComparison.OrdinalIgnoreCase);

    private static bool IsBulk(MimeMessage whole) =>
        First(whole, "Precedence").ToLowerInvariant() is "bulk" or "junk" or "auto_reply";

    private static bool IsAutomatic(MimeMessage whole) =>
        IsSubmitted(First(whole, "Auto-Submitted"))
        || IsBulk(whole)
        || First(whole, "Precedence").Equals("list", StringComparison.OrdinalIgnoreCase)
        || whole.Headers.Contains("List-Id");

    /// <summary>The id in the address it came back to, then those in the returned message's headers, in reply headers,
    /// and in the text.</summary>
    private static List<string> IdsIn(MimeMessage whole, IReadOnlyList<string> texts)
    {
        var returned = whole
            .BodyParts.OfType<MessagePart>()
            .Where(part => part.Message is not null)
            .SelectMany(part =>
                All(part.Message!, "X-CGS-Ref")
                    .Select(id => "X-CGS-Ref: " + id)
                    .Concat(All(part.Message!, "Message-ID"))
            );
        var named = returned.Concat(All(whole, "In-Reply-To")).Concat(All(whole, "References")).Concat(texts);
        return
        [
            .. Arrived
                .SelectMany(name => All(whole, name))
                .Select(ReturnAddress.IdIn)
                .OfType<string>()
                .Concat(
                    named.SelectMany(text => Id().Matches(text).Take(MostIds), (_, id) => id.Value.ToLowerInvariant())
                )
                .Distinct()
                .Take(MostIds),
        ];
    }

    private static string First(MimeMessage message, string name) => All(message, name).FirstOrDefault()?.Trim() ?? "";

    private static IEnumerable<string> All(MimeMessage message, string name) =>
        message
            .Headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value.Length > LongestHeader ? header.Value[..LongestHeader] : header.Value);

    [GeneratedRegex(
        @"(?<![\w.@-])(?:mailer-?daemon|mail-daemon|postmaster|microsoftexchange|mail delivery (?:sub)?system)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex MailServer();

    [GeneratedRegex(
        @"^\W*(?:undeliver|delivery (?:status|fail|has failed|report|delay)|(?:mail|message) (?:delivery|system|could not|not delivered|rejected|bounced)|returned mail|failure notice|non-?\s?deliver|onbestelbaar|niet[- ]bezorg|unzustellbar|non remis|mancato recapito|nie dostarczono)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Undelivered();

    [GeneratedRegex(
        @"^[^@]*(?:bounces?@|abuse|feedback|fbl|complaints?|scanner|antivirus|no-?reply)|^staff@(?:hotmail|live|outlook|msn)\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Desk();

    [GeneratedRegex(
        @"^Feedback-Type:\s{0,9}[\w-]+",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex FeedbackType();

    [GeneratedRegex(@":\s*(?:abuse|fraud|opt-out|complaint)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Complaining();

    [GeneratedRegex(
        @"\bcomplain|\b(?:spam|abuse|junk)\b.{0,40}\breport|\breport\w* .{0,40}\b(?:spam|abuse|junk)|\bmarked .{0,40}\b(?:spam|junk)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Complaint();

    /// <summary>The field of a read receipt (RFC 8098).</summary>
    [GeneratedRegex(
        @"^Disposition:.{0,99}\b(?:displayed|deleted|dispatched|processed|denied)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Receipt();

    /// <remarks>Exchange puts <c>X-Auto-Response-Suppress</c> on what a person writes.</remarks>
    [GeneratedRegex(
        @"^(?:X-(?:Mail-)?Auto-?(?:reply|respond)|X-Auto-?generated|X-Vacation)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfAutoReply();

    /// <summary>The whole subject of an automatic reply, not one that merely begins like it.</summary>
    [GeneratedRegex(
        @"^\s{0,9}(?:(?:re|aw|antw|sv):\s*)?(?:automati(?:c|sch|sche|que|sk)\s(?:reply|response|answer|antwoord|antwort|reactie|bericht|svar)|autom[aá]ti[ck][\p{L}]{0,4}|auto[\- ]?(?:re(?:ply|sponse|sponder)|antwoord)?|out of (?:the )?office(?:[ :\-]{1,3}(?:auto-?)?(?:re(?:ply|sponse)|notification))?|(?:niet )?(?:aan|af)wezig(?:heid)?(?:s?bericht|s?melding)?|ik ben (?:met vakantie|op vakantie|afwezig|er niet)|abwesenheit(?:snotiz)?|r[ée]ponse (?:automatique|d'absence)|respuesta autom[aá]tica|risposta automatica|(?:automatyczna )?odpowied[zź](?: automatyczna)?|otomatik (?:yan[ıi]t|cevap)|vacation (?:reply|response|message|notice|auto-?reply)|رد تلقائي|(?:niet |on)?gelezen|(?:not )?read|leesbevestiging|read receipt)\s{0,3}(?:[:：]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Automatic();

    /// <summary>Phrases about an undelivered message.</summary>
    [GeneratedRegex(
        @"\b(?:not|n't|never|unable to|could not|cannot) (?:be )?(?:\w+ )?deliver|undeliver|delivery (?:fail|status|report|has)|\breturned to sender|quarantine|\bbounced?\b|(?:niet|kon(?:den)?) (?:\w+ ){0,3}(?:bezorg|afgelever)|onbestelbaar|\b[45]\d\d[ \-][45]\.\d{1,3}\.\d|#[45]\.\d{1,3}\.\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Failure();

    [GeneratedRegex(@"quarantine|in quarantaine", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Quarantined();

    /// <summary>Phrases that say nobody reads this address any more, or to use another.</summary>
    [GeneratedRegex(
        @"\bniet (?:meer|langer) (?:\w+ ){0,3}?(?:gelezen|gebruikt|actief|in gebruik|bekeken|gecontroleerd|beheerd|bereikbaar|werkzaam|geldig|in dienst)|\bniet (?:meer|langer) (?:op|via) dit (?:e-?mail|mail)?-?\s?adres|(?:werk|ben) (?:hier )?niet (?:meer|langer)|\b(?:uit dienst|(?:e-?mail|mail)?adres (?:is )?(?:vervallen|opgeheven|gewijzigd)|(?:nieuw|ander) (?:e-?mail|mail)-?\s?adres)|\bno longer (?:\w+ ){0,3}?(?:read|monitored|in use|used|active|valid|checked|work(?:s|ing)?|employed|available|with)|\b(?:un|not )monitored|\bunattended mailbox|\b(?:has|have|i) left (?:the|our|this) (?:company|organi[sz]ation|firm)|\bnew (?:e-?mail )?address|\bnicht mehr (?:\w+ ){0,3}?(?:gelesen|aktiv|verwendet|genutzt|erreichbar|tätig)|\bartık (?:\w+ ){0,3}?(?:kullan|okun|çalış)|\bnie (?:jest już|pracuj[eę]\s?już)|\bn'est plus (?:\w+ ){0,2}?(?:lue?|utilisée?|active?|valide)|لم يعد",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unread();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z])(?:(?<=(?:X-CGS-Ref|Original-Envelope-Id):\s{0,3})[0-9a-f]{32}|[0-9a-f]{32}(?=@))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Id();
}
