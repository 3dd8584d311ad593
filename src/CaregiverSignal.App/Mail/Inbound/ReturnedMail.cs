using System.Text.RegularExpressions;
using CaregiverSignal.Mail.Letters;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>
/// A returned message as read: what it is, and which mail it claims to be about. Nothing in it is trusted yet.
/// </summary>
/// <param name="Recipients">What it says about each recipient; empty when it names none, and then only
/// <paramref name="Verdict"/> counts.</param>
/// <param name="Tag">The envelope sender it came back to.</param>
/// <param name="OutboxIds">The ids of our mails that it names, the most certain first.</param>
/// <param name="ReplyText">What a person wrote back; only with <see cref="ReturnClass.Reply"/>.</param>
public sealed partial record ReturnedMail(
    ReturnVerdict Verdict,
    IReadOnlyList<(DeliveryReport Report, ReturnVerdict Verdict)> Recipients,
    ReturnTag? Tag,
    IReadOnlyList<string> OutboxIds,
    string? ReplyText = null
)
{
    private const int MostIds = 20;

    private static readonly string[] Arrived =
    [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "To",
        "Cc",
    ];

    /// <summary>What it says about one recipient; null when it is only about others.</summary>
    public ReturnVerdict? For(string recipient) =>
        Recipients.Count == 0
            ? Verdict
            : Recipients.Where(one => one.Report.IsFor(recipient)).Select(one => one.Verdict).FirstOrDefault();

    /// <summary>
    /// Reads any bytes; never throws, and takes time in proportion to the limits of <see cref="Received"/> at most.
    /// </summary>
    public static ReturnedMail Read(ReadOnlySpan<byte> message)
    {
        if (Received.Read(message) is not { } whole)
            return new(new(ReturnClass.Review, ReturnNote.TooLarge), [], null, []);
        using var read = whole;
        return Read(whole);
    }

    private static ReturnedMail Read(MimeMessage whole)
    {
        var seen = new Seen(whole);
        var tag = Arrived
            .SelectMany(name => whole.All(name))
            .Select(ReturnTag.In)
            .FirstOrDefault(found => found is not null);
        var ids = IdsIn(whole);
        var read = new ReturnedMail(Unread, [], tag, ids);
        if (OfReport(seen) is { } report)
            return read with { Verdict = report };
        var recipients = whole
            .OwnParts()
            .SelectMany(DeliveryReport.In)
            .Select(one => (one, OfBlock(one, seen)))
            .ToList();
        if (recipients.Count > 0)
            return read with { Verdict = recipients[0].Item2, Recipients = recipients };
        var verdict = OfText(seen);
        var failed = (whole.Header("X-Failed-Recipients") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Take(MostIds)
            .Select(address => (new DeliveryReport(null, address, "failed", null, ""), verdict))
            .ToList();
        return read with
        {
            Verdict = verdict,
            Recipients = failed,
            ReplyText = verdict.Class == ReturnClass.Reply ? ReplyWords.Of(whole) : null,
        };
    }

    private static readonly ReturnVerdict Unread = new(ReturnClass.Review, ReturnNote.Unrecognised);

    /// <summary>
    /// The verdict on reports that are not about delivery, and on messages that must not be answered at all.
    /// </summary>
    private static ReturnVerdict? OfReport(Seen seen)
    {
        var whole = seen.Whole;
        var parts = whole.OwnParts().ToList();
        bool Has(string type, string subtype) => parts.Exists(part => part.ContentType.IsMimeType(type, subtype));
        if (whole.Headers.Contains("X-CGS-Ref"))
            return new(ReturnClass.Ignore, ReturnNote.OwnMail);
        if (
            Has("message", "disposition-notification")
            || whole.Body is MultipartReport report
                && "disposition-notification".Equals(report.ReportType, StringComparison.OrdinalIgnoreCase)
            || ReturnText.IsReceiptSubject(seen.Subject)
        )
            return new(ReturnClass.Ignore, ReturnNote.Receipt);
        if (parts.Find(part => part.ContentType.IsMimeType("message", "feedback-report")) is MimePart feedback)
            return OfFeedback(feedback.Text());
        if (
            seen.Subject.StartsWith("Report domain:", StringComparison.OrdinalIgnoreCase)
            || (
                (Has("application", "zip") || Has("application", "gzip") || Has("application", "x-gzip"))
                && seen.Subject.Contains("report", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return new(ReturnClass.Ignore, ReturnNote.NotAboutMail);
        }

        var returned = whole.Embedded().FirstOrDefault();
        var isDouble =
            returned is not null
            && !returned.Headers.Contains("X-CGS-Ref")
            && (returned.Body is MultipartReport || ReturnText.IsMachine(AddressIn(returned.Header("From"))));
        return isDouble ? new(ReturnClass.Ignore, ReturnNote.DoubleBounce) : null;
    }

    private static ReturnVerdict OfFeedback(string text)
    {
        var type = Feedback().Match(text).Groups[1].Value.ToLowerInvariant();
        return type switch
        {
            "abuse" or "fraud" or "opt-out" => new(ReturnClass.Complaint, ReturnNote.Complained),
            "auth-failure" => new(ReturnClass.Account, ReturnNote.Authentication),
            "" => new(ReturnClass.Review, ReturnNote.Unrecognised),
            _ => new(ReturnClass.Ignore, ReturnNote.NotAboutMail),
        };
    }

    private static ReturnVerdict OfBlock(DeliveryReport report, Seen seen) =>
        ReturnVerdict.Of(
            report.Action,
            report.Status,
            QuotedReply.In(report.Diagnostic),
            report.Diagnostic.Length > 0 ? report.Diagnostic : seen.Text
        );

    private static ReturnVerdict OfText(Seen seen)
    {
        if (ReturnText.AsksForProof(seen.Text))
            return new(ReturnClass.Challenge, ReturnNote.Challenged);
        var isAway = ReturnText.IsAwaySubject(seen.Subject);
        if (!isAway && seen.LooksLikeBounce)
        {
            if (ReturnText.SaysDelayed(seen.Subject, seen.Text))
                return new(ReturnClass.Delay, ReturnNote.Delayed);
            if (QuotedReply.In(seen.Text) is { } quoted)
                return ReturnVerdict.Of("failed", null, quoted, seen.Text);
            return ReturnText.MeaningOf(seen.Text) is var (meaning, why) ? new(meaning, why) : Unread;
        }

        if (seen.IsAutomatic && !isAway && ReturnText.IsQuarantine(seen.Text))
            return new(ReturnClass.Soft, ReturnNote.Quarantined);
        if (isAway || seen.IsAutoReply)
        {
            return new(
                ReturnClass.AutoReply,
                ReturnText.SaysLeft(seen.Text) ? ReturnNote.AskForNewAddress : ReturnNote.Away
            );
        }

        if (seen.IsAutomatic || ReturnText.IsDesk(seen.From) || seen.From.Length == 0)
            return Unread;
        return new(ReturnClass.Reply, ReturnNote.Written);
    }

    /// <summary>
    /// The ids in the returned mail's own headers, then those in the headers that name the mail answered to, then those
    /// anywhere.
    /// </summary>
    private static List<string> IdsIn(MimeMessage whole)
    {
        var certain = whole.Embedded().SelectMany(inner => inner.All("X-CGS-Ref").Concat(inner.All("Message-ID")));
        var answered = whole.All("In-Reply-To").Concat(whole.All("References"));
        var texts = whole.OwnParts().OfType<MimePart>().Select(part => part.Text());
        var anywhere = whole
            .Embedded()
            .SelectMany(inner => inner.OwnParts())
            .OfType<MimePart>()
            .Select(part => part.Text());
        return
        [
            .. certain
                .SelectMany(value => Hex().Matches(value).Take(MostIds))
                .Concat(answered.Concat(texts).Concat(anywhere).SelectMany(text => Id().Matches(text).Take(MostIds)))
                .Select(match => match.Value.ToLowerInvariant())
                .Distinct()
                .Take(MostIds),
        ];
    }

    private static string AddressIn(string? header) =>
        header is not null && InHeader().Match(header) is { Success: true } match ? match.Value : header ?? "";

    /// <summary>The facts about a message that are needed more than once.</summary>
    private sealed class Seen
    {
        public Seen(MimeMessage whole)
        {
            Whole = whole;
            Subject = whole.Header("Subject") ?? "";
            From = AddressIn(whole.Header("From"));
            var texts = whole.Texts().ToList();
            var text = texts.Find(part => part.ContentType.IsMimeType("text", "plain")) ?? texts.FirstOrDefault();
            Text = text?.Text() ?? "";
            var submitted = (whole.Header("Auto-Submitted") ?? "no").Split([';', ' '], 2)[0].Trim().ToLowerInvariant();
            var precedence = (whole.Header("Precedence") ?? "").Trim().ToLowerInvariant();
            var isNull = whole
                .All("Return-Path")
                .Any(value => value.Replace(" ", "", StringComparison.Ordinal) == "<>");
            IsAutoReply =
                submitted == "auto-replied"
                || precedence == "auto_reply"
                || isNull
                || whole.Headers.Contains("X-Autoreply")
                || whole.Headers.Contains("X-Autorespond")
                || whole.Headers.Contains("X-Auto-Response-Suppress");
            IsAutomatic =
                IsAutoReply
                || submitted != "no"
                || precedence is "bulk" or "junk" or "list"
                || whole.Headers.Contains("List-Id")
                || ReturnText.IsMachine(From);
            LooksLikeBounce =
                ReturnText.IsMachine(From)
                || ReturnText.IsBounceSubject(Subject)
                || whole.Headers.Contains("X-Failed-Recipients")
                || (isNull && QuotedReply.In(Text) is { IsComplete: true });
        }

        public MimeMessage Whole { get; }

        public string Subject { get; }

        /// <summary>The address in From, or the whole header when there is no address in it.</summary>
        public string From { get; }

        /// <summary>The first text part, decoded.</summary>
        public string Text { get; }

        public bool IsAutoReply { get; }

        public bool IsAutomatic { get; }

        public bool LooksLikeBounce { get; }
    }

    [GeneratedRegex(
        @"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Hex();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z])(?:(?<=(?:X-CGS-Ref|Original-Envelope-Id):\s{0,3})[0-9a-f]{32}|[0-9a-f]{32}(?=@))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Id();

    [GeneratedRegex(@"[^\s<>,;:""()]{1,100}@[^\s<>,;:""()]{1,255}", RegexOptions.CultureInvariant)]
    private static partial Regex InHeader();

    [GeneratedRegex(
        @"^Feedback-Type:\s{0,9}([\w\-]{1,30})",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Feedback();
}
