using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Tests.Desk.Help;
using CaregiverSignal.Tests.Staff.Credentials;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Desk.OnVisit;

/// <summary>
/// Filling in beside each other on a visit: what the caregiver reads along, what is kept, and how the coordinator gets
/// the screen back.
/// </summary>
public sealed class BesideTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation(("Site:BaseUrl", "http://localhost:5080"))
        .On("2026-03-02");
    private readonly SoftwareAuthenticator key = new();
    private readonly long anna;
    private readonly CheckIn checkIn;

    public BesideTests()
    {
        anna = site.AddCaregiver(channel: "visit", nextDueOn: new DateOnly(2027, 1, 1));
        site.AddSignal(site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1)));
        (checkIn, _) = site.AskByLink(anna, "opening", "csi", "volhoudtijd");
    }

    public void Dispose()
    {
        key.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task A_visit_goes_from_the_screen_that_is_turned_to_what_was_told_there()
    {
        var els = await Begun();
        Assert.Equal("/samen/1", els.Path);
        await Answered(els);
        await els.Write("Wilt u zelf nog iets zeggen?", "Ik <b>slaap</b> slecht.")
            .Choose("Mag ik u bellen?", "Nu niet")
            .Press("Klaar met de vragen");

        Assert.Equal("/dank", els.Path);
        Assert.Equal("Dank u, Anna", els.Heading);
        Assert.Equal("page big", els.Page.Body!.ClassName);
        Assert.Equal(
            1,
            site.Count(
                "typed_in",
                $"check_in_id = {checkIn.Id} and way = 'visit' and together = 1 and answered_on = '2026-03-02'"
            )
        );
        Assert.Equal(
            0,
            site.Count("answer", $"value is not null and entered_by <> '{TestInstallation.CoordinatorEmail}'")
        );
        Assert.Equal(15, site.Count("answer", "value is not null and entered_by is not null"));
        Assert.Equal(0, site.Count("staff_task", "kind = 'words'"));
        Assert.Equal(
            1,
            site.Count(
                "record",
                $"deed = 'answer' and object like 'check-in%' and caregiver_id = {anna} and by_staff is not null"
            )
        );

        await els.Follow("Klaar: geef het scherm terug aan Els");
        Assert.Equal("Geef het scherm terug aan Els", els.Heading);
        await els.Press("Ik ben Els: verder");
        Assert.Equal("/opnieuw", els.Path);
        await ShowWho(els);
        Assert.Equal($"/zaak/{anna}/bezoek", els.Path);
        await els.Write("Wat is er besproken?", "Zij is moe.")
            .Write("Wat?", "Fall")
            .Write("Op welke dag?", "2026-03-01")
            .Write("Welke hulp?", "Dagopvang")
            .Write("In eigen woorden", "Twee dagen <i>rust</i>.")
            .Choose("Hoe verder?", els.LabelsOf("Hoe verder?")[1])
            .Press("Bewaar het bezoek");

        Assert.Equal($"/zaak/{anna}?bewaard=contact", els.Path);
        Assert.Equal(1, site.Count("action", "kind = 'contacted' and outcome = 'visit' and note = 'Zij is moe.'"));
        Assert.Equal(
            1,
            site.Count("event", "kind = 'Fall' and happened_on = '2026-03-01' and reported_by = 'coordinator'")
        );
        Assert.Equal("proposed,chosen", site.Joined("select step from help_step order by id"));
        Assert.Contains(
            "Vragen samen ingevuld, bij een bezoek",
            string.Join('\n', els.Timeline()),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("<i>rust", els.Page.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_along_finds_nothing_of_staff_and_going_back_asks_the_coordinator()
    {
        var els = await Begun();
        var shown = new List<string>();
        for (var step = 0; els.Path.StartsWith("/samen/", StringComparison.Ordinal) && step < 20; step++)
        {
            Assert.Equal("page big", els.Page.Body!.ClassName);
            shown.Add(els.Page.Body!.TextContent);
            Assert.Empty(
                els.Page.QuerySelectorAll(
                    "a[href^='/zaak'], a[href^='/werklijst'], a[href^='/mensen'], .staff-nav, .count"
                )
            );
            if (els.Path == "/samen/slot")
                break;
            await els.ChooseFirst(els.Questions[0]).Press("Verder");
        }

        Assert.Equal("/samen/slot", els.Path);
        Assert.Each(shown, text => Assert.DoesNotContain("Bea", text, StringComparison.Ordinal));
        foreach (
            var staff in new[] { "/werklijst", "/mensen", $"/zaak/{anna}", $"/zaak/{anna}/bezoek", "/mijn-account" }
        )
            Assert.Equal("/opnieuw", (await els.Open(staff)).Path);
        await els.Open("/samen/slot");
        await els.Follow("Stop en geef het scherm terug");
        Assert.Contains("U kunt nu of later verder.", els.Text, StringComparison.Ordinal);
        await els.Press("Ik ben Els: verder");
        Assert.Equal("/opnieuw", els.Path);
        // The browser's back button, again and again.
        foreach (var before in new[] { "/samen/1", "/samen", "/samen/slot", "/dank", "/vragen", "/vragen/1" })
        {
            await els.Open(before);
            Assert.DoesNotContain("input type=\"radio\"", els.Page.Body!.InnerHtml, StringComparison.Ordinal);
        }

        Assert.Null(site.Reread(checkIn).AnsweredAt);
        Assert.Equal(1, site.Count("typed_in", "way = 'visit' and together = 1"));
        await els.Open($"/zaak/{anna}/bezoek");
        await ShowWho(els);
        Assert.Contains("De vragen zijn nog niet verstuurd.", els.Text, StringComparison.Ordinal);
        await els.Follow("Vul ze verder in");
        Assert.Equal("Bezoek", els.Chosen("Hoe kwamen"));
    }

    [Fact]
    public async Task A_screen_that_was_left_alone_shows_nothing_any_more()
    {
        var els = await Begun();
        await els.ChooseFirst(els.Questions[0]).Press("Verder");
        site.Advance(TimeSpan.FromMinutes(61));

        await els.Open("/samen/2");

        Assert.Equal("/samen/terug", els.Path);
        Assert.DoesNotContain("Els", els.Text, StringComparison.Ordinal);
        await els.Press("Ik werk hier: verder");
        Assert.Equal("/inloggen", els.Path);
    }

    [Fact]
    public async Task What_she_answered_alone_is_not_asked_again_and_stays_hers()
    {
        site.Save(checkIn, "opening", ("going", 2));
        var els = await Begun();

        Assert.DoesNotContain(site.Instruments.Newest("opening").Items[0].Text.Nl, els.Text, StringComparison.Ordinal);
        await els.Post("/samen/1", [els.Token, new("opening.going", "5"), new("doe", "verder")]);

        Assert.Equal(1, site.Count("answer", "item = 'going' and value = 2 and entered_by is null"));
    }

    [Fact]
    public async Task Whether_help_helps_is_asked_beside_her_on_paper_and_where_it_is_typed_in()
    {
        var els = await SignedInWithKey();
        await els.Propose(anna, "Een vrijwilliger thuis");
        foreach (var step in new[] { "chosen", "running" })
            await els.Step(anna, "Een vrijwilliger thuis", step);
        site.Advance(TimeSpan.FromDays(10));
        site.Sql("update check_in set closes_on = '2026-06-01'");
        site.Advance(TimeSpan.FromDays(6));
        els = await SignedInWithKey();
        const string Asked = "U krijgt hulp: een vrijwilliger neemt het thuis soms over. Helpt dat?";

        await els.Open($"/zaak/{anna}/vragenbrief/{checkIn.Id}");
        Assert.Contains(Asked, els.Text, StringComparison.Ordinal);
        await els.Open($"/zaak/{anna}/belblad/{checkIn.Id}");
        Assert.Contains(Asked, els.Text, StringComparison.Ordinal);
        await els.Open($"/zaak/{anna}/samen/{checkIn.Id}");
        await els.Press("Begin en draai het scherm");
        await els.Open("/samen/slot");
        await els.Choose(Asked, "Een beetje").Press("Klaar met de vragen");

        Assert.Equal("/dank", els.Path);
        Assert.Equal(
            1,
            site.Count(
                "help_step",
                "step = 'said' and helped = 'somewhat' and coordinator_id is not null and check_in_id is not null"
            )
        );
    }

    [Fact]
    public async Task Whether_help_helps_is_typed_in_once_also_as_the_only_answer()
    {
        var els = await SignedInWithKey();
        await els.Propose(anna, "Een vrijwilliger thuis");
        foreach (var step in new[] { "chosen", "running" })
            await els.Step(anna, "Een vrijwilliger thuis", step);
        await els.Open($"/zaak/{anna}/invullen/{checkIn.Id}");
        await els.Choose("Een vrijwilliger thuis: helpt dat?", "Nee")
            .Choose("Hoe kwamen", "Papier")
            .Press("Bewaar voor later");
        Assert.Contains("Antwoord: Nee.", els.Text, StringComparison.Ordinal);
        await els.Choose("Hoe kwamen", "Papier").Press("Bewaar en verstuur");

        Assert.NotNull(site.Reread(checkIn).AnsweredAt);
        Assert.Equal(1, site.Count("help_step", "step = 'said' and helped = 'no'"));
    }

    [Fact]
    public async Task Nobody_begins_for_another_teams_person_or_after_the_questions_closed()
    {
        await Begun();
        var joost = await site.SignedIn("joost@steunpunt.example");
        foreach (var path in new[] { $"/zaak/{anna}/samen/{checkIn.Id}", $"/zaak/{anna}/bezoek" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await joost.Open(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await joost.Post(path, [await TokenOf(joost)])).Status);
        }

        var els = await SignedInWithKey();
        site.Save(checkIn, "opening", ("going", 2));
        site.Send(checkIn);
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open($"/zaak/{anna}/samen/{checkIn.Id}")).Status);
        Assert.Equal(0, site.Count("session", "beside_id is not null and ended_at is null and check_in_id is null"));
    }

    [Fact]
    public async Task A_visit_is_noted_once_and_not_at_all_while_something_is_wrong()
    {
        var els = await SignedInWithKey();
        await els.Open($"/zaak/{anna}/bezoek");
        await els.Write("Wat?", "Fall").Write("Op welke dag?", "2026-03-09").Press("Bewaar het bezoek");
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal((0, 0, 0), (site.Count("action"), site.Count("event"), site.Count("help")));

        await els.Open($"/zaak/{anna}/bezoek");
        els.Write("Wat?", "Fall")
            .Write("In eigen woorden", "Even weg.")
            .Choose("Hoe verder?", els.LabelsOf("Hoe verder?")[1]);
        var form = Browser.FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("form.log")!);
        await els.Post($"/zaak/{anna}/bezoek", form);
        await els.Post($"/zaak/{anna}/bezoek", form);

        Assert.Equal(
            (1, 1),
            (site.Count("action", "outcome = 'visit'"), site.Count("help", "kind = 'other-help' and step = 'chosen'"))
        );
        Assert.Equal(1, site.Count("event", "kind = 'Fall'"));

        await els.Open($"/zaak/{anna}");
        await els.Post(
            $"/zaak/{anna}/contact-terug",
            Browser.FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("form[action$='/contact-terug']")!)
        );
        Assert.Contains("De wens om hulp die u erbij schreef, blijft staan", els.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("event", "kind = 'Fall'"));
        Assert.Equal(1, site.Count("help"));
    }

    [Fact]
    public async Task In_a_visit_the_ways_of_the_caregiver_alone_are_closed_and_an_empty_end_leaves_no_trace()
    {
        var els = await Begun();
        await els.Open("/samen/slot");
        await els.Press("Klaar met de vragen");
        Assert.Contains("Er is nog niets ingevuld.", els.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("typed_in"));
        foreach (var path in new[] { "/vragen/1", "/vragen/slot", "/stoppen", "/pauze", "/veranderd" })
        {
            Assert.StartsWith("/samen/", (await els.Open(path)).Path, StringComparison.Ordinal);
            await els.Post(path, [els.Token]);
            Assert.StartsWith("/samen/", els.Path, StringComparison.Ordinal);
        }

        Assert.Equal(1, site.Count("caregiver", $"id = {anna} and status = 'active'"));
        await els.Open("/bel");
        await els.Press("Ja, bel mij");
        await els.Follow("Geef het scherm terug");
        Assert.Equal("/samen/terug", els.Path);
    }

    [Fact]
    public async Task Questions_that_closed_meanwhile_say_so_and_the_screen_can_be_given_back()
    {
        var els = await Begun();
        site.Save(checkIn, "opening", ("going", 2));
        site.Send(checkIn);
        await els.ChooseFirst(els.Questions[0]).Press("Verder");

        Assert.Equal("De vragen zijn nu gesloten", els.Heading);
        Assert.Contains("Wat u net invulde, is niet meer bewaard.", els.Text, StringComparison.Ordinal);
        site.Advance(TimeSpan.FromMinutes(61));
        await els.Open("/dank");
        await els.Follow("Geef het scherm terug");
        await els.Press("Ik werk hier: verder");
        Assert.Equal("/inloggen", els.Path);
    }

    [Fact]
    public async Task A_visit_ends_for_who_may_no_longer_see_her_and_where_the_coordinator_wakes()
    {
        var els = await Begun();
        await els.Open("/werklijst");
        await ShowWho(els);
        Assert.Equal(0, site.Count("session", "beside_id is not null and ended_at is null"));

        await els.Open($"/zaak/{anna}/samen/{checkIn.Id}");
        await els.Press("Begin en draai het scherm");
        Assert.Equal("/samen/1", els.Path);
        site.Sql($"update caregiver set coordinator_id = {site.Coordinator("joost@steunpunt.example", "Joost")}");
        Assert.Equal("/samen/terug", (await els.Open("/samen/1")).Path);
    }

    [Fact]
    public async Task Begun_for_one_while_another_is_open_does_not_show_the_other()
    {
        var els = await SignedInWithKey();
        var bea = site.AddCaregiver("3", "Cor", channel: "visit", nextDueOn: new DateOnly(2027, 1, 1));
        var (other, _) = site.AskByLink(bea, "opening");
        await els.Open($"/zaak/{bea}/samen/{other.Id}");
        var form = Browser.FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("main form")!);
        await els.Open($"/zaak/{anna}/samen/{checkIn.Id}");
        await els.Press("Begin en draai het scherm");

        await els.Post($"/zaak/{bea}/samen/{other.Id}", form);
        Assert.Equal("/opnieuw", els.Path);
        await ShowWho(els);
        Assert.Equal($"/zaak/{bea}/samen/{other.Id}", els.Path);
    }

    [Fact]
    public async Task Begun_twice_goes_on_to_the_questions()
    {
        var els = await SignedInWithKey();
        await els.Open($"/zaak/{anna}/samen/{checkIn.Id}");
        var form = Browser.FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("main form")!);
        await els.Post($"/zaak/{anna}/samen/{checkIn.Id}", form);
        await els.Post($"/zaak/{anna}/samen/{checkIn.Id}", form);

        Assert.Equal("/samen/1", els.Path);
    }

    [Fact]
    public async Task After_a_death_a_heavy_answer_is_read_with_whom_to_call_and_no_question_that_nobody_can_answer()
    {
        site.Happened(anna, "2026-03-01", "Death");
        site.Database.Write(transaction => Participation.EnterAftercare(transaction, anna, site.Time));
        site.On("2026-03-09").Beat();
        var els = await SignedInWithKey();
        await els.Open($"/zaak/{anna}/invullen/{site.CheckIns(anna)[^1].Id}");
        await els.Follow("Vul samen in, op één scherm");
        await els.Press("Begin en draai het scherm");
        while (els.Path != "/samen/slot")
        {
            if (els.Questions[0].StartsWith("Hoe gaat het nu", StringComparison.Ordinal))
                els.Choose("Hoe gaat het nu", "Heel slecht");
            await els.Press("Verder");
        }

        await els.Press("Klaar met de vragen");

        Assert.Equal(("/dank", "Dank u wel"), (els.Path, els.Heading));
        Assert.Contains("Els leest dit.", els.Text, StringComparison.Ordinal);
        Assert.Contains("Bel gratis 113", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("op een dag die u kiest", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wilt u dat", els.Text, StringComparison.Ordinal);
    }

    private static async Task Answered(Browser els)
    {
        while (els.Path != "/samen/slot")
        {
            foreach (var question in els.Questions)
                els.ChooseFirst(question);
            await els.Press("Verder");
        }
    }

    private async Task<Browser> Begun()
    {
        var els = await SignedInWithKey();
        await els.Open($"/zaak/{anna}/invullen/{checkIn.Id}");
        await els.Follow("Vul samen in, op één scherm");
        await els.Press("Begin en draai het scherm");
        return els;
    }

    /// <summary>Somebody who can show who they are at this screen.</summary>
    private async Task<Browser> SignedInWithKey()
    {
        if (site.Count("passkey") == 0)
            await (await site.SignedIn()).AddPasskey(key);
        return await site.NewBrowser().SignInWith(key);
    }

    private async Task ShowWho(Browser els)
    {
        await els.Press("Met uw passkey");
        await els.Answer(key.Get(els.Options()));
    }

    private static async Task<KeyValuePair<string, string>> TokenOf(Browser browser) =>
        (await browser.Open("/werklijst")).Token;
}
