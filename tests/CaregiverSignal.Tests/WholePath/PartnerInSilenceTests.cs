namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-05, the wife of an older man whose guidance was cut: she does everything and says that she manages. When he has
/// died, nobody asks her about the care any more.
/// </summary>
public sealed class PartnerInSilenceTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_05_help_that_was_cut_is_on_the_desk_and_after_his_death_she_is_condoled_and_asked_nothing_of_care()
    {
        var greet = await site.Add(
            Some.Person("partner", "2026-03-02", "Greet", "greet@example.org", born: "1948-03-01")
        );
        await site.RunJobs();
        await Minute("Goed");
        site.On("2026-03-04");
        using var mail = await site.NewBrowser().Open(TestInstallation.LinkIn(ToGreet[^1]) + "?wat=veranderd");
        await mail.TellChange(Dutch("ChangePage.Kind.FormalHelpReduced"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));

        site.On("2026-03-20");
        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{greet}/gebeurd");
        await desk.Note(EventKind.Death);
        Assert.Lacks(Dutch("CaseModel.Options"), desk.Text);
        var before = ToGreet.Count;
        foreach (var day in new[] { "2026-03-27", "2026-04-02", "2026-04-10" })
            await site.On(day).RunJobs();

        var condolence = Assert.Single(ToGreet.Skip(before));
        Assert.Has("Gecondoleerd met uw verlies.", condolence);
        Assert.Lacks("vragen", condolence);
        Assert.Has(Dutch("WorklistModel.Task.aftercare.silent"), (await site.SignedIn()).Text);
        Assert.Equal("", await site.Joined("select warning_sign from finding where found_at > '2026-03-20'"));
    }

    [Fact]
    public async Task C_05_her_strain_rises_while_she_says_that_she_manages_and_both_are_on_the_desk()
    {
        var greet = await site.Add(
            Some.Person("partner", "2026-03-02", "Greet", "greet@example.org", born: "1948-03-01")
        );
        await Quarter(greet, yes: 3);
        Assert.Equal(0, await site.Count("signal"));
        await site.On("2026-05-20").RunJobs();
        using var mail = await site.NewBrowser().Open(TestInstallation.LinkIn(ToGreet[^1]) + "?wat=veranderd");
        await mail.TellChange(Dutch("ChangePage.Kind.FormalHelpReduced"));
        await site.RunJobs();
        site.On("2026-06-03");
        var result = await Quarter(greet, yes: 9);

        Assert.Has("Hoe gaat het met u?Goed", result);
        Assert.Has(Dutch("TrendTexts.Caregiver.ClearlyWorse"), result);

        var desk = await (await site.SignedIn()).Open($"/zaak/{greet}");
        Assert.Has("De belasting (CSI) was voor het eerst 7 of hoger.", desk.Text);
        Assert.Has("ulp is minder geworden", desk.Text);
        Assert.Has("Hoe het gaat: Goed", desk.Text);
    }

    private async Task<string> Quarter(long greet, int yes)
    {
        var (_, link) = await site.AskByLink(greet, "opening", "csi", "volhoudtijd");
        var form = await (await site.NewBrowser().Open(link)).Press(Dutch("CheckInPageModel.Start"));
        var said = 0;
        while (form.Path.StartsWith("/vragen/", StringComparison.Ordinal) && form.Path != "/vragen/slot")
        {
            foreach (var question in form.Questions)
                form.Choose(
                    question,
                    question == "Hoe gaat het met u?" ? "Goed"
                        : form.LabelsOf(question).Count > 2 ? "Een jaar tot twee jaar"
                        : said++ < yes ? "Ja"
                        : "Nee"
                );
            await form.Press(Dutch("QuestionsPage.Next"));
        }

        await form.Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", form.Path);
        await site.RunJobs();
        return form.Text;
    }

    private List<string> ToGreet => [.. site.Mails().Where(mail => mail.Contains("To: greet@example.org"))];

    private async Task Minute(string going)
    {
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(ToGreet[^1]));
        await browser.Choose("Hoe gaat het", going).SendAnswers(Dutch("LastPage.Call.self"));
        Assert.Equal("/dank", browser.Path);
    }
}
