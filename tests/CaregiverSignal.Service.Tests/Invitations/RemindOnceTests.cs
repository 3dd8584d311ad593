using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.Invitations;

public sealed class RemindOnceTests() : AtASite("2026-01-05", ("Mail:Window", "09:00-20:00"))
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person());
    }

    [Fact]
    public async Task Before_its_day_there_is_no_reminder()
    {
        await site.RunJobs();

        Assert.False(await site.On("2026-01-11").Write(site.Part<RemindOnce>().RunOne));
    }

    [Fact]
    public async Task A_week_without_an_answer_brings_one_reminder_with_a_link_of_its_own()
    {
        await site.RunJobs();
        await site.On("2026-01-12").RunJobs();

        var (invitation, reminder) = (
            Assert.Single(await site.Mails("invitation")),
            Assert.Single(await site.Mails("reminder"))
        );
        Assert.NotEqual(invitation.Links[0], reminder.Links[0]);
        Assert.Equal(1, await site.Count("check_in", "reminded_at is not null and remind_on is null"));
    }

    [Fact]
    public async Task However_often_it_runs_there_is_one_reminder_at_most()
    {
        await site.RunJobs();
        foreach (var day in new[] { "2026-01-12", "2026-01-13", "2026-01-18" })
            await site.On(day).RunJobs();

        Assert.Equal(1, await site.Count("mail", "kind = 'reminder'"));
    }

    [Fact]
    public async Task Two_at_once_write_one_reminder()
    {
        await site.RunJobs();
        site.On("2026-01-12");
        var stop = Some.Stop;

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Write(site.Part<RemindOnce>().RunOne), stop))
        );

        Assert.Equal(1, await site.Count("mail", "kind = 'reminder'"));
    }

    [Fact]
    public async Task Who_answered_is_not_reminded()
    {
        await site.RunJobs();
        await Answers();

        Assert.False(await site.On("2026-01-12").Write(site.Part<RemindOnce>().RunOne));
    }

    [Fact]
    public async Task A_reminder_that_waits_for_the_morning_does_not_go_to_who_answered_in_the_night()
    {
        await site.RunJobs();
        site.Clock.AdjustTime(new DateTimeOffset(2026, 1, 12, 2, 0, 0, TimeSpan.Zero));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'reminder' and state = 'ready'"));

        await Answers();
        await site.On("2026-01-12").RunJobs();

        Assert.Equal(1, await site.Count("mail", "kind = 'reminder' and state = 'cancelled'"));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public async Task Who_is_no_longer_active_is_not_reminded(string status)
    {
        await site.RunJobs();
        await site.Sql("update caregiver set status = @status", new { status });

        await site.On("2026-01-12").RunJobs();

        Assert.Equal(
            (0, 1),
            (
                await site.Count("mail", "kind = 'reminder'"),
                await site.Count("check_in", "remind_on is null and reminded_at is null")
            )
        );
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task Nobody_is_reminded_of_a_mail_that_never_went(string state) =>
        Assert.Equal(0, await RemindersAfter(state));

    [Fact]
    public async Task Who_perhaps_has_the_mail_is_reminded() => Assert.Equal(1, await RemindersAfter("unsure"));

    private async Task<long> RemindersAfter(string state)
    {
        await site.Write(site.Part<InviteToCheckIn>().RunOne);
        await site.Sql("update mail set state = @state", new { state });
        site.On("2026-01-12");

        Assert.True(await site.Write(site.Part<RemindOnce>().RunOne));
        Assert.False(await site.Write(site.Part<RemindOnce>().RunOne));

        return await site.Count("mail", "kind = 'reminder'");
    }

    private async Task Answers()
    {
        var checkIn = (await site.Read(async transaction => await CheckInTable.OpenOf(transaction, anna)))!;
        await site.Save(checkIn, "opening", ("going", 4));
        Assert.True(await site.Send(checkIn));
    }
}
