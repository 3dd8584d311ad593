using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Referrals;
using CaregiverSignal.Sharing;
using CaregiverSignal.Tests.Pages.ForCoordinators.Help;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// Whatever is done on a case in one press is taken back in the message that says so, or on the case that day; then it
/// counts nowhere, and stands in the audit log.
/// </summary>
public sealed class DeedsTests() : AtASite("2026-03-02")
{
    private const string Practice = "praktijk@verzonnen.example";

    private static readonly string Volunteer = Dutch("HelpKindWords.volunteer-at-home.Name");
    private static readonly string Button = Dutch("TakeBackModel.TakeBack");

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        // As on a real clock: two presses are never at one instant.
        site.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
    }

    [Fact]
    public async Task A_proposal_is_no_refusal_and_counts_nowhere()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'help' and done_at is null"));

        await InMessage(els);

        Assert.Equal((0, 0), (await site.Count("help"), await site.Count("help_step")));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'help' and done_at is null"));
        Assert.Has($"Teruggehaald: {Volunteer} (", els.Text);
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'help'"));
    }

    [Fact]
    public async Task A_proposal_that_was_chosen_in_the_same_talk_goes_with_that_choice()
    {
        using var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/hulp");
        await els.Write(Dutch("HelpModel.Kind"), Volunteer)
            .Check(Dutch("HelpModel.Chosen", "Anna"))
            .Press(Dutch("HelpModel.DoPropose"));
        Assert.Equal(2, await site.Count("help_step"));

        await InMessage(els);

        Assert.Equal((0, 0), (await site.Count("help"), await site.Count("help_step")));
    }

    [Theory]
    [InlineData("chosen", "")]
    [InlineData("chosen running", "")]
    [InlineData("chosen asked-for matched", "Joost")]
    [InlineData("declined", "not-now")]
    [InlineData("chosen running failed", "too-heavy")]
    [InlineData("chosen running ended", "")]
    [InlineData("chosen running kept", "")]
    public async Task A_step_of_help_leaves_the_help_and_the_rules_as_they_were(string road, string more)
    {
        var steps = road.Split(' ');
        using (var before = await site.SignedIn())
        {
            await before.Propose(anna, Volunteer);
            foreach (var step in steps.SkipLast(1))
                await before.Step(anna, Volunteer, step);
        }

        site.On("2026-03-03");
        await site.RunJobs();
        using var els = await site.SignedIn();
        var (was, knew) = (await Stands(), await site.Count("event"));
        await els.Step(anna, Volunteer, steps[^1], (steps[^1] == "matched" ? "Who" : "Reason", more));
        Assert.NotEqual(was, await Stands());

        await InMessage(els);

        Assert.Equal(was, await Stands());
        Assert.Equal(knew, await site.Count("event"));
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'help'"));
        Assert.Lacks(Button, (await els.Open($"/zaak/{anna}")).Text);
    }

    [Fact]
    public async Task A_search_says_no_more_who_was_found_so_it_stays()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "searching");

        Assert.Null(els.Page.QuerySelector("[name=takenBack]"));
    }

    [Fact]
    public async Task What_she_answered_and_what_is_of_before_or_a_colleagues_stays()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        var mark = Mark(els);
        const string Deputy = "dirk@steunpunt.example";
        await site.Deputy(TestInstallation.CoordinatorEmail, Deputy);
        await site.Away(TestInstallation.CoordinatorEmail, Deputy);
        using var dirk = await (await site.SignedIn(Deputy)).Open($"/zaak/{anna}");
        Assert.Null(dirk.Page.QuerySelector("[name=takenBack]"));
        await Send(dirk, mark);
        Assert.Has(Dutch("Everywhere.Unchanged"), dirk.Text);
        using var stale = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await site.Write(transaction =>
            HelpArrangements.Refuse(transaction, anna, 1, "Liever niet.", site.Time.Still())
        );

        await stale.Press(Button);

        Assert.Has(Dutch("Everywhere.Unchanged"), stale.Text);
        Assert.Null((await stale.Open($"/zaak/{anna}")).Page.QuerySelector("[name=takenBack]"));
        await els.Propose(anna, Dutch("HelpKindWords.day-care.Name"));
        mark = Mark(els);
        site.On("2026-03-03");
        using var later = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Null(later.Page.QuerySelector("[name=takenBack]"));
        await Send(later, mark);
        Assert.Equal((2, 3), (await site.Count("help"), await site.Count("help_step")));
    }

    [Fact]
    public async Task Nobody_takes_back_anything_of_whom_they_may_not_see()
    {
        using var els = await site.SignedIn();
        await els.Propose(anna, Volunteer);
        await site.Coordinator("joost@steunpunt.example", "Joost");
        using var joost = await site.SignedIn("joost@steunpunt.example");

        await Send(joost, Mark(els));

        Assert.Equal(HttpStatusCode.NotFound, joost.Status);
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and outcome = 'refused'"));
        foreach (var none in new[] { "", "1:help", "x:help:1", "1:nothing:1", $"{anna}:case:1" })
        {
            await Send(els, none);
            Assert.Has(Dutch("Everywhere.Unchanged"), els.Text);
        }

        Assert.Equal(1, await site.Count("help"));
    }

    [Fact]
    public async Task What_was_read_on_the_case_is_to_be_read_again_there()
    {
        await site.Write(transaction => LifeChange.Say(transaction, anna, "Wij verhuizen.", site.Time));
        using var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await els.Press(Dutch("WorklistModel.Read.Nothing") + " van 2 maart");
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
        // Also once the message is gone.
        await els.Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.NotedToday", Dutch("TakeBackModel.WasRead")), els.Text);

        await els.Press(Button);

        Assert.Equal($"/zaak/{anna}", els.Path);
        Assert.Has("Wij verhuizen.", els.Text);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
    }

    [Fact]
    public async Task What_happened_goes_with_the_day_to_look_again()
    {
        using var els = await (await site.SignedIn()).Open($"/zaak/{anna}/gebeurd");
        els.Choose(Dutch("HappenedModel.When"), Dutch("CaseModel.When.week", "ma 9 mrt"));
        await els.Note(EventKind.Fall);
        Assert.Equal((1, 1), (await site.Count("event"), await site.Count("signal", "closed_at is null")));

        await InMessage(els);

        Assert.Equal((0, 0), (await site.Count("event"), await site.Count("signal")));
        Assert.Equal(1, await site.Count("audit_log", "action = 'take-back' and object = 'change'"));
    }

    [Fact]
    public async Task A_consent_that_was_not_used_yet_never_was_and_one_in_whose_place_it_came_holds_again()
    {
        using var els = await site.SignedIn();
        await Allow(els);
        var given = await site.Joined("select id from consent");
        await els.Open($"/zaak/{anna}/toestemming");
        await els.Follow($"Wijzig: Huisarts: dokter Verzonnen {Dutch("ConsentsModel.Data.burden")}");
        els.Choose(Dutch("ConsentsModel.How"), Dutch("ConsentsModel.How.visit"))
            .Write(Dutch("AbsenceModel.Last"), "2026-06-01");
        await els.Press(Dutch("Everywhere.Save"));
        Assert.Equal((2, 1), (await site.Count("consent"), await site.Count("consent", "withdrawn_on is not null")));

        await InMessage(els);

        Assert.Has("Teruggehaald: toestemming voor dokter Verzonnen.", els.Text);
        Assert.Equal(given, await site.Joined("select id from consent where withdrawn_on is null"));
        Assert.Equal(1, await site.Count("consent"));
        await els.Press($"Intrekken: Huisarts: dokter Verzonnen {Dutch("ConsentsModel.Data.burden")}");
        await InMessage(els);
        Assert.Equal(given, await site.Joined("select id from consent where withdrawn_on is null"));
        // The withdrawal has the same verb.
        Assert.Equal(3, await site.Count("audit_log", "action = 'take-back' and object = 'consent'"));
    }

    [Fact]
    public async Task A_consent_is_taken_back_while_its_mail_waits_and_not_once_it_is_sent()
    {
        await site.Send(await GetsRed());
        await site.RunJobs();
        using var els = await site.SignedIn();
        await Allow(els);
        await site.Part<TellProfessional>().RunOneAsync();
        Assert.Equal((1, 1), (await site.Count("shared_link"), await site.Count("mail", "kind = 'shared'")));

        await InMessage(els);

        Assert.Equal((0, 0), (await site.Count("consent"), await site.Count("shared_link")));
        Assert.Equal(1, await site.Count("mail", "kind = 'shared' and state = 'cancelled'"));
        await Allow(els);
        var mark = Mark(els);
        await site.Part<TellProfessional>().RunOneAsync();
        await site.Sql("update mail set state = 'sending' where kind = 'shared' and state = 'ready'");

        Assert.Null((await els.Open($"/zaak/{anna}")).Page.QuerySelector("[name=takenBack]"));
        await Send(els, mark);

        Assert.Has(Dutch("Everywhere.Unchanged"), els.Text);
        Assert.Equal(1, await site.Count("consent"));
    }

    /// <summary>Presses what stands in the message.</summary>
    private static Task InMessage(Browser browser)
    {
        var button = browser.Page.QuerySelector<IHtmlButtonElement>("[role=status] [name=takenBack]")!;
        return browser.Post(button.Form!.GetAttribute("action")!, Browser.FieldsOf(button.Form!, button));
    }

    private static string Mark(Browser browser) =>
        browser.Page.QuerySelector<IHtmlButtonElement>("[role=status] [name=takenBack]")!.Value;

    private static Task Send(Browser browser, string mark) =>
        browser.Post("/terug", [browser.Token, new("takenBack", mark)]);

    /// <summary>All help with its steps, and what is to be done about it.</summary>
    private async Task<string> Stands() =>
        string.Join(
            '|',
            await site.Joined(
                """
                select step || step_on || coalesce(next_on, '') || with_whom || coalesce(reason, '')
                    || coalesce(wanted_on, '') || coalesce(began_on, '') || coalesce(ended_on, '')
                from help
                """
            ),
            await site.Joined("select step || done_on from help_step order by id"),
            await site.Joined("select due_on from staff_task where kind = 'help' and done_at is null")
        );

    private async Task<CheckIn> GetsRed()
    {
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 12, time: 1);
        return checkIn;
    }

    private async Task Allow(Browser browser)
    {
        await browser.Open($"/zaak/{anna}/toestemming");
        await browser.Post(
            $"/zaak/{anna}/toestemming",
            [
                browser.Token,
                new("Recipient", ConsentRecipient.GeneralPractitioner.Code()),
                new("Name", "dokter Verzonnen"),
                new("Email", Practice),
                new("Data", ConsentData.Burden.Code()),
                new("How", ConsentWay.Phone.Code()),
            ]
        );
    }
}
