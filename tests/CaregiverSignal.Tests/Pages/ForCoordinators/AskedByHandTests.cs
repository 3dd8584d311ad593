namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Somebody who is not asked by mail is asked, missed and followed like anyone else.</summary>
public sealed class AskedByHandTests() : AtASite("2026-03-02")
{
    [Theory]
    [InlineData("phone")]
    [InlineData("paper")]
    public async Task On_the_day_itself_somebody_has_the_task_to_ask_and_is_told(string channel)
    {
        await site.AddCaregiver(channel: channel);

        await site.RunJobs();

        Assert.Equal("ask 2026-03-09", await site.Joined("select kind || ' ' || due_on from staff_task"));
        Assert.Has(Dutch("DigestMail.CountOther", 1), Assert.Single(site.Mails()).Replace("=\r\n", ""));
        Assert.Has(Dutch("WorklistModel.Kind.ask"), (await (await site.SignedIn()).Open("/werklijst")).Text);
    }

    [Fact]
    public async Task A_call_that_nobody_made_goes_to_the_team_and_is_no_silence_of_the_caregiver()
    {
        await site.Deputy(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");
        await site.AddCaregiver(channel: "phone");

        for (var day = 0; day < 75; day++)
        {
            await site.RunJobs();
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(3, await site.Count("check_in"));
        Assert.Equal((0, 0), (await site.Count("signal"), await site.Count("staff_task", "kind = 'silent'")));
        Assert.True(await site.Count("staff_task", "kind = 'ask' and escalated_at is not null") > 0);
        foreach (var who in new[] { TestInstallation.CoordinatorEmail, "dirk@steunpunt.example" })
            Assert.Has(Dutch("WorklistModel.Kind.ask"), (await (await site.SignedIn(who)).Open("/werklijst")).Text);
        var els = await (await site.SignedIn()).Open("/werklijst");
        Assert.Has("Dat ligt aan ons.", els.Text);
    }

    [Fact]
    public async Task Who_was_tried_in_vain_twice_is_silent()
    {
        var id = await site.AddCaregiver(channel: "phone");
        var els = await site.SignedIn();

        for (var month = 0; month < 2; month++)
        {
            await site.RunJobs();
            await (await els.Open($"/zaak/{id}"))
                .Contact("not-reached", Dutch("CaseModel.When.day"))
                .Write(Dutch("CaseModel.Contact.Day"), site.Time.Today.AddDays(40).ToString("yyyy-MM-dd", null))
                .Press(Dutch("CaseModel.SaveContact"));
            Assert.Equal(HttpStatusCode.OK, els.Status);
            site.Advance(TimeSpan.FromDays(31));
            els = await site.SignedIn();
        }

        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent'"));
    }

    [Fact]
    public async Task Who_answers_by_phone_ends_the_task()
    {
        var id = await site.AddCaregiver(channel: "phone");
        await site.RunJobs();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}");
        await els.Open(els.Page.QuerySelector("main a.button[href*=invullen]")!.GetAttribute("href")!);

        await els.Write(Dutch("Everywhere.OwnWords"), "Het gaat.").Press(Dutch("EntryModel.Send"));

        Assert.Equal(0, await site.Count("staff_task", "kind = 'ask' and done_at is null"));
    }

    [Fact]
    public async Task Somebody_who_calls_us_was_spoken_to()
    {
        var id = await site.AddCaregiver(channel: "phone");
        await site.RunJobs();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}");

        await els.Contact("called-us", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), "2026-03-20")
            .Write(Dutch("CaseModel.Contact.Note"), "Over respijt. Wij zoeken iemand voor de dinsdag.")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Contains(
            els.Timeline(),
            line => line.StartsWith(Dutch("CaseModel.Way.called-us"), StringComparison.Ordinal)
        );
        Assert.Equal(1, await site.Count("event", "kind = 'Contacted'"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'ask' and done_by is not null"));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task Questions_can_be_started_now_and_leaving_them_open_is_no_silence(string channel)
    {
        var id = await site.AddCaregiver(channel: channel, nextDueOn: new DateOnly(2026, 3, 20));
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/meer");

        await els.Press(Dutch("MoreModel.AskNow"));

        Assert.Equal($"/zaak/{id}/invullen/1", els.Path);
        Assert.Equal(
            "2026-03-02 0 2026-04-02",
            await site.Joined(
                "select asked_on || ' ' || in_between || ' ' || next_due_on from check_in join caregiver on caregiver.id = check_in.caregiver_id"
            )
        );
        Assert.Empty(site.Mails());
        Assert.Lacks(Dutch("MoreModel.AskNow"), (await els.Open($"/zaak/{id}/meer")).Text);
        site.Advance(TimeSpan.FromDays(15));
        await site.RunJobs();
        Assert.Equal((1, 0), (await site.Count("check_in", "closed_at is not null"), await site.Count("signal")));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'ask' and done_at is null"));
    }

    [Fact]
    public async Task Less_than_a_month_after_the_last_they_come_in_between()
    {
        var id = await site.AddCaregiver();
        await site.RunJobs();
        await site.Send((await site.CheckIns(id))[0]);
        await site.Sql("update check_in set closed_at = @now, answered_at = @now", new { now = site.Time.Now });
        site.Advance(TimeSpan.FromDays(10));

        await (await (await site.SignedIn()).Open($"/zaak/{id}/meer")).Press(Dutch("MoreModel.AskNow"));

        Assert.Equal(
            "2026-03-12 1 2026-03-26",
            await site.Joined("select asked_on || ' ' || in_between || ' ' || closes_on from check_in where id = 2")
        );
        Assert.Equal("2026-04-02", await site.Joined("select next_due_on from caregiver"));
    }

    [Fact]
    public async Task Another_channel_takes_the_open_questions_along()
    {
        var id = await site.AddCaregiver(channel: "phone");
        await site.RunJobs();
        var els = await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");

        await els.Write(Dutch("DetailsModel.Channel"), Dutch("DetailsModel.Channel.email"))
            .PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();
        Assert.Equal(0, await site.Count("staff_task", "kind = 'ask' and done_at is null"));
        Assert.Equal(1, await site.Count("mail", "kind = 'invitation' or asks = 1"));

        await els.Write(Dutch("DetailsModel.Channel"), Dutch("DetailsModel.Channel.phone"))
            .PressFirst(Dutch("Everywhere.Save"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("caregiver", "channel = 'phone'"));
    }
}
