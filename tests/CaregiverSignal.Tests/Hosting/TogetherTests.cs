using CaregiverSignal.Mail.Sending;

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

    private void Add(int people)
    {
        for (var number = 1; number <= people; number++)
            site.Add(Some.Person($"p{number}", email: $"p{number}@example.org"));
        site.Database.Committed = _ => Interlocked.Increment(ref commits);
    }
}
