using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>Comes to somebody's own page as they do: by a link that is mailed to them.</summary>
internal static class OnOwnPages
{
    /// <summary>The link in the mail that somebody asked for just now.</summary>
    public static async Task<string> OwnLink(this TestInstallation site, string email)
    {
        site.Advance(TimeSpan.FromMinutes(20));
        var asking = await site.NewBrowser().Open("/mijn/link");
        await asking.AskLink(email);
        await site.RunJobs();
        return TestInstallation.LinkIn(
            site.Mails().Last(mail => mail.Contains($"To: {email}") && mail.Contains("Subject: De link waar ")),
            "m"
        );
    }

    public static async Task<Browser> OnOwnPage(this TestInstallation site, string email)
    {
        var browser = await site.NewBrowser().Open(await site.OwnLink(email));
        return await browser.Press(Dutch("EnterModel.Open.Yes"));
    }

    /// <summary>The same with a code that a colleague read out.</summary>
    public static async Task<Browser> OnOwnPageWithCode(this TestInstallation site, string email) =>
        await (await site.OnOwnPage(email)).GiveCode(site, email);

    public static async Task<Browser> GiveCode(this Browser page, TestInstallation site, string email)
    {
        await page.Open("/mijn/code");
        await page.Write(Dutch("CodeModel.Typed"), await site.CodeFor(email)).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal("/mijn", page.Path);
        return page;
    }

    /// <summary>A code that a colleague reads out to somebody.</summary>
    public static Task<string> CodeFor(this TestInstallation site, string email) =>
        site.Write(async transaction =>
            await PageCodeTable.Add(
                transaction,
                (await CaregiverTable.ByEmail(transaction, email))[0].Id,
                site.Time.Now,
                TimeSpan.FromDays(1),
                isReadOut: true
            )
        );
}
