namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Nobody is looked at again after the time that they say they can still go on without being asked about.
/// </summary>
public sealed class LaterThanSaidTests() : AtASite("2026-03-02")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Coordinator();
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(6, 4)]
    public async Task Only_days_within_that_time_are_offered(int time, int offered)
    {
        var page = await Case(time);

        Assert.Equal(offered, page.Page.QuerySelectorAll("input[name='Contact.When']:not([value=day])").Length);
    }

    [Fact]
    public async Task A_later_day_is_asked_about_once_and_what_was_typed_is_kept()
    {
        var page = await Case(time: 2);
        page.Contact("spoken", Dutch("CaseModel.When.day")).Write(Dutch("CaseModel.Contact.Day"), "2026-04-07");
        await page.Write(Dutch("ConcernReportModel.Noted"), "Kenmerknotitie").Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Has("later dan zij op 2 maart", page.Text);
        Assert.Has("Kies uiterlijk 2 april", page.Text);
        Assert.Has("Kenmerknotitie", page.Text);
        Assert.Equal(0, await site.Count("action", "kind = 'contacted'"));

        await page.Write(Dutch("CaseModel.Contact.Day"), "2026-04-10").Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await page.Press(Dutch("CaseModel.SaveContact"));

        Assert.Equal(1, await site.Count("action", "kind = 'contacted' and next_on = '2026-04-10'"));
        Assert.Has(Dutch("WorklistModel.Next.LaterThanSaid"), (await page.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task So_is_the_day_on_which_a_closed_case_is_looked_at()
    {
        var page = await Case(time: 3);
        await page.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));
        (await page.ToClose())
            .Choose(Dutch("ClosingModel.Outcome"), Dutch("CaseModel.Outcome.manages-alone"))
            .Choose(Dutch("ClosingModel.Look"), Dutch("ClosingModel.Look.on-day"))
            .Write(Dutch("ClosingModel.Day"), "2027-02-01");

        await page.Press(Dutch("ClosingModel.Close"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(0, await site.Count("signal", "closed_at is not null"));
        await page.Press(Dutch("ClosingModel.Close"));

        Assert.Equal(1, await site.Count("signal", "closed_at is not null"));
    }

    private async Task<Browser> Case(int time)
    {
        await site.AskAndAnswer(anna, csi: 0, time: time);
        await site.AddSignal(anna, kinds: "change", level: "amber");
        await site.RunJobs();
        return await (await site.SignedIn()).Open($"/zaak/{anna}");
    }
}
