using System.Net;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Staff;

public sealed class AccessTests
{
    private static readonly Coordinator Els = new() { Id = 1, Email = "els@steunpunt.example" };
    private static readonly HashSet<long> None = [];
    private static readonly Coordinator Dirk = new() { Id = 2, Email = "dirk@steunpunt.example" };
    private static readonly Coordinator Eva = new() { Id = 3, Email = "eva@steunpunt.example" };
    private static readonly Coordinator Joost = new() { Id = 4, Email = "joost@steunpunt.example" };

    [Fact]
    public void The_whole_team_is_told_whoever_leads_it_first_and_another_team_only_where_nobody_of_it_is_there()
    {
        var (lead, other) = (Joost with { IsTeamLead = true }, Eva with { TeamId = 1 });

        Assert.Equal([lead, Dirk], Access.InPlaceOf(Els, [Els, Dirk, other, lead], None));
        Assert.Equal([lead], Access.InPlaceOf(Els, [Els, Dirk, other, lead], new HashSet<long> { 2 }));
        Assert.Equal([other], Access.InPlaceOf(Els, [Els, Dirk, other, lead], new HashSet<long> { 2, 4 }));
    }

    [Fact]
    public void Where_all_others_are_away_they_are_told_after_all_and_nobody_is_their_own_deputy()
    {
        Assert.Equal([Dirk, Eva], Access.InPlaceOf(Els, [Els, Dirk, Eva], new HashSet<long> { 2, 3 }));
        Assert.Empty(Access.InPlaceOf(Els, [Els], None));
    }

    [Fact]
    public async Task A_colleagues_case_is_as_unknown_as_one_that_does_not_exist()
    {
        using var site = Some.Installation().On("2026-03-02");
        var (caregiver, checkIn) = Somebody(site);
        site.Coordinator("joost@steunpunt.example", "Joost");
        var browser = await site.SignedIn("joost@steunpunt.example");
        var before = site.ContentButTheRecord();

        var refused = 0L;
        // What only a team lead may is refused to a coordinator as such, and a line on the own worklist is nobody's case.
        var cases = CasePatterns(site)
            .Where(one =>
                one
                    is not (

                        ("POST", "/zaak/{caregiver}/wissen?handler=Erase")
                        or
                        ("GET", "/zaak/{caregiver}/afschrift")
                    )
                && (
                    one.Pattern.Contains("{caregiver}", StringComparison.Ordinal)
                    || one.Pattern.Contains("{task}", StringComparison.Ordinal)
                )
            );
        foreach (var (method, pattern) in cases)
        {
            await Call(browser, method, Fill(pattern, caregiver, checkIn));
            var (status, page) = (browser.Status, browser.Page.DocumentElement.OuterHtml);
            await Call(browser, method, Fill(pattern, 999_999, 999_999));

            Assert.True(status == HttpStatusCode.NotFound, $"{method} {pattern} answered {status}");
            Assert.True(
                site.Count("record", $"outcome = 'refused' and caregiver_id = {caregiver}") > refused
                    || pattern.Contains("{task}", StringComparison.Ordinal),
                $"{method} {pattern} left no line"
            );
            refused = site.Count("record", $"outcome = 'refused' and caregiver_id = {caregiver}");
            Assert.Equal(browser.Page.DocumentElement.OuterHtml, page);
        }

        Assert.Equal(before, site.ContentButTheRecord());
    }

    [Theory]
    [InlineData("/zaak/nul")]
    [InlineData("/zaak/-1")]
    [InlineData("/zaak/99999999999999999999")]
    [InlineData("/zaak/1%27%20or%201=1")]
    public async Task An_invented_number_is_not_found(string address)
    {
        using var site = Some.Installation().On("2026-03-02");
        site.Coordinator();
        var browser = await site.SignedIn();

        await browser.Open(address);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private static (long Caregiver, long CheckIn) Somebody(TestInstallation site)
    {
        var caregiver = site.AddCaregiver(channel: "phone");
        site.AddSignal(caregiver);
        AddReply(site, caregiver);
        site.AddTip();
        return (caregiver, site.AskByLink(caregiver).CheckIn.Id);
    }

    /// <summary>A task about mail, with the number of its caregiver.</summary>
    private static void AddReply(TestInstallation site, long caregiver) =>
        site.Database.Write(transaction =>
        {
            transaction.Execute(
                "insert into mail_return (id, sha256, received_at, class, note) values (@caregiver, 'x', @now, 'reply', '')",
                new { caregiver, now = site.Time.Now }
            );
            transaction.Execute(
                "insert into staff_task (id, kind, caregiver_id, return_id, opened_at, due_on) values (@caregiver, 'reply', @caregiver, @caregiver, @now, '2026-03-03')",
                new { caregiver, now = site.Time.Now }
            );
            return true;
        });

    private static List<(string Method, string Pattern)> StaffPatterns(TestInstallation site)
    {
        var found = SiteRoute.All(site).Where(one => one.IsForStaff).Select(one => (one.Method, one.Pattern)).ToList();
        Assert.True(found.Count >= 9, "The routes are not found.");
        return found;
    }

    /// <summary>But for tips, which are nobody's own, and for what other roles do.</summary>
    private static IEnumerable<(string Method, string Pattern)> CasePatterns(TestInstallation site) =>
        StaffPatterns(site)
            .Where(one =>
                one.Pattern.Contains('{', StringComparison.Ordinal)
                && !one.Pattern.StartsWith("/beheer", StringComparison.Ordinal)
                && !one.Pattern.Contains("{tip}", StringComparison.Ordinal)
            );

    private static string Fill(string pattern, long caregiver, long checkIn) =>
        pattern
            .Replace(
                "{task}",
                caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{tip}",
                caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{caregiver}",
                caregiver.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{fellow}",
                checkIn.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{checkIn}",
                checkIn.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );

    private static async Task Call(Browser browser, string method, string address)
    {
        if (method == "GET")
        {
            await browser.Open(address);
            return;
        }

        await browser.Open(
            browser.Cookies.GetAllCookies().Any(cookie => cookie.Name == "werk") ? "/werklijst" : "/inloggen"
        );
        await browser.Post(address, [browser.Token]);
    }
}
