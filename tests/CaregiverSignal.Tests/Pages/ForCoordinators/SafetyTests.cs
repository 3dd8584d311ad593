using CaregiverSignal.Erasure;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What staff find and note when somebody may not be safe, and who reads that.</summary>
public sealed class SafetyTests() : AtASite("2026-03-02", ("Safety:OutOfHoursDoctor", "088 111 22 33"))
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'& Zag een blauwe plek.";
    private const string Joost = "joost@steunpunt.example";
    private const string Lea = "lea@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        await site.InTeam(await site.Coordinator(), "Noord");
        await site.InTeam(await site.Coordinator(Joost, "Joost"), "Noord");
        await site.InTeam(await site.WithRoles(Lea, "Lea", StaffRole.TeamLead), "Noord");
        await site.InTeam(await site.Coordinator(Eva, "Eva"), "Zuid");
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    [Fact]
    public async Task The_card_is_folded_and_the_same_for_everybody_whatever_they_answered_or_wrote()
    {
        var bea = await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        var checkIn = await site.AskAndAnswer(anna, csi: 13, time: 1);
        await site.Sql("update check_in set own_words = 'Ik wil niet meer leven.' where id = @Id", new { checkIn.Id });
        await site.RunJobs();

        var els = await site.SignedIn();
        var cards = new List<string>();
        foreach (var id in new[] { anna, bea })
        {
            await els.Open($"/zaak/{id}");
            var card = els.Page.QuerySelectorAll("details").Single(fold => TitleOf(fold) == Dutch("Everywhere.Safety"));
            Assert.False(card.HasAttribute("open"));
            cards.Add(card.InnerHtml.Replace($"/zaak/{id}/", "/zaak/").Replace("&nbsp;", " "));
        }

        Assert.Equal(cards[0], cards[1]);
        foreach (var number in new[] { "112", "113", "0800-2000", "088 111 22 33" })
            Assert.Has(number, cards[0]);
        Assert.Has(Dutch("CaseModel.Unknown.Crisis"), cards[0]);
        await els.Open($"/zaak/{anna}/gespreksblad");
        var onPaper = els.Page.QuerySelectorAll("details").Single(fold => TitleOf(fold) == Dutch("Everywhere.Safety"));
        Assert.Contains("no-print", onPaper.ClassList);

        static string TitleOf(AngleSharp.Dom.IElement fold) => fold.QuerySelector("summary")!.TextContent.Trim();
    }

    [Fact]
    public async Task A_step_is_noted_with_its_day_and_stays_somebodys_until_it_is_over()
    {
        var els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.map"), Hostile);
        Assert.Has("2 maart 2026: Stap 1", els.Text);
        Assert.Has("(Els)", els.Text);
        Assert.Has(Hostile, els.Text);
        Assert.Empty(els.Page.QuerySelectorAll("main img"));
        Assert.Equal("2026-03-09", await site.Joined("select due_on from staff_task where kind = 'safety'"));
        await els.Open("/werklijst");
        Assert.Has(Dutch("WorklistModel.Task.safety"), els.Text);
        Assert.Lacks("blauwe plek", els.Text);
        var task = await site.Joined("select id from staff_task where kind = 'safety'");
        await els.Post($"/taak-klaar/{task}", [els.Token]);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'safety' and done_at is null"));

        await Note(els, Dutch("SafetyStepsModel.Step.danger"), "Samen 112 gebeld.");
        Assert.Equal(
            "2026-03-03",
            await site.Joined("select due_on from staff_task where kind = 'safety' and done_at is null")
        );
        await Note(els, Dutch("SafetyStepsModel.Step.close"), "Er is hulp, en het is veilig.");
        Assert.Equal(0, await site.Count("staff_task", "kind = 'safety' and done_at is null"));
        Assert.Equal(3, await site.Count("safety_step"));
    }

    [Fact]
    public async Task Whoever_may_read_it_is_told_so_before_they_call_and_nobody_else_sees_that_anything_was_noted()
    {
        const string First = "Lees eerst wat er is opgeschreven. Er loopt iets. Kijk uiterlijk";
        var els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.suicide"), "Belde samen 113.");

        foreach (var page in new[] { $"/zaak/{anna}", $"/zaak/{anna}/gespreksblad" })
        {
            await els.Open(page);
            var notice = Assert.Single(
                els.Page.QuerySelectorAll("p.notice"),
                element => element.TextContent.StartsWith(First, StringComparison.Ordinal)
            );
            Assert.Contains("no-print", notice.ClassList);
            Assert.Lacks("113", notice.TextContent);
            var joost = await (await site.SignedIn(Joost)).Open(page);
            Assert.Lacks("is opgeschreven", joost.Text);
        }

        await Note(els, Dutch("SafetyStepsModel.Step.close"), "Zij is veilig.");
        Assert.Lacks("is opgeschreven.", (await els.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task What_lacks_is_said_beside_its_field_and_a_form_sent_twice_is_stored_once()
    {
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/veiligheid");
        await els.Press(Dutch("Everywhere.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("Everywhere.Error.Way"), els.Text);
        Assert.Has(Dutch("SafetyStepsModel.Error.Note"), els.Text);
        await els.Write(Dutch("Everywhere.Day"), "2026-03-03")
            .Write(Dutch("SafetyStepsModel.Next"), "2026-07-01")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has(Dutch("SafetyStepsModel.Error.Day"), els.Text);
        Assert.Has(Dutch("SafetyStepsModel.Error.Next"), els.Text);
        Assert.Equal(0, await site.Count("safety_step"));

        await els.Open($"/zaak/{anna}/veiligheid");
        KeyValuePair<string, string>[] sent =
        [
            els.Token,
            KeyValuePair.Create("newest", "0"),
            KeyValuePair.Create("Step", "consult"),
            KeyValuePair.Create("Note", "Veilig Thuis gebeld, zonder naam."),
        ];
        await els.Post($"/zaak/{anna}/veiligheid", sent);
        await els.Post($"/zaak/{anna}/veiligheid", sent);
        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Equal(1, await site.Count("safety_step"));
        await els.Post($"/zaak/{anna}/veiligheid", [.. sent, KeyValuePair.Create("Next", "2026-03-04")]);

        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Equal(1, await site.Count("safety_step"));
    }

    [Fact]
    public async Task Only_the_coordinator_who_stands_in_and_the_lead_of_the_team_read_it()
    {
        var els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.map"), "Een blauwe plek.");

        var joost = await site.SignedIn(Joost);
        await joost.Open($"/zaak/{anna}");
        Assert.Equal(HttpStatusCode.OK, joost.Status);
        Assert.Lacks("Er loopt iets", joost.Text);
        Assert.Lacks("/veiligheid", joost.Page.DocumentElement.OuterHtml);
        var token = joost.Token;
        await joost.Open("/werklijst?van=team");
        Assert.Lacks(Dutch("Everywhere.Safety"), joost.Text);
        foreach (
            var (who, status) in new[]
            {
                (Joost, HttpStatusCode.NotFound),
                (Eva, HttpStatusCode.NotFound),
                (Lea, HttpStatusCode.OK),
            }
        )
            Assert.Equal(status, (await (await site.SignedIn(who)).Open($"/zaak/{anna}/veiligheid")).Status);
        await joost.Post(
            $"/zaak/{anna}/veiligheid",
            [token, KeyValuePair.Create("Step", "close"), KeyValuePair.Create("Note", "Niets aan de hand.")]
        );
        Assert.Equal(HttpStatusCode.NotFound, joost.Status);
        Assert.Equal(1, await site.Count("safety_step"));
        Assert.Equal(
            2,
            await site.Count(
                "audit_log",
                "action = 'look' and object = 'safety' and outcome = 'refused' and by_staff = 2"
            )
        );

        await site.Away(TestInstallation.CoordinatorEmail, Joost);
        joost = await site.SignedIn(Joost);
        Assert.Has("Er loopt iets", (await joost.Open($"/zaak/{anna}")).Text);
        Assert.Has("Een blauwe plek.", (await joost.Open($"/zaak/{anna}/veiligheid")).Text);
    }

    [Fact]
    public async Task It_is_on_no_page_of_the_caregivers_in_no_copy_in_no_mail_and_no_list_says_that_somebody_looked()
    {
        await site.Deputy(TestInstallation.CoordinatorEmail, Joost);
        var els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.map"), "Een blauwe plek.");
        await site.On("2026-03-12").RunJobs();

        Assert.Equal(1, await site.Count("staff_task", "kind = 'safety' and escalated_to is not null"));
        Assert.NotEmpty(site.Mails());
        Assert.Each(site.Mails(), mail => Assert.DoesNotContain("veilig", mail, StringComparison.OrdinalIgnoreCase));
        var own = await site.OnOwnPageWithCode("persoon1@example.org");
        List<string> read = [own.Text, (await own.Follow(Dutch("MyPageModel.Copy"))).Text];
        read.Add(
            await site.Read(async transaction =>
                string.Join(
                    '\n',
                    (
                        await PersonTable
                            .SectionsOf(anna)
                            .Where(section => !section.IsHeld)
                            .SelectAsync(async section => await PersonTable.Rows(transaction, section))
                    )
                        .SelectMany(each => each)
                        .SelectMany(row => row.Values)
                )
            )
        );
        var lea = await site.SignedIn(Lea);
        read.Add((await lea.Open($"/zaak/{anna}/wie-keek")).Text);
        read.Add((await lea.Open($"/zaak/{anna}/afschrift")).Text);
        read.Add((await own.Open("/mijn/wissen")).Text);
        Assert.Has(Dutch("EraseMeModel.Yes"), read[^1]);
        Assert.Equal(6, read.Count);
        Assert.Each(
            read,
            text =>
            {
                Assert.Lacks("blauwe plek", text);
                Assert.DoesNotContain("safety", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("veiligheid", text, StringComparison.OrdinalIgnoreCase);
            }
        );
        // Everybody's copy says the same about what no copy has.
        Assert.Has(Dutch("CopyModel.NotHere.Protect"), read[^2]);
        Assert.Has("Legde iets over veiligheid vast", (await lea.Open("/register")).Text);
    }

    [Fact]
    public async Task One_more_note_never_puts_off_a_look_and_only_for_whom_it_was_escalated_the_deputy_reads_it()
    {
        // Whoever leads the team reads all of it, and is away.
        await site.Away(Lea, Eva, days: 30);
        var bea = await site.AddCaregiver("2", "Bea", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{bea}/veiligheid");
        await els.Write(Dutch("Everywhere.Step"), Dutch("SafetyStepsModel.Step.talk"))
            .Write(Dutch("SafetyStepsModel.Note"), "Met haar zus.")
            .Write(Dutch("SafetyStepsModel.Next"), "2026-04-20")
            .Press(Dutch("Everywhere.Save"));
        await Note(els, Dutch("SafetyStepsModel.Step.danger"), "Samen 112 gebeld.");

        await Note(els, Dutch("SafetyStepsModel.Step.consult"), "Veilig Thuis gebeld.");
        Assert.Equal(
            "2026-03-03,2026-03-03",
            await site.Joined($"select next_on from safety_step where caregiver_id = {anna} order by id")
        );
        await site.On("2026-03-12").RunJobs();
        els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.talk"), "Met de dochter.");

        Assert.Equal(
            "2026-03-03",
            await site.Joined($"select due_on from staff_task where caregiver_id = {anna} and done_at is null")
        );
        Assert.Equal(
            1,
            await site.Count("staff_task", "escalated_at is not null and done_at is null and kind = 'safety'")
        );
        var joost = await site.SignedIn(Joost);
        Assert.Equal(HttpStatusCode.NotFound, (await joost.Open($"/zaak/{bea}/veiligheid")).Status);
        await joost.Open($"/zaak/{anna}/veiligheid");
        await joost
            .Write(Dutch("Everywhere.Step"), Dutch("SafetyStepsModel.Step.weigh"))
            .Write(Dutch("SafetyStepsModel.Note"), "Samen met Lea.")
            .Write(Dutch("SafetyStepsModel.Next"), "2026-03-16")
            .Press(Dutch("Everywhere.Save"));
        Assert.Has("Samen met Lea.", joost.Text);
        Assert.Has("Kijk uiterlijk maandag 16 maart", joost.Text);
    }

    [Fact]
    public async Task A_page_from_before_a_colleagues_step_does_not_close_it()
    {
        var els = await site.SignedIn();
        await Note(els, Dutch("SafetyStepsModel.Step.map"), "Een blauwe plek.");
        await els.Open($"/zaak/{anna}/veiligheid");
        await Note(await site.SignedIn(Lea), Dutch("SafetyStepsModel.Step.danger"), "Samen 112 gebeld.");

        await els.Write(Dutch("Everywhere.Step"), Dutch("SafetyStepsModel.Step.close"))
            .Write(Dutch("SafetyStepsModel.Note"), "Het is veilig.")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Has(Dutch("SafetyStepsModel.News"), els.Text);
        Assert.Has("Samen 112 gebeld.", els.Text);
        Assert.Has("Het is veilig.", els.Page.QuerySelector("#Note")!.TextContent);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'safety' and done_at is null"));
        await els.Press(Dutch("Everywhere.Save"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'safety' and done_at is null"));
    }

    /// <summary>
    /// With a place in its address the browser goes there, and what is wrong is neither seen nor in focus.
    /// </summary>
    [Fact]
    public async Task What_is_wrong_with_a_note_is_the_first_to_be_seen()
    {
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/veiligheid");
        var form = els
            .Page.QuerySelectorAll("main form[method=post]")
            .Single(element => element.QuerySelector("[name=Note]") is not null);
        Assert.DoesNotContain('#', form.GetAttribute("action")!);

        await els.Press(Dutch("Everywhere.Save"));

        Assert.True(els.Page.QuerySelector(".error-summary")!.HasAttribute("autofocus"));
    }

    private async Task Note(Browser browser, string step, string note)
    {
        await browser.Open($"/zaak/{anna}/veiligheid");
        await browser
            .Write(Dutch("Everywhere.Step"), step)
            .Write(Dutch("SafetyStepsModel.Note"), note)
            .Press(Dutch("Everywhere.Save"));
    }
}
