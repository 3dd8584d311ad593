using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Desk.Help;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>Cases of the domain from the signal to what became of the help, three months later.</summary>
public sealed class HelpCasesTests : IDisposable
{
    private const string Volunteer = "Een vrijwilliger thuis";
    private const string OwnPeople = "Iemand uit de eigen kring neemt het over";
    private const string GoesAlong = "Iemand gaat mee naar afspraken";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task C_11_respite_that_fails_twice_leads_to_the_own_people_and_to_a_look_back()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Answers(anna, "Heel slecht", "Een week tot een maand");
        site.Beat();
        Assert.Equal(1, site.Count("signal", "closed_at is null"));
        var els = await site.SignedIn();
        await Talks(els, anna);

        await els.Propose(anna, Volunteer, "Als ik eens naar mijn zus kon.");
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "searching");
        site.On("2026-03-12");
        els = await site.SignedIn();
        await els.Step(anna, Volunteer, "failed", ("reden", "too-heavy"));
        await els.Propose(anna, "Een beroepskracht neemt het thuis over");
        await els.Step(anna, "Een beroepskracht neemt het thuis over", "chosen");
        site.On("2026-03-16");
        els = await site.SignedIn();
        await els.Step(anna, "Een beroepskracht neemt het thuis over", "failed", ("reden", "refuses-strangers"));
        site.Beat();

        Assert.Equal(2, site.Count("event", "kind = 'RespiteFailed'"));
        Assert.Equal(1, site.Count("signal", "closed_at is null"));
        await els.Open($"/zaak/{anna}/hulp");
        Assert.Equal(OwnPeople, els.Page.QuerySelector("#voorstel ~ ul li")!.TextContent);
        await els.Propose(anna, OwnPeople);
        await els.Step(anna, OwnPeople, "chosen");
        site.On("2026-03-30");
        els = await site.SignedIn();
        await els.Step(anna, OwnPeople, "running", ("notitie", "Haar zus komt op donderdag."));

        site.On("2026-06-02");
        els = await site.SignedIn();
        var form = await Answers(anna, "Het gaat wel", "Een jaar tot twee jaar", helps: "Een beetje");
        Assert.Equal("/dank", form.Path);
        await els.Open("/werklijst");
        Assert.Contains($"{OwnPeople}. Zegt: het helpt een beetje.", els.Text, StringComparison.Ordinal);
        await els.Step(anna, OwnPeople, "changed", ("hielp", "somewhat"), ("notitie", "Voortaan ook op maandag."));

        Assert.Contains("Loopt, anders dan eerst", els.Text, StringComparison.Ordinal);
        Assert.Equal("said,changed", site.Joined("select step from help_step where helped is not null order by id"));
        await els.Open("/werklijst");
        Assert.DoesNotContain("Zegt: het helpt een beetje.", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C_02_somebody_who_goes_along_is_help_in_their_own_words_and_is_asked_about_later()
    {
        var lina = site.AddCaregiver("c2", "Lina", nextDueOn: new DateOnly(2027, 1, 1));
        site.Happened(lina, "2026-03-01", "JobChanged");
        await Answers(lina, "Heel slecht", "Een week tot een maand");
        site.Beat();
        var els = await site.SignedIn();
        await Talks(els, lina);
        await els.Propose(lina, GoesAlong, "Wie kan er mee naar het ziekenhuis?");
        await els.Step(lina, GoesAlong, "chosen");
        await els.Propose(lina, "De kinderen logeren ergens anders");
        await els.Step(lina, "De kinderen logeren ergens anders", "declined", ("reden", "not-now"));
        await els.Step(lina, GoesAlong, "searching");
        site.On("2026-03-16");
        els = await site.SignedIn();
        await els.Step(lina, GoesAlong, "matched", ("wie", "Michel"));
        await els.Step(lina, GoesAlong, "running");
        await els.Open("/hulp");
        Assert.Contains("“Wie kan er mee naar het ziekenhuis?”", els.Text, StringComparison.Ordinal);

        site.On("2026-06-02");
        els = await site.SignedIn();
        await Answers(lina, "Het gaat wel", "Een jaar tot twee jaar", helps: "Ja");
        await els.Step(lina, GoesAlong, "kept");

        Assert.Contains("Kijk weer op 2 december 2026.", els.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Count("event", "kind = 'RespiteFailed'"));
        Assert.Equal("kept,declined", site.Joined("select step from help order by id"));
    }

    [Fact]
    public async Task C_06_who_cares_for_three_is_not_sent_to_the_family()
    {
        var broer = site.AddCaregiver("c6", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Open($"/zaak/{broer}/hulp");
        Assert.Contains(OwnPeople, Offered(els), StringComparison.Ordinal);
        foreach (var relation in new[] { "parent", "sibling", "child" })
        {
            await els.Open($"/zaak/{broer}/naasten");
            await els.Post(
                $"/zaak/{broer}/naasten/zorg",
                [els.Token, new("situatie", ""), new("relatie", relation), new("rol", "primary")]
            );
        }

        await els.Open($"/zaak/{broer}/hulp");

        Assert.DoesNotContain(OwnPeople, Offered(els), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_ones_own_help_that_runs_is_asked_about_and_one_tap_is_enough()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var bert = site.AddCaregiver("2", "Bert", nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        foreach (var step in new[] { "", "chosen", "running" })
        {
            foreach (var one in new[] { anna, bert })
            {
                if (step.Length == 0)
                    await els.Propose(one, "Dagopvang");
                else
                    await els.Step(one, "Dagopvang", step);
            }
        }

        site.On("2026-03-30");
        var (_, link) = site.AskByLink(anna, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        Assert.Contains("U krijgt hulp: dagopvang. Helpt dat?", form.Questions);
        var other = site.Joined($"select id from help where caregiver_id = {bert}");
        await form.Post(link, [form.Token, new("hulp", other), new("helpt", "no"), new("doe", "verstuur")]);
        Assert.Equal(0, site.Count("help_step", "step = 'said'"));

        await form.Open(link);
        await form.Choose("Helpt dat?", "Nee").Press("Verstuur mijn antwoorden");

        Assert.Equal("/dank", form.Path);
        Assert.Equal(1, site.Count("help_step", $"step = 'said' and helped = 'no' and caregiver_id = {anna}"));
        // It is answered: nothing is asked about it again before somebody looked at it.
        var (_, again) = site.On("2026-04-27").AskByLink(anna, "opening", "volhoudtijd");
        await form.Open(again);
        Assert.DoesNotContain(form.Questions, one => one.Contains("Helpt dat?", StringComparison.Ordinal));
    }

    private static string Offered(Browser browser) => browser.Page.QuerySelector("#voorstel ~ ul")?.TextContent ?? "";

    /// <summary>A coordinator phones, and looks again in two weeks.</summary>
    private static async Task Talks(Browser els, long caregiver)
    {
        await els.Open($"/zaak/{caregiver}");
        await els.Choose("Wat deed u?", "Gesproken")
            .Choose("Hoe verder?", "Over twee weken: maandag 16 maart")
            .Press("Bewaar contact");
        Assert.Contains("bewaard", els.Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The one page, filled in behind the link.</summary>
    private async Task<Browser> Answers(long caregiver, string going, string time, string? helps = null)
    {
        var (_, link) = site.AskByLink(caregiver, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        form.Choose("Hoe gaat het", going).Choose("Hoe lang", time);
        if (helps is not null)
            form.Choose("Helpt dat?", helps);
        return await form.Press("Verstuur mijn antwoorden");
    }
}
