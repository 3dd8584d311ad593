using AngleSharp.Html.Dom;
using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Whatever is to be done for somebody stands on one list, in one row.</summary>
public sealed class OneWorklistTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public async Task Who_has_a_signal_a_promised_call_and_unread_words_stands_once_with_the_most_urgent_first()
    {
        var anna = await site.AddCaregiver("1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Promise(anna, site.Time.Today.AddDays(3));
        await Writes(anna, "Ik slaap niet meer.");
        await site.AddSignal(anna, "amber", "level");
        await site.AddSignal(await site.AddCaregiver("2", "Bram"), "red", "level");

        var browser = await site.SignedIn();

        Assert.Equal(["Bram J.", "Anna J."], Names(browser));
        var row = browser.Page.QuerySelectorAll(".worklist tbody tr")[1];
        Assert.Equal([Dutch("WorklistModel.Kind.call")], row.QuerySelectorAll(".tag").Select(tag => tag.TextContent));
        Assert.Matches(
            $"{Dutch("WorklistModel.Kind.written")}\\..*{Dutch("WorklistModel.Tag.Amber")}\\.",
            Clean(row.TextContent)
        );
        Assert.Equal(1, Regex.Count(row.TextContent, "Ik slaap niet meer"));
        Assert.Equal(["2 vandaag", "0 te laat", "0 komende week", "0 volgen"], browser.TextsOf(".stat"));
        Assert.Equal("Niets nodig van Anna J.", Clean(row.QuerySelector("td:last-child > *")!.TextContent));
        Assert.Equal(
            ["Noteer contact met Anna J."],
            row.QuerySelectorAll("details .button").Select(act => Clean(act.TextContent))
        );
    }

    [Fact]
    public void A_person_stands_where_the_most_urgent_line_does_and_the_order_is_that_of_the_signals()
    {
        var today = new DateOnly(2026, 3, 2);
        WorklistLine Line(long who, WorklistPlace place) =>
            new()
            {
                Who = WorklistPerson.Of(who, $"{who}", null, 1),
                Kind = WorklistKind.Contact,
                Place = place,
            };
        var promised = WorklistOrder.By(today, site.Time, asks: true);
        var late = WorklistOrder.By(today.AddDays(-4), site.Time);
        var red = new WorklistPlace(WorkGroup.Today, false, false, true, false, today);
        var unread = WorklistOrder.By(today, site.Time);
        var (week, later) = (
            WorklistOrder.By(today.AddDays(7), site.Time),
            WorklistOrder.By(today.AddDays(8), site.Time)
        );

        var rows = WorklistRow.Of([
            Line(6, later),
            Line(5, week),
            Line(4, unread),
            Line(2, red),
            Line(3, later),
            Line(3, late),
            Line(1, promised),
        ]);

        Assert.Equal([2, 1, 3, 4, 5, 6], rows.Select(row => row.Who.CaregiverId!.Value));
        Assert.Equal([late, later], rows[2].Lines.Select(line => line.Place));
        Assert.Equal([WorkGroup.Today, WorkGroup.ThisWeek, WorkGroup.Later], rows.Select(row => row.Group).Distinct());
    }

    [Fact]
    public async Task What_was_red_and_talked_about_stands_by_its_day_among_the_others()
    {
        foreach (var (person, name, urgency, days) in new[] { ("1", "Anna", "red", 6), ("2", "Bram", "amber", 3) })
        {
            var signal = await site.AddSignal(await site.AddCaregiver(person, name), urgency, "level");
            Assert.True(await site.Contact(signal.Id, ContactWay.Spoken, days));
        }

        Assert.Equal(["Bram J.", "Anna J."], Names(await site.SignedIn()));
    }

    [Fact]
    public async Task A_row_that_was_talked_about_begins_with_the_talk_and_what_was_asked_before_is_gone()
    {
        site.On("2026-09-28");
        var signal = await site.AddSignal(await site.AddCaregiver(), "amber", "request");
        Assert.Has("Vroeg op 28 september om gebeld te worden.", await Row());
        site.On("2026-09-29");
        Assert.True(await site.Contact(signal.Id, ContactWay.Spoken, 23));
        Assert.Begins(
            Dutch("WorklistModel.Group.Later") + " Gesproken op 29 september; weer kijken op 22 oktober.",
            await Row()
        );

        site.On("2026-10-23");

        var row = await Row();
        Assert.Has("Gesproken op 29 september; u zou op 22 oktober weer kijken.", row);
        Assert.Lacks("28 september", row);
        Assert.Lacks(Dutch("WorklistModel.Tag.Request"), row);

        async Task<string> Row() =>
            string.Join(' ', (await site.SignedIn()).TextsOf(".worklist tbody td:nth-of-type(1) p"));
    }

    [Fact]
    public async Task What_makes_the_level_comes_first_with_its_day_however_new_something_lighter_is()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, site.Time.Today, null, ("opening.going", 1));
        await site.RunJobs();
        await site.On("2026-03-23").AddAnswered(anna, site.Time.Today, null, ("srb.burden", 62));
        await site.RunJobs();

        var browser = await site.SignedIn();
        var row = Clean(browser.Page.QuerySelector(".worklist tbody tr")!.TextContent);
        await browser.Open($"/zaak/{anna}");

        Assert.Has("2 maart", browser.Page.QuerySelector(".reasons > div")!.TextContent);
        Assert.Matches("Zei op 2 maart: het gaat heel slecht\\..*62 van de 100 op 23 maart", row);
    }

    [Fact]
    public async Task A_promised_call_is_told_in_the_line_of_the_signal_and_stands_where_the_earlier_of_the_two_would()
    {
        var anna = await site.AddCaregiver();
        await site.AddSignal(anna, "amber", "level");
        await site.AddSignal(await site.AddCaregiver("2", "Bram"), "amber", "level");
        await Promise(anna, site.Time.Today.AddDays(3));
        await Promise(await site.AddCaregiver("3", "Cor"), site.Time.Today.AddDays(1));

        var browser = await site.SignedIn();

        Assert.Equal(["Cor J.", "Anna J.", "Bram J."], Names(browser));
        var row = browser.Page.QuerySelectorAll(".worklist tbody tr")[1];
        Assert.Equal([Dutch("WorklistModel.Kind.call")], row.QuerySelectorAll(".tag").Select(tag => tag.TextContent));
        Assert.Has(Dutch("WorklistModel.Tag.Amber") + ".", row.TextContent);
        Assert.Equal(1, Regex.Count(row.TextContent, "beloofd: uiterlijk do 5 mrt"));
        Assert.Single(row.QuerySelectorAll("td:nth-of-type(3) p"));
        Assert.Single(row.QuerySelectorAll(".button"), element => element.TextContent.Contains("Noteer"));
        await browser.Follow(Dutch("WorklistModel.Kind.call") + " 2");
        Assert.Equal(["Cor J.", "Anna J."], Names(browser));
    }

    /// <summary>The call is promised for the working day after the next, and best made on the next.</summary>
    [Theory]
    [InlineData(0, true, "vandaag")]
    [InlineData(0, false, "vandaag")]
    [InlineData(6, true, "ma 9 mrt")]
    [InlineData(6, false, "ma 9 mrt")]
    public async Task Group_count_and_day_are_one_with_a_signal_or_without_also_on_a_Sunday(
        int later,
        bool isRed,
        string day
    )
    {
        site.Advance(TimeSpan.FromDays(later));
        var anna = await site.AddCaregiver("1", "Anna");
        if (isRed)
            await site.AddSignal(anna, "red", "request");
        await Promise(anna, PromisedCall.By(site.Time.Today, site.Time.WorkingDays));

        var browser = await site.SignedIn();

        Assert.Equal($"1 {day}", browser.TextsOf(".stat")[0]);
        Assert.Equal([day], browser.TextsOf(".worklist tbody td:nth-of-type(3) strong"));
        Assert.NotNull(browser.Page.QuerySelector("#today"));
    }

    [Fact]
    public async Task Who_said_something_that_cannot_be_read_stays_with_what_else_is_to_be_done()
    {
        var anna = await site.AddCaregiver();
        await site.AddSignal(anna, "amber", "level");
        await Promise(anna, site.Time.Today.AddDays(2));
        await site.Sql(
            """
            insert into staff_task (kind, caregiver_id, due_on, opened_at, done_at)
            select kind, caregiver_id, due_on, opened_at, 'not an instant' from staff_task
            """
        );

        var browser = await site.SignedIn();

        Assert.Equal(["Anna J."], Names(browser));
        Assert.Has(Dutch("WorklistModel.Kind.call"), browser.Text);
    }

    [Fact]
    public async Task A_row_has_one_tag_and_says_the_rest_in_words()
    {
        var anna = await site.AddCaregiver();
        await Promise(anna, site.Time.Today.AddDays(-1));
        await site.AddSignal(anna, on: new DateOnly(2026, 2, 20));

        var browser = await site.SignedIn();

        Assert.Equal([Dutch("WorklistModel.Tag.Request")], browser.TextsOf(".worklist .tag"));
        Assert.Has(Dutch("Everywhere.LateTag") + ".", browser.TextsOf(".worklist td > p:first-child")[0]);
    }

    [Fact]
    public async Task A_kind_is_chosen_in_the_address_stays_after_a_button_and_is_taken_away_by_a_link()
    {
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        foreach (var (number, name) in new[] { ("2", "Bram"), ("3", "Cor") })
            await Writes(await site.AddCaregiver(number, name, nextDueOn: new DateOnly(2027, 1, 1)), "Het gaat wel.");
        var browser = await site.SignedIn();
        Assert.Equal(["Anna J.", "Bram J.", "Cor J."], Names(browser).Order(StringComparer.Ordinal));

        await browser.Follow(Dutch("WorklistModel.Kind.written") + " 2");
        Assert.Equal(["Bram J.", "Cor J."], Names(browser));
        await browser.Press("Niets nodig van Bram J.");
        Assert.Equal(["Cor J."], Names(browser));
        await browser.Press("Niets nodig van Cor J.");
        Assert.Has(Dutch("Everywhere.NoneFit"), browser.Text);
        await browser.Follow(Dutch("WorklistModel.Unfilter", Dutch("WorklistModel.Kind.written")));

        Assert.Equal(["Anna J."], Names(browser));
        Assert.Has(DutchPart("WorklistModel.Also"), browser.Text);
    }

    [Fact]
    public async Task The_one_act_of_a_row_leads_to_the_case_where_it_is_taken_up()
    {
        var anna = await site.AddCaregiver();
        var signal = await site.AddSignal(anna);
        var browser = await site.SignedIn();
        Assert.Equal($"/zaak/{anna}#contact", Link(browser, "Noteer contact met Anna J."));

        Assert.Single(browser.TextsOf(".worklist .button"));

        await (await browser.Open($"/zaak/{anna}")).Press(Dutch("Everywhere.TakeUp"));

        Assert.NotNull((await site.SignalOf(signal.Id)).SeenAt);
        await browser.Open("/werklijst");
        Assert.Has(Dutch("WorklistModel.Next.Call"), browser.Text);
    }

    [Fact]
    public async Task An_empty_day_says_what_that_means_and_when_the_next_questions_go()
    {
        await site.Coordinator();
        Assert.Has(Dutch("WorklistModel.EmptyAndNobody"), (await site.SignedIn()).Text);
        await site.AddCaregiver(nextDueOn: new DateOnly(2026, 3, 12));

        Assert.Has(Dutch("WorklistModel.EmptyUntil", "donderdag 12 maart"), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task A_team_lead_reads_what_each_coordinator_has_and_opens_the_list_of_one()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        var bram = await site.AddCaregiver("2", "Bram", coordinator: Joost);
        await site.AddCaregiver("3", "Cor", coordinator: Joost);
        await site.Coordinator(Joost, "Joost");
        await site.AddSignal(bram);
        await Promise(bram, site.Time.Today);
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        await site.PassedOn(Joost, TestInstallation.CoordinatorEmail);

        var browser = await site.SignedIn();

        Assert.Equal(
            ["Els 1 1 0 0 1", "Joost 2 1 0 1 1"],
            browser
                .Page.QuerySelectorAll(".loads tbody tr")
                .Select(row => Clean(string.Join(' ', row.Children.Select(cell => cell.TextContent.Split(" van ")[0]))))
        );
        Assert.Equal(["Anna J."], Names(browser));
        await browser.Follow("Joost");
        Assert.Equal(["Bram J."], Names(browser));
        Assert.Has("van Joost", browser.Text);
        await browser.Follow(Dutch("WorklistModel.Unfilter", "Joost"));
        Assert.Equal(["Anna J."], Names(browser));

        Assert.Empty((await site.SignedIn(Joost)).Page.QuerySelectorAll(".loads"));
    }

    [Fact]
    public async Task A_team_lead_without_people_reads_who_is_late_and_not_that_nobody_is_to_be_called()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        await site.Coordinator(Joost, "Joost");
        var bram = await site.AddCaregiver("2", "Bram", coordinator: Joost, nextDueOn: new DateOnly(2027, 1, 1));
        var cor = await site.AddCaregiver("3", "Cor", coordinator: Joost, nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddCaregiver("4", "Dirk", coordinator: Joost, nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(bram);
        await Promise(bram, site.Time.Today);
        await Promise(cor, site.Time.Today);

        var browser = await site.On("2026-03-10").SignedIn();

        Assert.Lacks(Dutch("WorklistModel.EmptyAndNobody"), browser.Text);
        Assert.Equal(
            ["Els 0 0 0 0 0", "Joost 3 1 2 2 1"],
            browser
                .Page.QuerySelectorAll(".loads tbody tr")
                .Select(row => Clean(string.Join(' ', row.Children.Select(cell => cell.TextContent))))
        );
        Assert.Has(Dutch("WorklistModel.EmptyAndNobody"), (await browser.Open("/werklijst?van=1")).Text);
    }

    [Fact]
    public async Task The_list_of_a_colleague_whose_people_are_not_theirs_is_their_own()
    {
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        await site.AddSignal(await site.AddCaregiver("2", "Bram", coordinator: Joost));
        var joost = await site.Coordinator(Joost, "Joost");

        Assert.Equal(["Anna J."], Names(await (await site.SignedIn()).Open($"/werklijst?van={joost}&soort=erger")));
    }

    [Fact]
    public async Task As_many_statements_go_out_for_five_hundred_people_as_for_two()
    {
        TestPostgres.SkipWhereWanted();
        await site.AddSignal(await site.AddCaregiver("1", "Anna"));
        await Promise(await site.AddCaregiver("2", "Bram"), site.Time.Today);
        var browser = await site.SignedIn();
        var few = await Statements(browser);
        for (var number = 3; number <= 500; number++)
        {
            var caregiver = await site.AddCaregiver(number.ToString(CultureInfo.InvariantCulture), "Anna");
            await site.AddSignal(caregiver);
            if (number % 3 == 0)
                await Promise(caregiver, site.Time.Today);
        }

        Assert.Equal(few, await Statements(browser));
        Assert.Equal(50, Names(browser).Count);
        Assert.Equal("500 vandaag", browser.TextsOf(".stat")[0]);
        Assert.True(browser.Page.Source.Length < 250_000, $"{browser.Page.Source.Length} characters");
    }

    private async Task<int> Statements(Browser browser)
    {
        using var sent = new SentStatements(site);
        await browser.Open("/werklijst");
        return sent.Count;
    }

    private Task Promise(long caregiver, DateOnly due) =>
        site.Write(transaction => StaffTaskTable.Open(transaction, StaffTaskKind.Call, caregiver, due, site.Time.Now));

    [Fact]
    public async Task What_several_wrote_and_needs_nothing_is_read_in_one_press_and_comes_back_in_one()
    {
        await Writes(await site.AddCaregiver("1", "Anna", nextDueOn: new DateOnly(2027, 1, 1)), "Mooie week.");
        await Writes(await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1)), "Alles goed.");
        await Writes(await site.AddCaregiver("3", "Cor", nextDueOn: new DateOnly(2027, 1, 1)), "Dank voor de kaart.");
        var browser = await site.SignedIn();

        foreach (var name in new[] { "Anna J.", "Cor J." })
            browser
                .Page.QuerySelectorAll("[name=Read]")
                .OfType<IHtmlInputElement>()
                .Single(box => box.GetAttribute("aria-label") == Dutch("WorklistModel.Read.Choose", name))
                .IsChecked = true;
        await browser.Press(Dutch("WorklistModel.Read.All"));

        Assert.Equal(["Bram J."], Names(browser));
        Assert.Has(Dutch("WorklistModel.Saved.ReadAll", 2), browser.Text);
        await browser.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal(["Anna J.", "Bram J.", "Cor J."], Names(browser).Order());
    }

    private async Task Writes(long caregiver, string words)
    {
        var (checkIn, _) = await site.AskByLink(caregiver, "opening");
        await site.Write(async transaction =>
        {
            await CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, CallWish.No);
            await CheckInSubmission.Send(transaction, checkIn, site.Time);
        });
    }

    private static string? Link(Browser browser, string text) =>
        browser.Page.QuerySelectorAll("a").Single(element => Clean(element.TextContent) == text).GetAttribute("href");

    private static string Clean(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static IReadOnlyList<string> Names(Browser browser) => browser.TextsOf(".worklist tbody th a:first-child");
}
