using System.Globalization;
using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Pages.ForAdministrators.Mail;

public static class LedgerWords
{
    public static readonly Texts Words = Texts.Of(typeof(LedgerWords));

    /// <summary>When the relay should have received it; null if that is not past.</summary>
    public static string? Late(MailLedgerRow mail, SiteTime time) =>
        mail is { IsLate: true, HandOverBy: { } by } && by <= time.Now
            ? Words["Is.late", ("tijd", Moment(by, time))]
            : null;

    public static string Stands(MailLedgerRow mail, SiteTime time) =>
        mail switch
        {
            { State: MailState.Sent, CameBackAs: { } why } => Words[
                "Is.returned",
                ("tijd", Moment(mail.SentAt, time)),
                ("waarom", WithCode(Words["Back." + why.Code()], null, mail.CameBackStatus))
            ],
            { State: MailState.Sent } => Words["Is.sent", ("tijd", Moment(mail.SentAt, time))],
            { State: MailState.Ready, NextTryAt: { } at } when at > time.Now =>
                $"{Said(mail.LastNote, mail.LastCode, mail.LastEnhanced)} {Words["Is.again", ("tijd", Moment(at, time))]}".Trim(),
            { State: MailState.Ready or MailState.Sending } => Words["Is.ready"],
            _ => $"{Words["Is." + mail.State.Code()]} {Said(mail.LastNote, mail.LastCode, mail.LastEnhanced)}".Trim(),
        };

    public static string Moment(DateTimeOffset at, SiteTime time) => Texts.Moment(time.Local(at));

    /// <summary>A phrase of the ledger with the relay's answer; empty if nothing is known.</summary>
    public static string Said(SendNote? note, int? code, string? enhanced) =>
        note is null && code is null ? "" : WithCode(Words["Note." + (note?.Code() ?? "other")], code, enhanced);

    private static string WithCode(string said, int? code, string? enhanced)
    {
        var answer = string.Create(CultureInfo.InvariantCulture, $"{code} {enhanced}").Trim();
        return answer.Length == 0 ? said : Words["Why.code", ("waarom", said.TrimEnd('.')), ("code", answer)];
    }
}
