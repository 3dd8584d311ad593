using CaregiverSignal.Alerts;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>
/// On a set day the digest comes also when there is nothing, so that silence is never taken for peace.
/// </summary>
public sealed class QuietDigestTests() : AtASite("2026-03-02")
{
    [Fact]
    public void Once_a_week_nothing_new_is_told_too()
    {
        Enrolled();
        Assert.False(Digest());

        site.Advance(TimeSpan.FromDays(7));

        Assert.True(Digest());
        Assert.False(Digest());
        site.Advance(TimeSpan.FromDays(4));
        Assert.False(Digest());
        site.Advance(TimeSpan.FromDays(3));
        Assert.True(Digest());
        site.RunJobs();
        Assert.Each(site.Mails(), mail => Assert.Has("Subject: Werklijst: niets nieuws", mail));
    }

    [Fact]
    public void A_set_day_that_was_missed_is_made_good_the_next_working_day()
    {
        Enrolled();
        site.Advance(TimeSpan.FromDays(8));

        Assert.True(Digest());
    }

    [Fact]
    public void Whoever_had_a_digest_on_the_set_day_or_after_it_needs_no_other()
    {
        Enrolled();
        site.Advance(TimeSpan.FromDays(7));
        site.AddSignal(site.AddCaregiver("2"), "amber", "change");
        Assert.True(Digest());

        Assert.False(Digest());
        Assert.Equal(1, site.Count("mail"));
    }

    [Fact]
    public void Whoever_never_came_in_or_follows_nobody_hears_nothing()
    {
        site.Invited();
        site.AddCaregiver();
        site.Coordinator("dirk@steunpunt.example", "Dirk");
        site.Advance(TimeSpan.FromDays(7));

        Assert.False(Digest());
    }

    [Fact]
    public void A_quiet_digest_says_when_an_alert_is_late()
    {
        Enrolled();
        PostMails.Add(site, "failed", SendNote.MailboxFull);
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(Digest());

        Assert.Has(Dutch("DigestMail.AlertLate"), site.Mails("digest")[0].Text);
    }

    [Fact]
    public void Within_an_hour_of_an_alert_it_waits()
    {
        Enrolled();
        site.Advance(TimeSpan.FromDays(7));
        site.AddSignal(site.AddCaregiver("2"));
        Assert.Equal(1, site.Part<NotifyCoordinator>().Run(1));
        Assert.False(Digest());

        site.Advance(TimeSpan.FromHours(1));

        Assert.True(Digest());
    }

    private bool Digest() => site.Part<SendDigest>().RunOne();

    private void Enrolled()
    {
        site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }
}
