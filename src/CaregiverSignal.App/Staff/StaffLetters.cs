using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web;

namespace CaregiverSignal.Staff;

/// <summary>
/// The parts of every mail to a coordinator or a professional: a greeting, a text, one link, and whom to call.
/// </summary>
public sealed class StaffLetters(SupportPointSettings support, SiteSettings site, MailSettings mail)
{
    private static readonly Texts Words = Texts.Of(typeof(StaffLetters));

    /// <summary>Speaks the language of who reads a letter until the result is disposed of.</summary>
    public Languages.Spoken Speak(Coordinator to) => Languages.Speak(support.LanguageOf(to));

    /// <param name="path">The page that the link opens.</param>
    /// <param name="more">Paragraphs after the text.</param>
    public Letter WithLink(string to, string subject, string body, string label, string path, params string[] more) =>
        Of(
            to,
            subject,
            body,
            [
                .. more.Select(text => new Paragraph(text)),
                new LinkLine(label, site.BaseUrl + path),
                new Paragraph(Words["Question", ("telefoon", support.PhoneWithHours)]),
            ]
        );

    public Letter Of(string to, string subject, string body, IEnumerable<Block> blocks) =>
        new(
            support.Name,
            mail.From,
            support.Email,
            to,
            null,
            subject,
            [new Paragraph(Words["GreetingWithoutName"]), new Paragraph(body), .. blocks, new Lines([support.Name])],
            null
        );
}
