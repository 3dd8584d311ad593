using CaregiverSignal.Invitations;

namespace CaregiverSignal.Tests.OwnPage;

/// <summary>
/// Whoever holds the mailbox does not hold the person: what a mailed link opens, and what needs a code.
/// </summary>
public sealed partial class MailboxTests()
    : AtASite("2026-03-02", ("Sms:Address", "{number}@sms.example"), ("Site:BaseUrl", "http://linde.example"))
{
    private const string Anna = "persoon1@example.org";

    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "security.md"));

    /// <summary>What was told before, by what shows it.</summary>
    private static readonly Dictionary<ToldBefore, string[]> Told = new()
    {
        [ToldBefore.Course] = ["class=\"trend"],
        [ToldBefore.Arranged] =
        [
            "merk-hulp",
            "merk-plan",
            "merk-buurvrouw",
            "merk-huisarts",
            "Els of een collega belt u uiterlijk",
        ],
        [ToldBefore.Words] = ["merk-woorden", "merk-gebeurtenis", "06 12345678", "bekeek", "merk-adres"],
    };

    /// <summary>The table of docs/security.md, row by row: who reads the mail, the link alone, with a code.</summary>
    public static TheoryData<string, bool, string> Keys()
    {
        var data = new TheoryData<string, bool, string>();
        foreach (Match row in KeyRow().Matches(Document))
        {
            data.Add(row.Groups[1].Value, false, row.Groups[2].Value.Trim());
            data.Add(row.Groups[1].Value, true, row.Groups[3].Value.Trim());
        }

        return data;
    }

    [GeneratedRegex(@"^\| `(nobody|unknown|somebody|show-nothing)` \|([^|]*)\|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex KeyRow();

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Every_address_that_a_mailed_link_reaches_shows_what_the_table_says(
        string readers,
        bool withCode,
        string opens
    )
    {
        var anna = await AddWithAPast(readers);
        var (checkIn, form) = await site.AskByLink(anna, "opening");
        var page = await site.OnOwnPage(Anna);
        if (withCode)
        {
            await page.Open("/mijn/code");
            await page.Write(Dutch("CodeModel.Typed"), await Code(anna)).Press(Dutch("Everywhere.GoOn"));
        }

        var seen = await Crawl(page, "/mijn", "/mijn/plan", "/mijn/kring", "/mijn/toestemming", "/mijn/afschrift");
        seen += await Crawl(page, "/mijn?wat=bellen", "/mijn?wat=verteld", "/mijn/wissen", "/mijn/code");
        Holds(seen, opens.Split(", "));

        // The form, its result and the ways out are never opened further by a code.
        var visitor = await site.NewBrowser().Open(form);
        seen = await Crawl(visitor, form, form + "?wat=bellen", form + "?wat=verteld", await site.PauseLink(checkIn));
        await visitor.Open(form);
        await visitor.Choose("Hoe gaat het", "Slecht").Press(Dutch("LastPage.Send"));
        Assert.Equal("/dank", visitor.Path);
        seen += await Crawl(visitor, "/dank", "/bel?van=dank", "/veranderd?van=dank&wat=verteld", "/vragen");
        var alone = KeyRow().Matches(Document).Single(row => row.Groups[1].Value == readers);
        Holds(seen, alone.Groups[2].Value.Trim().Split(", "), [ToldBefore.Arranged, ToldBefore.Words]);
    }

    [Fact]
    public async Task A_partner_who_reads_along_learns_nothing_and_takes_nothing_away()
    {
        var anna = await AddWithAPast("unknown");
        await site.AddSignal(anna);
        await site.Sql("update caregiver set red_on = '2026-03-01'");
        var promise = await site.Value<long>("select id from staff_task where kind = 'call'");
        var partner = await site.OnOwnPage(Anna);
        Assert.Lacks("belt u uiterlijk", partner.Text);
        Assert.Empty(partner.Page.QuerySelectorAll("input[name=Phone], input[name=Mail]"));

        // By hand, as somebody with the source would: neither the promise, nor the number, nor what was told.
        await Post(partner, "/mijn?handler=Promise", ("keuze", "niet"), ("belafspraak", promise.ToString("D", null)));
        await Post(partner, "/mijn?handler=Details", ("Phone", "06 66666666"), ("Mail", "partner@example.org"));
        foreach (var id in (await site.Joined("select id from event")).Split(','))
            await Post(partner, "/mijn", ("keuze", "klopt-niet"), ("gebeurtenis", id));
        await Post(partner, "/mijn?handler=Refuse", ("help", await site.Joined("select id from help")));
        Assert.Equal(0, await site.Count("help_step"));
        await Post(partner, "/mijn?handler=Readers", ("Readers", "nobody"));
        Assert.Equal("/mijn/code", partner.Path);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(
            1,
            await site.Count("caregiver", $"phone = '06 12345678' and email = '{Anna}' and mail_readers is null")
        );
        Assert.Equal(1, await site.Count("event", "note = 'merk-gebeurtenis'"));
        foreach (var guess in Enumerable.Range(0, 7))
            await Post(partner, "/mijn/code", ("Typed", $"00000{guess}"));
        Assert.Equal(HttpStatusCode.BadRequest, partner.Status);

        // Five wrong tries are all that a visit has; the right one is then one too many.
        var code = await Code(anna);
        foreach (var _ in Enumerable.Range(0, PageCodeTable.Tries))
            await Post(partner, "/mijn/code", ("Typed", code == "111111" ? "222222" : "111111"));
        await Post(partner, "/mijn/code", ("Typed", code));
        Assert.Equal("/mijn/code", partner.Path);

        // Says whoever reads along that others read the mail, the page closes, and is the same but for what it leaves out.
        await partner.Open("/mijn");
        await partner.Choose(Dutch("MyPageModel.ReadersAsked"), "Ja, soms").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", "mail_readers = 'somebody'"));
        Assert.Equal(Dutch("AskLinkModel.Title"), (await partner.Open("/mijn")).Heading);

        // Erasing is a request: nobody and nothing is gone, and a colleague calls the known number.
        partner = await site.OnOwnPage(Anna);
        await partner.Follow(Dutch("Everywhere.Erase"));
        await partner.Press(Dutch("EraseMeModel.Yes"));
        Assert.Equal(Dutch("MyPageModel.Erasing.Title"), partner.Heading);
        Assert.Equal(1, await site.Count("signal", "closed_at is null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        site.Advance(TimeSpan.FromDays(40));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("caregiver"));
        var els = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Task.erase", "2 maart"), els.Text.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task Whoever_reads_the_mailbox_wears_out_no_code_that_was_read_out_and_is_seen_trying()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var code = await Code(anna);
        var wrong = code == "111111" ? "222222" : "111111";
        var partner = await site.OnOwnPage(Anna);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Lacks(Dutch("CaseModel.CodeTried", ("dag", "2 maart"), ("voornaam", "Anna")), els.Text);
        foreach (var _ in Enumerable.Range(0, PageCodeTable.Tries + 3))
            await Post(partner, "/mijn/code", ("Typed", wrong));
        // Their own visit is worn out, also for the right one, and asking for a text message ends nothing.
        await Post(partner, "/mijn/code", ("Typed", code));
        Assert.Equal("/mijn/code", partner.Path);
        await Post(partner, "/mijn/code?handler=Send");

        Assert.Has(
            Dutch("CaseModel.CodeTried", ("dag", "2 maart"), ("voornaam", "Anna")),
            (await els.Open($"/zaak/{anna}")).Text
        );
        var own = await site.OnOwnPage(Anna);
        await Post(own, "/mijn/code", ("Typed", code));
        Assert.Equal("/mijn", own.Path);

        // A new code ends the earlier, and is the answer to the trial.
        var (earlier, later) = (await Code(anna), await Code(anna));
        Assert.Lacks("probeerde de code", (await els.Open($"/zaak/{anna}")).Text);
        own = await site.OnOwnPage(Anna);
        await Post(own, "/mijn/code", ("Typed", earlier));
        Assert.Equal("/mijn/code", own.Path);
        await Post(own, "/mijn/code", ("Typed", later));
        Assert.Equal("/mijn", own.Path);
    }

    [Fact]
    public async Task A_code_holds_against_so_many_guesses_in_all_visits()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var code = await Code(anna);
        var wrong = code == "111111" ? "222222" : "111111";
        for (var visit = 0; visit < PageCodeTable.TriesInAll / PageCodeTable.Tries; visit++)
        {
            site.Advance(TimeSpan.FromHours(1));
            var partner = await site.OnOwnPage(Anna);
            foreach (var _ in Enumerable.Range(0, PageCodeTable.Tries))
                await Post(partner, "/mijn/code", ("Typed", wrong));
        }

        var own = await site.OnOwnPage(Anna);
        await Post(own, "/mijn/code", ("Typed", code));

        Assert.Equal("/mijn/code", own.Path);
    }

    [Fact]
    public async Task Who_asks_to_be_erased_gets_no_mail_and_is_erased_by_itself_after_two_weeks_or_kept_after_all()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 3, 3));
        await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        var (checkIn, form) = await site.AskByLink(anna, "opening");
        var pause = await site.PauseLink(checkIn);
        var page = await site.OnOwnPage(Anna);
        await page.Follow(Dutch("Everywhere.Erase"));
        await page.Press(Dutch("EraseMeModel.Yes"));
        Assert.Equal(Dutch("MyPageModel.Erasing.Title"), page.Heading);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(form)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(pause)).Status);
        Assert.Equal(Dutch("MyPageModel.Erasing.Title"), (await page.Open("/mijn/afschrift")).Heading);

        await page.Press(Dutch("MyPageModel.Erasing.Keep"));
        Assert.Equal(Dutch("MyPageModel.Hello", "Anna"), page.Heading);
        Assert.Equal(1, await site.Count("caregiver", $"id = {anna} and status = 'active'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'erase' and done_at is null"));

        await page.Open("/mijn/wissen");
        await page.Press(Dutch("EraseMeModel.Yes"));
        site.Advance(TimeSpan.FromDays(13));
        await site.RunJobs();
        Assert.Equal(2, await site.Count("caregiver"));
        site.Advance(TimeSpan.FromDays(1));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("caregiver"));
        Assert.Lacks(Anna, await site.Content());
    }

    [Fact]
    public async Task A_colleague_erases_or_keeps_who_asked_only_after_a_talk()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        var signal = await site.AddSignal(anna);
        var page = await site.OnOwnPage(Anna);
        await page.Open("/mijn/wissen");
        await page.Press(Dutch("EraseMeModel.Yes"));

        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/wissen");
        Assert.Has(DutchPart("EraseModel.AskLead.Asked"), els.Text);
        Assert.Null(els.Page.QuerySelector("input[name=Number]"));
        site.Advance(TimeSpan.FromMinutes(5));
        await site.Contact(signal.Id, ContactWay.Spoken, 7);
        await els.Open($"/zaak/{anna}/wissen");
        Assert.NotNull(els.Page.QuerySelector("input[name=Number]"));
        await els.Press(Dutch("MyPageModel.Erasing.Keep"));
        Assert.Has(Dutch("EraseModel.Asked.Kept"), els.Text);
        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
    }

    [Fact]
    public async Task A_telephone_found_on_the_sofa_opens_nothing_where_a_colleague_chose_so()
    {
        var anna = await AddWithAPast("show-nothing");
        var page = await site.OnOwnPage(Anna);
        await page.Open("/mijn/code");
        await page.Press("Stuur een code naar mijn mobiel");
        Assert.Has(Dutch("CodeModel.Sent"), page.Text);
        await site.RunJobs();
        Assert.Empty(await site.Mails("own-page-code"));
        await Post(page, "/mijn/code", ("Typed", await Code(anna)));
        Assert.Has("Deze code klopt niet", page.Text);
        // Nobody is found out: the answer is taken as anywhere, and changes nothing.
        await page.Open("/mijn");
        await page.Choose(Dutch("MyPageModel.ReadersAsked"), "Ja, soms").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", "mail_readers = 'show-nothing'"));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/code");
        Assert.Has(Dutch("PageCodeModel.ShowsNothing"), els.Text);
    }

    [Fact]
    public async Task A_code_by_text_message_or_read_out_opens_all_and_a_number_given_there_stays_beside_the_known_one()
    {
        var anna = await AddWithAPast("unknown");
        var page = await site.OnOwnPage(Anna);
        await page.Follow(Dutch("MyPageModel.Before"));
        await page.Press("Stuur een code naar mijn mobiel");
        await site.RunJobs();
        var sms = Assert.Single(await site.Mails("own-page-code")).Text;
        Assert.InRange(sms.Trim().Length, 1, 160);
        await page.Write(Dutch("CodeModel.Typed"), SixFigures().Match(sms).Value).Press(Dutch("Everywhere.GoOn"));
        Assert.Has("merk-woorden", page.Text);
        Assert.Has("belt u uiterlijk", page.Text);

        await page.Write(Dutch("Everywhere.Phone"), "06 66666666").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", "phone = '06 12345678'"));
        var els = await site.SignedIn();
        Assert.Has("Het bekende nummer is niet veranderd.", els.Text);
        Assert.Has("06 66666666", els.Text.Replace('\u00a0', ' '));

        // Six in a day are five too many for whoever guesses.
        var other = await site.OnOwnPage(Anna);
        foreach (var _ in Enumerable.Range(0, 7))
        {
            await other.Open("/mijn/code");
            await other.Press("Stuur een code naar mijn mobiel");
        }

        Assert.Equal(PageCodeTable.PerDay, await site.Count("page_code"));

        await els.Open($"/zaak/{anna}/code");
        await els.Press(Dutch("PageCodeModel.Make"));
        var read = els.Page.QuerySelector("strong.code")!.TextContent;
        await other.Write(Dutch("CodeModel.Typed"), read).Press(Dutch("Everywhere.GoOn"));
        Assert.Equal("/mijn", other.Path);
        Assert.Has("merk-woorden", other.Text);
    }

    [Fact]
    public async Task At_red_a_promise_that_is_taken_back_brings_one_call_all_the_same()
    {
        await AddWithAPast("nobody");
        var page = await site.OnOwnPage(Anna);
        await site.Sql("update caregiver set red_on = '2026-03-01'");
        site.Advance(TimeSpan.FromSeconds(5));
        await page.Press(Dutch("MyPageModel.Promise.TakeBack"));

        Assert.Equal(0, await site.Count("staff_task", "kind = 'call' and done_at is null"));
        Assert.Equal(1, await site.Count("event", "note like '%Bel één keer, op het bekende nummer.'"));
        Assert.Has(Dutch("EventWords.CallOnce"), (await site.SignedIn()).Text);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("paper")]
    public async Task Who_moves_away_from_the_mailbox_ends_all_that_it_opened(string channel)
    {
        var anna = await AddWithAPast("unknown");
        var (checkIn, form) = await site.AskByLink(anna, "opening");
        var pause = await site.PauseLink(checkIn);
        var page = await site.OnOwnPage(Anna);
        var onForm = await site.NewBrowser().Open(form);
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/gegevens");
        await els.Write(
                Dutch("DetailsModel.Channel"),
                channel == "phone" ? Dutch("DetailsModel.Channel.phone") : Dutch("DetailsModel.Channel.paper")
            )
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", $"channel = '{channel}'"));

        Assert.Equal(Dutch("AskLinkModel.Title"), (await page.Open("/mijn")).Heading);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(form)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(pause)).Status);
        await onForm.Choose("Hoe gaat het", "Heel goed").Press(Dutch("LastPage.Send"));
        Assert.Equal(0, await site.Count("answer", "value = 5"));
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("Subject: Hoe gaat het"));
    }

    [Fact]
    public async Task Two_who_share_an_address_read_in_the_subject_for_whom_it_is()
    {
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 3, 2));
        await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2026, 3, 2));
        await site.AddCaregiver("3", "Cor", nextDueOn: new DateOnly(2026, 3, 2));
        await site.Sql($"update caregiver set email = '{Anna}' where person <> '3'");
        await site.RunJobs();

        var subjects = (await site.Mails("invitation")).Select(mail =>
            mail.Headers.First(header => header.Name == "Subject").Value
        );
        Assert.Equal(
            ["", "(voor Anna)", "(voor Bram)"],
            subjects.Select(subject => NameIn().Match(subject).Value).Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixFigures();

    [GeneratedRegex(@"\(voor .*\)")]
    private static partial Regex NameIn();

    private Task<string> Code(long caregiver) =>
        site.Write(async transaction =>
            await PageCodeTable.Add(transaction, caregiver, site.Time.Now, TimeSpan.FromDays(1), isReadOut: true)
        );

    private async Task<long> AddWithAPast(string readers)
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.AddAnswered(anna, new DateOnly(2026, 1, 5), "no", site.Csi(3));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 5), "no", site.Csi(8));
        await site.Sql("update check_in set own_words = 'merk-woorden'");
        await site.Happened(anna, new DateOnly(2026, 3, 1), EventKind.Fall, ReportedBy.Caregiver, "merk-gebeurtenis");
        await site.Sql(
            "update caregiver set phone = '06 12345678', postal_address = 'merk-adres', mail_readers = "
                + (readers == "unknown" ? "null" : $"'{readers}'")
        );
        await site.Sql(
            $"""
            insert into relapse_plan (caregiver_id, signs, may_notice, to_do, written_at)
            values ({anna}, 'merk-plan', 'x', 'x', '2026-02-01T09:00:00.000Z');
            insert into help (caregiver_id, kind, step, step_on, next_on, with_whom, proposed_on, wanted_on, began_on)
            values ({anna}, 'day-care', 'running', '2026-02-01', '2026-06-01', 'merk-hulp', '2026-01-05', '2026-01-05',
                '2026-02-01');
            insert into tie (caregiver_id, name, from_on, kind, ring, gives, takes)
            values ({anna}, 'merk-buurvrouw', '2026-02-01', 'neighbour', 'near', '', '');
            insert into consent (caregiver_id, recipient, name, data, given_on, given_how, noted_by, noted_at)
            select {anna}, 'gp', 'merk-huisarts', 'burden', '2026-02-01', 'phone', coordinator_id,
                '2026-02-01T09:00:00.000Z'
            from caregiver;
            """
        );
        await site.Write(transaction => PromisedCall.AskAlone(transaction, anna, new CallTime(), site.Time));
        await (await site.SignedIn()).Open($"/zaak/{anna}");
        site.Advance(TimeSpan.FromHours(1));
        return anna;
    }

    /// <summary>
    /// Everything on pages of ours that is reached by links from some, but for signing in and reading on.
    /// </summary>
    private static async Task<string> Crawl(Browser browser, params string[] from)
    {
        var (seen, waiting, text) = (new HashSet<string>(), new Queue<string>(from), "");
        while (waiting.TryDequeue(out var path) && seen.Count < 60)
        {
            if (!seen.Add(path))
                continue;
            await browser.Open(path);
            text += browser.Page.DocumentElement.OuterHtml;
            foreach (var link in browser.Page.QuerySelectorAll("main a[href^='/']"))
                waiting.Enqueue(link.GetAttribute("href")!.Split('#')[0]);
        }

        return text.Replace('\u00a0', ' ');
    }

    /// <param name="open">What the table opens: nothing, or kinds of what was told.</param>
    /// <param name="only">What is looked for here; null for all.</param>
    private static void Holds(string seen, IReadOnlyCollection<string> open, ToldBefore[]? only = null)
    {
        foreach (var (what, marks) in Told.Where(entry => only?.Contains(entry.Key) ?? true))
        {
            var isOpen = open.Contains(what.ToString().ToLowerInvariant());
            // Where it is open, the own page shows it all; the form and its result need not.
            Assert.Each(
                marks,
                mark =>
                {
                    if (!isOpen)
                        Assert.Lacks(mark, seen);
                    else if (only is null)
                        Assert.Has(mark, seen);
                }
            );
        }
    }

    private static async Task Post(Browser page, string path, params (string Name, string Value)[] fields)
    {
        await page.Open("/mijn/code");
        await page.Post(
            path,
            [page.Token, new("getoond", ""), .. fields.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]
        );
    }
}
