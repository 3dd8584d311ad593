namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A published limit holds for the published words; ours stand in for them until those are supplied.</summary>
public sealed class LimitNoteTests : IDisposable
{
    private static readonly string Note = Dutch("TrendTexts.OwnWords");

    private readonly OwnInstallation own = new();

    public void Dispose() => own.Dispose();

    [Fact]
    public async Task Beside_a_limit_the_case_says_once_that_the_questions_are_in_our_words() =>
        Assert.Equal(1, await Said());

    [Fact]
    public async Task With_the_official_words_of_one_questionnaire_it_is_said_of_the_other()
    {
        Supply("csi");

        Assert.Equal(1, await Said());
    }

    [Fact]
    public async Task With_the_official_words_nothing_is_said()
    {
        Supply("csi");
        Supply("ssl-d-8");

        Assert.Equal(0, await Said());
    }

    private void Supply(string questionnaire) =>
        own.Questionnaires.LayWording($"{questionnaire}-v1", "official-1", "\"own\"", "\"official\"");

    /// <summary>How often the case says it, of somebody with two answers to each of two lists with a limit.</summary>
    private async Task<int> Said()
    {
        using var site = own.Start();
        var anna = await site.AddCaregiver(enrolledOn: new DateOnly(2026, 1, 1), nextDueOn: new DateOnly(2027, 1, 1));
        var support = site.Instruments.Newest("ssl-d-8").Items.Select(item => ("ssl-d-8." + item.Key, (int?)1));
        foreach (var day in new[] { "2026-01-05", "2026-02-03" })
            await site.AddAnswered(anna, Some.Date(day), "no", [.. site.Csi(3), .. support]);
        await site.RunJobs();

        var page = (await (await site.SignedIn()).Open($"/zaak/{anna}")).Page;

        Assert.Contains(page.QuerySelectorAll("figure.trend .trend-said p"), element => element.TextContent.Length > 0);
        return page.QuerySelectorAll("main p").Count(element => element.TextContent == Note);
    }
}
