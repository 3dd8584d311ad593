using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff;

/// <summary>The parts of every mail to a coordinator or a professional: a greeting, a text, one link, and whom to
/// call.</summary>
public sealed class StaffLetters(CurrentSettings settings, PagePaths pages)
{
    public PagePaths Pages => pages;

    private static readonly Texts Words = Texts.Of(typeof(StaffLetters));

    /// <summary>Switches to the reader's language until the result is disposed of.</summary>
    /// <param name="to">Null for the support point itself.</param>
    public Languages.Spoken Speak(Coordinator? to) => Languages.Speak(to?.Language ?? settings.SupportPoint.Language);

    public Letter WithLink(string to, string subject, string body, string label, string path, params string[] more) =>
        Of(
            to,
            subject,
            body,
            [
                .. more.Select(text => new Paragraph(text)),
                new LinkLine(label, settings.Site.BaseUrl + path),
                new Paragraph(Words["Question", ("telefoon", settings.SupportPoint.PhoneWithHours)]),
            ]
        );

    public Letter Of(string to, string subject, string body, IEnumerable<Block> blocks)
    {
        var now = settings.Now;
        var support = now.SupportPoint;
        return new Letter(
            support.Name,
            now.Mail.From,
            support.Email,
            to,
            null,
            subject,
            [new Paragraph(Words["GreetingWithoutName"]), new Paragraph(body), .. blocks, new Lines([support.Name])],
            null
        );
    }
}
