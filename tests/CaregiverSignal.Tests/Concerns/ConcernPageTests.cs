using CaregiverSignal.Concerns;

namespace CaregiverSignal.Tests.Concerns;

/// <summary>The page on which anybody tells of somebody they worry about.</summary>
public sealed class ConcernPageTests() : AtASite("2026-03-02", Some.OwnNumber)
{
    [Fact]
    public async Task It_says_what_happens_next_and_whom_to_call_when_it_cannot_wait()
    {
        var browser = await site.NewBrowser().Open("/zorgen");

        Assert.Has("Is er nu gevaar? Bel 112.", browser.Text);
        Assert.Has("Bel Veilig Thuis, gratis en dag en nacht: 0800-2000.", browser.Text);
        Assert.Equal(
            ["tel:112", "tel:08002000", "tel:0881234567"],
            browser.Page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href"))
        );
        Assert.Has(
            "op dezelfde werkdag. Schrijft u na 16.00 uur, in het weekend of op een feestdag? Dan lezen wij het op de volgende werkdag.",
            browser.Text
        );
        Assert.Has("wissen wij 31 dagen later alles wat u schreef", browser.Text);
        Assert.Has(Dutch("Shared.Help"), browser.Page.QuerySelector(".help-box")!.TextContent);
        Assert.Null(browser.Page.QuerySelector("script, [required]"));
    }

    [Fact]
    public async Task What_somebody_writes_is_stored_with_the_way_to_reach_them()
    {
        var browser = await site.WriteConcernReport();
        await browser
            .Choose(Dutch("ConcernModel.Minor"), Dutch("ConcernModel.YesNo.unknown"))
            .Choose(Dutch("ConcernModel.Knows"), "Ja")
            .Press(Dutch("ConcernModel.Send"));

        Assert.Equal(Dutch("ConcernModel.Thanks"), browser.Heading);
        Assert.Equal(
            1,
            await site.Count(
                "concern_report",
                "words like 'Kenmerkzin%' and reporter_phone = '06 87654321' and reporter_email is null and minor = 'unknown' and knows = 'yes' and about is null"
            )
        );
    }

    [Fact]
    public async Task Whoever_wants_to_stay_unknown_may_when_they_say_so()
    {
        var browser = await site.NewBrowser().Open("/zorgen");
        await browser.Write(Dutch("ConcernModel.Words"), SomeConcernReports.Words).Press(Dutch("ConcernModel.Send"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("ConcernModel.Error.Reach"), browser.Text);
        Assert.Equal(0, await site.Count("concern_report"));

        await browser
            .Choose(Dutch("ConcernModel.You"), Dutch("ConcernModel.IsAnonymous"))
            .Press(Dutch("ConcernModel.Send"));

        Assert.Equal(
            1,
            await site.Count(
                "concern_report",
                "reporter_name is null and reporter_phone is null and reporter_email is null"
            )
        );
    }

    [Theory]
    [InlineData("ConcernModel.Words", "", "Words", "ConcernModel.Error.Words")]
    [InlineData("ConcernModel.Words", "  \r\n ", "Words", "ConcernModel.Error.Words")]
    [InlineData("ConcernModel.Phone", "geen", "Phone", "Everywhere.Error.Phone")]
    [InlineData("Everywhere.Email", "marieke@", "Email", "Everywhere.Error.Email")]
    public async Task What_is_wrong_is_said_beside_the_field_and_on_top_and_nothing_that_was_typed_is_lost(
        string label,
        string wrong,
        string field,
        string said
    )
    {
        var browser = await site.WriteConcernReport();
        browser
            .Write(Dutch("ConcernModel.About"), "Kim, \"Dorpsstraat\" 1")
            .Write(Dutch("FirstAccountPageModel.Name"), "Juf <Marieke>")
            .Choose(Dutch("ConcernModel.Minor"), "Ja")
            .Choose(Dutch("ConcernModel.Knows"), "Nee")
            .Write(Dutch(label), wrong);
        var typed = browser.Fields.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.ReplaceLineEndings("\n").Trim()
        );
        await browser.Press(Dutch("ConcernModel.Send"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Begins("Fout: ", browser.Title);
        var link = Assert.Single(browser.Page.QuerySelectorAll(".error-summary a"));
        Assert.Equal("#" + field, link.GetAttribute("href"));
        Assert.Begins(Dutch(said), link.TextContent);
        Assert.Has(field + "-fout", browser.Page.QuerySelector("#" + field)!.GetAttribute("aria-describedby"));
        var kept = browser.Fields.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.ReplaceLineEndings("\n").Trim()
        );
        kept["echt"] = typed["echt"];
        Assert.Equal(typed, kept);
        Assert.Equal(0, await site.Count("concern_report"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_comes_back_whole_with_how_much_it_is_too_long()
    {
        var words = new string('é', 2010);
        var browser = await (await site.WriteConcernReport(words)).Press(Dutch("ConcernModel.Send"));

        Assert.Has(Dutch("Typed.TooLong", 10), browser.Text);
        Assert.Equal(words, browser.Fields.Single(entry => entry.Key == "Words").Value);

        await browser.Write(Dutch("ConcernModel.Words"), words[..2000]).Press(Dutch("ConcernModel.Send"));
        Assert.Equal(1, await site.Count("concern_report", "length(words) = 2000"));
    }

    [Fact]
    public async Task Unknown_and_reachable_at_once_is_asked_about()
    {
        var browser = await site.WriteConcernReport();
        await browser
            .Choose(Dutch("ConcernModel.You"), Dutch("ConcernModel.IsAnonymous"))
            .Press(Dutch("ConcernModel.Send"));

        Assert.Has(Dutch("ConcernModel.Error.Both"), browser.Text);
        Assert.Equal(0, await site.Count("concern_report"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_tip_and_with_another_word_two()
    {
        var browser = await site.WriteConcernReport();
        var fields = browser.Fields;

        await browser.Post("/zorgen", fields);
        await browser.Post("/zorgen", fields);
        Assert.Equal((1, Dutch("ConcernModel.Thanks")), (await site.Count("concern_report"), browser.Heading));

        await browser.Post(
            "/zorgen",
            fields.Select(entry => entry.Key == "Words" ? new("Words", entry.Value + " En nog iets.") : entry)
        );
        Assert.Equal(2, await site.Count("concern_report"));
    }

    [Fact]
    public async Task Whether_somebody_is_known_cannot_be_learned()
    {
        await site.AddCaregiver(firstName: "Kim");
        var (known, unknown) = (await site.WriteConcernReport(), await site.WriteConcernReport());

        await known
            .Write(Dutch("ConcernModel.About"), "Kim Jansen, persoon1@example.org")
            .Press(Dutch("ConcernModel.Send"));
        await unknown.Write(Dutch("ConcernModel.About"), "Niemand").Press(Dutch("ConcernModel.Send"));

        Assert.Equal(known.Page.DocumentElement.OuterHtml, unknown.Page.DocumentElement.OuterHtml);
        Assert.Lacks("Kim", known.Text);
    }

    [Fact]
    public async Task Fields_that_the_form_does_not_have_and_values_that_no_choice_has_do_nothing()
    {
        var browser = await site.WriteConcernReport();

        await browser.Post(
            "/zorgen",
            [
                .. browser.Fields.Where(entry => entry.Key != "Number"),
                new("Minor", "misschien"),
                new("taken_up_by", "1"),
                new("Id", "7"),
                new("Number", "kort"),
            ]
        );

        Assert.Equal(1, await site.Count("concern_report", "minor is null and taken_up_by is null and id = 1"));
    }

    [Fact]
    public async Task Too_many_from_one_network_wait_and_what_was_typed_is_still_there()
    {
        for (var number = 0; number < 5; number++)
            await (await site.WriteConcernReport()).Press(Dutch("ConcernModel.Send"));

        var browser = await (await site.WriteConcernReport("Een zesde")).Press(Dutch("ConcernModel.Send"));

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Has(Dutch("ConcernModel.TooMany"), browser.Text);
        Assert.Equal("Een zesde", browser.Fields.Single(entry => entry.Key == "Words").Value.Trim());
        Assert.Equal("900", browser.Answer.Headers.RetryAfter!.ToString());
        Assert.Equal(5, await site.Count("concern_report"));

        site.Advance(TimeSpan.FromMinutes(15));
        await browser.Press(Dutch("ConcernModel.Send"));
        Assert.Equal(Dutch("ConcernModel.Thanks"), browser.Heading);
    }

    [Fact]
    public async Task Nobody_closes_the_page_for_others()
    {
        for (var network = 2; network < 32; network++)
        {
            var robot = await site.NewBrowser($"127.0.0.{network}").Open("/zorgen");
            var token = robot.Token;
            for (var n = 0; n < 6; n++)
                await robot.Post("/zorgen", [token, new("Words", $"robot {n}"), new("IsAnonymous", "true")]);
        }

        var neighbour = await (await site.WriteConcernReport()).Press(Dutch("ConcernModel.Send"));

        Assert.Equal(Dutch("ConcernModel.Thanks"), neighbour.Heading);
        Assert.Equal(
            (150, 1),
            (
                await site.Count("concern_report", "words like 'robot%'"),
                await site.Count("concern_report", "words like 'Kenmerkzin%'")
            )
        );
    }

    [Fact]
    public async Task One_network_fills_no_more_than_its_share_of_a_day()
    {
        for (var quarter = 0; quarter < 6; quarter++)
        {
            for (var n = 0; n < 5; n++)
                await (await site.WriteConcernReport()).Press(Dutch("ConcernModel.Send"));
            site.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(20, await site.Count("concern_report"));
    }

    [Fact]
    public async Task Where_the_store_has_no_room_for_another_the_ones_that_are_there_stay_and_the_page_says_whom_to_call()
    {
        await site.Sql(
            $"""
            with recursive n (n) as (select 1 union all select n + 1 from n where n < {ConcernReports.MostKept})
            insert into concern_report (dedupe_key, received_at, due_on, words) select 'k' || n, '2026-03-02T08:00:00.000Z', '2026-03-02', 'x' from n
            """
        );

        var browser = await (await site.WriteConcernReport()).Press(Dutch("ConcernModel.Send"));

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Equal("3600", browser.Answer.Headers.RetryAfter!.ToString());
        Assert.Equal(ConcernReports.MostKept, await site.Count("concern_report"));
    }
}
