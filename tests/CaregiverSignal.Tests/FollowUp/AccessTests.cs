using System.Net;
using CaregiverSignal.FollowUp;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Tests.FollowUp;

public sealed class AccessTests
{
    [Theory]
    [InlineData(1, null, null, true)] // the owner
    [InlineData(2, 2, null, true)] // the owner's deputy
    [InlineData(2, null, 2, true)] // the deputy of everybody without one
    [InlineData(2, 3, 2, false)] // the default deputy, while the owner has a deputy
    [InlineData(2, null, null, false)] // a colleague
    [InlineData(2, 3, null, false)] // a colleague of somebody with another deputy
    public void Own_people_and_those_of_whom_one_is_the_deputy(long viewer, int? deputy, int? standard, bool may)
    {
        var owner = new Coordinator { Id = 1, DeputyId = deputy };

        Assert.Equal(may, Access.May(viewer, owner, standard is { } one ? [one] : []));
    }

    [Theory]
    [InlineData(null, 2L)] // the standard deputy is the owner: the next one steps in
    [InlineData(1, 2L)] // so does one who is named as the own deputy
    [InlineData(3, 3L)]
    public void Nobody_is_their_own_deputy(int? own, long? deputy)
    {
        var owner = new Coordinator { Id = 1, DeputyId = own };

        Assert.Equal(deputy, Access.DeputyOf(owner, [1, 2]));
        Assert.Equal(own == 3 ? 3 : null, Access.DeputyOf(owner, [1]));
    }

    [Fact]
    public void Being_a_deputy_does_not_go_both_ways()
    {
        Coordinator[] all = [new() { Id = 1, DeputyId = 2 }, new() { Id = 2, DeputyId = 3 }, new() { Id = 3 }];

        Assert.Equal([1], Access.SeenBy(1, all, []));
        Assert.Equal([1, 2], Access.SeenBy(2, all, []));
        Assert.Equal([2, 3], Access.SeenBy(3, all, []));
    }

    [Fact]
    public async Task Nobody_passes_any_staff_address_without_a_session()
    {
        using var site = new Site();
        var (caregiver, checkIn) = Somebody(site);
        var before = site.Dump();

        foreach (var (method, address) in StaffAddresses(site, caregiver, checkIn))
        {
            var browser = await site.NewBrowser().Open("/inloggen");
            await Call(browser, method, address);

            Assert.True(browser.Path == "/inloggen", $"{method} {address} led to {browser.Path}");
        }

        Assert.Equal(before, site.Dump());
    }

    [Fact]
    public async Task A_colleagues_case_is_as_unknown_as_one_that_does_not_exist()
    {
        using var site = new Site();
        var (caregiver, checkIn) = Somebody(site);
        site.Coordinator("joost@steunpunt.example", "Joost");
        var browser = await site.SignedIn("joost@steunpunt.example");
        var before = site.Dump();

        foreach (var (method, pattern) in CasePatterns(site))
        {
            await Call(browser, method, Fill(pattern, caregiver, checkIn));
            var (status, page) = (browser.Status, browser.Page.DocumentElement.OuterHtml);
            await Call(browser, method, Fill(pattern, 999_999, 999_999));

            Assert.True(status == HttpStatusCode.NotFound, $"{method} {pattern} answered {status}");
            Assert.Equal(browser.Page.DocumentElement.OuterHtml, page);
        }

        Assert.Equal(before, site.Dump());
    }

    [Theory]
    [InlineData(Site.CoordinatorEmail)]
    [InlineData("dirk@steunpunt.example")]
    public async Task The_coordinator_and_the_deputy_may_do_everything(string email)
    {
        using var site = new Site();
        var (caregiver, checkIn) = Somebody(site);
        site.Deputy(Site.CoordinatorEmail, "dirk@steunpunt.example");
        var browser = await site.SignedIn(email);

        foreach (var (method, address) in StaffAddresses(site, caregiver, checkIn).Where(one => one.Address != "/uitloggen" && !one.Address.StartsWith("/samen", StringComparison.Ordinal) && !one.Address.StartsWith("/beheer", StringComparison.Ordinal)))
        {
            await Call(browser, method, address);

            Assert.True(browser.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{method} {address} answered {browser.Status}");
        }
    }

    [Fact]
    public async Task A_deputy_of_long_ago_is_out_at_the_next_page()
    {
        using var site = new Site();
        var (caregiver, _) = Somebody(site);
        site.Deputy(Site.CoordinatorEmail, "dirk@steunpunt.example");
        var browser = await site.SignedIn("dirk@steunpunt.example");
        await browser.Open($"/zaak/{caregiver}");
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        site.Deputy(Site.CoordinatorEmail, "eva@steunpunt.example");
        await browser.Open($"/zaak/{caregiver}");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Theory]
    [InlineData("/zaak/nul")]
    [InlineData("/zaak/-1")]
    [InlineData("/zaak/99999999999999999999")]
    [InlineData("/zaak/1%27%20or%201=1")]
    public async Task An_invented_number_is_not_found(string address)
    {
        using var site = new Site();
        site.Coordinator();
        var browser = await site.SignedIn();

        await browser.Open(address);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private static (long Caregiver, long CheckIn) Somebody(Site site)
    {
        var caregiver = site.AddCaregiver(channel: "phone");
        site.AddSignal(caregiver);
        AddReply(site, caregiver);
        site.AddTip();
        return (caregiver, site.Ask(caregiver).CheckIn.Id);
    }

    /// <summary>A task about mail, with the number of its caregiver.</summary>
    private static void AddReply(Site site, long caregiver) => site.Database.Write(work =>
    {
        work.Change("insert into mail_return (id, sha256, received_at, class, note) values (@caregiver, 'x', @now, 'reply', '')", new { caregiver, now = site.Time.Now });
        work.Change("insert into mail_task (id, kind, caregiver_id, return_id, opened_at) values (@caregiver, 'reply', @caregiver, @caregiver, @now)", new { caregiver, now = site.Time.Now });
        return true;
    });

    private static List<(string Method, string Pattern)> StaffPatterns(Site site)
    {
        var found = site.Part<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaffOnly>() is not null)
            .Select(endpoint => (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods[0], endpoint.RoutePattern.RawText!))
            .ToList();
        Assert.True(found.Count >= 9, "The routes are not found.");
        return found;
    }

    /// <summary>But for tips, which are nobody's own.</summary>
    private static IEnumerable<(string Method, string Pattern)> CasePatterns(Site site) =>
        StaffPatterns(site).Where(one => one.Pattern.Contains('{', StringComparison.Ordinal) && !one.Pattern.Contains("{tip}", StringComparison.Ordinal));

    private static IEnumerable<(string Method, string Address)> StaffAddresses(Site site, long caregiver, long checkIn) =>
        StaffPatterns(site).Select(one => (one.Method, Fill(one.Pattern, caregiver, checkIn)));

    private static string Fill(string pattern, long caregiver, long checkIn) => pattern
        .Replace("{task}", caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{tip}", caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{caregiver}", caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{checkIn}", checkIn.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static async Task Call(Browser browser, string method, string address)
    {
        if (method == "GET")
        {
            await browser.Open(address);
            return;
        }

        await browser.Open(browser.Cookies.GetAllCookies().Any(cookie => cookie.Name == "werk") ? "/werklijst" : "/inloggen");
        await browser.Post(address, [browser.Token]);
    }
}
