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
    public async Task What_went_since_the_backup_does_not_go_again()
    {
        var (waits, leads) = (await Node(), await Node());
        var backup = await BackUpWithAMailWaiting(leads);
        await MinuteOf(leads, waits);
        Assert.Equal(2, site.Mails().Count);

        site.PutBack(backup);
        await MinuteOf(leads, waits);
        await MinuteOf(waits, leads);

        Assert.Equal(HoldReason.Restored, await Why());
        Assert.Equal(2, site.Mails().Count);
        Assert.Equal(1, await site.Count("mail", "state = 'ready'"));
    }

    [Fact]
    public async Task Who_was_erased_since_the_backup_goes_again_with_the_next_beat()
    {
        var node = await Node();
        var backup = await BackUpWithAMailWaiting(node);
        var gone = (await site.Read(async transaction => await CaregiverTable.ByPerson(transaction, "2")))!;
        Assert.NotNull(await node.GetRequiredService<Erasures>().EraseAsync(gone, Actor.CommandLine));

        site.PutBack(backup);
        Assert.Equal(2, await site.Count("caregiver"));
        await ActivatorUtilities.CreateInstance<RunDueJobs>(node).Execute(null!, Some.Stop);

        Assert.Equal(1, await site.Count("caregiver"));
    }

    [Fact]
    public async Task Until_its_tables_are_back_the_store_says_what_may_be_going_on()
    {
        await site.Sql("drop table failure");

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
            await site.Read(transaction => transaction.All<string>("select job from failure"))
        );

        Assert.Ends(": a table is missing. Is a backup being put back?", error.Message);
    }

    /// <summary>Everybody's mail went but the last one's, which waits.</summary>
    private async Task<string> BackUpWithAMailWaiting(ServiceProvider leads)
    {
        await site.AddCaregiver("1");
        await MinuteOf(leads);
        Assert.Single(site.Mails());
        await site.AddCaregiver("2");
        Assert.True(await site.Write(leads.GetRequiredService<InviteToCheckIn>().RunOne));
        return site.BackUp(elsewhere.Name);
    }

    /// <summary>A minute in which all of them beat and send, first the one that leads.</summary>
    private async Task MinuteOf(params ServiceProvider[] nodes)
    {
        site.Advance(TimeSpan.FromMinutes(1));
        foreach (var node in nodes)
        {
            await node.GetRequiredService<SendHold>().CheckAsync();
            await node.GetRequiredService<JobRunner>().RunAsync(Some.Stop);
            await node.GetRequiredService<MailLoop>().RoundAsync(Some.Stop);
        }
    }

    /// <summary>A node that starts; the last one that did leads.</summary>
    private async Task<ServiceProvider> Node()
    {
        opened.Add(await Database.OpenAsync(site.Database.Engine));
        var parts = await site.PartsOn(opened[^1]);
        await parts.GetRequiredService<SendHold>().CheckAsync();
        return parts;
    }

    private Task<HoldReason?> Why() => site.Read(SendHold.WhyHeld);
}
