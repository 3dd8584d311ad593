using CaregiverSignal.Jobs;

namespace CaregiverSignal.Tests.Answers;

/// <summary>
/// Stopping is never silent: it holds at once, a person hears of it, and for a week it can be undone.
/// </summary>
public sealed class StoppingTests() : AtASite("2026-03-02")
{
    [Theory]
    [InlineData("2026-03-02", "2026-03-03")]
    [InlineData("2026-03-06", "2026-03-09")]
    [InlineData("2026-03-07", "2026-03-09")]
    public async Task Whoever_stops_by_a_mail_is_called_once_on_the_next_working_day(string day, string callOn)
    {
        site.Clock.AdjustTime(site.Time.At(Some.Date(day), new TimeOnly(10, 0)));
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();

        await Stop(TestInstallation.LinkIn(site.Mails().Single(), "p"));

        Assert.Equal(
            1,
            await site.Count(
                "staff_task",
                $"kind = 'stopped' and caregiver_id = {caregiver} and due_on = '{callOn}' and done_at is null"
            )
        );
        site.Advance(TimeSpan.FromDays(40));
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails().Skip(1), mail => mail.Contains("To: persoon1@"));
    }

    [Fact]
    public async Task A_stop_that_a_coordinator_heard_by_phone_asks_nobody_to_call()
    {
        var caregiver = await site.AddCaregiver();
        var staff = await site.SignedIn();
        await staff.Open($"/zaak/{caregiver}/gebeurd");

        await staff.ChangeParticipation(Dutch("HappenedModel.Life.stop"));

        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        Assert.Equal(0, await site.Count("staff_task"));
    }

    [Fact]
    public async Task A_stop_by_mistake_is_undone_with_the_same_link_and_the_questions_are_there_again()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        var mail = site.Mails().Single();
        var browser = await Stop(TestInstallation.LinkIn(mail, "p"));
        Assert.Has("tot en met 9 maart 2026", browser.Text);

        await browser.Press(Dutch("OptOutPage.Rejoin"));

        Assert.Equal(Dutch("Shared.RejoinedTitle"), browser.Heading);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        Assert.Equal(1, await site.Count("check_in", "closed_at is null"));
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'stopped' and done_at is not null and done_by is null"));
        Assert.Equal(
            1,
            await site.Count(
                "event",
                "note = 'Stopte zelf op 2 maart 2026, en deed dat zelf ongedaan.' and reported_by = 'caregiver'"
            )
        );
        await browser.Open(TestInstallation.LinkIn(mail));
        await browser.Press(Dutch("CheckInPageModel.Start"));
        Assert.Equal("/vragen/1", browser.Path);
        var staff = await site.SignedIn();
        Assert.Has(DutchPart("Participation.Undone"), (await staff.Open($"/zaak/{caregiver}")).Text);
    }

    [Fact]
    public async Task A_stop_on_the_form_is_undone_on_the_page_that_says_so()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver());
        var browser = await At(Dutch("CheckInPageModel.Start"), link);
        await browser.Follow(Dutch("Everywhere.Stop"));
        await browser.LessMail(Dutch("OptOutPage.Choice.stop"));

        await browser.Press(Dutch("OptOutPage.Rejoin"));

        Assert.Has(DutchPart("Shared.RejoinedOpen"), browser.Text);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        await browser.Open("/vragen");
        Assert.Equal("/vragen/1", browser.Path);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public async Task After_a_week_the_link_says_kindly_whom_to_call(int days, bool may)
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var pause = TestInstallation.LinkIn(site.Mails().Single(), "p");
        var token = (await Stop(pause)).Token;
        site.Advance(TimeSpan.FromDays(days));
        var browser = site.NewBrowser();

        await browser.Open(pause);

        Assert.Equal(Dutch("Shared.StoppedTitle"), browser.Heading);
        Assert.Equal(
            may,
            browser.Page.QuerySelectorAll("main button").Any(button => button.TextContent == Dutch("OptOutPage.Rejoin"))
        );
        if (may)
            return;
        Assert.Has(Dutch("Shared.Ended1"), browser.Text);
        await browser.Post(pause, [new("List-Unsubscribe", "One-Click")]);
        Assert.Equal(1, await site.Count("caregiver", "status = 'ended'"));
        Assert.Equal(1, await site.Count("staff_task", "done_at is null"));
        Assert.NotEqual("", token.Value);
    }

    [Fact]
    public async Task Who_calls_after_that_week_takes_part_again_and_need_not_be_called()
    {
        var caregiver = await site.AddCaregiver();
        await site.RunJobs();
        await Stop(TestInstallation.LinkIn(site.Mails().Single(), "p"));
        site.Advance(TimeSpan.FromDays(30));
        var staff = await site.SignedIn();
        await staff.Open($"/zaak/{caregiver}/gebeurd");

        await staff.ChangeParticipation(Dutch("HappenedModel.Life.resume"));

        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
        Assert.Equal(
            1,
            await site.Count(
                "event",
                "kind = 'Resumed' and reported_by = 'coordinator' and note like 'Stopte op 2 maart 2026%'"
            )
        );
    }

    [Fact]
    public async Task What_somebody_knew_before_a_stop_by_mistake_speaks_again_on_the_same_day()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, new DateOnly(2026, 2, 20), null, [.. site.Csi(13), ("volhoudtijd.time", 1)]);
        var (checkIn, _) = await site.AskByLink(caregiver);
        var browser = await Stop(await site.PauseLink(checkIn));
        await browser.Press(Dutch("OptOutPage.Rejoin"));

        await site.RunJobs();

        Assert.NotNull(await site.Read(async transaction => await SignalTable.OpenOf(transaction, caregiver)));
    }

    [Fact]
    public async Task Own_words_and_answers_on_an_open_form_count_when_somebody_stops()
    {
        var caregiver = await site.AddCaregiver();
        var (checkIn, link) = await site.AskByLink(caregiver, "opening", "volhoudtijd");
        var browser = await At(Dutch("CheckInPageModel.Start"), link);
        await browser.Choose("Hoe gaat het", "Slecht").Press(Dutch("QuestionsPage.Next"));
        var other = await site.AddCaregiver("2", "Bram");
        var (words, _) = await site.AskByLink(other, "opening");
        await site.Write(transaction =>
            CheckInTable.SaveOwnWords(transaction, words.Id, "Ik red het niet meer.", null)
        );

        await Stop(await site.PauseLink(checkIn));
        await Stop(await site.PauseLink(words));

        Assert.Equal(2, await site.Count("check_in", "answered_at is not null and closed_at is not null"));
        Assert.Equal(1, await site.Count("answer", "value is not null"));
        Assert.Equal(1, await site.Count("check_in", "own_words = 'Ik red het niet meer.'"));
    }

    [Fact]
    public async Task A_stop_by_mistake_before_the_mail_went_is_undone_with_a_mail()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var pause = TestInstallation.LinkIn(site.Mails().Single(), "p");
        site.Advance(TimeSpan.FromDays(31));
        await site.Part<JobRunner>().RunAsync(Some.Stop);
        Assert.Equal(1, await site.Count("mail", "state = 'ready' and caregiver_id is not null"));
        var browser = await Stop(pause);

        await browser.Press(Dutch("OptOutPage.Rejoin"));
        await site.RunJobs();

        Assert.Equal(2, site.Mails().Count(mail => mail.Contains("To: persoon1@")));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(TestInstallation.LinkIn(site.Mails()[^1]))).Status);
    }

    private async Task<Browser> Stop(string pause)
    {
        var browser = site.NewBrowser();
        await browser.Open(pause);
        return await browser.LessMail(Dutch("OptOutPage.Choice.stop"));
    }

    private async Task<Browser> At(string button, string link)
    {
        var browser = site.NewBrowser();
        await browser.Open(link);
        return await browser.Press(button);
    }
}
