using CaregiverSignal.Tests.OwnPage;
using CaregiverSignal.Tests.Pages.ForCoordinators.Help;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What a caregiver tells that is serious is acted on: reading it is not enough.</summary>
public sealed class ToldTests() : AtASite("2026-05-04")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
    }

    [Fact]
    public async Task It_opens_with_a_contact_and_with_help_that_fits_and_a_talk_does_it()
    {
        await Tells(Dutch("EventWords.Choice.Fall"));

        var els = await site.SignedIn();
        Assert.Has("Gevallen, of bijna, verteld op 4 mei 2026", els.Text);
        Assert.Has("Kies hulp voor Anna J.", els.Text);
        Assert.Lacks(Dutch("WorklistModel.Read.Nothing"), els.Text);
        await els.Follow("Noteer contact met Anna J.");
        Assert.Has(Dutch("CaseModel.Options"), els.Text);
        Assert.NotEmpty(els.Page.QuerySelectorAll("section:has(#mogelijk) li a"));
        Assert.Lacks(Dutch("WorklistModel.Read.Nothing"), els.Text);
        Assert.Lacks(Dutch("CaseModel.NothingOpen"), els.Text);

        await els.SaveContact("spoken");
        Assert.Equal(0, await Open());

        // What was noted by mistake opens it again.
        await els.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Equal(1, await Open());
    }

    [Fact]
    public async Task Choosing_help_does_it_too_and_a_button_of_before_does_not()
    {
        await Tells(Dutch("ChangePage.Kind.HelperLost"));
        var els = await site.SignedIn();
        await els.Post("/taak-klaar/1", [els.Token, new("tot-en-met", $"{long.MaxValue}")]);
        Assert.Equal(1, await Open());

        await els.Open("/werklijst");
        await els.Follow("Kies hulp voor Anna J.");
        var first = els.Page.QuerySelector("details:has(#voorstel) > ul strong")!.TextContent.Trim('.', ' ');
        await els.Propose(anna, first);

        Assert.Equal((0, 1), (await Open(), await site.Count("help")));
    }

    [Fact]
    public async Task An_attempt_keeps_a_day_on_which_somebody_tries_again()
    {
        await Tells(Dutch("EventWords.Choice.Fall"));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await els.SaveContact("not-reached");

        Assert.Equal(
            (0, 1),
            (await Open(), await site.Count("signal", "closed_at is null and next_on > '2026-05-03'"))
        );
    }

    [Fact]
    public async Task What_is_told_after_the_page_was_shown_is_not_done_with_it()
    {
        await Tells(Dutch("EventWords.Choice.Fall"));
        var (els, other) = (await site.SignedIn(), await site.SignedIn());
        await els.Open($"/zaak/{anna}");
        await other.Open($"/zaak/{anna}/hulp");
        site.Advance(TimeSpan.FromMinutes(1));
        await Tells(Dutch("ChangePage.Kind.BehaviourWorsened"));

        await els.SaveContact("spoken");
        var kind = other.Page.QuerySelector("details:has(#voorstel) > ul strong")!.TextContent.Trim('.', ' ');
        await other.Write(Dutch("HelpModel.Kind"), kind).Press(Dutch("HelpModel.DoPropose"));

        Assert.Equal(1, await Open());
    }

    [Fact]
    public async Task What_is_light_is_read()
    {
        await Tells("Verhuisd");

        await (await site.SignedIn()).Press("Niets nodig van Anna J.");

        Assert.Equal(0, await Open());
    }

    [Fact]
    public async Task After_the_care_ended_it_asks_for_a_contact_and_offers_no_help_with_care()
    {
        await Tells(Dutch("EventWords.Choice.Fall"), Dutch("ChangePage.Kind.Death"));

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        Assert.Empty(els.Page.QuerySelectorAll("#mogelijk"));
        Assert.NotEmpty(els.Page.QuerySelectorAll("figure.quote a[href='#contact']"));
    }

    [Fact]
    public async Task Two_within_half_a_year_are_amber_and_the_worklist_says_why()
    {
        await Tells(Dutch("EventWords.Choice.Fall"));
        await (await (await site.SignedIn()).Open($"/zaak/{anna}")).SaveContact("spoken");
        await site.Sql("update signal set closed_at = @now, outcome = 'going-well'", new { now = site.Time.Now });
        Assert.Equal(0, await site.Count("notification"));

        site.On("2026-08-10");
        await Tells(Dutch("ChangePage.Kind.HelperLost"));

        Assert.Equal("amber", await site.Joined("select urgency from signal where closed_at is null"));
        Assert.Has("ertelde tweemaal dat er iets gebeurde: op 4 mei en op 10 augustus", (await site.SignedIn()).Text);
    }

    private async Task Tells(params string[] changes)
    {
        var browser = await site.OnOwnPage("persoon1@example.org");
        await browser.Follow(Dutch("Everywhere.TellChange"));
        foreach (var change in changes)
            browser.Choose(Dutch("ChangePage.Heading"), change);
        await browser.Press(Dutch("Everywhere.Send"));
        await site.RunJobs();
    }

    private Task<long> Open() => site.Count("staff_task", "kind = 'told' and done_at is null");
}
