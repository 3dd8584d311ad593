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
        var ada = await site.Add(Some.Person("hendriks", "2026-03-02", "Ada", "ada@example.org", born: "1977-03-01"));
        await RunJobs("2026-03-02", "2026-03-09", "2026-03-16", "2026-04-02", "2026-04-09", "2026-04-16", "2026-05-04");
        Assert.Equal(2, await site.Count("check_in", "answered_at is null and closed_at is not null"));
        Assert.Each(ToAda, mail => Assert.DoesNotMatch("(?i)nog niet|vergeten|helaas|gemist|moet u|u moet", mail));

        var browser = await site.NewBrowser().Open(TestInstallation.LinkIn(ToAda[^1]));
        Assert.Has(Dutch("CheckInPageModel.Ask", 1), browser.Text);
        await browser.Choose("Hoe gaat het", "Heel slecht").Press(Dutch("LastPage.Send"));
        Assert.Has(Dutch("ResultModel.Asks.Today", "Els"), browser.Text);
        await browser.Follow(Dutch("Shared.CallYes"));
        await browser.Press(Dutch("Shared.CallYes"));
        await site.RunJobs();

        var desk = await site.SignedIn();
        await desk.Open($"/zaak/{ada}");
        Assert.Has(Dutch("CaseModel.Options"), desk.Text);
        await desk.Contact("spoken", Dutch("CaseModel.When.two-weeks", "ma 18 mei"))
            .Write(Dutch("CaseModel.Arranged"), Dutch("CaseModel.Arranged.SupportEnded"))
            .Write(Dutch("CaseModel.Contact.Note"), "De coach is klaar. Ada wil dat er nazorg is.")
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("event", $"caregiver_id = {ada} and kind = 'SupportEnded'"));
        Assert.Has(
            Dutch("WorklistModel.Talked.Look", ("dag", "4 mei"), ("wanneer", "op 18 mei")),
            (await desk.Open("/werklijst")).Text
        );
    }

    private List<string> ToAda => [.. site.Mails().Where(mail => mail.Contains("To: ada@example.org"))];

    private async Task RunJobs(params string[] days)
    {
        foreach (var day in days)
            await site.On(day).RunJobs();
    }
}
