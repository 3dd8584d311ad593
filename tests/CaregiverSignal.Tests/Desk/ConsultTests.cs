using System.Net;
using CaregiverSignal.Export;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Desk;

/// <summary>One colleague is asked to look along at a case, until a day, and what comes of it.</summary>
public sealed class ConsultTests : IDisposable
{
    private const string Els = TestInstallation.CoordinatorEmail;
    private const string Joost = "joost@steunpunt.example";
    private const string Lea = "lea@steunpunt.example";
    private const string Eva = "eva@steunpunt.example";
    private const string Question = "Zou jij nog een keer bellen? <b>Of</b> wachten?";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly long joost;
    private readonly long anna;

    public ConsultTests()
    {
        InTeam(site.Coordinator(), "Noord");
        joost = site.Coordinator(Joost, "Joost");
        InTeam(joost, "Noord");
        InTeam(site.WithRoles(Lea, "Lea", StaffRole.TeamLead), "Noord");
        InTeam(site.Coordinator(Eva, "Eva"), "Zuid");
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_colleague_is_asked_answers_in_words_and_the_answer_is_read_on_the_worklist()
    {
        var els = await Ask("Joost", "2026-03-05");
        Assert.Contains("uw collega krijgt een mail", els.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Els vroeg Joost om mee te kijken, tot en met donderdag 5 maart.",
            els.Text,
            StringComparison.Ordinal
        );
        site.Beat();
        var mail = Assert.Single(site.Mails("consultation"));
        Assert.Contains("uiterlijk donderdag 5 maart", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Anna", mail.Text + mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("bellen", mail.Text, StringComparison.Ordinal);

        var him = await site.SignedIn(Joost);
        Assert.Contains($"Els vraagt: {Question}", him.Text, StringComparison.Ordinal);
        Assert.Contains("1 open:", him.Text, StringComparison.Ordinal);
        await him.Follow("Kijk mee voor Anna J.");
        await him.Press("Stuur antwoord");
        Assert.Equal(HttpStatusCode.BadRequest, him.Status);
        Assert.Contains("Schrijf wat u denkt.", him.Text, StringComparison.Ordinal);
        await him.Write("Wat denkt u?", "Bel morgen, ze neemt 's ochtends op.").Press("Stuur antwoord");
        await him.Open("/werklijst");
        Assert.DoesNotContain("Anna J.", him.Text, StringComparison.Ordinal);

        await els.Open("/werklijst");
        Assert.Contains("Joost keek mee: Bel morgen, ze neemt 's ochtends op.", els.Text, StringComparison.Ordinal);
        await him.Open("/werklijst?van=team");
        Assert.Contains("Joost keek mee", him.Text, StringComparison.Ordinal);
        await him.Post($"/taak-klaar/{site.Joined("select id from staff_task where kind = 'consulted'")}", [him.Token]);
        Assert.Equal(HttpStatusCode.NotFound, him.Status);
        Assert.Equal(1, site.Count("staff_task", "kind = 'consulted' and done_at is null"));
        await els.Open($"/zaak/{anna}");
        await els.Press("Gelezen");
        await els.Open("/werklijst");
        Assert.DoesNotContain("Joost keek mee", els.Text, StringComparison.Ordinal);
        await els.Open($"/zaak/{anna}");
        Assert.Contains(
            els.Timeline(),
            line =>
                line.Contains("Keek mee | 2 maart 2026 | Bel morgen", StringComparison.Ordinal)
                || line.StartsWith("Keek mee door Joost", StringComparison.Ordinal)
        );
        Assert.Equal(
            "ask-colleague,answer-colleague,finish-task",
            site.Joined(
                "select deed from record where deed in ('ask-colleague', 'answer-colleague', 'finish-task') order by id"
            )
        );
        var lea = await site.SignedIn(Lea);
        await lea.Open($"/zaak/{anna}/afschrift");
        Assert.Contains("Vroeg Joost om mee te kijken", lea.Text, StringComparison.Ordinal);
        Assert.Contains("ze neemt 's ochtends op", lea.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_more_for_being_asked_and_only_who_follows_the_person_asks()
    {
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Equal(
            ["–", "Joost", "Lea"],
            els.Page.QuerySelectorAll("#collega option").Select(one => one.TextContent)
        );
        var eva = site.Value<long>("select id from coordinator where email = @Eva", new { Eva });
        await els.Post(
            $"/zaak/{anna}/meekijken",
            [
                els.Token,
                KeyValuePair.Create("collega", Texts.Number(eva)),
                KeyValuePair.Create("vraag", "Kijkt u mee?"),
                KeyValuePair.Create("tot", "2026-03-05"),
            ]
        );
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Contains("Kies een collega.", els.Text, StringComparison.Ordinal);

        var him = await (await site.SignedIn(Joost)).Open($"/zaak/{anna}");
        Assert.Empty(him.Page.QuerySelectorAll("#collega"));
        foreach (var what in new[] { "", "/terug", "/gelezen", "/antwoord" })
        {
            await him.Open("/werklijst");
            await him.Post($"/zaak/{anna}/meekijken{what}", [him.Token]);
            Assert.Equal(HttpStatusCode.NotFound, him.Status);
        }

        Assert.Equal(0, site.Count("consultation"));
    }

    [Fact]
    public async Task One_colleague_is_asked_at_a_time_until_a_day_within_four_weeks_and_a_question_can_be_taken_back()
    {
        var els = await Ask("Joost", "2026-03-31");
        Assert.Contains("Kies een dag van morgen tot vier weken vooruit.", els.Text, StringComparison.Ordinal);
        els = await Ask("Joost", "2026-03-05");
        await els.Post(
            $"/zaak/{anna}/meekijken",
            [
                els.Token,
                KeyValuePair.Create("collega", Texts.Number(joost)),
                KeyValuePair.Create("vraag", "Nog iets?"),
                KeyValuePair.Create("tot", "2026-03-05"),
            ]
        );
        Assert.Contains("Er is al een collega gevraagd.", els.Text, StringComparison.Ordinal);
        Assert.Equal(1, site.Count("consultation"));

        var token = els.Token;
        await els.Press("Hoeft niet meer");
        await els.Post($"/zaak/{anna}/meekijken/terug", [token]);
        Assert.Contains("Die vraag was al voorbij. Er is niets veranderd.", els.Text, StringComparison.Ordinal);
        Assert.Equal(1, site.Count("record", "deed = 'end-consultation'"));

        Assert.Equal(1, site.Count("consultation", "ended_at is not null and answer is null"));
        Assert.Equal(0, site.Count("staff_task", "kind = 'consulted'"));
        Assert.DoesNotContain("Els vraagt", (await site.SignedIn(Joost)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_by_itself_after_its_day_and_a_late_answer_is_shown_and_not_kept()
    {
        await Ask("Joost", "2026-03-05");
        var him = await (await site.SignedIn(Joost)).Open($"/zaak/{anna}");
        site.On("2026-03-05").Beat();
        Assert.Equal(1, site.Count("consultation", "ended_at is null"));
        site.On("2026-03-06").Beat();

        Assert.Equal(1, site.Count("consultation", "ended_at is not null and answer is null"));
        him = await site.SignedIn(Joost);
        await him.Post(
            $"/zaak/{anna}/meekijken/antwoord",
            [him.Token, KeyValuePair.Create("antwoord", "<i>Te laat</i>, maar bel.")]
        );
        Assert.Equal(HttpStatusCode.Conflict, him.Status);
        Assert.Contains("Zeg het uw collega zelf: <i>Te laat</i>, maar bel.", him.Text, StringComparison.Ordinal);
        var els = await site.SignedIn();
        Assert.Contains("Joost gaf geen antwoord. De vraag is vervallen.", els.Text, StringComparison.Ordinal);
        Assert.Equal("2026-03-10", site.Joined("select due_on from staff_task where kind = 'consulted'"));
        site.Deputy(Els, Lea);
        site.On("2026-03-11").Beat();
        Assert.Equal(1, site.Count("staff_task", "kind = 'consulted' and escalated_to is not null"));

        // Asking again counts as having read it.
        await Ask("Joost", "2026-03-13");
        Assert.Equal(0, site.Count("staff_task", "kind = 'consulted' and done_at is null"));
    }

    [Fact]
    public async Task A_colleague_who_leaves_leaves_no_question_behind_and_a_person_who_is_erased_neither()
    {
        await Ask("Joost", "2026-03-05");
        site.Database.Write(transaction =>
            Removing.Remove(transaction, CoordinatorTable.Get(transaction, joost)!, null, site.Time)
        );
        site.Beat();
        Assert.Contains("Joost gaf geen antwoord.", (await site.SignedIn()).Text, StringComparison.Ordinal);

        await Ask("Lea", "2026-03-05");
        site.Database.Write(transaction => PersonTable.Erase(transaction, anna));
        site.Beat();

        Assert.Equal(0, site.Count("consultation"));
        Assert.Equal(0, site.Count("staff_task"));
        Assert.DoesNotContain("Els vraagt", (await site.SignedIn(Lea)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_outlives_the_signal_that_it_was_asked_for_and_goes_along_with_the_person()
    {
        var signal = site.AddSignal(anna);
        await Ask("Joost", "2026-03-05");
        site.Sql("update signal set closed_at = opened_at where id = @Id", new { signal.Id });
        Assert.Contains("Els vraagt", (await site.SignedIn(Joost)).Text, StringComparison.Ordinal);

        // Joost gets the person, and needs no question from anybody to look.
        site.Sql("update caregiver set coordinator_id = @joost where id = @anna", new { joost, anna });
        site.Beat();

        Assert.Equal(1, site.Count("consultation", "ended_at is not null"));
        Assert.Contains("Joost gaf geen antwoord.", (await site.SignedIn(Joost)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_reads_how_much_they_have_themselves()
    {
        site.AddSignal(anna);

        var els = await site.SignedIn();

        Assert.Contains(
            "Mensen bij u: 1. Open meldingen: 1. Beloofd te bellen: 0. Nieuw in een week: 1.",
            els.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Mensen bij u:", (await els.Open("/werklijst?van=team")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mensen bij u:", (await site.SignedIn(Lea)).Text, StringComparison.Ordinal);
    }

    private async Task<Browser> Ask(string colleague, string until)
    {
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        return await els.Write("Wie?", colleague)
            .Write("Wat wilt u weten?", Question)
            .Write("Tot wanneer?", until)
            .Press("Kijkt u mee?");
    }

    private void InTeam(long id, string team) =>
        site.Database.Write(transaction =>
            CoordinatorTable.SetTeam(transaction, id, TeamTable.Named(transaction, team, site.Time.Now).Id)
        );
}
