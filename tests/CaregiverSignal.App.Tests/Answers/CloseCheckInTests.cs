using CaregiverSignal.Answers;

namespace CaregiverSignal.Tests.Answers;

public sealed class CloseCheckInTests : AtASite
{
    private readonly long anna;

    public CloseCheckInTests()
        : base("2026-01-05") => anna = site.Add(Some.Person(enrolled: "2027-01-01"));

    [Fact]
    public void A_check_in_whose_window_is_open_stays_open()
    {
        site.Ask(anna);

        Assert.Equal(0, Close(site.On("2026-01-18")));
    }

    [Fact]
    public void Without_an_answer_it_closes_as_missed()
    {
        var checkIn = site.Ask(anna);

        Assert.Equal(1, Close(site.On("2026-01-19")));

        Assert.Equal((null, site.Clock.GetUtcNow()), (site.Reread(checkIn).AnsweredAt, site.Reread(checkIn).ClosedAt));
    }

    [Fact]
    public void Its_mail_that_has_not_gone_stays_here()
    {
        var (checkIn, other) = (site.Ask(anna), site.Ask(site.Add(Some.Person("b", "2027-01-01")), days: 60));
        site.QueueInvitation(anna, checkIn.Id);
        site.QueueInvitation(other.CaregiverId, other.Id);

        Close(site.On("2026-01-19"));

        Assert.Equal("cancelled,ready", site.Joined("select state from mail order by check_in_id"));
    }

    [Fact]
    public void What_was_saved_without_the_last_button_counts_with_the_bounds_of_its_gaps()
    {
        var checkIn = site.Ask(anna);
        site.On("2026-01-08").Save(checkIn, "csi", ("sleep", 1), ("plans", 0), ("work", null));

        Close(site.On("2026-01-19"));

        Assert.Equal("2026-01-08", site.Value<string>("select substr(answered_at, 1, 10) from check_in"));
        Assert.Equal(
            "1 12",
            site.Value<string>(
                $"select cast(low as integer) || ' ' || cast(high as integer) from {site.Scores} where scale = 'total' and value is null"
            )
        );
    }

    [Fact]
    public void A_form_on_which_every_question_was_skipped_is_no_answer()
    {
        var checkIn = site.Ask(anna);
        site.Save(checkIn, "csi", ("sleep", null), ("plans", null));

        Close(site.On("2026-01-19"));

        Assert.Null(site.Reread(checkIn).AnsweredAt);
    }

    [Fact]
    public async Task Two_at_once_close_once()
    {
        var checkIn = site.Ask(anna);
        site.Want(checkIn, "yes");
        site.On("2026-01-19");
        var stop = Some.Stop;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Close(site), stop)));

        Assert.Equal(1, site.Count("event"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wish_to_be_called_on_a_form_that_was_never_sent_is_heard(bool answered)
    {
        var checkIn = site.Ask(anna);
        if (answered)
            site.Save(checkIn, "csi", ("sleep", 1));
        site.Want(checkIn, "yes");

        Close(site.On("2026-01-19"));
        site.RunJobs();

        Assert.Equal("RequestForContact caregiver", site.Value<string>("select kind || ' ' || reported_by from event"));
        Assert.Equal((Urgency.Amber, "request"), (site.OpenSignal(anna)!.Urgency, site.OpenSignal(anna)!.KindCodes));
    }

    [Theory]
    [InlineData(false, "silent")]
    [InlineData(true, "")]
    public void Who_left_two_is_silent_once_both_have_ended(bool answered, string tasks)
    {
        site.Ask(anna);
        var second = site.On("2026-01-08").Ask(anna);
        if (answered)
            site.Save(second, "csi", ("sleep", 1));
        site.On("2026-03-01");

        Close(site);
        Close(site);

        Assert.Equal(tasks, site.Joined("select kind from staff_task"));
    }

    [Fact]
    public void Who_left_two_after_one_that_ends_with_them_is_silent()
    {
        var first = site.Ask(anna);
        site.Save(first, "csi", ("sleep", 1));
        site.On("2026-01-08").Ask(anna);
        site.On("2026-01-11").Ask(anna);
        site.On("2026-03-01");

        site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 3));

        Assert.Equal("silent", site.Joined("select kind from staff_task"));
    }

    [Fact]
    public void A_silence_does_not_wait_for_a_check_in_that_is_put_aside()
    {
        site.Ask(anna);
        site.On("2026-01-08").Ask(anna);
        var aside = site.On("2026-01-11").Ask(anna);
        var now = site.On("2026-03-01").Time.Now;
        site.Write(transaction =>
            FailureTable.Note(transaction, "close", aside.Id, "Broken", now, now + FailureTable.Lasting)
        );

        Close(site);
        Close(site);

        Assert.Equal("silent", site.Joined("select kind from staff_task"));
    }

    private static int Close(TestInstallation site) =>
        site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 1));
}
