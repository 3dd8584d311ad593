namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-03, the eldest son of Fatima Tahir, through mails and pages: school, his own life, and more help than he can give;
/// nothing goes to his mother or anybody else.
/// </summary>
public sealed class TahirTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_03_the_son_who_wants_to_help_and_cannot_go_on_is_seen_in_his_third_minute_and_called()
    {
        var son = await site.Add(Some.Person("tahir", "2026-03-02", "Jamal", "jamal@example.org", born: "2005-04-01"));

        await Minute("Goed", "20", "Langer dan twee jaar", Dutch("LastPage.Call.no"));
        Assert.Equal(0, await site.Count("signal"));
        site.On("2026-05-02");
        var second = await Minute("Het gaat wel", "50", "Een jaar tot twee jaar", Dutch("LastPage.Call.self"));
        Assert.Equal(0, await site.Count("signal"));

        site.On("2026-07-02");
        var third = await Minute("Slecht", "80", "Een week tot een maand", Dutch("LastPage.Call.no"));
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {son} and urgency = 'red'"));
        Assert.Has(Dutch("ResultModel.Sees.Today", "Els"), third.Text.Split(Dutch("Everywhere.Told"))[0]);
        await third.Follow(Dutch("Everywhere.CallMe"));
        await third.Write(Dutch("LastPage.Call.Part"), "Middag").Press(Dutch("Shared.CallYes"));
        Assert.Has(Dutch("Everywhere.Due.By", "maandag 6 juli"), third.Text);

        var coordinator = await site.SignedIn();
        Assert.Has("beloofd: uiterlijk ma 6 jul. Liefst in de middag.", coordinator.Text);
        await coordinator.Open($"/zaak/{son}");
        Assert.Has("Jamal Achternaam", coordinator.Text);
        Assert.All(
            site.Mails(),
            mail => Assert.True(mail.Contains("To: jamal@example.org") || mail.Contains("To: els@steunpunt.example"))
        );
    }

    private async Task<Browser> Minute(string going, string burden, string time, string call)
    {
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Last(mail => mail.Contains("To: jamal@example.org")));
        var browser = await site.NewBrowser().Open(link);
        await browser
            .Choose("Hoe gaat het", going)
            .Choose("Hoe zwaar", burden)
            .Choose("Hoe lang", time)
            .SendAnswers(call);
        Assert.Equal("/dank", browser.Path);
        await site.RunJobs();
        return browser;
    }
}
