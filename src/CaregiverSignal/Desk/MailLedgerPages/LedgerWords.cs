using System.Globalization;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>A mail's state in words: what it is, why, and what comes next.</summary>
public sealed class LedgerWords(RelayOutlook outlook)
{
    public static readonly Texts Words = Texts.Of(typeof(LedgerWords));

    public RelayOutlook Outlook => outlook;

    /// <summary>When the relay should have had it; null when that is not past.</summary>
    public string? Late(MailLedgerRow mail) =>
        mail is { IsLate: true, HandOverBy: { } by } && by <= outlook.Time.Now
            ? Words["Is.late", ("tijd", Moment(by))]
            : null;

    public string Is(MailLedgerRow mail) =>
        mail switch
        {
            { State: MailState.Sent, CameBackAs: { } why } => Words[
                "Is.returned",
                ("tijd", Moment(SentAt(mail))),
                ("waarom", Returned(why))
            ],
            { State: MailState.Sent } => Words["Is.sent", ("tijd", Moment(SentAt(mail)))],
            _ => Words["Is." + mail.State.Code()],
        };

    /// <summary>Why the mail is in this state; empty when there is nothing to explain.</summary>
    public string Why(MailLedgerRow mail) =>
        mail.State is MailState.Sending or MailState.Sent or MailState.Cancelled
            ? ""
            : Said(mail.LastNote, mail.LastCode, mail.LastEnhanced);

    /// <summary>What comes next; empty for a mail that has ended.</summary>
    public string Next(MailLedgerRow mail)
    {
        if (mail.State != MailState.Ready)
            return "";
        var (what, at) = outlook.NextOf(mail);
        return Words["Next." + what, ("tijd", at is { } instant ? Moment(instant) : "?")];
    }

    /// <summary>All of it: whether it is late, its state, why, and what comes next.</summary>
    public string Stands(MailLedgerRow mail) => $"{Late(mail)} {Is(mail)} {Why(mail)} {Next(mail)}".Trim();

    /// <summary>Everything known about a mail, as names and values.</summary>
    public IReadOnlyList<FactLine> FactsOf(MailLedgerRow mail)
    {
        var facts = new List<FactLine>
        {
            new(Words["Fact.is"], Stands(mail)),
            new(Words["Fact.to"], To(mail)),
            new(Words["Fact.made"], Moment(mail.CreatedAt)),
            new(Words["Fact.until"], Moment(mail.NotAfter)),
        };
        if (mail.HandOverBy is { } by)
            facts.Add(new(Words["Fact.by"], Moment(by)));
        if (mail.DecidedAt is { } at)
            facts.Add(new(Words["Fact.again"], $"{Plainly.Shown(mail.DecidedBy ?? "")} {Moment(at)}".Trim()));
        if (mail.MessageId is { } id)
            facts.Add(new(Words["Fact.message"], id));
        return facts;
    }

    /// <summary>A message that came back: when, and what it says.</summary>
    public FactLine Of(MailLedgerReturn message) =>
        new(Moment(message.ReceivedAt), WithCode(Returned(message.Note), message.Code, message.Status));

    /// <summary>A returned message in words.</summary>
    public static string Returned(ReturnNote note) => Sentence("Back.", note.Code());

    /// <summary>The state of the relay, in sentences.</summary>
    public IReadOnlyList<string> OfRelay()
    {
        var relay = outlook.Relay;
        var why = Said(relay.Note, relay.Code, null);
        var lines = new List<string>();
        if (outlook.IsPastDailyLimit)
            lines.Add(Words["Relay.limit"]);
        if (outlook.IsPaused)
            lines.Add(Words["Relay.paused", ("tijd", Moment(relay.PausedUntil!.Value)), ("waarom", why)]);
        else if (relay.Stage is not null)
            lines.Add(Words["Relay.trouble", ("waarom", why)]);
        else
            lines.Add(Words["Relay.ok"]);
        lines.Add(
            outlook.LastSent is { } last ? Words["Relay.lastSent", ("tijd", Moment(last))] : Words["Relay.neverSent"]
        );
        return lines;
    }

    public string Moment(DateTimeOffset at) => Texts.Moment(outlook.Time.Local(at));

    private static string To(MailLedgerRow mail)
    {
        var domain = Plainly.Shown(mail.RecipientDomain);
        return mail.MovedTo is { } now ? Words["To.moved", ("domein", domain), ("nu", Plainly.Shown(now))] : domain;
    }

    private static DateTimeOffset SentAt(MailLedgerRow mail) => mail.SentAt ?? mail.EndedAt ?? mail.CreatedAt;

    /// <summary>A phrase of the ledger with what the relay answered; empty when nothing is known.</summary>
    public static string Said(SendNote? note, int? code, string? enhanced) =>
        note is null && code is null ? "" : WithCode(Sentence("Note.", note?.Code() ?? "other"), code, enhanced);

    private static string WithCode(string said, int? code, string? enhanced)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced}").Trim();
        return answer.Length == 0 ? said : Words["Why.code", ("waarom", said.TrimEnd('.')), ("code", answer)];
    }

    private static string Sentence(string prefix, string phrase) =>
        Words.Has(prefix + phrase) ? Words[prefix + phrase] : Words[prefix + "other"];
}
