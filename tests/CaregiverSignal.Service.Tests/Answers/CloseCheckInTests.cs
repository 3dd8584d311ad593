using CaregiverSignal.Answers;

namespace CaregiverSignal.Tests.Answers;

public sealed class CloseCheckInTests() : AtASite("2026-01-05")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person(enrolled: "2027-01-01"));
    }

    [Fact]
    public async Task A_check_in_whose_window_is_open_stays_open()
    {
        await site.Ask(anna);

        Assert.Equal(0, await Close(site.On("2026-01-18")));
    }

    [Fact]
    public async Task Without_an_answer_it_closes_as_missed()
    {
        var checkIn = await site.Ask(anna);

        Assert.Equal(1, await Close(site.On("2026-01-19")));

        Assert.Equal(
            (null, site.Clock.GetUtcNow()),
            ((await site.Reread(checkIn)).AnsweredAt, (await site.Reread(checkIn)).ClosedAt)
        );
    }

    [Fact]
    public async Task Its_mail_that_has_not_gone_stays_here()
    {
        var (checkIn, other) = (
            await site.Ask(anna),
            await site.Ask(await site.Add(Some.Person("b", "2027-01-01")), days: 60)
        );
        await site.QueueInvitation(anna, checkIn.Id);
        await site.QueueInvitation(other.CaregiverId, other.Id);

        await Close(site.On("2026-01-19"));

        Assert.Equal("cancelled,ready", await site.Joined("select state from mail order by check_in_id"));
    }

    [Fact]
    public async Task What_was_saved_without_the_last_button_counts_with_the_bounds_of_its_gaps()
    {
        var checkIn = await site.Ask(anna);
        await site.On("2026-01-08").Save(checkIn, "csi", ("sleep", 1), ("plans", 0), ("work", null));

        await Close(site.On("2026-01-19"));

        Assert.Equal("2026-01-08", await site.Value<string>("select substr(answered_at, 1, 10) from check_in"));
        Assert.Equal(
            "1 12",
            await site.Value<string>(
                $"select cast(low as integer) || ' ' || cast(high as integer) from {site.Scores} where scale = 'total' and value is null"
            )
        );
    }

    [Fact]
    public async Task A_form_on_which_every_question_was_skipped_is_no_answer()
    {
        var checkIn = await site.Ask(anna);
        await site.Save(checkIn, "csi", ("sleep", null), ("plans", null));

        await Close(site.On("2026-01-19"));

        Assert.Null((await site.Reread(checkIn)).AnsweredAt);
    }

    [Fact]
    public async Task Two_at_once_close_once()
    {
        var checkIn = await site.Ask(anna);
        await site.Want(checkIn, "yes");
        site.On("2026-01-19");
        var stop = Some.Stop;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Close(site), stop)));

        Assert.Equal(1, await site.Count("event"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wish_to_be_called_on_a_form_that_was_never_sent_is_heard(bool answered)
    {
        var checkIn = await site.Ask(anna);
        if (answered)
            await site.Save(checkIn, "csi", ("sleep", 1));
        await site.Want(checkIn, "yes");

        await Close(site.On("2026-01-19"));
        await site.RunJobs();

        Assert.Equal(
            "RequestForContact caregiver",
            await site.Value<string>("select kind || ' ' || reported_by from event")
        );
        Assert.Equal(
            (Urgency.Amber, "request"),
            ((await site.OpenSignal(anna))!.Urgency, (await site.OpenSignal(anna))!.KindCodes)
        );
    }

    [Theory]
    [InlineData(false, "silent")]
    [InlineData(true, "")]
    public async Task Who_left_two_is_silent_once_both_have_ended(bool answered, string tasks)
    {
        await site.Ask(anna);
        var second = await site.On("2026-01-08").Ask(anna);
        if (answered)
            await site.Save(second, "csi", ("sleep", 1));
        site.On("2026-03-01");

        await Close(site);
        await Close(site);

        Assert.Equal(tasks, await site.Joined("select kind from staff_task"));
    }

    [Fact]
    public async Task Who_left_two_after_one_that_ends_with_them_is_silent()
    {
        var first = await site.Ask(anna);
        await site.Save(first, "csi", ("sleep", 1));
        await site.On("2026-01-08").Ask(anna);
        await site.On("2026-01-11").Ask(anna);
        site.On("2026-03-01");

        await site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 3));

        Assert.Equal("silent", await site.Joined("select kind from staff_task"));
    }

    [Fact]
    public async Task A_silence_does_not_wait_for_a_check_in_that_is_put_aside()
    {
        await site.Ask(anna);
        await site.On("2026-01-08").Ask(anna);
        var aside = await site.On("2026-01-11").Ask(anna);
        var now = site.On("2026-03-01").Time.Now;
        await site.Write(transaction =>
            FailureTable.Note(transaction, "close", aside.Id, "Broken", now, now + FailureTable.Lasting)
        );

        await Close(site);
        await Close(site);

        Assert.Equal("silent", await site.Joined("select kind from staff_task"));
    }

    private static Task<int> Close(TestInstallation site) =>
        site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 1));
}
