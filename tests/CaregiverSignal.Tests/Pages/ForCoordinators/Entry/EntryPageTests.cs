using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Answers;
using CaregiverSignal.Invitations;
using CaregiverSignal.Tests.Pages.ForCoordinators.Help;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Pages.ForCoordinators.Entry;

/// <summary>
/// Typing in for somebody who phones or writes: whose it is stands on top, and nothing of hers is typed over.
/// </summary>
public sealed class EntryPageTests() : AtASite("2026-03-02")
{
    private long anna;
    private CheckIn checkIn = null!;
    private string link = null!;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(channel: "phone", nextDueOn: new DateOnly(2027, 1, 1));
        (checkIn, link) = await site.AskByLink(anna, "opening", "csi", "volhoudtijd");
    }

    [Fact]
    public async Task Whether_help_helps_is_typed_in_once_also_as_the_only_answer()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Dutch("HelpKindWords.volunteer-at-home.Name"));
        foreach (var step in new[] { "chosen", "running" })
            await els.Step(anna, Dutch("HelpKindWords.volunteer-at-home.Name"), step);
        await els.Open($"/zaak/{anna}/invullen/{checkIn.Id}");
        await els.Choose("Een vrijwilliger thuis: helpt dat?", "Nee")
            .Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper"))
            .Press(Dutch("EntryModel.Keep"));
        Assert.Has(Dutch("EntryModel.Helps.Said", "Nee"), els.Text);
        await els.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper")).Press(Dutch("EntryModel.Send"));

        Assert.NotNull((await site.Reread(checkIn)).AnsweredAt);
        Assert.Equal(1, await site.Count("help_step", "step = 'said' and helped = 'no'"));
    }

    [Fact]
    public async Task Whether_help_that_runs_for_two_weeks_helps_is_asked_in_a_letter()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Dutch("HelpKindWords.volunteer-at-home.Name"));
        foreach (var step in new[] { "chosen", "running" })
            await els.Step(anna, Dutch("HelpKindWords.volunteer-at-home.Name"), step);
        await site.Sql("update check_in set closes_on = '2026-06-01'");
        site.Advance(TimeSpan.FromDays(16));
        using var later = await site.SignedIn();

        await later.Open($"/zaak/{anna}/vragenbrief/{checkIn.Id}");
        Assert.Has("U krijgt hulp: een vrijwilliger neemt het thuis soms over. Helpt dat?", later.Text);
    }

    [Fact]
    public async Task Whose_answers_these_are_stands_on_top_and_nothing_of_her_own_pages()
    {
        var page = await Open();

        Assert.Equal("Invullen voor Anna Jansen", page.Heading);
        Assert.Equal("Invullen A.J. – Het steunpunt", page.Title);
        Assert.Has("06 12 34 56 78 · Controleer de naam.", page.Text);
        Assert.Has(Dutch("EntryModel.About.Until", ("gevraagd", "2 maart 2026"), ("tot", "15 maart 2026")), page.Text);
        Assert.Lacks("Pauze", page.Page.Body!.TextContent);
        Assert.Lacks(Dutch("Everywhere.Stop"), page.Page.Body!.TextContent);
        Assert.Lacks("Dank u", page.Page.Body!.TextContent);
    }

    [Fact]
    public async Task All_questions_stand_on_one_page_in_the_order_of_the_plan_with_what_may_be_typed()
    {
        var page = await Open();

        var asked = new[] { "opening", "csi", "volhoudtijd" }
            .SelectMany(key => site.Instruments.Newest(key).Items)
            .ToList();
        Assert.Equal(
            asked.Select((item, place) => $"{place + 1}. {item.Text.Nl}"),
            page.Page.QuerySelectorAll(".entry-row label")
                .Select(element =>
                    string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                )
        );
        Assert.Has("1 = Ja · 0 = Nee", page.Text);
        Assert.Has("5 = Heel goed 4 = Goed", page.Text);
    }

    [Theory]
    [InlineData("phone", "phone")]
    [InlineData("paper", "paper")]
    [InlineData("email", null)]
    public async Task Only_the_way_that_was_agreed_is_chosen_before(string channel, string? chosen)
    {
        await site.Sql("update caregiver set channel = @channel", new { channel });

        var page = await Open();

        Assert.Equal(
            chosen,
            page.Page.QuerySelectorAll<IHtmlInputElement>("input[name=Way]")
                .SingleOrDefault(input => input.IsChecked)
                ?.Value
        );
        Assert.Equal("2026-03-02", page.Page.QuerySelector<IHtmlInputElement>("#Day")!.Value);
    }

    [Fact]
    public async Task What_is_typed_is_sent_once_with_who_which_day_and_which_way()
    {
        site.Advance(TimeSpan.FromDays(3));
        var page = await Open();
        Type(page, "opening.going", "2");
        for (var item = 0; item < 13; item++)
            Type(page, "csi." + site.Instruments.Newest("csi").Items[item].Key, item < 9 ? "1" : "0");
        Set(page, "Day", "2026-03-03");
        await page.Write(Dutch("Everywhere.OwnWords"), "Ik slaap slecht.")
            .Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper"))
            .Choose(Dutch("EntryModel.Call"), "Ja")
            .Press(Dutch("EntryModel.Send"));

        Assert.Begins("/werklijst", page.Path);
        Assert.Has(Dutch("EntryModel.Done", "Anna J"), page.Text);
        Assert.Equal(
            3,
            await site.Count(
                "response",
                $"entered_by = '{TestInstallation.CoordinatorEmail}' and answered_on = '2026-03-03' and finished_at is not null"
            )
        );
        Assert.Equal(
            14,
            await site.Count("answer", $"value is not null and entered_by = '{TestInstallation.CoordinatorEmail}'")
        );
        Assert.Equal(1, await site.Count("answer", "item = 'time' and value is null"));
        Assert.Equal(1, await site.Count("check_in", "typed_way = 'paper' and typed_answered_on = '2026-03-03'"));
        Assert.Equal(1, await site.Count("check_in", $"words_by = '{TestInstallation.CoordinatorEmail}'"));
        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact' and happened_on = '2026-03-05'"));
        Assert.Null(
            await site.Read(async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.Form, link[3..], site.Time.Now)
            )
        );
        await site.RunJobs();
        Assert.Equal(
            "9",
            await site.Value<string>(
                $"select cast(cast(value as integer) as text) from {site.Scores} where scale = 'total'"
            )
        );
        Assert.Equal(1, await site.Count("signal", "kinds like '%request%' and opened_on = '2026-03-05'"));
        Assert.Contains(
            "Vragen ingevuld: van papier door Els | 3 maart | De vragen van 2 maart 2026.",
            (await page.Open($"/zaak/{anna}")).Timeline()
        );
    }

    [Fact]
    public async Task Typed_in_and_filled_in_on_the_form_come_to_the_same_scores()
    {
        var bep = await site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(bep, site.Time.Today, "no", [.. site.Csi(6), ("volhoudtijd.time", 3)]);
        var page = await Open();
        foreach (var (item, value) in site.Csi(6))
            Type(page, item, value!.Value.ToString(CultureInfo.InvariantCulture));
        Type(page, "volhoudtijd.time", "3");
        await page.Choose(Dutch("EntryModel.Call"), Dutch("EntryModel.Call.no")).Press(Dutch("EntryModel.Send"));

        await site.RunJobs();

        Task<IReadOnlyList<string>> Scores(long id) =>
            site.Read(transaction =>
                transaction.All<string>(
                    $"""
                    select response.instrument || ' ' || score.scale || ' ' || coalesce(cast(value as text), '-') || ' ' || low || ' ' || high
                    from {site.Scores} join response on response.id = score.response_id
                    where response.caregiver_id = @id and response.instrument <> 'opening'
                    order by 1
                    """,
                    new { id }
                )
            );
        Assert.NotEmpty(await Scores(anna));
        Assert.Equal(await Scores(bep), await Scores(anna));
    }

    [Fact]
    public async Task All_faults_are_told_at_once_beside_their_field_and_everything_typed_stays()
    {
        var page = await Open();
        var before = await site.ContentButTheAuditLog();
        Type(page, "opening.going", "7");
        Type(page, "csi.sleep", "ja");
        Type(page, "csi.plans", "1");
        Set(page, "Day", "2026-03-09");
        await page.Write(Dutch("Everywhere.OwnWords"), new string('x', 4010)).Press(Dutch("EntryModel.Send"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Begins("Fout: ", page.Title);
        Assert.Equal(
            [
                Dutch("EntryModel.Error.Day", "2 maart 2026"),
                Dutch("EntryModel.Error.Code", ("nummer", "1"), ("getal", "1, 2, 3, 4 of 5")),
                Dutch("EntryModel.Error.Code", ("nummer", $"{Number("sleep")}"), ("getal", "0 of 1")),
                Dutch("Typed.TooLong", 10),
            ],
            page.Errors
        );
        Assert.Each(
            page.Page.QuerySelectorAll<IHtmlAnchorElement>(".error-summary a"),
            link => Assert.NotNull(page.Page.GetElementById(link.GetAttribute("href")![1..]))
        );
        Assert.Equal(4, page.Page.QuerySelectorAll("form .field-error").Length);
        Assert.Equal(
            ("7", "ja", "1", "2026-03-09"),
            (
                Value(page, "Answers[opening.going]"),
                Value(page, "Answers[csi.sleep]"),
                Value(page, "Answers[csi.plans]"),
                Value(page, "Day")
            )
        );
        Assert.Equal(4010, page.Page.QuerySelector<IHtmlTextAreaElement>("#OwnWords")!.Value.Length);
        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task Without_a_way_or_without_anything_nothing_is_sent()
    {
        await site.Sql("update caregiver set channel = 'email'");
        var page = await Open();

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Has(Dutch("EntryModel.Error.Way"), page.Text);
        Assert.Has(Dutch("EntryModel.Error.Nothing"), page.Text);
        Assert.Equal(0, await site.Count("check_in", "closed_at is not null"));
    }

    [Fact]
    public async Task A_call_that_breaks_off_is_kept_and_gone_on_with()
    {
        var page = await Open();
        Type(page, "opening.going", "2");
        Type(page, "csi.plans", "1");
        await page.Write(Dutch("Everywhere.OwnWords"), "Belt morgen terug.").Press(Dutch("EntryModel.Keep"));

        Assert.Has(Dutch("EntryModel.Saved.Later"), page.Text);
        Assert.Equal(("2", "1"), (Value(page, "Answers[opening.going]"), Value(page, "Answers[csi.plans]")));
        Assert.Equal((2, 0), (await site.Count("answer"), await site.Count("check_in", "closed_at is not null")));
        site.Advance(TimeSpan.FromDays(1));
        page = await Open();
        Assert.Equal("2026-03-02", Value(page, "Day"));
        Type(page, "csi.plans", "");
        Type(page, "csi.sleep", "0");
        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(
            "going=2,sleep=0",
            await site.Joined($"select item || '=' || value from {site.Answers} where value is not null order by item")
        );
        Assert.Equal(1, await site.Count("check_in", "own_words = 'Belt morgen terug.' and answered_at is not null"));
    }

    [Fact]
    public async Task What_was_kept_stands_on_the_worklist_until_it_is_sent()
    {
        await site.Sql("update caregiver set channel = 'email'");
        Assert.Lacks(Dutch("Everywhere.FillIn"), (await site.SignedIn()).Text);
        var page = await Open();
        await page.Choose(Dutch("EntryModel.Call"), "Ja").Press(Dutch("EntryModel.Keep"));
        Assert.Has(Dutch("EntryModel.Saved.Call"), page.Text);

        page = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Ask.begun"), page.Text);
        await page.Follow("Invullen voor Anna J.");
        await page.Choose(Dutch("EntryModel.Way"), Dutch("Everywhere.Way.visit")).Press(Dutch("EntryModel.Send"));

        Assert.Lacks("Begonnen met invullen", page.Text);
        Assert.Equal(1, await site.Count("event", "kind = 'RequestForContact'"));
    }

    [Fact]
    public async Task What_was_kept_and_forgotten_counts_when_the_check_in_closes()
    {
        var page = await Open();
        Type(page, "csi.plans", "1");
        await page.Press(Dutch("EntryModel.Keep"));

        site.Advance(TimeSpan.FromDays(15));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("check_in", "answered_at is not null"));
        Assert.Equal(1, await site.Count("response", "answered_on = '2026-03-02' and finished_at is not null"));
    }

    [Fact]
    public async Task The_same_form_twice_is_one_answer_and_says_so_twice()
    {
        var page = await Open();
        Type(page, "opening.going", "1");
        page.Choose(Dutch("EntryModel.Call"), "Ja");
        var fields = Sending(page);
        await page.Post(Path, fields);
        var once = await site.ContentButTheAuditLog();

        await page.Post(Path, fields);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Has(Dutch("EntryModel.Done", "Anna J"), page.Text);
        Assert.Equal(once, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task What_she_gave_herself_before_is_told_and_cannot_be_typed_over()
    {
        await Gives("csi", ("sleep", 1));

        var page = await Open();

        Assert.Has(Dutch("EntryModel.Own", 1, ("voornaam", "Anna")), page.Text);
        Assert.Null(page.Page.QuerySelector("[name='Answers[csi.sleep]']"));
        Type(page, "csi.plans", "0");
        await page.Post(Path, [.. Sending(page), new("Answers[csi.sleep]", "0")]);
        Assert.Equal(
            "plans=0,sleep=1",
            await site.Joined($"select item || '=' || value from {site.Answers} where value is not null order by item")
        );
        Assert.Equal(1, await site.Count("response", "instrument = 'csi' and entered_by = 'caregiver'"));
        Assert.Equal(1, await site.Count("answer", "item = 'sleep' and entered_by is null"));
        Assert.Has("1 van de 2 antwoorden", (await page.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task What_she_gives_while_somebody_types_is_told_and_what_was_typed_is_kept()
    {
        var page = await Open();
        Type(page, "csi.sleep", "0");
        Type(page, "csi.plans", "1");
        page.Write(Dutch("Everywhere.OwnWords"), "Ze hing op.");
        await Gives("csi", ("sleep", 1));
        var before = await site.ContentButTheAuditLog();

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Has(DutchPart("EntryModel.News.Open"), page.Text);
        Assert.Has("Anna vulde dit zelf in. U typte: 0. Dat is niet bewaard.", page.Text);
        Assert.Equal("1", Value(page, "Answers[csi.plans]"));
        Assert.Has("Ze hing op.", page.Text);
        Assert.Equal(before, await site.ContentButTheAuditLog());
        await page.Press(Dutch("EntryModel.Send"));
        Assert.Equal(
            "plans=1,sleep=1",
            await site.Joined($"select item || '=' || value from {site.Answers} where value is not null order by item")
        );
    }

    [Fact]
    public async Task When_she_sends_it_herself_meanwhile_nothing_is_stored_and_the_text_can_be_copied()
    {
        var page = await Open();
        Type(page, "csi.plans", "1");
        page.Write(Dutch("Everywhere.OwnWords"), "Zoon is boos.");
        await Gives("csi", ("sleep", 1));
        await site.Write(transaction =>
            CaregiverSignal.Answers.CheckInSubmission.Send(transaction, checkIn, site.Time)
        );
        var before = await site.ContentButTheAuditLog();

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Has(Dutch("EntryModel.News.Own", "Anna"), page.Text);
        Assert.Has("Zoon is boos.", page.Text);
        Assert.DoesNotContain(
            page.Page.QuerySelectorAll("main button"),
            element => element.TextContent.Contains(Dutch("Everywhere.Save"))
        );
        Assert.Equal(before, await site.ContentButTheAuditLog());
        Assert.Has(Dutch("EntryModel.News.Own", "Anna"), (await Open()).Text);
        Assert.Lacks("Zoon is boos.", (await Open()).Text);
    }

    [Fact]
    public async Task Two_colleagues_do_not_type_over_each_other_unseen()
    {
        await site.Deputy(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");
        await site.Away(TestInstallation.CoordinatorEmail, "dirk@steunpunt.example");
        var (els, dirk) = (await Open(), await (await site.SignedIn("dirk@steunpunt.example")).Open(Path));
        Type(els, "csi.plans", "1");
        await els.Press(Dutch("EntryModel.Keep"));

        Type(dirk, "csi.plans", "0");
        await dirk.Press(Dutch("EntryModel.Keep"));

        Assert.Equal(HttpStatusCode.Conflict, dirk.Status);
        Assert.Equal("0", Value(dirk, "Answers[csi.plans]"));
        Assert.Equal(1, await site.Count("answer", "value = 1"));
        await dirk.Press(Dutch("EntryModel.Keep"));
        Assert.Equal(1, await site.Count("answer", "value = 0 and entered_by = 'dirk@steunpunt.example'"));
    }

    [Fact]
    public async Task She_can_go_on_herself_with_what_was_kept_and_what_she_gives_is_hers()
    {
        var page = await Open();
        Type(page, "opening.going", "2");
        await page.Press(Dutch("EntryModel.Keep"));
        var own = await site.NewBrowser().Open(link);

        await own.Press(Dutch("CheckInPageModel.GoOn", 7, ("k", "2")));
        await own.Open("/vragen/1");
        Assert.Null(own.Chosen("Hoe gaat het"));
        await own.Choose("Hoe gaat het", "Goed").Press(Dutch("QuestionsPage.Next"));

        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 4 and entered_by is null"));
        Assert.Equal(1, await site.Count("response", "instrument = 'opening' and entered_by = 'caregiver'"));
        Assert.Has("Zelf al ingevuld door Anna", (await Open()).Text);
    }

    [Fact]
    public async Task What_was_written_down_before_stays_under_what_she_writes_and_hers_are_to_be_read()
    {
        await (await Open())
            .Write(Dutch("Everywhere.OwnWords"), "Ze belt morgen terug.")
            .Press(Dutch("EntryModel.Keep"));
        var own = await (await site.NewBrowser().Open(link)).Press(Dutch("CheckInPageModel.Start"));
        await own.Open("/vragen/slot");

        Assert.Lacks("morgen terug", own.Page.DocumentElement.OuterHtml);
        await own.Write(Dutch("LastPage.OwnWords"), "Het gaat niet meer.").Press(Dutch("LastPage.Send"));

        Assert.Equal(
            "Het gaat niet meer.\n\nEerder opgeschreven door het steunpunt:\nZe belt morgen terug.",
            await site.Value<string>("select own_words from check_in")
        );
        Assert.Equal(1, await site.Count("check_in", "words_by = 'caregiver'"));
    }

    [Theory]
    [InlineData("Answers[csi.slaap]", "1")]
    [InlineData("Way", "duif")]
    [InlineData("Call", "altijd")]
    [InlineData("Sends", "wissen")]
    public async Task A_field_or_a_choice_that_the_page_does_not_have_is_refused(string field, string value)
    {
        var page = await Open();
        Type(page, "opening.going", "1");
        var before = await site.ContentButTheAuditLog();

        await page.Post(Path, [.. Sending(page).Where(entry => entry.Key != field), new(field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("1; drop table answer")]
    [InlineData("\u202E1")]
    [InlineData("１")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_code_is_a_fault_of_that_question_and_nothing_more(string typed)
    {
        var page = await Open();
        Type(page, "csi.sleep", typed);

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Has(Dutch("EntryModel.Error.Code", ("nummer", $"{Number("sleep")}"), ("getal", "0 of 1")), page.Text);
        Assert.Empty(page.Page.QuerySelectorAll("main script"));
        Assert.Equal(0, await site.Count("answer"));
    }

    [Fact]
    public async Task Somebody_elses_check_in_is_not_opened_by_a_number_that_fits()
    {
        var (bep, _) = await site.AskByLink(
            await site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1)),
            "opening"
        );

        var page = await (await site.SignedIn()).Open($"/zaak/{anna}/invullen/{bep.Id}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task Paper_that_comes_after_the_end_is_typed_in_and_counts_from_that_day_on()
    {
        site.Advance(TimeSpan.FromDays(21));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("check_in", "closed_at is not null and answered_at is null"));
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await page.Follow(Dutch("EntryModel.Link", ("dag", "2 maart 2026"), ("voornaam", "Anna")));
        Assert.Has(DutchPart("EntryModel.About.Until"), page.Text);
        Assert.Lacks(Dutch("EntryModel.Keep"), page.Text);
        foreach (var (item, value) in site.Csi(12))
            Type(page, item, value!.Value.ToString(CultureInfo.InvariantCulture));
        Type(page, "volhoudtijd.time", "1");
        Set(page, "Day", "2026-03-10");

        await page.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper"))
            .Choose(Dutch("EntryModel.Call"), "Ja")
            .Press(Dutch("EntryModel.Send"));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("check_in", "answered_at like '2026-03-23%'"));
        Assert.Equal(3, await site.Count("response", "answered_on = '2026-03-10' and finished_at is not null"));
        Assert.Equal(1, await site.Count("signal", "urgency = 'red' and opened_on = '2026-03-23'"));
        Assert.Has("10 maart 2026", (await page.Open($"/zaak/{anna}")).Text);
        Assert.Contains(
            page.Timeline(),
            line => line.StartsWith("Vragen ingevuld: van papier door Els | 10 maart", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Paper_that_was_filled_in_before_the_last_talk_is_still_news_when_it_is_typed_in()
    {
        site.Advance(TimeSpan.FromDays(21));
        await site.RunJobs();
        await site.Happened(anna, new DateOnly(2026, 3, 20), EventKind.Contacted, ReportedBy.Coordinator);
        var page = await Open();
        foreach (var (item, value) in site.Csi(12))
            Type(page, item, value!.Value.ToString(CultureInfo.InvariantCulture));
        Type(page, "volhoudtijd.time", "1");
        Set(page, "Day", "2026-03-10");

        await page.Press(Dutch("EntryModel.Send"));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("signal", "opened_on = '2026-03-23' and notify_on = '2026-03-23'"));
    }

    [Fact]
    public async Task Paper_of_before_the_newest_answers_fills_in_the_course_and_says_nothing_of_today()
    {
        // She opened the form then, and skipped all: that is no answer, and in nobody's way.
        await Gives("csi", [.. site.Instruments.Newest("csi").Items.Select(item => (item.Key, (int?)null))]);
        site.Advance(TimeSpan.FromDays(30));
        await site.RunJobs();
        await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(1), ("volhoudtijd.time", 6)]);
        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}/meer");
        await page.Follow(Dutch("EntryModel.Link", ("dag", "2 maart 2026"), ("voornaam", "Anna")));
        foreach (var (item, value) in site.Csi(12))
            Type(page, item, value!.Value.ToString(CultureInfo.InvariantCulture));
        Type(page, "volhoudtijd.time", "1");
        Set(page, "Day", "2026-03-10");

        await page.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper")).Press(Dutch("EntryModel.Send"));
        await site.RunJobs();

        var stored = (await site.Read(async transaction => await CheckInTable.Get(transaction, checkIn.Id)))!;
        Assert.Equal(new DateOnly(2026, 3, 10), site.Time.DayOf(stored.AnsweredAt!.Value));
        Assert.Equal(3, await site.Count("response", "answered_on = '2026-03-10' and finished_at is not null"));
        Assert.Equal(1, await site.Count("score", "scale = 'total' and value = 12"));
        // What it tells that nobody knew is told as of its own day, and alarms nobody.
        Assert.Equal(0, await site.Count("signal", "urgency = 'red'"));
        Assert.Equal(0, await site.Count("finding", "rests_on <> '2026-03-10'"));
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));
        Assert.Contains(
            (await page.Open($"/zaak/{anna}")).Timeline(),
            line => line.StartsWith("Vragen ingevuld: van papier door Els | 10 maart", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Paper_of_before_a_silence_ends_it_no_more_than_it_began_it()
    {
        var bep = await site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1));
        var first = await site.Ask(bep);
        site.Advance(TimeSpan.FromDays(31));
        await site.RunJobs();
        await site.Ask(bep);
        site.Advance(TimeSpan.FromDays(15));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
        var page = await (await site.SignedIn()).Open($"/zaak/{bep}/invullen/{first.Id}");
        Type(page, "volhoudtijd.time", "5");
        Set(page, "Day", "2026-03-04");

        await page.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper")).Press(Dutch("EntryModel.Send"));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("check_in", $"id = {first.Id} and answered_at is not null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
    }

    [Fact]
    public async Task When_the_time_runs_out_while_somebody_types_the_form_still_goes()
    {
        var page = await Open();
        Type(page, "opening.going", "1");
        await site.Write(transaction => CloseCheckIn.Close(transaction, checkIn, site.Time));

        await page.Press(Dutch("EntryModel.Keep"));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Has(Dutch("EntryModel.News.Late"), page.Text);
        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(1, await site.Count("check_in", "answered_at is not null"));
    }

    [Theory]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public async Task For_who_may_not_be_asked_nothing_is_typed_in(string status)
    {
        await site.Sql("update caregiver set status = @status", new { status });

        var page = await Open();

        Assert.Has(Dutch("EntryModel.News.Over"), page.Text);
        Assert.Null(page.Page.QuerySelector("main form"));
        Assert.Lacks(DutchPart("EntryModel.Link"), (await page.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task After_one_the_next_to_ask_is_offered_with_the_number_to_phone()
    {
        await site.AskByLink(
            await site.AddCaregiver("2", "Bep", channel: "phone", nextDueOn: new DateOnly(2027, 1, 1)),
            "opening"
        );
        var page = await Open();
        Type(page, "opening.going", "4");

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Has("De volgende om te bellen of in te vullen: Bep J., 06 12 34 56 78", page.Text);
        Assert.NotNull(page.Page.QuerySelector(".notice a[href^='/zaak/2/invullen/']"));
    }

    [Theory]
    [InlineData("8", 0)] // a slip for 80
    [InlineData("80", 1)]
    [InlineData("101", 0)]
    public async Task Of_a_line_from_0_to_100_only_the_steps_of_the_form_are_taken(string typed, int stored)
    {
        var bep = await site.AddCaregiver("2", "Bep", channel: "phone", nextDueOn: new DateOnly(2027, 1, 1));
        var (asked, _) = await site.AskByLink(bep, "srb");
        var page = await (await site.SignedIn()).Open($"/zaak/{bep}/invullen/{asked.Id}");
        Assert.Has(Dutch("EntryModel.Range", ("van", "0, 10, 20"), ("tot", "100")), page.Text);
        Type(page, "srb.burden", typed);

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(stored, await site.Count("answer", "value = 80"));
        if (stored == 0)
            Assert.Has(
                Dutch("EntryModel.Error.Code", ("nummer", "1"), ("getal", "0, 10, 20 tot en met 100")),
                page.Text
            );
    }

    [Fact]
    public async Task Who_typed_for_longer_than_a_session_lives_signs_in_again_and_loses_nothing()
    {
        var page = await Open();
        Type(page, "csi.plans", "1");
        page.Write(Dutch("Everywhere.OwnWords"), "Een lang gesprek.");
        site.Advance(TimeSpan.FromMinutes(50));

        await page.Press(Dutch("EntryModel.Send"));

        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Equal(Dutch("KeptFormPage.Title"), page.Heading);
        Assert.Lacks("Anna", page.Text);
        Assert.Lacks("Een lang gesprek.", page.Text);
        Assert.Equal(0, await site.Count("answer"));
        var other = site.NewBrowser();
        other.Cookies.Add(page.Cookies.GetAllCookies());
        await other.Open(await site.SignInLink());
        await other.Press(Dutch("SignInModel.Title"));
        page.Cookies.Add(other.Cookies.GetAllCookies());
        await page.Press(Dutch("KeptFormPage.Send"));

        Assert.Has(Dutch("EntryModel.Done", "Anna J"), page.Text);
        Assert.Equal(1, await site.Count("check_in", "own_words = 'Een lang gesprek.' and answered_at is not null"));
    }

    [Fact]
    public async Task What_is_said_after_sending_is_not_said_of_who_one_may_not_see()
    {
        await site.Coordinator("joost@steunpunt.example", "Joost");
        await site.Write(transaction => CheckInTable.Close(transaction, checkIn, site.Time.Now, site.Time.Now));

        var page = await (await site.SignedIn("joost@steunpunt.example")).Open($"/werklijst?ingevuld={checkIn.Id}");

        Assert.Lacks("Anna", page.Text);
        var own = await (await site.SignedIn()).Open($"/werklijst?ingevuld={checkIn.Id}");
        Assert.Has("Anna", own.Text);
    }

    private string Path => $"/zaak/{anna}/invullen/{checkIn.Id}";

    private async Task<Browser> Open() => await (await site.SignedIn()).Open(Path);

    private int Number(string item) =>
        2 + site.Instruments.Newest("csi").Items.ToList().FindIndex(each => each.Key == item);

    private Task Gives(string instrument, params (string Item, int? Value)[] values) =>
        site.Save(checkIn, instrument, values);

    private static void Type(Browser page, string question, string code) => Set(page, $"Answers[{question}]", code);

    private static void Set(Browser page, string field, string value) =>
        page.Page.QuerySelector<IHtmlInputElement>($"input[name='{field}']")!.Value = value;

    private static string Value(Browser page, string field) =>
        page.Page.QuerySelector<IHtmlInputElement>($"input[name='{field}']")!.Value;

    private static List<KeyValuePair<string, string>> Sending(Browser page) =>
        [.. Browser.FieldsOf(page.Page.QuerySelector<IHtmlFormElement>("form.entry")!), new("Sends", "true")];
}
