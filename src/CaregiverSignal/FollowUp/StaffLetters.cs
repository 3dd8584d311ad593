using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;

namespace CaregiverSignal.FollowUp;

/// <summary>What every mail to a coordinator has in common: a greeting, a text, one link, and whom to call.</summary>
public sealed class StaffLetters(Settings settings)
{
    private static readonly Texts Words = Texts.Of(typeof(StaffLetters));

    /// <param name="path">Where the link leads to.</param>
    /// <param name="more">Paragraphs after the text.</param>
    public Letter WithLink(string to, string subject, string body, string label, string path, params string[] more) => Of(to, subject, body,
    [
        .. more.Select(text => new Paragraph(text)),
        new LinkLine(label, settings.Site.BaseUrl + path),
        new Paragraph(Words["Question", ("telefoon", settings.SupportPoint.Phone)]),
    ]);

    public Letter Of(string to, string subject, string body, IEnumerable<Block> blocks) => new(
        settings.SupportPoint.Name,
        settings.Mail.From,
        settings.SupportPoint.Email,
        to,
        null,
        subject,
        [new Paragraph(Words["Greeting"]), new Paragraph(body), .. blocks, new Lines([settings.SupportPoint.Name])],
        null);
}
