using System.Globalization;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>A mail's state in words: what it is, why, what comes next, what can be done.</summary>
/// <remarks>The page shows it in Dutch, the command line in English; both use these decisions.</remarks>
/// <param name="words">
/// The words of one language; a phrase of the ledger that is not among them is shown as it is.
/// </param>
public sealed class LedgerWords(Texts words, RelayOutlook outlook)
{
    /// <summary>When the relay should have had it; null when that is not past.</summary>
    public string? Late(MailLedgerRow mail) =>
        mail is { IsLate: true, HandOverBy: { } by } && by <= outlook.Time.Now
            ? words["Is.late", ("tijd", Moment(by))]
            : null;

    public string Is(MailLedgerRow mail) =>
        mail switch
        {
            { State: MailState.Ready, UnsureCount: > 0 } => words["Is.again"],
            { State: MailState.Ready, LastStage: null, LastNote: null } => words["Is.new"],
            { State: MailState.Ready } => words["Is.tried"],
            { State: MailState.Sent, CameBackAs: { } why } => words[
                "Is.returned",
                ("tijd", Moment(SentAt(mail))),
                ("waarom", Sentence("Back.", why.Code()))
            ],
            { State: MailState.Sent } => words["Is.sent", ("tijd", Moment(SentAt(mail)))],
            { State: MailState.Failed, LastNote: SendNote.GivenUp } => words["Is.givenUp"],
            { State: MailState.Failed, LastNote: SendNote.DeliveryUnknown } => words["Is.lost"],
            _ => words["Is." + mail.State.Code()],
        };

    /// <summary>Why the mail is in this state; empty when there is nothing to explain.</summary>
    public string Why(MailLedgerRow mail) =>
        mail switch
        {
            { State: MailState.Unsure }
            or { State: MailState.Failed, LastNote: SendNote.DeliveryUnknown }
            or { State: MailState.Ready, UnsureCount: > 0 } => words["Why.unsure"],
            { State: MailState.Expired, EndedAt: { } ended } when ended < mail.NotAfter =>
                $"{words["Why.waited"]} {Said(mail)}".TrimEnd(),
            { State: MailState.Expired } =>
                $"{words["Why.expired", ("tijd", Moment(mail.NotAfter))]} {Said(mail)}".TrimEnd(),
            { State: MailState.Cancelled, IsStopped: true } => words["Why.stopped"],
            { State: MailState.Cancelled, IsOfSignal: true } => words["Why.takenUp"],
            { State: MailState.Cancelled } => words["Why.cancelled"],
            { State: MailState.Failed, LastNote: SendNote.GivenUp }
            or { State: MailState.Leased or MailState.InData or MailState.Sent } => "",
            _ => Said(mail),
        };

    public string Next(MailLedgerRow mail)
    {
        var (what, at) = outlook.NextOf(mail);
        return words["Next." + what, ("tijd", at is { } instant ? Moment(instant) : "?")];
    }

    /// <summary>What the operator can do about it, the best first; never empty.</summary>
    public IReadOnlyList<string> Do(MailLedgerRow mail)
    {
        var can = new List<string>();
        var isOver = mail.State is MailState.Failed or MailState.Expired;
        if (
            mail.IsLate
            || (mail.HandOverBy is not null && (mail.State is MailState.Unsure || mail.CameBackAs is not null))
        )
            can.Add(words["Do.call"]);
        if (mail is { IsToCaregiver: false, CameBackAs: not null })
            can.Add(words["Do.address"]);
        if (mail.State is MailState.Ready or MailState.Unsure)
        {
            if (outlook.IsPastDailyLimit(mail))
                can.Add(words["Do.fuse"]);
            else if (outlook.HeldForGood is not null)
                can.Add(words["Do.resume"]);
            else if (outlook.IsPaused)
                can.Add(words["Do.relay"]);
        }

        if (mail.MayHaveGone)
            can.Add(words["Do.itWent", ("id", mail.Id)]);
        if (mail.MayGoAgain)
            can.Add(words["Do.again", ("id", mail.Id)]);
        else if (isOver)
            can.Add(words["Do.notAgain"]);
        if (mail.MayBeGivenUp)
            can.Add(words["Do.giveUp", ("id", mail.Id)]);
        return can.Count > 0 ? can : [words["Do.nothing"]];
    }

    /// <summary>Everything known about a mail, as names and values.</summary>
    public IReadOnlyList<FactLine> FactsOf(MailLedgerRow mail)
    {
        var facts = new List<FactLine> { new(words["Fact.is"], $"{Late(mail)} {Is(mail)}".Trim()) };
        if (Why(mail) is { Length: > 0 } why)
            facts.Add(new(words["Fact.why"], why));
        facts.Add(new(words["Fact.next"], Next(mail)));
        facts.Add(new(words["Fact.do"], string.Join('\n', Do(mail))));
        facts.Add(new(words["Fact.to"], To(mail)));
        facts.Add(new(words["Fact.made"], Moment(mail.CreatedAt)));
        facts.Add(new(words["Fact.until"], Moment(mail.NotAfter)));
        if (mail.HandOverBy is { } by)
            facts.Add(new(words["Fact.by"], Moment(by)));
        if (Decided(mail) is { } decided)
            facts.Add(new(words["Fact.decided"], decided));
        if (mail.QueuedAs is { } queued)
            facts.Add(new(words["Fact.queued"], queued));
        if (mail.MessageId is { } id)
            facts.Add(new(words["Fact.message"], id));
        return facts;
    }

    public LedgerMoment Of(MailLedgerAttempt attempt) =>
        new(
            Second(attempt.StartedAt),
            attempt.Result is null
                ? words["Result.broken"]
                : $"{words["Result." + attempt.Result.Value.Code()]} {(attempt.Result == SendResult.Sent ? "" : Said(attempt.Note, attempt.Stage, attempt.Code, attempt.Enhanced))}".TrimEnd()
        );

    public LedgerMoment Of(MailLedgerReturn one) =>
        new(Moment(one.ReceivedAt), Detailed(Sentence("Back.", one.Note.Code()), null, one.Code, one.Status));

    /// <summary>A returned message in words.</summary>
    public string Returned(ReturnNote note) => Sentence("Back.", note.Code());

    /// <summary>The state of the relay, in sentences.</summary>
    public IReadOnlyList<string> OfRelay()
    {
        var relay = outlook.Relay;
        var why = Said(relay.Note, relay.Stage, relay.Code, relay.Enhanced) is { Length: > 0 } said
            ? said
            : words["Relay.unknown"];
        var since = Moment(relay.Since ?? outlook.Time.Now);
        var lines = new List<string>();
        if (outlook.LimitedUntil is { } until)
        {
            lines.Add(
                words[
                    "Relay.fuse",
                    ("n", Texts.Number(outlook.DailySendLimit)),
                    ("sinds", Moment(until.AddDays(-1))),
                    ("tijd", Moment(until))
                ]
            );
            lines.Add(words["Do.fuse"]);
        }

        if (outlook.IsPaused)
            lines.Add(
                words["Relay.paused", ("tijd", Moment(relay.PausedUntil!.Value)), ("waarom", why), ("sinds", since)]
            );
        else if (relay.Stage is not null)
            lines.Add(words["Relay.trouble", ("waarom", why), ("sinds", since)]);
        else if (outlook.LimitedUntil is null)
            lines.Add(words["Relay.ok"]);
        lines.Add(
            outlook.LastSent is { } last ? words["Relay.lastSent", ("tijd", Moment(last))] : words["Relay.neverSent"]
        );
        return lines;
    }

    /// <summary>How long ago, in the largest suitable unit.</summary>
    public string Age(MailLedgerRow mail)
    {
        var age = outlook.Time.Now - mail.CreatedAt;
        var (n, unit) = age switch
        {
            { TotalDays: >= 2 } => (age.Days, "Days"),
            { TotalHours: >= 2 } => ((int)age.TotalHours, "Hours"),
            { TotalMinutes: >= 2 } => ((int)age.TotalMinutes, "Minutes"),
            _ => (0, "Now"),
        };
        return words["Age." + unit, ("n", Texts.Number(n))];
    }

    public string Moment(DateTimeOffset at) => outlook.Time.Local(at).ToString(words["Moment"], Texts.Dutch);

    private string Second(DateTimeOffset at) => outlook.Time.Local(at).ToString(words["Second"], Texts.Dutch);

    private string To(MailLedgerRow mail)
    {
        var domain = Plainly.Shown(mail.RecipientDomain);
        return mail.MovedTo is { } now ? words["To.moved", ("domein", domain), ("nu", Plainly.Shown(now))] : domain;
    }

    private string? Decided(MailLedgerRow mail) =>
        mail.DecidedAt is { } at
            ? words[
                mail switch
                {
                    { State: MailState.Failed, LastNote: SendNote.GivenUp } => "Decided.givenUp",
                    { State: MailState.Sent } when mail.EndedAt == at => "Decided.itWent",
                    _ => "Decided.again",
                },
                (
                    "wie",
                    mail.IsDecidedOnTheServer ? words["Decided.server"]
                    : mail.DecidedBy is { } name ? Plainly.Shown(name)
                    : words["Decided.somebody"]
                ),
                ("tijd", Moment(at))
            ]
            : null;

    private static DateTimeOffset SentAt(MailLedgerRow mail) => mail.SentAt ?? mail.EndedAt ?? mail.CreatedAt;

    private string Said(MailLedgerRow mail) => Said(mail.LastNote, mail.LastStage, mail.LastCode, mail.LastEnhanced);

    /// <summary>
    /// A phrase of the ledger with where it happened and what the relay answered; empty when nothing is known.
    /// </summary>
    private string Said(SendNote? note, string? stage, int? code, string? enhanced) =>
        note is null && code is null ? "" : Detailed(Sentence("Note.", note?.Code() ?? "other"), stage, code, enhanced);

    private string Detailed(string said, string? stage, int? code, string? enhanced)
    {
        var details = new List<string>();
        if (stage is not null)
            details.Add(words.Has("Stage." + stage) ? words["Stage." + stage] : stage);
        var answer = string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced}").Trim();
        if (answer.Length > 0)
            details.Add(words["Why.code", ("code", answer)]);
        return details.Count == 0
            ? said
            : words["Why.details", ("waarom", said.TrimEnd('.')), ("waar", string.Join(", ", details))];
    }

    private string Sentence(string prefix, string phrase)
    {
        if (words.Has(prefix + phrase))
            return words[prefix + phrase];
        if (words.Has(prefix + "other"))
            return words[prefix + "other"];
        return char.ToUpperInvariant(phrase[0]) + phrase[1..] + ".";
    }
}
