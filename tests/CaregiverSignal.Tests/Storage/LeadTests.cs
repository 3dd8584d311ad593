using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Tests.Storage;

/// <summary>Several programs on one store of PostgreSQL's, and their clock.</summary>
public sealed class LeadTests : IDisposable
{
    private readonly string connection = TestPostgres.NewDatabase();
    private readonly ManualTime clock = new();
    private readonly List<Database> opened = [];

    public void Dispose()
    {
        foreach (var database in opened)
            database.Dispose();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public void The_first_leads_and_the_second_waits_while_it_gives_a_sign()
    {
        var (one, other) = (Node(), Node());

        Assert.True(one.Look());
        for (var round = 0; round < 50; round++)
        {
            clock.Advance(Lead.Every);
            Assert.False(other.Look());
            Assert.True(one.Look());
            Assert.Equal((true, false), (one.IsMine, other.IsMine));
        }
    }

    [Fact]
    public void At_no_moment_do_both_lead_and_after_a_pause_the_other_does_within_half_a_minute()
    {
        var (one, other) = (Node(), Node());
        one.Look();
        other.Look();

        var (waited, overtaken) = (TimeSpan.Zero, (TimeSpan?)null);
        for (; overtaken is null && waited < TimeSpan.FromMinutes(2); waited += TimeSpan.FromSeconds(1))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            if ((int)waited.TotalSeconds % (int)Lead.Every.TotalSeconds == 0 && other.Look())
                overtaken = waited;
            Assert.False(one.IsMine && other.IsMine);
        }

        Assert.InRange(overtaken!.Value, Lead.LongestStill, TimeSpan.FromSeconds(30));
        Assert.False(one.IsMine);
        Assert.False(one.Look());
        Assert.Equal((false, true), (one.IsMine, other.IsMine));
    }

    [Fact]
    public void Who_leaves_is_followed_at_the_next_look()
    {
        var (one, other) = (Node(), Node());
        one.Look();
        other.Look();

        one.Leave();

        Assert.False(one.IsMine);
        Assert.True(other.Look());
    }

    [Fact]
    public void On_a_file_a_program_always_leads()
    {
        using var folder = new TemporaryFolder();
        using var database = Database.Open(Path.Combine(folder.Name, "site.db"));
        using var lead = new Lead(database, clock, NullLogger<Lead>.Instance);

        Assert.True(lead.IsMine);
        Assert.True(lead.TakeUnlessAtWork());
    }

    private Lead Node()
    {
        opened.Add(Database.Open(new PostgresStore(connection)));
        return new Lead(opened[^1], clock, NullLogger<Lead>.Instance);
    }
}
