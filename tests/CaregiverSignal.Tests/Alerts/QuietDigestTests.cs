using CaregiverSignal.Alerts;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// On a set day the digest comes also when there is nothing, so that silence is never taken for peace.
/// </summary>
public sealed class QuietDigestTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Once_a_week_nothing_new_is_told_too()
    {
        await Enrolled();
        Assert.False(await Digest());

        site.Advance(TimeSpan.FromDays(7));

        Assert.True(await Digest());
        Assert.False(await Digest());
        site.Advance(TimeSpan.FromDays(4));
        Assert.False(await Digest());
        site.Advance(TimeSpan.FromDays(3));
        Assert.True(await Digest());
        await site.RunJobs();
        Assert.Each(site.Mails(), mail => Assert.Has("Subject: Werklijst: niets nieuws", mail));
    }

    [Fact]
    public async Task A_set_day_that_was_missed_is_made_good_the_next_working_day()
    {
        await Enrolled();
        site.Advance(TimeSpan.FromDays(8));

        Assert.True(await Digest());
    }

    [Fact]
    public async Task Whoever_had_a_digest_on_the_set_day_or_after_it_needs_no_other()
    {
        await Enrolled();
        site.Advance(TimeSpan.FromDays(7));
        await site.AddSignal(await site.AddCaregiver("2"), "amber", "change");
        Assert.True(await Digest());

        Assert.False(await Digest());
        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task Whoever_never_came_in_or_follows_nobody_hears_nothing()
    {
        await site.Invited();
        await site.AddCaregiver();
        await site.Coordinator("dirk@steunpunt.example", "Dirk");
        site.Advance(TimeSpan.FromDays(7));

        Assert.False(await Digest());
    }

    [Fact]
    public async Task A_quiet_digest_says_when_an_alert_is_late()
    {
        await Enrolled();
        await PostMails.Add(site, "failed", SendNote.MailboxFull);
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(await Digest());

        Assert.Has(Dutch("DigestMail.AlertLate"), (await site.Mails("digest"))[0].Text);
    }

    [Fact]
    public async Task Within_an_hour_of_an_alert_it_waits()
    {
        await Enrolled();
        site.Advance(TimeSpan.FromDays(7));
        await site.AddSignal(await site.AddCaregiver("2"));
        Assert.Equal(1, await site.Part<NotifyCoordinator>().RunAsync(1));
        Assert.False(await Digest());

        site.Advance(TimeSpan.FromHours(1));

        Assert.True(await Digest());
    }

    private Task<bool> Digest() => site.Part<SendDigest>().RunOneAsync();

    private async Task Enrolled()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }
}
