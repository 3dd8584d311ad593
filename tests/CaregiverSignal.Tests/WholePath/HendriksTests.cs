namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-04, Ada Hendriks: long strain that nobody calls serious, forms that lie unanswered, help that ends; she asks for a
/// good closing and aftercare.
/// </summary>
public sealed class HendriksTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_04_two_forms_that_lie_make_one_question_and_no_guilt_and_the_end_of_help_has_a_next_look()
    {
        var ada = site.Add(Some.Person("hendriks", "2026-03-02", "Ada", "ada@example.org", born: "1977-03-01"));
        Beat("2026-03-02", "2026-03-09", "2026-03-16", "2026-04-02", "2026-04-09", "2026-04-16", "2026-05-04");
        Assert.Equal(2, site.Count("check_in", "answered_at is null and closed_at is not null"));
        Assert.Each(ToAda, mail => Assert.DoesNotMatch("(?i)nog niet|vergeten|helaas|gemist|moet u|u moet", mail));

        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(ToAda[^1]));
        Assert.Has("Deze keer is één antwoord genoeg.", browser.Text);
        await browser.Choose("Hoe gaat het", "Heel slecht").Press("Verstuur mijn antwoorden");
        Assert.Has("Els ziet dit en vraagt of u wilt praten.", browser.Text);
        await browser.Follow("Ja, bel mij");
        await browser.Press("Ja, bel mij");
        site.Beat();

        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{ada}");
        Assert.Has("Mogelijkheden", desk.Text);
        await desk.Choose("Wat deed u?", "Gesproken")
            .Choose("Hoe verder?", "Over twee weken: maandag 18 mei")
            .Write("Is er hulp begonnen of gestopt?", "Andere hulp is gestopt")
            .Write("Notitie over het contact", "De coach is klaar. Ada wil dat er nazorg is.")
            .Press("Bewaar contact");
        Assert.Equal(1, site.Count("event", $"caregiver_id = {ada} and kind = 'SupportEnded'"));
        Assert.Has("Gesproken. Weer kijken op 18 mei.", (await desk.Open("/werklijst")).Text);
    }

    private List<string> ToAda => [.. site.Mails().Where(mail => mail.Contains("To: ada@example.org"))];

    private void Beat(params string[] days)
    {
        foreach (var day in days)
            site.On(day).Beat();
    }
}
