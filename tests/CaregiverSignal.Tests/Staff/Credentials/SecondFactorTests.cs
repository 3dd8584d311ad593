using OtpNet;

namespace CaregiverSignal.Tests.Staff.Credentials;

/// <summary>A link and a code, who needs them, and for how long that lasts.</summary>
public sealed class SecondFactorTests : IDisposable
{
    private readonly TestInstallation site = Some.Where(settings =>
            settings with
            {
                SecondFactor = new(IsRequired: true),
            }
        )
        .On("2026-03-02");

    /// <summary>The browser in which the code was set up.</summary>
    private Browser? first;

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("https://vragen.example.org", true)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("https://localhost:5443", false)]
    [InlineData("http://127.0.0.1:5080", false)]
    public void It_is_required_once_health_data_goes_over_a_network(string address, bool isRequired) =>
        Assert.Equal(isRequired, Some.Settings(("Site:BaseUrl", address)).SecondFactor.IsRequired);

    [Fact]
    public async Task Somebody_new_sets_one_up_before_anything_else()
    {
        await site.Invited();
        var browser = await site.SignedIn();
        Assert.Equal("/mijn-account/instellen", browser.Path);
        Assert.Lacks("Later", browser.Text);

        foreach (var closed in new[] { "/werklijst", "/mensen", "/zaak/1", "/mijn-account", "/afwezig" })
            Assert.Equal("/mijn-account/instellen", (await browser.Open(closed)).Path);
        await AddCode(browser);

        Assert.Equal(Dutch("RecoveryCodesModel.Title"), browser.Heading);
        Assert.Equal("/werklijst", (await browser.Follow(Dutch("RecoveryCodesModel.Done"))).Path);
    }

    [Fact]
    public async Task Somebody_who_worked_here_before_may_do_so_later_within_a_week()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();

        Assert.Equal("/mijn-account/instellen", browser.Path);
        Assert.Has("Tot en met 8 maart 2026", browser.Text);
        Assert.Equal("/werklijst", (await browser.Follow(Dutch("SetUpModel.Later.Go"))).Path);
        site.Advance(TimeSpan.FromDays(6));
        Assert.Equal("/werklijst", (await (await site.SignedIn()).Open("/werklijst")).Path);
        site.Advance(TimeSpan.FromDays(1));

        Assert.Equal("/mijn-account/instellen", (await (await site.SignedIn()).Open("/werklijst")).Path);
    }

    [Fact]
    public async Task After_a_link_a_code_is_asked_and_nothing_is_open_before_it()
    {
        var seed = await WithCode();
        var browser = await site.SignedIn();
        Assert.Equal("/opnieuw", browser.Path);
        Assert.Null(browser.Page.QuerySelector("footer a"));
        Assert.Equal("/opnieuw", (await browser.Open("/werklijst")).Path);
        Assert.Equal("/opnieuw", (await browser.Open("/mijn-account/instellen")).Path);
        await browser.Post("/mijn-account/code", [browser.Token, new("begins", "true")]);
        Assert.Equal("/opnieuw", browser.Path);
        var half = browser.Cookies.GetCookies(site.Address)["werk"]!.Value;

        await browser.Write(Dutch("AgainModel.Code"), Spaced(CodeOf(seed))).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal("/werklijst", browser.Path);
        Assert.NotEqual(half, browser.Cookies.GetCookies(site.Address)["werk"]!.Value);
    }

    [Fact]
    public async Task A_code_works_once_also_in_another_browser()
    {
        var seed = await WithCode();
        var (first, second) = (await site.SignedIn(), await site.SignedIn());
        var code = CodeOf(seed);
        await first.Write(Dutch("AgainModel.Code"), code).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal("/werklijst", first.Path);

        await second.Write(Dutch("AgainModel.Code"), code).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        Assert.Has(Dutch("AgainModel.Error.Code"), second.Text);
        site.Advance(TimeSpan.FromSeconds(30));
        await second.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal("/werklijst", second.Path);
    }

    [Fact]
    public async Task Two_who_send_one_code_at_once_do_not_both_come_in()
    {
        var seed = await WithCode();
        var (first, second) = (await site.SignedIn(), await site.SignedIn());
        first.Write(Dutch("AgainModel.Code"), CodeOf(seed));
        second.Write(Dutch("AgainModel.Code"), CodeOf(seed));

        await Task.WhenAll(first.Press(Dutch("Everywhere.GoOn")), second.Press(Dutch("Everywhere.GoOn")));

        Assert.Single(new[] { first, second }, browser => browser.Path == "/werklijst");
    }

    [Fact]
    public async Task Five_wrong_codes_close_the_account_to_codes_for_a_quarter()
    {
        var seed = await WithCode();
        var (wrong, right) = (await site.SignedIn(), await site.SignedIn());
        for (var time = 0; time < 5; time++)
            await wrong.Write(Dutch("AgainModel.Code"), "000000").Press(Dutch("Everywhere.GoOn"));

        await wrong.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal(HttpStatusCode.TooManyRequests, wrong.Status);
        await right.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal(HttpStatusCode.TooManyRequests, right.Status);

        site.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        await wrong.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal("/werklijst", wrong.Path);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once_for_a_lost_telephone_and_the_owner_hears_of_it()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();
        await AddCode(browser);
        var codes = browser.TextsOf(".recovery-codes li").ToList();
        var (lost, again) = (await site.SignedIn(), await site.SignedIn());

        await lost.Write(Dutch("AgainModel.Code"), codes[3].ToLowerInvariant()).Press(Dutch("Everywhere.GoOn"));
        await again.Write(Dutch("AgainModel.Code"), codes[3]).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal("/werklijst", lost.Path);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Has(Dutch("OwnAccountModel.Recovery.Left", 9), (await lost.Open("/mijn-account")).Text);
        Assert.Equal(1, await site.Count("mail", "dedupe_key like 'account:RecoveryUsed:%'"));
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Lacks(codes[3], await site.Dump());
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        await site.Coordinator();
        var browser = await site.SignedIn();
        await AddCode(browser);
        var old = browser.Page.QuerySelector(".recovery-codes li")!.TextContent;
        await (await browser.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Recovery.New"));
        Assert.Equal(10, browser.Page.QuerySelectorAll(".recovery-codes li").Length);
        // They are shown once.
        Assert.Equal("/mijn-account", (await browser.Open("/mijn-account/herstelcodes")).Path);

        var lost = await site.SignedIn();
        await lost.Write(Dutch("AgainModel.Code"), old).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal(HttpStatusCode.BadRequest, lost.Status);
    }

    [Fact]
    public async Task After_half_an_hour_a_code_wakes_the_session_where_it_was_without_a_mail()
    {
        var seed = await WithCode();
        var browser = await site.SignedIn();
        await browser.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        site.Advance(TimeSpan.FromMinutes(31));
        var mails = await site.Count("mail");

        await browser.Open("/mensen?zoek=a");
        Assert.Equal("/opnieuw", browser.Path);
        Assert.Has(Dutch("KeptFormPage.Title"), browser.Text);
        await browser.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal("/mensen?zoek=a", browser.Path);
        Assert.Equal(mails, await site.Count("mail"));
        site.Advance(TimeSpan.FromHours(10));
        Assert.Equal("/inloggen", (await browser.Open("/werklijst")).Path);
    }

    [Fact]
    public async Task A_form_that_was_sent_too_late_is_kept_and_sent_after_showing_who_one_is()
    {
        var seed = await WithCode();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        var browser = await site.SignedIn();
        await browser.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        await browser.Open("/afwezig");
        browser.Write(Dutch("AbsenceModel.Last"), "2026-03-05").Write(Dutch("AbsenceModel.DeputyId"), "Joost");
        site.Advance(TimeSpan.FromMinutes(31));

        await browser.Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.Unauthorized, browser.Status);
        Assert.Equal(Dutch("KeptFormPage.Title"), browser.Heading);
        var kept = browser.Page;
        await (await browser.Open("/opnieuw"))
            .Write(Dutch("AgainModel.Code"), CodeOf(seed))
            .Press(Dutch("Everywhere.GoOn"));
        await browser.Post(
            "/afwezig",
            Browser.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)kept.QuerySelector("main form")!)
        );

        Assert.Equal("/afwezig", browser.Path);
        Assert.Equal(1, await site.Count("absence"));
    }

    [Fact]
    public async Task What_changes_ones_sign_in_asks_again_after_ten_minutes_and_leads_back()
    {
        var seed = await WithCode();
        var browser = await site.SignedIn();
        await browser.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));
        await browser.Open("/mijn-account");
        site.Advance(TimeSpan.FromMinutes(11));

        await browser.Press(Dutch("OwnAccountModel.Recovery.New"));
        Assert.Equal("/opnieuw", browser.Path);
        await browser.Write(Dutch("AgainModel.Code"), CodeOf(seed)).Press(Dutch("Everywhere.GoOn"));

        Assert.Equal("/mijn-account", browser.Path);
        await browser.Press(Dutch("OwnAccountModel.Recovery.New"));
        Assert.Equal(Dutch("RecoveryCodesModel.Title"), browser.Heading);
    }

    [Fact]
    public async Task The_only_second_factor_cannot_be_taken_away()
    {
        await WithCode();

        await (await first!.Open("/mijn-account")).Press(Dutch("OwnAccountModel.Code.Remove"));

        Assert.Equal(HttpStatusCode.BadRequest, first.Status);
        Assert.Has(Dutch("OwnAccountModel.LastStays"), first.Text);
    }

    [Fact]
    public async Task A_seed_is_not_in_the_store_in_the_clear_and_is_of_one_account()
    {
        var seed = await WithCode();
        var dump = await site.Dump();
        Assert.Lacks(Base32Encoding.ToString(seed), dump);
        Assert.DoesNotContain(Convert.ToHexString(seed), dump, StringComparison.OrdinalIgnoreCase);
        Assert.Lacks(Convert.ToBase64String(seed), dump);
        var bo = await site.Coordinator("bo@steunpunt.example", "Bo");

        await site.Sql(
            """
            update coordinator set
                authenticator_key = (select authenticator_key from coordinator where id <> @bo), authenticator_step = 1
            where id = @bo
            """,
            new { bo }
        );
        var browser = await site.SignedIn("bo@steunpunt.example");

        Assert.Equal("/mijn-account/instellen", browser.Path);
    }

    /// <summary>Els has an app with codes.</summary>
    private async Task<byte[]> WithCode()
    {
        await site.Coordinator();
        first = await site.SignedIn();
        var seed = await AddCode(first);
        site.Advance(TimeSpan.FromSeconds(30));
        return seed;
    }

    private async Task<byte[]> AddCode(Browser browser)
    {
        await browser.Press(Dutch("SetUpModel.Code.Make"));
        var words = browser.Page.QuerySelector(".seed")!.TextContent.Replace(" ", "");
        var seed = Base32Encoding.ToBytes(words);
        await browser.Write(Dutch("AppCodeModel.Code"), CodeOf(seed)).Press("Klaar");
        return seed;
    }

    private string CodeOf(byte[] seed) => new Totp(seed).ComputeTotp(site.Time.Now.UtcDateTime);

    private static string Spaced(string code) => $" {code[..3]} {code[3..]} ";
}
