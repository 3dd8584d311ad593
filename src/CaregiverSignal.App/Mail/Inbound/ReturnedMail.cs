using System.Text.RegularExpressions;
using CaregiverSignal.Mail.Letters;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// A returned message as read: what it is, and which mail it claims to be about. Nothing in it is trusted yet.
/// </summary>
/// <param name="Recipients">What a delivery report says about each recipient; empty when it is none, and then only
/// <paramref name="Verdict"/> counts.</param>
/// <param name="OutboxIds">The ids of our mails that it names, the most certain first: that of the envelope sender it
/// came back to.</param>
/// <param name="ReplyText">What a person wrote back; only with <see cref="ReturnClass.Reply"/>.</param>
/// <param name="OwnText">The same below its subject, which says all of some mails that answer none of ours.</param>
/// <param name="From">The one address that a person's mail says to come from; null where it says none or
/// several.</param>
public sealed partial record ReturnedMail(
    ReturnVerdict Verdict,
    IReadOnlyList<(string Address, ReturnVerdict Verdict)> Recipients,
    IReadOnlyList<string> OutboxIds,
    string? ReplyText = null,
    string? OwnText = null,
    string? From = null
)
{
    /// <summary>The largest that is read; <see cref="Excerpt"/> makes it of any message.</summary>
    public const int MostBytes = 1024 * 1024;

    // What has more is made to be slow: a usual message has a tenth of each.
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

    /// <summary>What it says about one recipient.</summary>
    /// <remarks>
    /// Where it is only about others the mail was forwarded to them: that one of these is gone for good says less of
    /// the recipient.
    /// </remarks>
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

    /// <summary>Reads any bytes; never throws, and takes time in proportion to the limits above at most.</summary>
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
        return verdict.Class != ReturnClass.Reply
            ? new(verdict, recipients, ids)
            : new(
                verdict,
                recipients,
                ids,
                ReplyWords.FromMessage(whole),
                ReplyWords.WithSubject(whole),
                whole.From.Mailboxes.Take(2).ToList() is [var from] ? from.Address : null
            );
    }

    /// <returns>Null when it is no message, or has too much in it; then nothing of it is used.</returns>
    private static MimeMessage? Load(ReadOnlySpan<byte> message)
    {
        // Where there is none, -1 is the largest.
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

    /// <remarks>A misplaced blank line may part a recipient from its fields.</remarks>
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

    /// <returns>Null where the headers in a report are none.</returns>
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
        if (
            MailServer().IsMatch(First(whole, "From"))
            || Undelivered().IsMatch(subject)
            || (isFromNobody && isDesk)
            || whole.Headers.Contains("X-Failed-Recipients")
            || whole.Body?.ContentType.IsMimeType("multipart", "report") == true
        )
            return ReturnVerdict.FromText(said);
        var isAutomatic = IsAutomatic(whole);
        if (isFromNobody || IsAutoReply(whole, subject) || (isAutomatic && !isDesk && whole.InReplyTo is not null))
            return new(ReturnClass.AutoReply, ReturnNote.Away);
        return isDesk || isAutomatic ? ReturnVerdict.Unclear : new(ReturnClass.Reply, ReturnNote.Written);
    }

    /// <summary>A complaint without the fields of one, as Hotmail's and those that a desk writes.</summary>
    private static bool IsComplaint(MimeMessage whole, bool isDesk, string said) =>
        whole
            .BodyParts.OfType<MessagePart>()
            .Select(part => part.Message)
            .Prepend(whole)
            .Any(message => message?.Headers.Contains("X-HmXmrOriginalRecipient") == true)
        || (isDesk && Complaint().IsMatch(said));

    /// <summary>An answer for somebody who is away: its text may tell why somebody is.</summary>
    private static bool IsAutoReply(MimeMessage whole, string subject) =>
        Automatic().IsMatch(subject)
        || First(whole, "Auto-Submitted").StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
        || whole.Headers.Any(header => OfAutoReply().IsMatch(header.Field));

    private static bool IsAutomatic(MimeMessage whole) =>
        First(whole, "Auto-Submitted") is not "" and var submitted
            && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || First(whole, "Precedence").ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply"
        || whole.Headers.Contains("List-Id");

    /// <summary>
    /// The id in the address it came back to, those in the returned mail's own headers, then those in the headers that
    /// name the mail answered to, then those in texts.
    /// </summary>
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

    [GeneratedRegex(
        @"^(?:X-(?:Mail-)?Auto-?(?:reply|respond|response)|X-Auto-?generated|X-Vacation)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfAutoReply();

    [GeneratedRegex(
        @"^\s{0,9}(?:(?:re|aw|antw|sv):\s*)?(?:automati(?:c|sch|que)|autom[aá]ti[ck]|auto[\- ]?(?:re(?:ply|sponse|sponder))?:|auto-?re(?:ply|spon)|auto-?antw|out of (?:the )?office|afwezig|niet aanwezig|ik ben (?:met vakantie|op vakantie|afwezig|er niet)|abwesenheit|r[ée]ponse automatique|r[ée]ponse d'absence|respuesta autom|risposta automat|automatyczn|otomatik|vacation (?:re|mess|notice|auto)|(?:i am |i'm )?(?:on (?:vacation|holiday|leave)|away from)|(?:niet |on)?gelezen\b|(?:not )?read:|leesbevestiging|read receipt)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Automatic();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z])(?:(?<=(?:X-CGS-Ref|Original-Envelope-Id):\s{0,3})[0-9a-f]{32}|[0-9a-f]{32}(?=@))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Id();
}
