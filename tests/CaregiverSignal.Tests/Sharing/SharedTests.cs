using AngleSharp.Html.Dom;
using CaregiverSignal.Retention;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Sharing;

/// <summary>
/// A professional whom a caregiver lets know that it gets too much: the mail, the code, the page, and their end.
/// </summary>
public sealed class SharedTests() : AtASite("2026-03-02")
{
    private const string Practice = "praktijk@verzonnen.example";
    private const string OwnWords = "Ik kan bijna niet meer.";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
        anna = await site.AddCaregiver("A-1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
    }

    private async Task Sweep(string day)
    {
        site.On(day);
        while (await site.Part<DeleteOld>().RunOneAsync()) { }
    }

    [Fact]
    public async Task A_link_goes_on_the_term_of_links_and_not_while_its_signal_or_its_mail_is_there()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await GetsRed();
        await site.RunJobs();
        Assert.Equal(1, await site.Count("shared_link"));

        await Sweep("2027-04-05");
        Assert.Equal(1, await site.Count("shared_link"));
        await site.Sql("update signal set closed_at = '2026-04-01T09:00:00.000Z'");
        await Sweep("2027-04-06");
        Assert.Equal(1, await site.Count("shared_link"));
        await site.Sql("update mail set bytes = null");
        await site.Sql("delete from mail");
        await Sweep("2027-04-07");

        Assert.Equal(0, await site.Count("shared_link"));
    }

    [Fact]
    public async Task What_was_agreed_is_mailed_about_without_a_name_and_read_behind_a_code_and_nothing_else_is()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await site.RunJobs();
        Assert.Empty(await site.Mails("shared"));

        await GetsRed();
        await site.RunJobs();

        var mail = Assert.Single(await site.Mails("shared"));
        Assert.Equal(Practice, await site.Value<string>("select envelope_to from mail where kind = 'shared'"));
        foreach (var word in new[] { "Anna", "Jansen", "zwaar", "zorg", "signaal", "huisarts", "Verzonnen" })
            Assert.DoesNotContain(word, mail.Subject + mail.Text, StringComparison.OrdinalIgnoreCase);
        var path = new Uri(mail.Links[0]).AbsolutePath;
        using var doctor = site.NewBrowser();
        var before = await site.ContentButTheAuditLog();
        await doctor.Open(path);
        Assert.Lacks("Anna", doctor.Text);
        Assert.Equal(before, await site.ContentButTheAuditLog());

        await doctor.Press(Dutch("SharedModel.SendCode"));
        await site.RunJobs();
        var code = CodeIn((await site.Mails("shared-code"))[^1]);
        await doctor
            .Write(Dutch("SharedModel.Code"), code == "000000" ? "000001" : "000000")
            .Press(Dutch("SharedModel.Read"));
        Assert.Equal(HttpStatusCode.BadRequest, doctor.Status);
        Assert.Lacks("Anna", doctor.Text);
        Assert.Equal(0, await site.Count("audit_log", "action = 'look' and object like 'shared%'"));
        await doctor.Write(Dutch("SharedModel.Code"), code).Press(Dutch("SharedModel.Read"));

        Assert.Equal("Over Anna Jansen", doctor.Heading);
        Assert.Has(Dutch("LetterModel.Part.burden"), doctor.Text);
        Assert.Lacks(OwnWords, doctor.Text);
        Assert.Lacks("06 12345678", doctor.Text);
        Assert.DoesNotContain(
            doctor.Page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")),
            href => href!.StartsWith("/zaak", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(doctor.Cookies.GetAllCookies(), cookie => cookie.Name is not ("echt" or "meelezen"));
        Assert.Equal(
            1,
            await site.Count(
                "audit_log",
                $"action = 'look' and object like 'shared%' and by_role = 'professional' and caregiver_id = {anna}"
            )
        );
        Assert.Has(
            "een hulpverlener van uw keuze bekeek een bericht voor wie mag meeweten",
            (await els.Open($"/zaak/{anna}/wie-keek")).Text
        );
        // The code worked once, and the page of staff asks staff.
        using var other = await site.NewBrowser().Open(path);
        await other.Post(path + "?handler=Code", [other.Token, new("Code", code)]);
        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Equal(Dutch("SignInModel.Title"), (await doctor.Open($"/zaak/{anna}")).Heading);
        await site.RunJobs();
        Assert.Single(await site.Mails("shared"));
    }

    [Fact]
    public async Task Withdrawing_ends_link_page_and_waiting_mail_at_once_and_what_is_over_looks_like_what_never_was()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await GetsRed();
        await site.RunJobs();
        var path = new Uri((await site.Mails("shared"))[0].Links[0]).AbsolutePath;
        using var doctor = site.NewBrowser();
        await (await doctor.Open(path)).Press(Dutch("SharedModel.SendCode"));
        var code = CodeIn((await site.Mails("shared-code"))[0]);

        await els.Open($"/zaak/{anna}/toestemming");
        await els.Press("Intrekken: Huisarts: dokter Verzonnen Dat het te zwaar wordt, en waarom");

        Assert.Equal(1, await site.Count("mail", "kind = 'shared-code' and state = 'cancelled'"));
        await doctor.Write(Dutch("SharedModel.Code"), code).Press(Dutch("SharedModel.Read"));
        Assert.Equal(HttpStatusCode.Gone, doctor.Status);
        Assert.Lacks("Anna", doctor.Text);
        var ended = (await doctor.Open(path)).Text;
        Assert.Equal(ended, (await doctor.Open("/meelezen/" + new string('a', 43))).Text);
        Assert.Equal(0, await site.Count("audit_log", "action = 'look' and object like 'shared%'"));
    }

    [Fact]
    public async Task Who_it_is_how_urgent_and_a_few_figures_are_there_for_half_an_hour_without_another_code()
    {
        await site.Sql("update caregiver set born = '1957-05-01', municipality = 'Nergenshuizen'");
        using var els = await site.SignedIn();
        await Give(els, "", ConsentData.Scores);
        await Allow(els);
        await site.AddAnswered(anna, new DateOnly(2026, 2, 1), null, ("srb.burden", 40), ("carerqol.fulfilment", 1));
        await GetsRed();
        using var doctor = await OnTheirPage(els);
        var path = doctor.Path;

        Assert.Has("Geboren op 1 mei 1957 · Woont in Nergenshuizen", doctor.Text);
        Assert.Has("Wij noemen dit dringend, sinds 2 maart 2026. Els houdt contact met Anna Jansen.", doctor.Text);
        Assert.Has("Wij vragen u: spreekt u Anna Jansen?", doctor.Text);
        Assert.Lacks(Dutch("LetterModel.Info"), doctor.Text);
        Assert.InRange(doctor.Page.QuerySelectorAll("figure.trend").Length, 1, 3);
        Assert.Lacks("(hoger is", doctor.Text);
        Assert.Empty(doctor.Page.QuerySelectorAll("footer a:not([href^='tel:'])"));

        site.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("Over Anna Jansen", (await doctor.Open(path)).Heading);
        Assert.Equal(2, await site.Count("audit_log", "action = 'look' and object like 'shared%'"));
        Assert.Single(await site.Mails("shared-code"));
        using var copied = await site.NewBrowser().Open(path);
        Assert.Lacks("Anna", copied.Text);
        // A cookie of one link opens no other.
        await site.Sql("update shared_link set key_hash = 'x'");
        Assert.Equal(HttpStatusCode.Gone, (await doctor.Open(path)).Status);
    }

    [Fact]
    public async Task After_half_an_hour_and_once_withdrawn_the_browser_that_had_the_code_reads_nothing_any_more()
    {
        using var els = await site.SignedIn();
        using var late = await OnTheirPage(els);
        var path = late.Path;
        site.Advance(TimeSpan.FromMinutes(30));
        Assert.Lacks("Anna", (await late.Open(path)).Text);

        using var doctor = await OnTheirPage(els);
        Assert.Has("Anna", doctor.Text);
        await site.Sql("update consent set withdrawn_on = '2026-03-02', withdrawn_how = 'phone'");
        Assert.Equal(HttpStatusCode.Gone, (await doctor.Open(path)).Status);
    }

    [Fact]
    public async Task A_code_ends_by_its_time_and_by_wrong_tries_and_a_planted_link_opens_nothing()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await GetsRed();
        await site.RunJobs();
        var path = new Uri((await site.Mails("shared"))[0].Links[0]).AbsolutePath;
        using var doctor = site.NewBrowser();
        await (await doctor.Open(path)).Press(Dutch("SharedModel.SendCode"));
        var late = CodeIn((await site.Mails("shared-code"))[^1]);
        site.Advance(TimeSpan.FromMinutes(15));
        await doctor.Write(Dutch("SharedModel.Code"), late).Press(Dutch("SharedModel.Read"));
        Assert.Equal(HttpStatusCode.BadRequest, doctor.Status);

        await doctor.Press(Dutch("SharedModel.Again"));
        var guessed = CodeIn((await site.Mails("shared-code"))[^1]);
        for (var time = 0; time < 5; time++)
            await doctor.Write(Dutch("SharedModel.Code"), "x").Press(Dutch("SharedModel.Read"));
        await doctor.Write(Dutch("SharedModel.Code"), guessed).Press(Dutch("SharedModel.Read"));
        Assert.Equal(HttpStatusCode.BadRequest, doctor.Status);

        await site.Sql("update shared_link set expires_at = '2027-01-01T00:00:00.000Z'");
        Assert.Equal(HttpStatusCode.Gone, (await doctor.Open(path)).Status);
        Assert.Equal(0, await site.Count("audit_log", "action = 'look' and object like 'shared%'"));
    }

    [Fact]
    public async Task Who_may_read_writes_to_the_coordinator_and_the_caregiver_reads_that_they_did_and_not_what()
    {
        using var els = await site.SignedIn();
        using var doctor = await OnTheirPage(els);

        await doctor.Press(Dutch("Everywhere.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, doctor.Status);
        Assert.Lacks("Anna", doctor.Text);
        await Tell(doctor, "Gevallen in de badkamer.");
        Assert.Equal(Dutch("SharedModel.Told.Title"), doctor.Heading);
        Assert.Lacks("Anna", doctor.Text);
        var findings = await site.Count("finding");
        await site.RunJobs();

        Assert.Equal(1, await site.Count("event", "kind = 'Other' and reported_by = 'professional'"));
        Assert.Equal(findings, await site.Count("finding"));
        Assert.Equal(
            1,
            await site.Count("audit_log", "action = 'tell' and object like 'change%' and by_role = 'professional'")
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and due_on = '2026-03-03' and done_at is null"));
        const string told = "(verteld door dokter Verzonnen, hulpverlener): Gevallen in de badkamer.";
        Assert.Has(told, (await els.Open("/werklijst")).Text);
        await els.Open($"/zaak/{anna}");
        Assert.Has(told, els.Page.QuerySelector("#verteld")!.ParentElement!.TextContent);
        Assert.Lacks("Verzonnen", els.Page.QuerySelector("#eigen-woorden")!.ParentElement!.TextContent);
        // That sheet lies on the kitchen table.
        var sheet = (await els.Open($"/zaak/{anna}/gespreksblad")).Text;
        Assert.Lacks("badkamer", sheet);
        using var own = await site.OnOwnPageWithCode("persoonA-1@example.org");
        Assert.Has("dokter Verzonnen vertelde ons iets.", own.Text);
        Assert.Lacks("badkamer", own.Text);
        Assert.Lacks("badkamer", (await own.Open("/mijn/afschrift")).Text);
    }

    [Fact]
    public async Task What_both_told_is_read_at_once_below_what_the_professional_said()
    {
        using var els = await site.SignedIn();
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(anna, [EventKind.Diagnosis], site.Time.Today, Way.Link) { Note = "Zelf gezegd." },
                site.Time
            )
        );
        using var doctor = await OnTheirPage(els);
        await Tell(doctor, "Zij viel.");
        await els.Open($"/zaak/{anna}");

        var own = els.Page.QuerySelector("#eigen-woorden")!.ParentElement!;
        var told = els.Page.QuerySelector("#verteld")!.ParentElement!;
        var theirs = Assert.Single(
            own.QuerySelectorAll("figure"),
            element => element.TextContent.Contains("Zelf gezegd.")
        );
        Assert.Has("Nieuw", theirs.TextContent);
        Assert.Empty(theirs.QuerySelectorAll("main form"));
        Assert.Lacks("Zelf gezegd.", told.TextContent);
        Assert.NotEmpty(told.QuerySelectorAll("main form"));

        await Read(els, "#verteld ~ figure ");
        Assert.Null((await els.Open($"/zaak/{anna}")).Page.QuerySelector("#verteld"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told' and done_at is null"));
    }

    [Fact]
    public async Task Nothing_is_told_after_the_time_of_the_code_without_it_or_after_withdrawing()
    {
        using var els = await site.SignedIn();
        using var doctor = await OnTheirPage(els);
        var path = doctor.Page.QuerySelector("form[action$='Tell']")!.GetAttribute("action")!;
        using var stranger = await site.NewBrowser().Open(path.Split('?')[0]);
        stranger.Cookies.Add(site.Address, new Cookie("meelezen", "9999999999.x"));
        await stranger.Post(path, [stranger.Token, new("Note", "Zij viel.")]);
        Assert.Equal(HttpStatusCode.Gone, stranger.Status);

        using var late = await OnTheirPage(els);
        site.Advance(TimeSpan.FromMinutes(31));
        await Tell(late, "Zij viel.");
        Assert.Has("Dit is niet verstuurd", late.Text);

        using var withdrawn = await OnTheirPage(els);
        await site.Sql("update consent set withdrawn_on = '2026-03-02', withdrawn_how = 'phone'");
        await Tell(withdrawn, "Zij viel.");
        Assert.Equal(Dutch("SharedModel.Dead.Title"), withdrawn.Heading);
        Assert.Equal(0, await site.Count("event", "reported_by = 'professional'"));
    }

    private static Task<Browser> Tell(Browser professional, string words) =>
        professional.Write(Dutch("SharedModel.Note"), words).Press(Dutch("Everywhere.Send"));

    /// <summary>A professional who has the code, and reads.</summary>
    private async Task<Browser> OnTheirPage(Browser els)
    {
        if (await site.Count("consent") == 0)
        {
            await Allow(els);
            await GetsRed();
        }

        await site.RunJobs();
        var doctor = await site.NewBrowser().Open(new Uri((await site.Mails("shared"))[0].Links[0]).AbsolutePath);
        await doctor.Press(Dutch("SharedModel.SendCode"));
        await site.RunJobs();
        return await doctor
            .Write(Dutch("SharedModel.Code"), CodeIn((await site.Mails("shared-code"))[^1]))
            .Press(Dutch("SharedModel.Read"));
    }

    [Theory]
    [InlineData("update mail set state = 'failed' where kind = 'shared'")]
    [InlineData("update mail set state = 'expired' where kind = 'shared'")]
    [InlineData(
        "insert into mail_return (sha256, received_at, class, note, matched_by, mail_id) select id, created_at, 'hard', 'x', 'message-id', id from mail where kind = 'shared'"
    )]
    public async Task The_coordinator_reads_that_it_did_not_arrive_until_another_address_or_an_end(string how)
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await GetsRed();
        await site.RunJobs();
        Assert.Lacks("kwam niet aan", (await els.Open($"/zaak/{anna}")).Text);

        await site.Sql(how);

        Assert.Has(
            "De mail van 2 maart 2026 aan Huisarts: dokter Verzonnen kwam niet aan.",
            (await els.Open($"/zaak/{anna}")).Text
        );
        await els.Open($"/zaak/{anna}/toestemming");
        await els.Press("Intrekken: Huisarts: dokter Verzonnen Dat het te zwaar wordt, en waarom");
        Assert.Lacks("kwam niet aan", (await els.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task A_decision_is_changed_by_another_both_stay_and_the_address_that_was_looked_up_goes_on()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        await els.Open($"/zaak/{anna}/toestemming");
        await els.Follow("Wijzig: Huisarts: dokter Verzonnen Dat het te zwaar wordt, en waarom");
        els.Choose(Dutch("ConsentsModel.How"), Dutch("ConsentsModel.How.visit"))
            .Write(Dutch("AbsenceModel.Last"), "2026-06-01");
        await els.Press(Dutch("Everywhere.Save"));
        Assert.Has("Dat het te zwaar wordt, en waarom, tot en met 1 juni 2026.", els.Text);
        Assert.Equal(1, await site.Count("consent", "withdrawn_on = '2026-03-02' and withdrawn_how = 'visit'"));
        Assert.Equal(1, await site.Count("consent", $"withdrawn_on is null and email = '{Practice}'"));

        using var own = await site.OnOwnPageWithCode("persoonA-1@example.org");
        await own.Open("/mijn/toestemming");
        await own.Follow("Verander dit: Huisarts: dokter Verzonnen");
        await own.Write(Dutch("MyConsentModel.Until"), "2026-04-01").Press(Dutch("MyConsentModel.Save"));
        Assert.Equal(
            "2026-04-01",
            await site.Value<string>(
                $"select until_on from consent where withdrawn_on is null and email = '{Practice}'"
            )
        );
        Assert.Equal(3, await site.Count("consent"));
        await own.Open("/mijn/toestemming");
        await own.Follow("Verander dit: Huisarts: dokter Verzonnen");
        await own.Press(Dutch("MyConsentModel.Save"));
        Assert.Equal(3, await site.Count("consent"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'told'"));
    }

    [Fact]
    public async Task A_mail_address_is_asked_for_one_kind_only_and_must_be_one()
    {
        using var els = await site.SignedIn();

        await Give(els, "geen adres", ConsentData.Burden);
        Assert.Has(Dutch("ConsentsModel.Error.Email"), els.Text);
        await Give(els, Practice, ConsentData.Wishes);
        Assert.Has(Dutch("ConsentsModel.Error.Email"), els.Text);

        Assert.Equal(0, await site.Count("consent"));
    }

    private static string CodeIn(ReadMail mail) =>
        mail
            .Text.Split('\n')
            .Select(line => line.Trim())
            .Single(line => line.Length == 6 && line.All(char.IsAsciiDigit));

    private async Task GetsRed()
    {
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 12, time: 1);
        await site.Want(checkIn, "yes", OwnWords);
        await site.Send(checkIn);
    }

    private async Task Allow(Browser browser)
    {
        await Give(browser, Practice, ConsentData.Burden);
        Assert.Has(Dutch("ConsentsModel.MailTo", Practice), browser.Text);
    }

    private async Task Give(Browser browser, string mail, ConsentData data)
    {
        await browser.Open($"/zaak/{anna}/toestemming");
        await browser.Post(
            $"/zaak/{anna}/toestemming",
            [
                browser.Token,
                new("Recipient", ConsentRecipient.GeneralPractitioner.Code()),
                new("Name", "dokter Verzonnen"),
                new("Email", mail),
                new("Data", data.Code()),
                new("Until", ""),
                new("How", ConsentWay.Phone.Code()),
            ]
        );
    }

    private static Task<Browser> Read(Browser els, string within = "")
    {
        var form = (IHtmlFormElement)els.Page.QuerySelector(within + "form[action^='/taak-klaar/']")!;
        return els.Post(form.GetAttribute("action")!, Browser.FieldsOf(form));
    }
}
