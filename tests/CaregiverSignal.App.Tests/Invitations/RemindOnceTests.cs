using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.Invitations;

public sealed class RemindOnceTests : AtASite
{
    private readonly long anna;

    public RemindOnceTests()
        : base("2026-01-05", ("Mail:Window", "09:00-20:00")) => anna = site.Add(Some.Person());

    [Fact]
    public void Before_its_day_there_is_no_reminder()
    {
        site.RunJobs();

        Assert.False(site.On("2026-01-11").Write(site.Part<RemindOnce>().RunOne));
    }

    [Fact]
    public void A_week_without_an_answer_brings_one_reminder_with_a_link_of_its_own()
    {
        site.RunJobs();
        site.On("2026-01-12").RunJobs();

        var (invitation, reminder) = (Assert.Single(site.Mails("invitation")), Assert.Single(site.Mails("reminder")));
        Assert.NotEqual(invitation.Links[0], reminder.Links[0]);
        Assert.Equal(1, site.Count("check_in", "reminded_at is not null and remind_on is null"));
    }

    [Fact]
    public void However_often_it_runs_there_is_one_reminder_at_most()
    {
        site.RunJobs();
        foreach (var day in new[] { "2026-01-12", "2026-01-13", "2026-01-18" })
            site.On(day).RunJobs();

        Assert.Equal(1, site.Count("mail", "kind = 'reminder'"));
    }

    [Fact]
    public async Task Two_at_once_write_one_reminder()
    {
        site.RunJobs();
        site.On("2026-01-12");
        var stop = Some.Stop;

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Write(site.Part<RemindOnce>().RunOne), stop))
        );

        Assert.Equal(1, site.Count("mail", "kind = 'reminder'"));
    }

    [Fact]
    public void Who_answered_is_not_reminded()
    {
        site.RunJobs();
        Answers();

        Assert.False(site.On("2026-01-12").Write(site.Part<RemindOnce>().RunOne));
    }

    [Fact]
    public void A_reminder_that_waits_for_the_morning_does_not_go_to_who_answered_in_the_night()
    {
        site.RunJobs();
        site.Clock.AdjustTime(new DateTimeOffset(2026, 1, 12, 2, 0, 0, TimeSpan.Zero));
        site.RunJobs();
        Assert.Equal(1, site.Count("mail", "kind = 'reminder' and state = 'ready'"));

        Answers();
        site.On("2026-01-12").RunJobs();

        Assert.Equal(1, site.Count("mail", "kind = 'reminder' and state = 'cancelled'"));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public void Who_is_no_longer_active_is_not_reminded(string status)
    {
        site.RunJobs();
        site.Sql("update caregiver set status = @status", new { status });

        site.On("2026-01-12").RunJobs();

        Assert.Equal(
            (0, 1),
            (
                site.Count("mail", "kind = 'reminder'"),
                site.Count("check_in", "remind_on is null and reminded_at is null")
            )
        );
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public void Nobody_is_reminded_of_a_mail_that_never_went(string state) => Assert.Equal(0, RemindersAfter(state));

    [Fact]
    public void Who_perhaps_has_the_mail_is_reminded() => Assert.Equal(1, RemindersAfter("unsure"));

    private long RemindersAfter(string state)
    {
        site.Write(site.Part<InviteToCheckIn>().RunOne);
        site.Sql("update mail set state = @state", new { state });
        site.On("2026-01-12");

        Assert.True(site.Write(site.Part<RemindOnce>().RunOne));
        Assert.False(site.Write(site.Part<RemindOnce>().RunOne));

        return site.Count("mail", "kind = 'reminder'");
    }

    private void Answers()
    {
        var checkIn = site.Read(transaction => CheckInTable.OpenOf(transaction, anna))!;
        site.Save(checkIn, "opening", ("going", 4));
        Assert.True(site.Send(checkIn));
    }
}
