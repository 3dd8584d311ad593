using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Enrolments;

/// <summary>The mail to an address typed on the enrolment page: a link that confirms it, or word that it takes part
/// already. It names nobody, as the address may belong to somebody else.</summary>
public sealed class EnrolmentMail(CurrentSettings settings, PagePaths pages, Outbox outbox, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(EnrolmentMail));
    private static readonly Texts Shared = Texts.Of(typeof(CaregiverLetters));

    /// <remarks>Sent last of all, so that no number of them delays a check-in or word to staff.</remarks>
    public static readonly MailKind Kind = new("enrolment", Priority: 80, Words) { Urgent = true, OnRequest = true };

    /// <summary>At most one mail of either type per address and day, however often it is typed.</summary>
    public string KeyFor(string email) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind.Code}:{time.Today:O}:{email.ToLowerInvariant()}");

    /// <returns>False if the address has had today's mail.</returns>
    internal Task<bool> Queue(Transaction transaction, string to, LinkKey key) =>
        Queue(transaction, Confirm(to, key.Clear));

    /// <returns>False if the address has had today's mail.</returns>
    internal Task<bool> QueueKnown(Transaction transaction, string to) => Queue(transaction, Known(to));

    /// <param name="key">The link's key; it is in this mail and nowhere else.</param>
    public Letter Confirm(string to, string key) => Write("Confirm", to, key);

    public Letter Known(string to) => Write("Known", to, "");

    private Task<bool> Queue(Transaction transaction, Letter letter) =>
        outbox.Queue(
            transaction,
            letter,
            new Envelope(Kind, KeyFor(letter.To), time.Now.AddDays(Enrolment.DaysKept - 1))
        );

    private Letter Write(string prefix, string to, string key)
    {
        var now = settings.Now;
        var support = now.SupportPoint;
        return new Letter(
            support.Name,
            now.Mail.From,
            support.Email,
            to,
            null,
            Words[prefix + "Subject", ("steunpunt", support.Name)],
            [
                new Paragraph(Shared["GreetingWithoutName"]),
                new Paragraph(Words[prefix + "Body"]),
                .. prefix == "Known"
                    ? (Block[])[new Paragraph(Words["KnownQuestions"]), new Paragraph(Words["KnownOther"])]
                    :
                    [
                        new LinkLine(Words["ConfirmLabel"], $"{now.Site.BaseUrl}{pages.Enrolment}{key}"),
                        new Paragraph(Words["NotYou", ("dagen", Texts.Number(Enrolment.DaysKept))]),
                    ],
                new Paragraph(Words["Call", ("telefoon", support.PhoneWithHours)]),
                new Lines([Shared["Regards", ("steunpunt", support.Name)], support.Name]),
                .. support.IsUnchecked ? (Block[])[new Paragraph(Shared["Unchecked"])] : [],
            ],
            null
        );
    }
}
