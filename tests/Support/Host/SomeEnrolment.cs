namespace CaregiverSignal.Tests.Enrolments;

/// <summary>Somebody who enrols on the page.</summary>
internal static class SomeEnrolment
{
    public const string Email = "noor@example.org";

    /// <summary>The form with what is needed filled in, as long after it was opened as a person needs.</summary>
    public static async Task<Browser> Enrolling(
        this TestInstallation site,
        string email = Email,
        string age = "18 jaar of ouder",
        string? from = null
    )
    {
        var browser = await (await site.NewBrowser(from).Open("/aanmelden")).Follow(age);
        site.Advance(TimeSpan.FromSeconds(20));
        return browser
            .Write(Dutch("Everywhere.FirstName"), "Noor")
            .Write(Dutch("EnrolModel.Mail"), email)
            .Check(Dutch("EnrolModel.TakesPart"));
    }

    public static Task<Browser> Sent(this Browser browser) => browser.Press(Dutch("EnrolModel.Send"));

    /// <summary>The page behind the link of the newest mail to an address, in a browser of its own.</summary>
    public static async Task<Browser> OpenedMail(this TestInstallation site, string email = Email)
    {
        await site.RunJobs();
        return await site.NewBrowser().Open(TestInstallation.LinkIn(site.MailsTo(email).Last(), "aanmelden/mail"));
    }

    public static IEnumerable<string> MailsTo(this TestInstallation site, string email) =>
        site.Mails().Where(mail => mail.Contains($"To: {email}"));
}
