using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Tests.Web;

/// <summary>Whoever has many addresses has not as many shares.</summary>
public class ClientNetworksTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_has_a_whole_48_has_eight_shares_and_not_65536()
    {
        var quota = new Quota(new LimitCounts(), "test", TimeSpan.FromMinutes(15));

        var taken = Enumerable
            .Range(0, 65_536)
            .Count(number =>
                quota.Take(Now, ClientNetworks.SharesOf(IPAddress.Parse($"2001:db8:1:{number:x}::1"), 5)) is null
            );

        Assert.Equal(40, taken);
    }

    [Fact]
    public void Who_has_a_56_leaves_its_neighbours_theirs()
    {
        var quota = new Quota(new LimitCounts(), "test", TimeSpan.FromMinutes(15));

        var taken = Enumerable
            .Range(0, 256)
            .Count(number =>
                quota.Take(Now, ClientNetworks.SharesOf(IPAddress.Parse($"2001:db8:1:{number:x}::1"), 5)) is null
            );

        Assert.Equal(10, taken);
        Assert.Null(quota.Take(Now, ClientNetworks.SharesOf(IPAddress.Parse("2001:db8:1:100::1"), 5)));
    }

    [Fact]
    public void A_count_is_kept_where_requests_that_came_at_once_are_counted_out_of_order()
    {
        var quota = new Quota(new LimitCounts(), "test", TimeSpan.FromMinutes(15));

        Assert.Null(quota.Take(Now, new QuotaShare("all", 2)));
        Assert.Null(quota.Take(Now.AddMilliseconds(-20), new QuotaShare("all", 2)));

        Assert.NotNull(quota.Take(Now, new QuotaShare("all", 2)));
    }

    [Fact]
    public void An_IPv4_address_is_itself_however_it_is_written()
    {
        Assert.Equal([new QuotaShare("192.0.2.7", 5)], ClientNetworks.SharesOf(IPAddress.Parse("192.0.2.7"), 5));
        Assert.Equal([new QuotaShare("192.0.2.7", 5)], ClientNetworks.SharesOf(IPAddress.Parse("::ffff:192.0.2.7"), 5));
    }

    [Fact]
    public void What_is_refused_uses_up_nothing_and_is_told_how_long_to_wait()
    {
        var quota = new Quota(new LimitCounts(), "test", TimeSpan.FromMinutes(15));
        Assert.Null(quota.Take(Now, new QuotaShare("a", 1), new QuotaShare("all", 3)));

        Assert.Equal(
            TimeSpan.FromMinutes(10),
            quota.Take(Now.AddMinutes(5), new QuotaShare("a", 1), new QuotaShare("all", 3))
        );
        Assert.Null(quota.Take(Now.AddMinutes(5), new QuotaShare("b", 1), new QuotaShare("all", 3)));
        Assert.Null(quota.Take(Now.AddMinutes(5), new QuotaShare("c", 1), new QuotaShare("all", 3)));
        Assert.NotNull(quota.Take(Now.AddMinutes(5), new QuotaShare("d", 1), new QuotaShare("all", 3)));
        Assert.Null(quota.Take(Now.AddMinutes(15), new QuotaShare("a", 1), new QuotaShare("all", 3)));
    }
}
