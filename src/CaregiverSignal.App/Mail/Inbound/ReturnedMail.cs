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
public sealed partial record ReturnedMail(
    ReturnVerdict Verdict,
    IReadOnlyList<(string Address, ReturnVerdict Verdict)> Recipients,
    IReadOnlyList<string> OutboxIds,
    string? ReplyText = null
)
{
    /// <summary>The largest message that is read.</summary>
    public const int MostBytes = 1024 * 1024;

    // What has more is made to be slow: a usual message has a tenth of each.
    private const int MostParts = 30;
    private const int MostBoundaries = 1000;
    private const int LongestHeader = 8000;
    private const int LongestHead = 64 * 1024;
    private const int MostIds = 20;
    private const int MostRecipients = 50;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = 6, AllowUnquotedCommasInAddresses = true };

    private static readonly string[] Arrived =
    [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "To",
        "Cc",
    ];

    private static readonly string[] OfAutoReply = ["X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"];

    /// <summary>What it says about one recipient; null when it is only about others.</summary>
    public ReturnVerdict? For(string recipient) =>
        Recipients.Count == 0
            ? Verdict
            : Recipients
                .Where(entry =>
                    entry.Address.Length == 0 || entry.Address.Equals(recipient, StringComparison.OrdinalIgnoreCase)
                )
                .Select(entry => entry.Verdict)
                .FirstOrDefault();

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
        var words = verdict.Class == ReturnClass.Reply ? ReplyWords.FromMessage(whole) : null;
        return new(verdict, recipients, IdsIn(whole, texts), words);
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
        if (whole.BodyParts.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
            return
                Readable(() => feedback.Fields)?["Feedback-Type"]?.Trim().ToLowerInvariant()
                    is "abuse"
                        or "fraud"
                        or "opt-out"
                ? new(ReturnClass.Complaint, ReturnNote.Complained)
                : ReturnVerdict.Unclear;

        var from = whole.From.Mailboxes.FirstOrDefault()?.Address.Split('@')[0] ?? "";
        if (MailServer().IsMatch(from) || whole.Headers.Contains("X-Failed-Recipients"))
            return ReturnVerdict.FromText(string.Join('\n', texts));
        if (IsAutoReply(whole))
            return new(ReturnClass.AutoReply, ReturnNote.Away);
        return from.Length == 0 || Desk().IsMatch(from) || IsAutomatic(whole)
            ? ReturnVerdict.Unclear
            : new(ReturnClass.Reply, ReturnNote.Written);
    }

    /// <summary>An answer for somebody who is away, or a read receipt: its text may tell why somebody is.</summary>
    private static bool IsAutoReply(MimeMessage whole) =>
        Automatic().IsMatch(First(whole, "Subject"))
        || First(whole, "Auto-Submitted").StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
        || First(whole, "Precedence").Equals("auto_reply", StringComparison.OrdinalIgnoreCase)
        || First(whole, "Return-Path").Replace(" ", "", StringComparison.Ordinal) == "<>"
        || OfAutoReply.Any(name => whole.Headers.Contains(name))
        || whole.BodyParts.OfType<MessageDispositionNotification>().Any();

    private static bool IsAutomatic(MimeMessage whole) =>
        First(whole, "Auto-Submitted") is not "" and var submitted
            && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || First(whole, "Precedence").ToLowerInvariant() is "bulk" or "junk" or "list"
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
        @"mailer-?daemon|mail-daemon|postmaster|^microsoftexchange",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex MailServer();

    [GeneratedRegex(
        @"bounces?$|abuse|feedback|fbl|complaints|scanner|antivirus|no-?reply",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Desk();

    [GeneratedRegex(
        @"^\s{0,9}(?:automati(?:c|sch)\b|auto[\- ]?(?:reply)?:|out of (?:the )?office|afwezig|niet aanwezig|ik ben (?:met vakantie|op vakantie|afwezig|er niet)|(?:niet |on)?gelezen\b|(?:not )?read:|leesbevestiging)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Automatic();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z])(?:(?<=(?:X-CGS-Ref|Original-Envelope-Id):\s{0,3})[0-9a-f]{32}|[0-9a-f]{32}(?=@))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Id();
}
