using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Sharing;

/// <summary>The messages to a professional: that something is waiting, and the code that opens it. They never say about
/// whom or what.</summary>
public sealed class SharedMails(CurrentSettings settings, StaffLetters letters, Outbox outbox)
{
    private static readonly Texts Words = Texts.Of(typeof(SharedMails));

    public static readonly MailKind Kind = new("shared", Priority: 40, Words) { Urgent = true };

    /// <remarks>Somebody waits for it at the page.</remarks>
    public static readonly MailKind CodeKind = new("shared-code", Priority: 36, Texts.Of("Sharing.SharedCode"))
    {
        Urgent = true,
        OnRequest = true,
    };

    internal Task<bool> Queue(Transaction transaction, string to, LinkKey key, DateTimeOffset until) =>
        outbox.Queue(transaction, Waits(to, key.Clear), new Envelope(Kind, SharedLinkTable.MailKeyOf(key.Hash), until));

    /// <param name="number">How many codes were sent for this link.</param>
    internal Task<bool> QueueCode(
        Transaction transaction,
        SharedLink link,
        string code,
        int number,
        DateTimeOffset until
    ) =>
        outbox.Queue(
            transaction,
            Code(link.Email, code),
            new Envelope(CodeKind, $"{SharedLinkTable.MailKeyOf(link.KeyHash)}:{Texts.Number(number)}", until)
        );

    /// <param name="key">The key of the link; it is in this mail and nowhere else.</param>
    public Letter Waits(string to, string key)
    {
        using var spoken = Languages.Speak(settings.SupportPoint.Language);
        return letters.Of(
            to,
            Words["WaitsSubject", ("steunpunt", settings.SupportPoint.Name)],
            BodyOf("Waits"),
            [
                new LinkLine(Words["WaitsLabel"], settings.Site.BaseUrl + letters.Pages.Shared + key),
                new Paragraph(Words["WaitsStop", ("telefoon", settings.SupportPoint.PhoneWithHours)]),
            ]
        );
    }

    public Letter Code(string to, string code)
    {
        using var spoken = Languages.Speak(settings.SupportPoint.Language);
        return letters.Of(
            to,
            Words["CodeSubject"],
            BodyOf("Code"),
            [new Lines([code]), new Paragraph(Words["NotAsked"])]
        );
    }

    private string BodyOf(string mail) => Words[mail + "Body", ("steunpunt", settings.SupportPoint.Name)];
}
