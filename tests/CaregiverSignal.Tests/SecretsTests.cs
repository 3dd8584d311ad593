namespace CaregiverSignal.Tests;

/// <summary>
/// A whole check-in with values that can be recognised, and a search for them where they must not be.
/// </summary>
public sealed class SecretsTests : AtASite
{
    private const string Name = "Wilhelmientje";
    private const string Words = "Kenmerkwoorden van een mantelzorger";
    private const string Note = "Kenmerknotitie na het gesprek";

    private readonly KeptLog log = new();

    public SecretsTests()
        : base("2026-03-02", KeptLog.Settings) => log.Read(site);

    [Fact]
    public async Task No_secret_in_logs()
    {
        var secrets = await WalkThrough();

        Assert.Contains(log.Written, line => line.StartsWith("ConnectionId:", StringComparison.Ordinal));
        Assert.Each(
            secrets,
            secret =>
                Assert.DoesNotContain(log.Written, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase))
        );
        Assert.DoesNotContain(log.Written, line => line.Contains("opening.going") || line.Contains("/v/"));
    }

    [Fact]
    public async Task No_secret_in_logs_while_the_disk_is_full_and_steps_throw()
    {
        await site.AddCaregiver(person: "kenmerknummer", firstName: Name);
        await site.RunJobs();
        var link = TestInstallation.LinkIn(site.Mails().Single());
        using var browser = await site.NewBrowser().Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        while (browser.Heading != Dutch("LastPage.Title"))
            await browser.ChooseEverywhereFirst().Press(Dutch("QuestionsPage.Next"));
        browser.Write(Dutch("LastPage.OwnWords"), Words).Choose(Dutch("LastPage.Call"), Dutch("LastPage.Call.yes"));

        var fields = browser.Fields;
        await site.RefuseWrites("update on check_in");
        await browser.Post("/vragen/slot", fields);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        await site.PermitWrites();
        Assert.Contains(log.Written, line => line.StartsWith("A page failed", StringComparison.Ordinal));
        await browser.Post("/vragen/slot", fields);
        Assert.Equal("/dank", browser.Path);
        await site.RefuseWrites("update on caregiver");
        using var staff = site.NewBrowser();
        await staff.Open("/inloggen");
        await staff.Post("/inloggen", [staff.Token, new("Email", TestInstallation.CoordinatorEmail)]);
        await site.RunJobs(mayFail: true);
        await site.PermitWrites();

        Assert.Contains(
            log.Written,
            line => line.StartsWith("Job ", StringComparison.Ordinal) && line.Contains("failed")
        );
        string[] secrets =
        [
            Name,
            "Jansen",
            "persoonkenmerknummer@example.org",
            "06 12345678",
            Words,
            TestInstallation.CoordinatorEmail,
            link[^43..],
        ];
        Assert.Each(
            secrets,
            secret =>
                Assert.DoesNotContain(log.Written, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase))
        );
    }

    [Fact]
    public async Task No_key_in_the_database_but_in_the_bytes_of_mail()
    {
        var secrets = await WalkThrough();
        var keys = secrets.Where(secret => secret.Length == 43).ToList();
        Assert.True(keys.Count >= 4);

        await site.Sql("update mail set bytes = null");

        var dump = await site.Dump();
        Assert.Each(keys, key => Assert.Lacks(key, dump));
    }

    [Fact]
    public async Task Error_pages_reveal_nothing()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(firstName: Name), "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        var token = browser.Token;
        (string Path, KeyValuePair<string, string>[] Fields)[] wrong =
        [
            ("/vragen/1", [token, new("opening.going", "9"), new("doe", Words)]),
            ("/vragen/1", [new("echt", Words)]),
            ("/vragen/slot", [token, new("woorden", Words), new(Words, "1")]),
            ("/vragen/99", [token]),
            (link + "x", [token, new("keuze", "vragen")]),
            ("/zorgen", [token, new("Words", Words), new("echt", Words)]),
            ("/nergens/" + Uri.EscapeDataString(Words), [token]),
        ];

        foreach (var (path, fields) in wrong)
        {
            await browser.Post(path, fields);
            var html = await browser.Answer.Content.ReadAsStringAsync(Some.Stop);
            Assert.True((int)browser.Status >= 400, path);
            Assert.All(
                [Words, Name, link, "Exception", "   at "],
                secret => Assert.Lacks(secret, WebUtility.HtmlDecode(html))
            );
        }
    }

    /// <summary>
    /// From the invitation to the closed case, with a few wrong turns; gives back what nobody else may read.
    /// </summary>
    private async Task<List<string>> WalkThrough()
    {
        var caregiver = await site.AddCaregiver(person: "kenmerknummer", firstName: Name);
        await site.RunJobs();
        var mail = site.Mails().Single();
        var link = TestInstallation.LinkIn(mail);
        var pause = TestInstallation.LinkIn(mail, "p");
        var browser = site.NewBrowser();
        await browser.Open(link + "x");
        await browser.Open(pause);
        await browser.Open(link);
        await browser.Post(new Uri(link).AbsolutePath, [new("keuze", "vragen")]);
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await browser.Post("/vragen/1", [browser.Token, new("opening.going", "77")]);
        await browser.Open("/vragen/1");
        while (browser.Heading != Dutch("LastPage.Title"))
            await browser.ChooseEverywhereFirst().Press(Dutch("QuestionsPage.Next"));
        await browser.Write(Dutch("LastPage.OwnWords"), Words).SendAnswers(Dutch("LastPage.Call.yes"));
        Assert.Equal("/dank", browser.Path);
        await site.RunJobs();

        var staff = site.NewBrowser();
        await staff.Open("/inloggen");
        await staff.Post("/inloggen", [staff.Token, new("Email", TestInstallation.CoordinatorEmail)]);
        await site.RunJobs();
        var signIn = site.Mails()
            .Where(text => text.Contains("/i/"))
            .Select(text => TestInstallation.LinkIn(text, "i"))
            .Single();
        await staff.Open(signIn);
        await staff.Press(Dutch("SignInModel.Title"));
        await staff.Open($"/zaak/{caregiver}");
        await staff
            .Write(Dutch("ConcernReportModel.Noted"), Note)
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.spoken"))
            .Choose(Dutch("CaseModel.When"), staff.LabelsOf(Dutch("CaseModel.When"))[0])
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal(1, await site.Count("action", $"note = '{Note}'"));

        await (await site.WriteConcernReport())
            .Write(Dutch("ConcernModel.About"), Note)
            .Write(Dutch("FirstAccountPageModel.Name"), Words)
            .Press(Dutch("ConcernModel.Send"));
        await (await site.WriteConcernReport())
            .Write(Dutch("Everywhere.Email"), Words)
            .Press(Dutch("ConcernModel.Send"));
        await site.RunJobs();
        await staff.Open("/tip/1");
        await staff
            .Write(Dutch("ConcernReportModel.Noted"), Note)
            .Choose(Dutch("ConcernReportModel.Outcome"), staff.LabelsOf(Dutch("ConcernReportModel.Outcome"))[^1])
            .Press(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("concern_report", $"note = '{Note}'"));

        var cookies = browser
            .Cookies.GetAllCookies()
            .Concat(staff.Cookies.GetAllCookies())
            .Where(cookie => cookie.Name is "vragen" or "gestuurd" or "aanvraag" or "werk")
            .Select(cookie => cookie.Name == "werk" ? cookie.Value : cookie.Value[^43..]);
        return
        [
            Name,
            "Jansen",
            "persoonkenmerknummer@example.org",
            "06 12345678",
            "06 87654321",
            SomeConcernReports.Words,
            Words,
            Note,
            TestInstallation.CoordinatorEmail,
            link[^43..],
            pause[^43..],
            signIn[^43..],
            .. cookies,
        ];
    }
}

internal static class FirstAnswers
{
    /// <summary>Marks the first answer of every question on the page.</summary>
    public static Browser ChooseEverywhereFirst(this Browser browser)
    {
        foreach (var question in browser.Questions)
            browser.Choose(question, browser.LabelsOf(question)[0]);
        return browser;
    }
}
