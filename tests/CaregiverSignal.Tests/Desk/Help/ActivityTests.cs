using System.Net;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Desk.Help;

/// <summary>Groups and activities: inviting, who comes and who was there, and what the case says of it.</summary>
public sealed class ActivityTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly long anna;

    public ActivityTests()
    {
        site.Coordinator();
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Somebody_is_invited_from_the_list_or_from_the_case_and_it_stands_on_the_timeline()
    {
        var els = await site.SignedIn();
        var walking = await Add(els, "Wandelen <b>samen</b>", "2026-03-10");
        Assert.Contains("Er gaat geen mail uit.", els.Text, StringComparison.Ordinal);
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        Assert.Equal("Anna Jansen", els.Page.QuerySelector("tbody th")!.TextContent);
        await els.Write("Stand: Anna Jansen", "comes").Press("Bewaar");
        await Add(els, "Koffie", "2026-03-12");
        await els.Open($"/zaak/{anna}/hulp");
        await els.Write("Waarvoor?", "Koffie, 12 maart 2026").Press("Nodig uit");

        Assert.Contains("Koffie, 12 maart 2026: uitgenodigd.", els.Text, StringComparison.Ordinal);
        await els.Open($"/zaak/{anna}");
        Assert.Contains(
            "Activiteit: Groep van mantelzorgers",
            string.Join('\n', els.Timeline()),
            StringComparison.Ordinal
        );
        Assert.Contains("Wandelen <b>samen</b>, 10 maart 2026: komt.", els.Text, StringComparison.Ordinal);
        Assert.Equal(3, site.Count("record", $"deed = 'change-activity' and caregiver_id = {anna}"));
        Assert.Equal(0, site.Count("mail", $"caregiver_id = {anna}"));
        Assert.NotEqual(0, walking);
    }

    [Fact]
    public async Task Who_did_not_come_twice_is_told_on_the_case_until_they_come()
    {
        var els = await site.SignedIn();
        foreach (var name in new[] { "Koffie", "Lunch" })
        {
            await Add(els, name, "2026-03-10");
            await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
            await els.Write("Stand: Anna Jansen", "missed").Press("Bewaar");
        }

        await els.Open($"/zaak/{anna}");
        Assert.Contains(
            "Kwam 2 keer niet na een uitnodiging, het laatst bij Lunch.",
            els.Text,
            StringComparison.Ordinal
        );
        await Add(els, "Film", "2026-03-11");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Write("Stand: Anna Jansen", "came").Press("Bewaar");
        await els.Open($"/zaak/{anna}");
        Assert.DoesNotContain("keer niet na een uitnodiging", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lacks_is_said_and_another_teams_people_are_neither_shown_nor_moved()
    {
        var els = await site.SignedIn();
        await els.Open("/activiteiten");
        await els.Press("Voeg toe");
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal(0, site.Count("activity"));
        var id = await Add(els, "Koffie", "2026-03-10");
        await Add(els, "Koffie", "2026-03-10");
        Assert.Equal(1, site.Count("activity"));
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");

        site.Coordinator("joost@steunpunt.example", "Joost");
        var joost = await site.SignedIn("joost@steunpunt.example");
        await joost.Open($"/activiteiten/{id}");
        Assert.DoesNotContain("Anna", joost.Text, StringComparison.Ordinal);
        Assert.Contains("Ook uitgenodigd, door collega’s: 1.", joost.Text, StringComparison.Ordinal);
        await joost.Post($"/activiteiten/{id}", [joost.Token, new($"stand-{anna}", "came"), new("wie", $"{anna}")]);
        Assert.Equal(1, site.Count("activity_guest", "step = 'invited'"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await joost.Post($"/zaak/{anna}/activiteit", [joost.Token, new("activiteit", $"{id}")])).Status
        );
        Assert.Equal(HttpStatusCode.NotFound, (await els.Open("/activiteiten/99")).Status);
    }

    [Fact]
    public async Task A_hundred_guests_are_saved_a_page_at_a_time()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Koffie", "2026-03-10");
        for (var number = 2; number <= 101; number++)
            site.AddCaregiver($"{number}", $"Bea{number}", nextDueOn: new DateOnly(2027, 1, 1));
        site.Sql(
            $"""
            insert into activity_guest (activity_id, caregiver_id, step, step_on, coordinator_id, at)
            select {id}, id, 'invited', '2026-03-02', coordinator_id, '2026-03-02T09:00:00Z' from caregiver
            """
        );

        await els.Open($"/activiteiten/{id}?blad=2");
        Assert.Equal(50, els.Page.QuerySelectorAll("tbody tr").Length);
        var name = els.Page.QuerySelector("tbody th")!.TextContent;
        await els.Write("Stand: " + name, "comes").Press("Bewaar");

        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Contains("Bewaard.", els.Text, StringComparison.Ordinal);
        Assert.Equal(name, els.Page.QuerySelector("tbody th")!.TextContent);
        Assert.Equal(1, site.Count("activity_guest", "step = 'comes'"));
    }

    [Fact]
    public async Task What_it_is_can_be_changed_and_it_goes_while_nobody_is_invited()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Kofie", "2026-03-10");
        await els.Write("Hoe heet het?", "").Press("Bewaar de verandering");
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        await els.Open($"/activiteiten/{id}");
        await els.Write("Hoe heet het?", "Koffie").Write("Waar?", "De Brug").Press("Bewaar de verandering");
        Assert.Equal("Koffie", els.Heading);
        Assert.Equal("Koffie De Brug", site.Joined("select name || ' ' || place from activity"));
        var form = new[] { els.Token };

        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        Assert.DoesNotContain("Haal van de lijst", els.Text, StringComparison.Ordinal);
        await els.Post($"/activiteiten/{id}/weg", form);
        Assert.Contains("Er is al iemand uitgenodigd.", els.Text, StringComparison.Ordinal);
        await Add(els, "Lunch", "2026-03-12");
        await els.Press("Haal van de lijst");

        Assert.Equal("/activiteiten?weg=ja", els.Path);
        Assert.Equal("Koffie", site.Joined("select name from activity"));
    }

    [Fact]
    public async Task What_does_not_go_on_keeps_its_guests_and_each_is_a_call_for_their_own_coordinator()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Koffie", "2026-03-10");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        site.Coordinator("joost@steunpunt.example", "Joost");
        var bea = site.AddCaregiver(
            "2",
            "Bea",
            nextDueOn: new DateOnly(2027, 1, 1),
            coordinator: "joost@steunpunt.example"
        );
        var joost = await site.SignedIn("joost@steunpunt.example");
        await joost.Open($"/activiteiten/{id}");
        await joost.Post($"/activiteiten/{id}", [joost.Token, new("wie", $"{bea}")]);

        await els.Open($"/activiteiten/{id}");
        await els.Press("Gaat niet door");
        await els.Post($"/activiteiten/{id}/niet-door", [els.Token]);

        Assert.Contains("Bel nog", els.Page.QuerySelector("tbody td")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, site.Count("activity_guest", "step = 'invited'"));
        Assert.Equal(2, site.Count("staff_task", "kind = 'activity' and due_on = '2026-03-03' and done_at is null"));
        Assert.Equal(2, site.Count("record", $"deed = 'change-activity' and caregiver_id = {bea}"));
        Assert.Contains("gaat niet door", (await els.Open("/activiteiten")).Text, StringComparison.Ordinal);
        await els.Post($"/activiteiten/{id}", [els.Token, new("wie", $"{anna}"), new($"stand-{anna}", "comes")]);
        Assert.Equal(2, site.Count("activity_guest", "step = 'invited'"));

        Assert.Contains(
            "Koffie op dinsdag 10 maart gaat niet door.",
            (await joost.Open("/werklijst")).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Anna", joost.Text, StringComparison.Ordinal);
        await els.Open("/werklijst");
        await els.Press("Gebeld, weet het nu voor Anna J.");
        Assert.Equal(1, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        await els.Open($"/activiteiten/{id}");
        Assert.DoesNotContain("Bel nog", els.Page.QuerySelector("tbody td")!.TextContent, StringComparison.Ordinal);
        await els.Open($"/zaak/{anna}");
        Assert.Contains("Koffie, 10 maart 2026: gaat niet door.", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_that_does_not_go_on_is_sooner_in_the_next_digest_and_not_ended_with_the_first()
    {
        var els = await site.SignedIn();
        var coffee = await Add(els, "Koffie", "2026-03-10");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        var lunch = await Add(els, "Lunch", "2026-03-02");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Open($"/activiteiten/{coffee}");
        await els.Press("Gaat niet door");
        site.Sql("update staff_task set notified_at = opened_at where kind = 'activity'");
        await els.Open("/werklijst");
        var field = els.Page.QuerySelector("form[action^='/taak-klaar/'] [name='tot-en-met']")!;
        var (path, upTo) = (field.Closest("form")!.GetAttribute("action")!, field.GetAttribute("value")!);

        site.Advance(TimeSpan.FromMinutes(1));
        await els.Open($"/activiteiten/{lunch}");
        await els.Press("Gaat niet door");
        Assert.Equal(1, site.Count("staff_task", "due_on = '2026-03-02' and notified_at is null and done_at is null"));
        await els.Post(path, [els.Token, new("tot-en-met", upTo), new("terug", "zaak")]);
        Assert.Equal(1, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        Assert.EndsWith("/zaak/1", els.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("Bewaard", els.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("record", "deed = 'finish-task'"));

        await els.Post($"/activiteiten/{lunch}", [els.Token, new($"stand-{anna}", "comes")]);
        Assert.Contains("Er is niets veranderd", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_after_all_is_a_call_for_who_heard_that_it_does_not_and_for_nobody_else()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Koffie", "2026-03-10");
        site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        await els.Open($"/activiteiten/{id}");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Write("Wie?", "Bea Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");
        await els.Open("/werklijst");
        await els.Press("Gebeld, weet het nu voor Anna J.");

        site.Advance(TimeSpan.FromMinutes(1));
        await els.Open($"/activiteiten/{id}");
        await els.Press("Gaat toch door");
        await els.Post($"/activiteiten/{id}/toch-door", [els.Token]);

        Assert.Equal(1, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        Assert.Equal(1, site.Count("staff_task", $"caregiver_id = {anna} and kind = 'activity' and done_at is null"));
        Assert.Contains(
            "Bel nog: gaat toch door",
            els.Page.QuerySelector("tbody td")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(1, els.Text.Split("Bel nog").Length - 1);
        await els.Open("/werklijst");
        Assert.Contains("Koffie op dinsdag 10 maart gaat toch door.", els.Text, StringComparison.Ordinal);
        await els.Press("Gebeld, weet het nu voor Anna J.");
        Assert.Equal(0, site.Count("staff_task", "done_at is null"));
        await els.Open($"/activiteiten/{id}");
        await els.Press("Gaat niet door");
        Assert.Equal(2, site.Count("staff_task", "done_at is null"));
    }

    [Fact]
    public async Task What_goes_on_after_all_leaves_the_call_about_another_activity_and_is_over_after_its_day()
    {
        var els = await site.SignedIn();
        var coffee = await Add(els, "Koffie", "2026-03-10");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");
        var lunch = await Add(els, "Lunch", "2026-03-11");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");

        await els.Open($"/activiteiten/{coffee}");
        await els.Press("Gaat toch door");
        Assert.Equal(1, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        await els.Open($"/activiteiten/{lunch}");
        await els.Press("Gaat toch door");
        site.Sql($"update activity set cancelled_at = goes_on_at, goes_on_at = null where id = {lunch}");
        site.Advance(TimeSpan.FromDays(10));
        els = await site.SignedIn();
        await els.Post($"/activiteiten/{lunch}/toch-door", [els.Token]);

        Assert.Equal(1, site.Count("activity", "cancelled_at is not null"));
        Assert.Contains("Er is niets veranderd", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_its_own_day_a_colleague_whose_guest_it_is_hears_it_at_once_in_one_mail()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Koffie", "2026-03-02");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        site.Coordinator("joost@steunpunt.example", "Joost");
        var joost = await site.SignedIn("joost@steunpunt.example");
        foreach (var person in new[] { "2", "3" })
        {
            var guest = site.AddCaregiver(
                person,
                "Bea",
                nextDueOn: new DateOnly(2027, 1, 1),
                coordinator: "joost@steunpunt.example"
            );
            await joost.Open($"/activiteiten/{id}");
            await joost.Post($"/activiteiten/{id}", [joost.Token, new("wie", $"{guest}")]);
        }

        const string Mails = "select envelope_to from mail where kind = 'activity' and state <> 'cancelled'";
        await els.Open($"/activiteiten/{id}");
        await els.Press("Gaat niet door");
        await els.Open($"/activiteiten/{id}");
        site.Advance(TimeSpan.FromMinutes(1));
        await els.Press("Gaat toch door");
        Assert.Equal("", site.Joined(Mails));
        site.Advance(TimeSpan.FromMinutes(1));
        await els.Press("Gaat niet door");

        Assert.Equal("joost@steunpunt.example", site.Joined(Mails));
        Assert.Contains(
            "Koffie op maandag 2 maart gaat niet door.",
            (await joost.Open("/werklijst")).Text,
            StringComparison.Ordinal
        );

        // Joost calls them all; that it goes on after all he hears as soon.
        site.Beat();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await joost.Open("/werklijst");
            var form = joost.Page.QuerySelector("form[action^='/taak-klaar/']")!;
            var upTo = form.QuerySelector("[name='tot-en-met']")!.GetAttribute("value")!;
            await joost.Post(form.GetAttribute("action")!, [joost.Token, new("tot-en-met", upTo)]);
        }

        site.Advance(TimeSpan.FromMinutes(1));
        await els.Open($"/activiteiten/{id}");
        await els.Press("Gaat toch door");
        Assert.Equal("joost@steunpunt.example,joost@steunpunt.example", site.Joined(Mails));
    }

    [Fact]
    public async Task Who_was_told_that_it_does_not_go_on_hears_that_it_does_however_often_it_changed()
    {
        var els = await site.SignedIn();
        var id = await Add(els, "Koffie", "2026-03-10");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");
        await els.Open("/werklijst");
        await els.Press("Gebeld, weet het nu voor Anna J.");

        foreach (var (said, open) in new[] { ("Gaat toch door", 1), ("Gaat niet door", 0), ("Gaat toch door", 1) })
        {
            site.Advance(TimeSpan.FromMinutes(1));
            await els.Open($"/activiteiten/{id}");
            await els.Press(said);
            Assert.Equal(open, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        }

        await els.Write("Stand: Anna Jansen", "missed").Press("Bewaar");
        Assert.Equal(0, site.Count("staff_task", "kind = 'activity' and done_at is null"));
        await els.Write("Stand: Anna Jansen", "comes").Press("Bewaar");
        Assert.Contains(
            "Koffie op dinsdag 10 maart gaat toch door.",
            (await els.Open("/werklijst")).Text,
            StringComparison.Ordinal
        );
        await els.Press("Gebeld, weet het nu voor Anna J.");
        Assert.Equal(0, site.Count("staff_task", "kind = 'activity' and done_at is null"));
    }

    [Fact]
    public async Task Who_was_told_nothing_of_two_cancellations_hears_of_neither_that_it_goes_on()
    {
        var els = await site.SignedIn();
        var coffee = await Add(els, "Koffie", "2026-03-10");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");
        var lunch = await Add(els, "Lunch", "2026-03-11");
        await els.Write("Wie?", "Anna Jansen").Press("Bewaar");
        await els.Press("Gaat niet door");

        site.Advance(TimeSpan.FromMinutes(1));
        await els.Open($"/activiteiten/{coffee}");
        await els.Press("Gaat toch door");
        Assert.DoesNotContain("Bel nog", els.Text, StringComparison.Ordinal);
        await els.Open("/werklijst");
        Assert.Contains("Lunch op woensdag 11 maart gaat niet door.", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Koffie", els.Text, StringComparison.Ordinal);
        await els.Open($"/activiteiten/{lunch}");
        await els.Press("Gaat toch door");

        Assert.Equal(0, site.Count("staff_task", "kind = 'activity' and done_at is null"));
    }

    [Fact]
    public async Task Nobody_is_invited_who_stopped_or_when_the_day_is_over()
    {
        var els = await site.SignedIn();
        var coming = await Add(els, "Koffie", "2026-03-10");
        var over = await Add(els, "Lunch", "2026-03-01");
        await els.Post($"/activiteiten/{over}", [els.Token, new("wie", $"{anna}")]);
        Assert.Contains("Uitnodigen ging niet", els.Text, StringComparison.Ordinal);
        site.Sql("update caregiver set status = 'ended'");
        await els.Post($"/activiteiten/{coming}", [els.Token, new("wie", $"{anna}")]);
        await els.Post($"/zaak/{anna}/activiteit", [els.Token, new("activiteit", $"{coming}")]);

        Assert.Equal(0, site.Count("activity_guest"));
    }

    private static async Task<long> Add(Browser browser, string name, string day)
    {
        await browser.Open("/activiteiten");
        await browser
            .Write("Hoe heet het?", name)
            .Write("Op welke dag?", day)
            .Write("Wat is het?", "peer-group")
            .Press("Voeg toe");
        return long.Parse(browser.Path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
