using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-05, the wife of an older man whose guidance was cut: she does everything and says that she manages. When he has
/// died, nobody asks her about the care any more.
/// </summary>
public sealed class PartnerInSilenceTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task C_05_help_that_was_cut_asks_her_sooner_and_after_his_death_she_is_condoled_and_asked_nothing_of_care()
    {
        var greet = site.Add(Some.Person("partner", "2026-03-02", "Greet", "greet@example.org", born: "1948-03-01"));
        site.Beat();
        await Minute("Goed");
        site.On("2026-03-04");
        using var mail = await site.NewBrowser().Open(TestInstallation.LinkIn(ToGreet[^1]) + "?wat=veranderd");
        await mail.Choose("Wat is er veranderd?", "Er is minder hulp dan eerst").Press("Verstuur");
        site.Beat();
        Assert.Equal(new DateOnly(2026, 3, 18), site.Caregiver(greet).SoonerOn);
        site.On("2026-03-18").Beat();
        await Minute("Slecht");
        site.Beat();

        site.On("2026-03-20");
        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{greet}");
        await desk.Choose("Wat verandert er?", "Overlijden van de naaste: nazorg, geen gewone vragen meer")
            .Press("Bewaar deze keuze");
        Assert.DoesNotContain("Mogelijkheden", desk.Text, StringComparison.Ordinal);
        var before = ToGreet.Count;
        foreach (var day in new[] { "2026-03-27", "2026-04-02", "2026-04-10" })
            site.On(day).Beat();

        var condolence = Assert.Single(ToGreet.Skip(before));
        Assert.Contains("Gecondoleerd met uw verlies.", condolence, StringComparison.Ordinal);
        Assert.DoesNotContain("vragen", condolence, StringComparison.Ordinal);
        Assert.Contains("Reageerde niet op ons bericht.", (await site.SignedIn()).Text, StringComparison.Ordinal);
        Assert.Equal("", site.Joined("select warning_sign from finding where found_at > '2026-03-20'"));
    }

    private List<string> ToGreet =>
        [.. site.Mails().Where(mail => mail.Contains("To: <greet@example.org>", StringComparison.Ordinal))];

    private async Task Minute(string going)
    {
        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(ToGreet[^1]));
        await browser
            .Choose("Hoe gaat het", going)
            .Choose("Mag ik u bellen?", "Ik bel zelf wel")
            .Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", browser.Path);
    }
}
