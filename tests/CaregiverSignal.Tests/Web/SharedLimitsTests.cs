using System.Net;
using CaregiverSignal.Hosting;
using CaregiverSignal.Retention;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using CaregiverSignal.Web.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Web;

/// <summary>Two nodes on one store of PostgreSQL's give nobody twice as many tries.</summary>
public sealed class SharedLimitsTests : IAsyncLifetime
{
    private readonly TestInstallation site = TestInstallation.OnPostgres().On("2026-03-02");
    private readonly List<Browser> browsers = [];
    private Database? otherStore;
    private WebApplication? other;

    public async ValueTask InitializeAsync()
    {
        site.Enrolled();
        otherStore = Database.Open(site.Database.Engine);
        other = Service.Build(site.Installation, otherStore, site.Clock, beats: false);
        await other.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(one => one.Dispose());
        await other!.DisposeAsync();
        otherStore!.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Links_are_asked_for_at_both_as_often_as_at_one()
    {
        Assert.Equal([200, 200, 200, 200, 200, 429, 429], await AtTurns(7, AskForLink));
        Assert.Equal(1, site.Count("mail"));

        site.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal([200], await AtTurns(1, AskForLink));
    }

    [Fact]
    public void What_is_counted_and_taken_back_while_the_store_is_away_takes_nothing_from_its_count()
    {
        var counts = new LimitCounts(site.Database);
        var now = site.Time.Now;
        Assert.Equal(1, counts.Use(now, Count));
        site.Sql("alter table limit_count rename to away");
        Assert.Equal(1, counts.Use(now, Count));
        counts.Use(now, TakeBack);
        Assert.Equal(1, counts.Use(now, Count));
        site.Sql("alter table away rename to limit_count");

        Assert.Equal(2, counts.Use(now, Count));

        int Count(ILimitCounts held)
        {
            var number = (held.Of("mail")?.Number ?? 0) + 1;
            held.Set("mail", new LimitCount { Number = number, Until = now.AddHours(1) });
            return number;
        }

        bool TakeBack(ILimitCounts held)
        {
            held.Set("mail", new LimitCount { Number = 0, Until = now.AddHours(1) });
            return true;
        }
    }

    [Fact]
    public async Task However_many_come_at_once_no_more_get_through()
    {
        var quotas = new[] { site.Database, otherStore! }
            .Select(store => new Quota(new LimitCounts(store), "test", TimeSpan.FromMinutes(1)))
            .ToList();

        var waits = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(one =>
                    Task.Factory.StartNew(
                        () => quotas[one % 2].Take(site.Time.Now, new Share("192.0.2.1", 20)),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );

        Assert.Equal(20, waits.Count(wait => wait is null));
    }

    [Fact]
    public async Task Who_comes_with_a_link_of_ours_is_not_counted()
    {
        var (_, link) = site.AskByLink(site.AddCaregiver());
        var before = site.Count("limit_count");

        foreach (var node in Nodes)
            await (await From(node, "127.0.0.2").Open(link)).Press("Begin met de vragen");

        Assert.Equal((0, 0), (before, site.Count("limit_count")));
    }

    [Fact]
    public async Task No_address_is_in_the_store_and_a_count_is_deleted_when_it_has_ended()
    {
        await AtTurns(2, AskForLink);

        Assert.Each(
            site.Database.Read(transaction => transaction.All<string>("select key from limit_count")),
            key => Assert.Matches("^[0-9a-f]{64}$", key)
        );
        site.Advance(TimeSpan.FromDays(1));
        while (site.Part<DeleteOld>().RunOne()) { }

        Assert.Equal(0, site.Count("limit_count"));
    }

    [Fact]
    public async Task While_the_store_takes_no_count_each_node_counts_for_itself()
    {
        site.RefuseWrites("insert on limit_count");

        Assert.Equal([.. Enumerable.Repeat(200, 10), 429, 429], await AtTurns(12, AskForLink));

        site.PermitWrites();
        Assert.Equal([200, 200, 200, 200, 200, 429, 429], await AtTurns(7, AskForLink));
    }

    private Uri[] Nodes => [site.Address, new Uri(other!.Urls.First())];

    private Browser From(Uri node, string address)
    {
        browsers.Add(new Browser(node, IPAddress.Parse(address)));
        return browsers[^1];
    }

    /// <summary>Somebody who tries so often, first at one node and then at the other.</summary>
    private async Task<List<int>> AtTurns(int times, Func<Browser, Task> act)
    {
        var statuses = new List<int>();
        for (var time = 0; time < times; time++)
        {
            var browser = From(Nodes[time % 2], "127.0.0.9");
            await act(browser);
            statuses.Add((int)browser.Status);
        }

        return statuses;
    }

    private static async Task AskForLink(Browser browser) =>
        await (await browser.Open("/inloggen"))
            .Write("Uw mailadres", TestInstallation.CoordinatorEmail)
            .Press("Stuur mij een link");
}
