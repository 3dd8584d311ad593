using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Desk.Help;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// What a new coordinator does with a first alert: from the mail to a contact that is noted, a request for respite, and
/// back to it when the caregiver says three months later whether it helps; and then how it goes on.
/// </summary>
public sealed class FirstAlertTests() : AtASite("2026-03-02")
{
    private const string Anna = "anna@example.org";
    private const string Volunteer = "Een vrijwilliger thuis";

    [Theory]
    [InlineData("kept", "Ja", "Er is hulp of rust geregeld")]
    [InlineData("changed", "Een beetje", "Er is hulp of rust geregeld")]
    [InlineData("ended", "Nee", "Iemand anders helpt verder")]
    public async Task From_the_alert_to_the_evaluation_three_months_later_and_the_next_look(
        string verdict,
        string helps,
        string outcome
    )
    {
        site.Coordinator();
        var anna = site.Add(Some.Person("a", "2026-03-02", "Anna", Anna));
        await Answers("Heel slecht", "90", "Een week tot een maand");

        // From the mail to the case: sign in, the list, the person.
        var els = await site.NewBrowser().Open(Assert.Single(site.Mails("alert")).Links[0]);
        await SignsIn(els);
        await els.Open("/werklijst");
        await els.Follow("Anna A.");
        Assert.Equal($"/zaak/{anna}", els.Path);
        await els.Choose("Wat deed u?", "Gesproken")
            .Choose("Hoe verder?", Beginning(els, "Hoe verder?", "Over een week"))
            .Press("Bewaar contact");
        Assert.Equal(1, site.Count("action", "kind = 'contacted' and outcome = 'spoken'"));

        // The request for respite, in the same talk.
        await els.Follow("Hulp voorstellen of bijwerken");
        await els.Write("Wat stelt u voor?", Volunteer)
            .Write("In eigen woorden", "Eén middag voor mezelf.")
            .Write("Voor wanneer?", "op donderdag")
            .Check("Anna koos dit al")
            .Press("Stel voor");
        Assert.Equal("proposed,chosen", site.Joined("select step from help_step order by id"));
        await els.Step(anna, Volunteer, "searching");
        Assert.Contains("Zoeken, sinds 2 maart 2026", els.Text, StringComparison.Ordinal);

        foreach (var day in new[] { "2026-03-09", "2026-03-16" })
            site.On(day).Beat();
        els = await site.SignedIn();
        Assert.Contains($"{Volunteer}. Zoeken.", els.Text, StringComparison.Ordinal);
        await els.Step(anna, Volunteer, "matched", ("Who", "Truus"));
        await els.Step(anna, Volunteer, "running");

        // Month after month the usual questions; in the first that comes two weeks later help is asked about.
        foreach (var day in new[] { "2026-04-02", "2026-05-02" })
        {
            site.On(day);
            await Answers("Het gaat wel", "60", "Zes maanden tot een jaar");
        }

        site.On("2026-06-02");
        var form = await Answers("Het gaat wel", "50", "Een jaar tot twee jaar", helps);
        Assert.Equal("/dank", form.Path);
        els = await site.SignedIn();
        Assert.Contains("Kijk samen terug.", els.Text, StringComparison.Ordinal);
        await els.Step(anna, Volunteer, verdict, ("Note", "Wij keken samen terug."));
        Assert.Equal(verdict, site.Joined("select step from help"));

        await els.Open($"/zaak/{anna}");
        await els.Choose("Wat deed u?", "Gesproken")
            .Choose("Hoe verder?", Beginning(els, "Hoe verder?", "Over een week"))
            .Press("Bewaar contact");
        const string look = "Wanneer kijken wij weer?";
        await els.Choose("Hoe is het afgelopen?", outcome)
            .Choose(look, Beginning(els, look, "De gewone vragen gaan door"))
            .Press("Rond af");

        Assert.Equal(0, site.Count("signal", "closed_at is null"));
        Assert.Equal(1, site.Count("action", "kind = 'closed' and next_look = 'rhythm'"));
        Assert.Equal(verdict == "ended" ? 0 : 1, site.Count("staff_task", "kind = 'help' and done_at is null"));
        site.On("2026-07-02").Beat();
        Assert.NotEqual(0, site.Count("check_in", "asked_on > '2026-06-02'"));
    }

    /// <summary>The sign-in link comes by mail where the alert itself opens nothing.</summary>
    private async Task SignsIn(Browser els)
    {
        if (els.Page.QuerySelector("input[name=email], input[type=email]") is not null)
        {
            await els.Write("Uw mailadres", TestInstallation.CoordinatorEmail).Press("Stuur mij een link");
            site.Beat();
            await els.Open(TestInstallation.LinkIn(site.Mails()[^1], "i"));
        }

        await els.Press("Inloggen");
    }

    /// <summary>The one page behind the link of the newest mail; what is asked about help when it is asked.</summary>
    private async Task<Browser> Answers(string going, string burden, string time, string? helps = null)
    {
        site.Beat();
        var browser = await site.NewBrowser()
            .Open(
                TestInstallation.LinkIn(
                    site.Mails().Last(mail => mail.Contains($"To: {Anna}", StringComparison.Ordinal))
                )
            );
        browser.Choose("Hoe gaat het", going).Choose("Hoe zwaar", burden).Choose("Hoe lang", time);
        if (helps is not null)
            browser.Choose("Helpt dat?", helps);
        await browser.Press("Verstuur mijn antwoorden");
        site.Beat();
        return browser;
    }

    private static string Beginning(Browser browser, string question, string beginning) =>
        browser.LabelsOf(question).Single(one => one.StartsWith(beginning, StringComparison.Ordinal));
}
