namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>Passkeys over HTTP, with an authenticator that answers whatever it is asked.</summary>
public sealed class PasskeyTests : IDisposable, IAsyncLifetime
{
    private readonly TestInstallation site = Some.Installation(("Site:BaseUrl", "http://localhost:5080"))
        .On("2026-03-02");
    private readonly SoftwareAuthenticator key = new();

    public async ValueTask InitializeAsync()
    {
        await site.Coordinator();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        key.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Who_added_a_passkey_signs_in_with_it_and_types_no_address()
    {
        var browser = await site.SignedIn();

        await browser.AddPasskey(key);
        Assert.Equal(Dutch("RecoveryCodesModel.Title"), browser.Heading);
        Assert.Equal(10, browser.Page.QuerySelectorAll(".recovery-codes li").Length);
        await browser.Follow(Dutch("RecoveryCodesModel.Done"));
        await (await browser.Open("/mijn-account")).Press(Dutch("Everywhere.SignOut"));
        var elsewhere = await site.NewBrowser().SignInWith(key);

        Assert.Equal("/werklijst", elsewhere.Path);
        Assert.Has(Dutch("Everywhere.Phone"), (await elsewhere.Open("/mijn-account")).Text);
    }

    [Fact]
    public async Task What_is_asked_is_strict()
    {
        var browser = await site.SignedIn();
        await (await browser.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Passkeys.Add"));
        var created = System.Text.Json.Nodes.JsonNode.Parse(browser.Options())!;
        await (await site.NewBrowser().Open("/inloggen")).Press(Dutch("SignInModel.ByPasskey"));

        Assert.Equal("localhost", (string?)created["rp"]!["id"]);
        Assert.Equal("required", (string?)created["authenticatorSelection"]!["residentKey"]);
        Assert.Equal("required", (string?)created["authenticatorSelection"]!["userVerification"]);
        Assert.Equal(43, ((string)created["challenge"]!).Length);
        Assert.Equal(300_000, (int)created["timeout"]!);
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        await (await site.SignedIn()).AddPasskey(key);
        var browser = site.NewBrowser();
        await (await browser.Open("/inloggen")).Press(Dutch("SignInModel.ByPasskey"));
        var (answer, token) = (key.Get(browser.Options()), browser.Token);
        await browser.Answer(answer);
        Assert.Equal("/werklijst", browser.Path);

        await browser.Post("/inloggen?handler=Passkey", [token, new("answer", answer)]);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("relying party")]
    [InlineData("not verified")]
    [InlineData("too late")]
    [InlineData("other browser")]
    [InlineData("nonsense")]
    public async Task An_answer_that_is_not_right_in_one_thing_opens_nothing(string wrong)
    {
        await (await site.SignedIn()).AddPasskey(key);
        var browser = site.NewBrowser();
        await (await browser.Open("/inloggen")).Press(Dutch("SignInModel.ByPasskey"));
        switch (wrong)
        {
            case "origin":
                key.Origin = "https://evil.example";
                break;
            case "relying party":
                key.RelyingParty = "evil.example";
                break;
            case "not verified":
                key.Verifies = false;
                break;
            case "too late":
                site.Advance(TimeSpan.FromMinutes(6));
                break;
        }

        var answer = wrong switch
        {
            "nonsense" => "{\"id\":\"x\"}",
            _ => key.Get(browser.Options()),
        };
        if (wrong == "other browser")
        {
            var other = await site.NewBrowser().Open("/inloggen");
            await other.Post("/inloggen?handler=Passkey", [other.Token, new("answer", answer)]);
            browser = other;
        }
        else
        {
            await browser.Answer(answer);
        }

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(Dutch("AskedPasskey.FailedTitle"), browser.Heading);
        Assert.Equal("/inloggen", (await browser.Open("/werklijst")).Path);
    }

    [Fact]
    public async Task A_new_passkey_from_another_origin_is_refused_also_where_the_header_says_the_same()
    {
        var browser = await site.SignedIn();
        key.Origin = "https://evil.example";

        await browser.AddPasskey(key);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(0, await site.Count("passkey"));
    }

    [Fact]
    public async Task A_ceremony_that_one_began_adds_nothing_to_the_account_of_another()
    {
        await site.Coordinator("bo@steunpunt.example", "Bo");
        var (els, bo) = (await site.SignedIn(), await site.SignedIn("bo@steunpunt.example"));
        await (await els.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Passkeys.Add"));
        var answer = key.Create(els.Options());
        await bo.Open("/mijn-account");
        bo.Cookies.Add(site.Address, new Cookie("sleutel", els.Cookies.GetCookies(site.Address)["sleutel"]!.Value));

        await bo.Post("/mijn-account/passkey", [bo.Token, new("answer", answer)]);

        Assert.Equal(HttpStatusCode.BadRequest, bo.Status);
        Assert.Equal(0, await site.Count("passkey"));
    }

    [Fact]
    public async Task A_key_whose_counter_goes_back_was_copied_and_is_refused()
    {
        key.Count = 5;
        await (await site.SignedIn()).AddPasskey(key);
        key.Count = 6;
        Assert.Equal("/werklijst", (await site.NewBrowser().SignInWith(key)).Path);

        var copy = await site.NewBrowser().SignInWith(key);

        Assert.Equal(HttpStatusCode.BadRequest, copy.Status);
    }

    [Fact]
    public async Task Several_passkeys_each_have_a_name_and_the_last_one_stays()
    {
        using var second = new SoftwareAuthenticator();
        var browser = await site.SignedIn();
        await browser.AddPasskey(key, "Telefoon");
        await browser.AddPasskey(second, "  Laptop   van het werk ");
        Assert.Has(Dutch("OwnAccountModel.Saved.Way"), browser.Text);
        Assert.Has("Laptop van het werk", browser.Text);

        await browser.Press("Verwijder: Telefoon");
        Assert.Lacks(Dutch("Everywhere.Phone"), browser.Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.NewBrowser().SignInWith(key)).Status);
        await browser.Press("Verwijder: Laptop van het werk");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("OwnAccountModel.LastStays"), browser.Text);
        Assert.Equal("/werklijst", (await site.NewBrowser().SignInWith(second)).Path);
    }

    [Fact]
    public async Task The_page_that_asks_for_a_passkey_may_run_script_and_it_says_so()
    {
        var browser = await site.NewBrowser().Open("/inloggen");
        Assert.Lacks("script-src", Policy(browser));

        await browser.Press(Dutch("SignInModel.ByPasskey"));

        Assert.Ends("; script-src 'self'", Policy(browser));
        Assert.Has("JavaScript", browser.Page.QuerySelector("noscript")!.InnerHtml);
        Assert.Equal("/passkey.js", browser.Page.QuerySelector("script")!.GetAttribute("src"));
        await browser.Open("/passkey.js");
        Assert.Equal("text/javascript", browser.Answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Where_an_address_is_a_number_there_are_no_passkeys()
    {
        using var numbered = Some.Installation(("Site:BaseUrl", "http://127.0.0.1:5080"));

        var browser = await numbered.NewBrowser().Open("/inloggen");
        await browser.Post("/inloggen?handler=Passkey", [browser.Token]);

        Assert.Equal("/inloggen", browser.Path);
        Assert.DoesNotContain("passkey", browser.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_removed_colleague_does_not_come_in_with_a_passkey()
    {
        await (await site.SignedIn()).AddPasskey(key);
        var id = await site.Coordinator();
        await site.Write(transaction => CoordinatorTable.Remove(transaction, id, site.Time.Now));

        Assert.Equal(HttpStatusCode.BadRequest, (await site.NewBrowser().SignInWith(key)).Status);
    }

    private static string Policy(Browser browser) =>
        browser.Answer.Headers.GetValues("Content-Security-Policy").Single();
}
