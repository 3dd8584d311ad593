using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Mail;

/// <summary>A database that is put back while two nodes serve it: nothing is mailed twice.</summary>
public sealed class RestoredUnderNodesTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres();
    private readonly TemporaryFolder elsewhere = new();
    private readonly List<Database> opened = [];

    public void Dispose()
    {
        foreach (var database in opened)
            database.Dispose();
        site.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void What_went_since_the_backup_does_not_go_again()
    {
        var (waits, leads) = (Node(), Node());
        var backup = BackUpWithAMailWaiting(leads);
        MinuteOf(leads, waits);
        Assert.Equal(2, site.Mails().Count);

        site.PutBack(backup);
        MinuteOf(leads, waits);
        MinuteOf(waits, leads);

        Assert.Equal(HoldReason.Restored, Why());
        Assert.Equal(2, site.Mails().Count);
        Assert.Equal(1, site.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public async Task Who_was_erased_since_the_backup_goes_again_with_the_next_beat()
    {
        var node = Node();
        var backup = BackUpWithAMailWaiting(node);
        var gone = site.Read(transaction => CaregiverTable.ByPerson(transaction, "2"))!;
        Assert.NotNull(node.GetRequiredService<Erasures>().Erase(gone, Actor.CommandLine));

        site.PutBack(backup);
        Assert.Equal(2, site.Count("caregiver"));
        await ActivatorUtilities.CreateInstance<RunDueJobs>(node).Execute(null!, Some.Stop);

        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public void Until_its_tables_are_back_the_store_says_what_may_be_going_on()
    {
        site.Sql("drop table failure");

        var error = Assert.Throws<StorageException>(() =>
            site.Read(transaction => transaction.All<string>("select job from failure"))
        );

        Assert.Ends(": a table is missing. Is a backup being put back?", error.Message);
    }

    /// <summary>Everybody's mail went but the last one's, which waits.</summary>
    private string BackUpWithAMailWaiting(ServiceProvider leads)
    {
        site.AddCaregiver("1");
        MinuteOf(leads);
        Assert.Single(site.Mails());
        site.AddCaregiver("2");
        Assert.True(site.Write(leads.GetRequiredService<InviteToCheckIn>().RunOne));
        return site.BackUp(elsewhere.Name);
    }

    /// <summary>A minute in which all of them beat and send, first the one that leads.</summary>
    private void MinuteOf(params ServiceProvider[] nodes)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        foreach (var node in nodes)
        {
            node.GetRequiredService<SendHold>().Check();
            node.GetRequiredService<JobRunner>().Run(Some.Stop);
            node.GetRequiredService<MailLoop>().Round(Some.Stop);
        }
    }

    /// <summary>A node that starts; the last one that did leads.</summary>
    private ServiceProvider Node()
    {
        opened.Add(Database.Open(site.Database.Engine));
        var parts = site.PartsOn(opened[^1]);
        parts.GetRequiredService<SendHold>().Check();
        return parts;
    }

    private HoldReason? Why() => site.Read(SendHold.WhyHeld);
}
