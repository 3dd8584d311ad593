using CaregiverSignal.Checks;
using CaregiverSignal.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace CaregiverSignal.Tests.Staff;

/// <summary>Staff who sign in with the account of their organisation, at a real provider.</summary>
public sealed class OrganisationSignInTests : IAsyncLifetime
{
    private OrganisationServer organisation = null!;
    private TestInstallation site = null!;

    public async ValueTask InitializeAsync()
    {
        organisation = await OrganisationServer.StartAsync();
        site = OrganisationServer.TrustedAt(organisation.Address);
        organisation.Claims["email"] = TestInstallation.CoordinatorEmail;
        organisation.Claims["email_verified"] = true;
    }

    public async ValueTask DisposeAsync()
    {
        site.Dispose();
        await organisation.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_invited_comes_in_with_the_account_of_the_organisation()
    {
        await site.Coordinator();
        var browser = await site.NewBrowser().Open("/inloggen");

        await CameBack(await browser.Follow(Dutch("SignInModel.ByOrganisation")));
        Assert.Equal(Dutch("SignInModel.CameIn"), browser.Heading);
        await browser.Follow(Dutch("Everywhere.GoOn"));

        Assert.Equal(Dutch("Everywhere.Worklist"), browser.Heading);
    }

    [Theory]
    [InlineData("", "ok    sign-in        {0} tells where staff of the organisation sign in")]
    [InlineData(
        "elders/",
        "FAIL  sign-in        SignIn:Oidc:Authority {0}: {0}.well-known/openid-configuration does not answer as it should"
    )]
    public async Task Check_says_whether_the_sign_in_of_the_organisation_answers(string place, string expected)
    {
        var authority = new Uri(organisation.Address + place);

        var line = Assert.Single(
            await OrganisationCheck.LinesAsync(new OidcSettings(authority, "steunpunt", "geheim"))
        );

        Assert.Equal(string.Format(CultureInfo.InvariantCulture, expected, authority), line.ToString());
    }

    [Fact]
    public async Task They_go_on_where_they_were()
    {
        await site.Coordinator();
        var browser = await site.NewBrowser().Open("/inloggen/organisatie");
        await (await CameBack(browser)).Follow(Dutch("Everywhere.GoOn"));
        site.Advance(TimeSpan.FromMinutes(31));

        await browser.Open("/afwezig");
        Assert.Equal("/opnieuw", browser.Path);
        await (await CameBack(await browser.Follow(Dutch("AgainModel.ByOrganisation")))).Follow(
            Dutch("Everywhere.GoOn")
        );

        Assert.Equal("/afwezig", browser.Path);
    }

    [Theory]
    [InlineData("niemand@steunpunt.example", true)]
    [InlineData(TestInstallation.CoordinatorEmail, false)]
    public async Task Nobody_comes_in_without_an_account_here_or_with_an_address_that_anybody_could_type(
        string email,
        bool isVerified
    )
    {
        await site.Coordinator();
        (organisation.Claims["email"], organisation.Claims["email_verified"]) = (email, isVerified);

        var browser = await CameBack(await site.NewBrowser().Open("/inloggen/organisatie"));

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Equal(1, await site.Count("coordinator"));
        Assert.Equal("/inloggen", (await browser.Open("/werklijst")).Path);
        Assert.Equal(1, await site.Count("audit_log", "outcome = 'refused'"));
    }

    [Fact]
    public async Task Who_was_removed_does_not_come_in()
    {
        await site.Coordinator();
        await site.Sql("update coordinator set removed_at = '2026-03-01T09:00:00.000Z'");

        var browser = await CameBack(await site.NewBrowser().Open("/inloggen/organisatie"));

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""", true)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public async Task A_token_that_nobody_signed_or_another_brings_nobody_in(string? header, bool isUnsigned)
    {
        await site.Coordinator();
        organisation.Changes = token =>
        {
            var parts = token.Split('.');
            if (header is not null)
                parts[0] = Base64UrlEncoder.Encode(header);
            parts[2] = isUnsigned ? "" : Base64UrlEncoder.Encode(new string('a', 256));
            return string.Join('.', parts);
        };

        var browser = await CameBack(await site.NewBrowser().Open("/inloggen/organisatie"));

        Assert.Equal(Dutch("SignInModel.FailedTitle"), browser.Heading);
        Assert.Equal("/inloggen", (await browser.Open("/werklijst")).Path);
    }

    [Theory]
    [InlineData("https://vragen.example.org", "__Host-")]
    [InlineData("http://127.0.0.1:5080", "")]
    public async Task Its_cookies_go_to_this_host_alone(string url, string prefix)
    {
        using var other = OrganisationServer.TrustedAt(organisation.Address, ("Site:BaseUrl", url));

        var browser = await other.NewBrowser().Open("/inloggen/organisatie");

        var cookies = browser
            .Answer.Headers.GetValues("Set-Cookie")
            .Where(text => text.Contains(".AspNetCore."))
            .ToList();
        Assert.Equal(2, cookies.Count);
        Assert.Each(cookies, cookie => Assert.Begins(prefix + ".AspNetCore.", cookie));
        Assert.Each(cookies, cookie => Assert.Has("path=/;", cookie));
    }

    [Fact]
    public async Task What_a_stranger_writes_into_the_way_back_is_in_no_log()
    {
        var log = new KeptLog();
        using var other = OrganisationServer.TrustedAt(organisation.Address, KeptLog.Settings);
        log.Read(other);
        var asking = await other.NewBrowser().Open("/inloggen/organisatie");
        var state = System.Web.HttpUtility.ParseQueryString(asking.Answer.Headers.Location!.Query)["state"]!;

        foreach (var known in new[] { "x", Uri.EscapeDataString(state) })
        {
            await asking.Open(
                $"/inloggen/organisatie/terug?error=duif&error_description=%1B%5B31mpostduif&state={known}"
            );
            Assert.Equal(Dutch("SignInModel.FailedTitle"), asking.Heading);
        }

        Assert.NotEmpty(log.Written);
        Assert.DoesNotContain(log.Written, line => line.Contains("duif") || line.Contains('\x1B'));
        Assert.Contains(log.Written, line => line.Contains("did not come in"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(-60, true)]
    [InlineData(-3600, false)]
    public async Task Only_who_showed_it_just_now_who_they_are_may_do_what_asks_for_that(int? seconds, bool isFresh)
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Administrator);
        if (seconds is { } ago)
            organisation.Claims["auth_time"] = site.Time.Now.ToUnixTimeSeconds() + ago;
        var browser = await CameBack(await site.NewBrowser().Open("/inloggen/organisatie"));
        await browser.Follow(Dutch("Everywhere.GoOn"));

        await browser.Open(PageSettings.Home + "/" + PageSettings.Groups[0].Name);

        Assert.Equal(isFresh, browser.Path != "/opnieuw");
    }

    [Fact]
    public async Task A_code_that_another_browser_asked_for_opens_nothing()
    {
        await site.Coordinator();
        var asking = await site.NewBrowser().Open("/inloggen/organisatie");
        var way = await WayBack(asking);

        var other = await site.NewBrowser().Open(way);

        Assert.Equal(Dutch("SignInModel.FailedTitle"), other.Heading);
        Assert.Equal("/inloggen", (await other.Open("/werklijst")).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_signed_out_here_may_sign_out_there_where_it_has_an_end(bool endsSessions)
    {
        await using var other = await OrganisationServer.StartAsync(endsSessions);
        foreach (var (name, value) in organisation.Claims)
            other.Claims[name] = value;
        using var there = OrganisationServer.TrustedAt(other.Address);
        await there.Coordinator();
        var browser = await CameBack(await there.NewBrowser().Open("/inloggen/organisatie"));
        await browser.Follow(Dutch("Everywhere.GoOn"));
        await (await browser.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));

        await browser.Follow(Dutch("SignInModel.LeaveOrganisation"));

        Assert.Begins(
            endsSessions ? $"{other.Address}end?post_logout_redirect_uri=" : "/inloggen?uit",
            browser.Answer.Headers.Location!.OriginalString
        );
    }

    [Fact]
    public async Task An_organisation_that_does_not_answer_is_told_and_a_link_still_works()
    {
        using var silent = OrganisationServer.TrustedAt($"http://127.0.0.1:{LocalPort.Free()}/");

        var browser = await silent.NewBrowser().Open("/inloggen/organisatie");

        Assert.Equal((HttpStatusCode.BadGateway, Dutch("SignInModel.FailedTitle")), (browser.Status, browser.Heading));
    }

    [Fact]
    public async Task Where_there_is_none_there_is_no_such_page()
    {
        using var plain = new TestInstallation().On("2026-03-02");

        var browser = await plain.NewBrowser().Open("/inloggen/organisatie");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Lacks("werkaccount", (await browser.Open("/inloggen")).Text);
    }

    /// <summary>Signs in at the organisation, to which the browser was led, and comes back.</summary>
    private static async Task<Browser> CameBack(Browser browser) => await browser.Open(await WayBack(browser));

    /// <returns>The address to which the organisation leads back.</returns>
    private static async Task<string> WayBack(Browser browser)
    {
        Assert.Equal(HttpStatusCode.Found, browser.Status);
        using var there = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await there.GetAsync(browser.Answer.Headers.Location, Some.Stop);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
