using AngleSharp.Dom;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// The CarerQol tariff on the case page: its value with a file of numbers, and the reason without one.
/// </summary>
public sealed class TariffTests : IDisposable
{
    private readonly OwnInstallation own = new();

    public void Dispose() => own.Dispose();

    [Fact]
    public async Task Without_numbers_the_page_says_nothing_of_them()
    {
        using var site = own.Start();
        var anna = await Anna(site, [("2026-01-05", 1)]);

        var page = (await Case(site, anna)).QuerySelector("main")!.TextContent;

        Assert.Has("Anna", page);
        Assert.Lacks("arief", page);
    }

    [Fact]
    public async Task With_numbers_the_value_stands_there_with_their_name_and_source_and_its_own_course()
    {
        own.Questionnaires.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        using var site = own.Start();
        var anna = await Anna(site, [("2026-01-05", 2), ("2026-02-03", 1)]);

        var page = await Case(site, anna);

        Assert.Contains(
            Dutch("CaseModel.Tariff.Source", ("tarief", "test-1"), ("bron", "Verzonnen voor een test")),
            Paragraphs(page)
        );
        Assert.Has("52,4", Row(page, "(tarief test-1)"));
    }

    [Fact]
    public async Task Answers_that_lack_a_question_have_what_they_could_come_to()
    {
        own.Questionnaires.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        using var site = own.Start();
        var anna = await site.AddCaregiver(enrolledOn: new DateOnly(2026, 1, 1), nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(
            anna,
            new DateOnly(2026, 1, 5),
            "no",
            [.. Carerqol(site, 1).Where(pair => pair.Item != "carerqol.fulfilment")]
        );

        var page = await Case(site, anna);

        Assert.Begins(
            "Kwaliteit van leven bij het zorgen, gewogen (tarief test-1): 42,4 tot 58,4, niet alles ingevuld",
            Row(page, "(tarief test-1)")
        );
    }

    [Fact]
    public async Task Answers_from_before_the_numbers_get_no_value_afterwards()
    {
        long anna;
        using (var site = own.Start())
            anna = await Anna(site, [("2026-01-05", 1)]);
        own.Questionnaires.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        using var again = own.Start();

        var page = await Case(again, anna);

        Assert.Contains(Dutch("CaseModel.Tariff.Later", "test-1"), Paragraphs(page));
        Assert.Lacks("van 100", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task Other_numbers_later_show_a_seam_and_each_value_keeps_its_own()
    {
        own.Questionnaires.Lay("overlay/carerqol-v1.scales.json", OwnQuestionnaires.Tariff);
        long anna;
        using (var site = own.Start())
            anna = await Anna(site, [("2026-01-05", 1), ("2026-02-03", 1)]);
        own.Questionnaires.Lay(
            "overlay/carerqol-v1.scales.json",
            OwnQuestionnaires.Tariff.Replace("test-1", "test-2").Replace("7.4", "12")
        );
        using var again = own.Start();
        Assert.Contains(Dutch("CaseModel.Tariff.Before", "test-1"), Paragraphs(await Case(again, anna)));
        await again.AddAnswered(anna, new DateOnly(2026, 3, 1), "no", Carerqol(again, 1));
        await again.RunJobs();

        var page = await Case(again, anna);

        Assert.Has("57", Row(page, "(tarief test-2)"));
        Assert.Has(Dutch("TrendTexts.Break.NewSet"), Row(page, "(tarief test-2)"));
    }

    [Fact]
    public async Task Who_never_answered_these_questions_sees_nothing_of_it()
    {
        using var site = own.Start();
        var anna = await site.AddCaregiver(enrolledOn: new DateOnly(2026, 1, 1), nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 1, 5), "no", site.Csi(3));

        var page = (await Case(site, anna)).QuerySelector("main")!.TextContent;
        Assert.Has("Anna", page);
        Assert.Lacks("arief", page);
    }

    private static async Task<long> Anna(TestInstallation site, (string Day, int Code)[] answered)
    {
        var anna = await site.AddCaregiver(enrolledOn: new DateOnly(2026, 1, 1), nextDueOn: new DateOnly(2027, 1, 1));
        foreach (var (day, code) in answered)
            await site.AddAnswered(anna, Some.Date(day), "no", Carerqol(site, code));
        await site.RunJobs();
        return anna;
    }

    /// <summary>The same answer to all seven questions.</summary>
    private static (string Item, int? Value)[] Carerqol(TestInstallation site, int code) =>
        [
            .. site
                .Instruments.Newest("carerqol")
                .Items.Select(item => ("carerqol." + item.Key, (int?)(item.Key == "happiness" ? 6 : code))),
        ];

    private static async Task<IDocument> Case(TestInstallation site, long caregiver) =>
        (await (await site.SignedIn()).Open($"/zaak/{caregiver}")).Page;

    private static IEnumerable<string> Paragraphs(IDocument page) =>
        page.QuerySelectorAll("main p").Select(element => element.TextContent);

    private static string Row(IDocument page, string name) => Paragraphs(page).Single(line => line.Contains(name));
}
