using CaregiverSignal.Alerts;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCaregivers.Feedback;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// What somebody reads after sending is what staff are told: both sides of guarantee 6 of docs/signals.md, through the form
/// and on the worklist.
/// </summary>
public sealed class OneVerdictTests() : AtASite("2026-03-02")
{
    private const string Dirk = "dirk@steunpunt.example";

    private static readonly Texts Words = Texts.Of(typeof(ResultModel));

    private static readonly Said[] Lives =
    [
        new(Urgency.Red, Time: 1),
        new(Urgency.Red, Time: 2, Going: 4, Burden: 20),
        new(Urgency.Red, Time: 6, Going: 1, Burden: 100, Strain: 13, TakeOver: 3),
        new(Urgency.Red, Going: 1, Burden: 100),
        new(Urgency.Red, Going: 1, Burden: 80, Strain: 6),
        new(Urgency.Red, Time: 6, Going: 3, Burden: 80, Strain: 10),
        new(Urgency.Red, Time: 5, Going: 4, Burden: 50, Strain: 7, TakeOver: 4),
        new(Urgency.Red, Time: 3, Going: 2, Burden: 60),
        new(Urgency.Red, Going: 1, Strain: 10),
        new(Urgency.Amber, Time: 3, Going: 4, Burden: 50),
        new(Urgency.Amber, Time: 3),
        new(Urgency.Amber, Time: 4, Going: 4, Burden: 60),
        new(Urgency.Amber, Time: 6, Going: 4, Burden: 80),
        new(Urgency.Amber, Burden: 90, Going: 2),
        new(Urgency.Amber, Time: 6, Going: 1),
        new(Urgency.Amber, Time: 5, Going: 4, Burden: 20, Strain: 13, TakeOver: 1),
        new(Urgency.Amber, Time: 3, Going: 4, Burden: 60),
        new(null, Time: 6, Going: 5, Burden: 0),
        new(null, Time: 5, Going: 3, Burden: 50),
        new(null, Going: 2, Burden: 60),
        new(null, Time: 4, Going: 4, Burden: 50),
        new(null, Time: 5, Going: 4, Burden: 60),
        new(null, Time: 6, Going: 4, Burden: 50, Strain: 7, TakeOver: 1),
        new(null, Going: 4, Strain: 6, TakeOver: 3),
    ];

    [Fact]
    public async Task What_somebody_reads_after_sending_is_what_staff_are_told()
    {
        var people = new List<(long Id, Urgency? Read)>();
        foreach (var said in Lives)
        {
            var id = await site.On("2026-03-02")
                .AddCaregiver($"{people.Count + 1}", $"Persoon{people.Count + 1}", nextDueOn: new DateOnly(2027, 1, 1));
            if (said.Strain is not null)
                await AnswerTheLists(id, said);
            await site.RunJobs();
            var browser = await Answer(site.On("2026-03-03"), id, said);
            people.Add((id, LevelRead(browser)));
            Assert.Equal(said.Level == Urgency.Red, !browser.Text.Contains(Words["GoOn"]));
            Assert.Equal(said.Level == Urgency.Red, !browser.Text.Contains(Words["Next"]));
            await site.RunJobs();
        }

        using var els = await site.SignedIn();
        await els.Open("/werklijst");
        foreach (var (said, (id, read)) in Lives.Zip(people))
        {
            Assert.True(said.Level == read, $"{said} was read as {read}");
            Assert.True(said.Level == await LevelTold(id), $"{said} was told as {await LevelTold(id)}");
            // What is red comes first, on the first page.
            if (said.Level == Urgency.Red)
                Assert.Contains(
                    els.Page.QuerySelectorAll("main a"),
                    link => link.GetAttribute("href")!.Split('?', '#')[0] == $"/zaak/{id}"
                );
        }
    }

    [Theory]
    [InlineData("2026-03-06", 15, 59, "vandaag")]
    [InlineData("2026-03-06", 16, 0, "maandag 9 maart")]
    [InlineData("2026-03-07", 23, 30, "maandag 9 maart")]
    [InlineData("2026-04-05", 9, 0, "dinsdag 7 april")]
    public async Task Who_is_red_reads_on_which_working_day_it_is_seen_and_by_then_it_stands_there(
        string day,
        int hour,
        int minute,
        string when
    )
    {
        var anna = await site.On(day).AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.Clock.AdjustTime(site.Time.At(Some.Date(day), new TimeOnly(hour, minute)));

        var browser = await Answer(site, anna, new Said(Urgency.Red, Time: 1));
        await site.RunJobs();

        Assert.Has(Dutch("ResultModel.Asks.Day", ("coordinator", "Els"), ("dag", when)), Notice(browser));
        var place = Assert.Single(await Order()).Place;
        Assert.True(place is { Group: WorkGroup.Today, IsRed: true });
        Assert.Single(await site.Mails("alert"));
    }

    /// <summary>Nobody works on these days: what is for today is for the day that the caregiver read.</summary>
    [Theory]
    [InlineData("2026-03-07", 20, "maandag 9 maart", "ma 9 mrt", "dinsdag 10 maart")]
    [InlineData("2026-03-08", 11, "maandag 9 maart", "ma 9 mrt", "dinsdag 10 maart")]
    [InlineData("2026-04-06", 11, "dinsdag 7 april", "di 7 apr", "woensdag 8 april")]
    [InlineData("2026-12-24", 11, "maandag 28 december", "ma 28 dec", "dinsdag 29 december")]
    public async Task On_a_day_off_all_who_are_told_of_it_read_one_day_with_a_promised_call_or_without(
        string day,
        int hour,
        string seenOn,
        string inShort,
        string calledBy
    )
    {
        using var site = Some.Installation(("Site:ClosedDays", "2026-12-24"));
        site.On(day).Clock.AdjustTime(site.Time.At(Some.Date(day), new TimeOnly(hour, 0)));
        var anna = await site.AddCaregiver("1", "Anna", nextDueOn: new DateOnly(2027, 6, 1));
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 6, 1));

        var red = await Answer(site, anna, new Said(Urgency.Red, Time: 1));
        var called = await Answer(site, bram, new Said(Urgency.Red, Time: 1), call: Dutch("LastPage.Call.yes"));
        await site.RunJobs();

        Assert.Has(Dutch("ResultModel.Asks.Day", ("coordinator", "Els"), ("dag", seenOn)), Notice(red));
        Assert.Has(Dutch("PromiseWords.Promised", ("coordinator", "Els"), ("dag", calledBy)), called.Text);
        var alerts = await site.Mails("alert");
        Assert.Equal(2, alerts.Count);
        Assert.All(alerts, mail => Assert.Has(Dutch("AlertMail.AlertBody", seenOn), mail.Text));
        using var els = await site.SignedIn();
        Assert.Equal([inShort, inShort], els.TextsOf(".worklist tbody td:nth-of-type(3) strong"));
        Assert.Equal(
            [Dutch("WorklistModel.Tag.Request"), Dutch("Everywhere.Tag.Red", inShort)],
            els.TextsOf(".worklist .tag-now")
        );
        Assert.Equal($"2 {inShort}", els.TextsOf(".stat")[0]);
        Assert.Equal($"{Texts.Capital(seenOn)} 2", els.TextsOf("#today")[0]);
        Assert.Lacks("vandaag", els.Text.Replace(Dutch("WorklistModel.Since.Today"), ""));
        await els.Open($"/zaak/{anna}");
        Assert.Equal([Dutch("Everywhere.Tag.Red", inShort)], els.TextsOf(".tags .tag-now"));
        await els.Open($"/zaak/{bram}");
        Assert.Has(Dutch("WorklistModel.Promised.Aim", seenOn), els.Text);
        Assert.Has(Dutch("CaseModel.State.Promised", calledBy), els.Text);
        await els.Open("/mensen");
        Assert.Has(Dutch("Everywhere.Tag.Red", inShort), els.Text);
        Assert.False(await site.Part<SendDigest>().RunOneAsync());
    }

    [Theory]
    [InlineData("2026-03-03")]
    [InlineData("2026-03-07")]
    public async Task Who_stands_in_on_the_day_that_is_named_is_named(string sent)
    {
        await site.Coordinator(Dirk, "Dirk");
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var seen = site.On(sent).Time.SeenOn(site.Time.Now);
        await site.On(seen.ToString("O", CultureInfo.InvariantCulture)).Away(TestInstallation.CoordinatorEmail, Dirk);

        var browser = await Answer(site.On(sent), anna, new Said(Urgency.Red, Time: 1));
        await site.RunJobs();

        Assert.Has("Dirk ziet dit", Notice(browser));
        Assert.Lacks("Els", Notice(browser));
        site.On(seen.ToString("O", CultureInfo.InvariantCulture));
        using var dirk = await site.SignedIn(Dirk);
        Assert.NotNull(dirk.Page.QuerySelector($"main a[href^='/zaak/{anna}']"));
    }

    [Fact]
    public async Task Who_wants_no_call_reads_that_it_is_seen_and_has_the_button_all_the_same()
    {
        using var els = await site.SignedIn();
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));

        var browser = await Answer(site, anna, new Said(Urgency.Red, Time: 1), call: Dutch("LastPage.Call.no"));
        await site.RunJobs();

        Assert.Has(Dutch("ResultModel.Sees.Today", "Els"), Notice(browser));
        Assert.Lacks("vraagt", Notice(browser));
        Assert.Lacks("niet", Notice(browser));
        Assert.Equal(Urgency.Red, await LevelTold(anna));
        Assert.Has(Dutch("WorklistModel.NoCall.no", "2 maart"), (await els.Open("/werklijst")).Text);
        await (await browser.Follow(Dutch("Everywhere.CallMe"))).Press(Dutch("Shared.CallYes"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
    }

    /// <summary>Each heavy thing by itself, after a month in which nothing was.</summary>
    [Theory]
    [InlineData(null, 1, null)]
    [InlineData(null, null, 80)]
    [InlineData(2, null, null)]
    [InlineData(3, 2, null)]
    public async Task Who_reads_that_it_is_seen_when_it_is_too_much_stands_on_a_worklist_from_the_first_heavy_answer(
        int? time,
        int? going,
        int? burden
    )
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var calm = await Answer(site, anna, new Said(null, Time: 6, Going: 4, Burden: 20));
        await site.RunJobs();
        Assert.Has(Dutch("ResultModel.Watches", "Els"), calm.Text);
        Assert.Null(await site.OpenSignal(anna));

        await Answer(site.On("2026-04-02"), anna, new Said(null, time, going, burden));
        await site.RunJobs();

        using var els = await site.SignedIn();
        Assert.NotNull((await els.Open("/werklijst")).Page.QuerySelector($"main a[href^='/zaak/{anna}']"));
    }

    [Fact]
    public async Task Who_would_rather_not_have_the_care_taken_over_is_red_and_reads_that_back_as_staff_do()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));

        var browser = await AnswerTheLists(anna, new Said(Urgency.Red, Strain: 7, TakeOver: 4));
        await site.RunJobs();

        Assert.Has("Nee, dat wil ik liever niet", browser.Text);
        using var els = await site.SignedIn();
        var unwanted = Dutch("Reasons.nobody-takes-over.Unwanted", ("value", "7"), ("day", "2 maart"));
        Assert.Has(Texts.Capital(unwanted), (await els.Open("/werklijst")).Text);
        Assert.Lacks("niemand kan het overnemen", (await els.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task Red_again_before_the_agreed_day_waits_for_it_six_weeks_at_most_and_reads_of_no_other_day()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Answer(site, anna, new Said(Urgency.Red, Time: 1));
        await site.RunJobs();
        await site.On("2026-03-03").Contact((await site.OpenSignal(anna))!.Id, ContactWay.Spoken, days: 60);

        var browser = await Answer(site.On("2026-04-02"), anna, new Said(Urgency.Red, Time: 1));
        await site.RunJobs();

        Assert.Has(Dutch("ResultModel.Asks", "Els"), Notice(browser));
        Assert.Equal(Some.Date("2026-04-14"), (await site.OpenSignal(anna))!.NextOn);
    }

    [Fact]
    public async Task Amber_that_nobody_is_told_of_again_promises_nothing_and_asks()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var first = await Answer(site, anna, new Said(Urgency.Amber, Time: 3));
        Assert.Has(Dutch("ResultModel.Asks", "Els"), Notice(first));
        await site.RunJobs();
        var signal = (await site.OpenSignal(anna))!.Id;
        await site.On("2026-03-03").Contact(signal, ContactWay.Spoken, days: 7);
        await site.Close(anna);
        await site.Sql("update signal set closed_at = coalesce(closed_at, '2026-03-03T10:00:00.000Z')");

        var again = await Answer(site.On("2026-04-02"), anna, new Said(Urgency.Amber, Time: 3));
        await site.RunJobs();

        Assert.Has(Dutch("ResultModel.Heavy.Call", "Els"), Notice(again));
        Assert.Lacks("ziet dit", Notice(again));
        Assert.Null(await site.OpenSignal(anna));
    }

    [Fact]
    public async Task The_mailed_link_offers_nobody_who_is_red_more_questions()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var (_, link) = await site.AskByLink(anna, "opening", "srb", "volhoudtijd", "csi");
        using var browser = await site.NewBrowser().Open(link);
        await browser.Choose("Hoe lang", "Korter dan een week").Press(Dutch("LastPage.Send"));

        using var other = await site.NewBrowser().Open(link);
        Assert.Equal(Dutch("AnsweredPage.Title"), other.Heading);
        Assert.Lacks("Wilt u meer vertellen?", other.Text);
    }

    /// <summary>Red, amber or nothing, as the result page says it.</summary>
    private static Urgency? LevelRead(Browser browser)
    {
        Assert.Equal("/dank", browser.Path);
        var (isRed, isAmber, isNothing) = (
            browser.Text.Contains(Words["Heavy.Now"]) && browser.Text.Contains("Els ziet dit vandaag en vraagt"),
            browser.Text.Contains("Els ziet dit en vraagt"),
            browser.Text.Contains("Is het een volgende keer te zwaar?")
        );
        Assert.Single(new[] { isRed, isAmber, isNothing }, flag => flag);
        Assert.Equal(isNothing, browser.Page.QuerySelector(".notice") is null);
        return isRed ? Urgency.Red
            : isAmber ? Urgency.Amber
            : null;
    }

    /// <summary>
    /// The same, as the row on the worklist has it: a line is amber where it names a heavy answer, and else no level.
    /// </summary>
    private async Task<Urgency?> LevelTold(long caregiver) =>
        await site.OpenSignal(caregiver) is not { } open ? null
        : !open.IsFollowed || (await FindingsOf(open.Id)).Any(finding => finding.Alarms > 0) ? open.Urgency
        : null;

    private Task<IReadOnlyList<StoredFinding>> FindingsOf(long signal) =>
        site.Read(transaction => FindingTable.OfSignal(transaction, signal));

    private static string Notice(Browser browser) => browser.Page.QuerySelector(".notice")!.TextContent;

    private async Task<IReadOnlyList<WorkItem>> Order() =>
        WorklistOrder.Order(
            await site.Read(async transaction =>
                await SignalTable.OpenCases(transaction, [await site.Named(TestInstallation.CoordinatorEmail)])
            ),
            site.Time.Today,
            site.Time.WorkingDays
        );

    /// <summary>The one page of a month, with a list that is offered after it.</summary>
    private static async Task<Browser> Answer(TestInstallation site, long caregiver, Said said, string? call = null)
    {
        var (_, link) = await site.AskByLink(caregiver, "opening", "srb", "volhoudtijd", "csi");
        var browser = await site.NewBrowser().Open(link);
        if (said.Going is { } going)
            browser.Choose("Hoe gaat het", browser.LabelsOf("Hoe gaat het")[5 - going]);
        if (said.Burden is { } burden)
            browser.Choose("Hoe zwaar", browser.LabelsOf("Hoe zwaar")[burden / 10]);
        if (said.Time is { } time)
            browser.Choose("Hoe lang", browser.LabelsOf("Hoe lang")[time - 1]);
        if (call is not null)
            browser.Choose(Dutch("LastPage.Call"), call);
        return await browser.Press(Dutch("LastPage.Send"));
    }

    /// <summary>The strain index and what would help, page by page, a day before.</summary>
    private async Task<Browser> AnswerTheLists(long caregiver, Said said)
    {
        var browser = await site.NewBrowser().Open((await site.AskByLink(caregiver, "csi", "wishes")).Link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        for (var asked = 0; browser.Heading != Dutch("LastPage.Title"); )
        {
            foreach (var question in browser.Questions)
            {
                if (browser.LabelsOf(question).Contains("Ja"))
                    browser.Choose(question, asked++ < said.Strain ? "Ja" : "Nee");
                else if (question.Contains("halve dag") && said.TakeOver is { } takeOver)
                    browser.Choose(question, browser.LabelsOf(question)[takeOver - 1]);
            }

            await browser.Press(Dutch("QuestionsPage.Next"));
        }

        return await browser.Press(Dutch("LastPage.Send"));
    }

    private sealed record Said(
        Urgency? Level,
        int? Time = null,
        int? Going = null,
        int? Burden = null,
        int? Strain = null,
        int? TakeOver = null
    );
}
