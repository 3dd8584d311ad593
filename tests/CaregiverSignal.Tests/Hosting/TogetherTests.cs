using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>Items of a step, and mails of a round, wait for the disk together; what fails fails alone.</summary>
public sealed class TogetherTests() : AtASite("2026-01-05")
{
    private int commits;

    [Fact]
    public void People_who_are_due_are_invited_twenty_in_a_commit()
    {
        Add(people: 100);

        site.Part<JobRunner>().Run(TestContext.Current.CancellationToken);

        Assert.Equal(100, site.Count("mail", "kind = 'invitation'"));
        // One a person would be a hundred; the rest of the beat has some of its own.
        Assert.InRange(commits, 5, 50);
    }

    [Fact]
    public void Mails_into_the_folder_wait_for_a_commit_together()
    {
        Add(people: 100);
        site.Part<JobRunner>().Run(TestContext.Current.CancellationToken);
        commits = 0;

        Assert.Equal(100, site.Part<MailLoop>().Round(TestContext.Current.CancellationToken));

        Assert.Equal(100, site.Count("mail", "state = 'sent' and attempts = 1"));
        Assert.Equal(100, site.Mails().Count);
        // One worker commits each mail twice; how many workers meet depends on the machine. A server shares the waits of
        // its transactions by itself.
        if (!site.Database.Engine.IsShared)
            Assert.InRange(commits, 1, 120);
    }

    [Fact]
    public void Among_fifty_the_one_that_cannot_be_invited_is_put_aside_alone()
    {
        Add(people: 50);
        site.Sql("update caregiver set email = 'no address' where person = 'p30'");

        site.Beat(mayFail: true);

        Assert.Equal(49, site.Count("mail", "kind = 'invitation'"));
        Assert.Equal(49, site.Count("check_in"));
        Assert.Equal(
            site.Value<long>("select id from caregiver where person = 'p30'"),
            site.Value<long>("select item from failure where step = 'invite'")
        );
        Assert.Equal(1, site.Part<JobRunner>().Failures);
    }

    [Fact]
    public void A_store_that_fails_in_the_middle_leaves_nothing_half_done_and_the_next_beat_does_it()
    {
        Add(people: 50);
        site.RefuseWrites("insert on mail");

        site.Part<JobRunner>().Run(TestContext.Current.CancellationToken);
        Assert.Equal((0, 0), (site.Count("check_in"), site.Count("mail")));

        site.PermitWrites();
        site.Sql("delete from failure");
        site.Beat();
        Assert.Equal((50, 50), (site.Count("check_in"), site.Count("mail")));
    }

    private void Add(int people)
    {
        for (var number = 1; number <= people; number++)
            site.Add(Some.Person($"p{number}", email: $"p{number}@example.org"));
        site.Database.Committed = _ => Interlocked.Increment(ref commits);
    }
}
