using CaregiverSignal.Configuration;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.Erasure;

/// <summary>
/// Who no longer takes part is erased when the support point's term is over, and not before it was announced.
/// </summary>
public sealed class EndKeepingTests() : AtASite("2026-03-02", ("Retention:EndedDays", "100"))
{
    [Fact]
    public async Task It_stands_on_the_worklist_for_a_month_and_then_only_counts_are_left()
    {
        await site.Coordinator();
        var anna = await site.AddCaregiver("A-1", "Anna");
        await site.AskAndAnswer(anna, csi: 3, time: 5);
        await site.AddCaregiver("B-1", "Bep");
        await Stop(anna);

        await site.On("2026-05-10").RunJobs();
        Assert.Lacks(Dutch("WorklistModel.Kind.erased"), await Worklist());

        await site.On("2026-05-11").RunJobs();
        Assert.Has(Dutch("WorklistModel.SoonErased.Row", "10 juni 2026"), await Worklist());

        await site.On("2026-06-09").RunJobs();
        Assert.Equal("Anna,Bep", await site.Joined("select first_name from caregiver order by id"));
        await site.On("2026-06-10").RunJobs();

        Assert.Equal("Bep", await site.Joined("select first_name from caregiver"));
        Assert.Lacks("Anna", await site.Dump());
    }

    [Fact]
    public async Task An_older_end_is_announced_first_too()
    {
        var anna = await site.AddCaregiver();
        await Stop(anna);

        await site.On("2027-03-02").RunJobs();

        Assert.Equal(new DateOnly(2027, 4, 1), (await Kept(anna)).EraseOn);
        Assert.Equal(1, await site.Count("caregiver"));
    }

    [Fact]
    public async Task A_longer_term_that_reaches_a_program_late_takes_back_what_it_announced_meanwhile()
    {
        var anna = await site.AddCaregiver();
        await Stop(anna);
        await site.On("2026-05-11").RunJobs();
        Assert.NotNull((await Kept(anna)).EraseOn);

        var by = await site.Coordinator();
        await site.Write(async transaction =>
        {
            await SettingChangeTable.Add(transaction, PageSettings.EndedDays, "1000", by, site.Time.Now);
        });
        await site.RunJobs();

        Assert.Null((await Kept(anna)).EraseOn);
    }

    [Fact]
    public async Task Who_takes_part_again_is_not_erased()
    {
        var anna = await site.AddCaregiver();
        await Stop(anna);
        await site.On("2026-05-20").RunJobs();
        Assert.NotNull((await Kept(anna)).EraseOn);

        await site.Write(transaction =>
            LifeCycle.Return(transaction, anna, null, ReportedBy.Coordinator, "", site.Time)
        );
        await site.On("2026-08-01").RunJobs();

        Assert.Equal((null, null), ((await Kept(anna)).EndedOn, (await Kept(anna)).EraseOn));
        Assert.Equal(1, await site.Count("caregiver"));
    }

    [Fact]
    public async Task A_coordinator_keeps_somebody_longer_with_a_reason_and_then_looks_again()
    {
        await site.Coordinator();
        var anna = await site.AddCaregiver("A-1", "Anna");
        await Stop(anna);
        await site.On("2026-05-20").RunJobs();
        var browser = await site.SignedIn();
        var page = await browser.Open($"/zaak/{anna}/wissen");
        Assert.Has("Op 19 juni 2026 wordt alles vanzelf gewist.", page.Text);

        await page.Write(Dutch("EraseModel.Until"), "2026-05-20")
            .Write(Dutch("Everywhere.Reason"), "Er loopt een klacht.")
            .Press(Dutch("EraseModel.KeepButton"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        // What was typed is still there.
        await page.Write(Dutch("EraseModel.Until"), "2026-09-01").Press(Dutch("EraseModel.KeepButton"));

        Assert.Has("Wij bewaren tot 1 september 2026", page.Text);
        Assert.Has("Er loopt een klacht.", page.Text);
        await site.On("2026-08-31").RunJobs();
        Assert.Equal(1, await site.Count("caregiver"));
        Assert.Has("Op 1 september 2026", await Worklist());
        await site.On("2026-09-01").RunJobs();
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task A_team_lead_erases_after_typing_the_number_and_a_coordinator_cannot()
    {
        var els = await site.Coordinator();
        var anna = await site.AddCaregiver("A-1", "Anna");
        var browser = await site.SignedIn();
        var page = await browser.Open($"/zaak/{anna}/wissen");
        Assert.Has(DutchPart("EraseModel.AskLead"), page.Text);
        var path = $"/zaak/{anna}/wissen";
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await page.Post(path + "?handler=Erase", [page.Token, new("Number", "A-1")])).Status
        );

        await site.Write(transaction => CoordinatorTable.SetRoles(transaction, els, [StaffRole.TeamLead]));
        await browser.Open(path);
        await browser
            .Write(Dutch("EraseModel.Number", "A-1"), "A-2")
            .Press(Dutch("EraseModel.EraseButton", "Anna Jansen"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("EraseModel.Error.Number", "A-1"), browser.Text);
        await browser
            .Write(Dutch("EraseModel.Number", "A-1"), "A-1")
            .Press(Dutch("EraseModel.EraseButton", "Anna Jansen"));

        Assert.Has(Dutch("EraseModel.Erased"), browser.Text);
        Assert.Equal(0, await site.Count("caregiver"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/zaak/{anna}")).Status);
    }

    [Fact]
    public async Task A_lead_reads_as_you_who_is_to_speak_first_with_their_own_caregiver()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        var anna = await site.AddCaregiver("A-1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Opens(anna, "words");

        var els = await (await site.SignedIn(TestInstallation.CoordinatorEmail)).Open($"/zaak/{anna}/wissen");

        Assert.Has(Dutch("EraseModel.Open.First.Own"), els.Text);
    }

    [Theory]
    [InlineData("red", "Red")]
    [InlineData("amber", "Signal")]
    [InlineData("call", "Call")]
    [InlineData("words", "Unread")]
    public async Task Nobody_erases_alone_who_has_something_open_and_their_coordinator_hears_of_it(
        string what,
        string named
    )
    {
        const string Lot = "lot@steunpunt.example";
        const string Bo = "bo@steunpunt.example";
        await site.Coordinator();
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.WithRoles(Bo, "Bo", StaffRole.TeamLead);
        var anna = await site.AddCaregiver("A-1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        var path = $"/zaak/{anna}/wissen";
        await Opens(anna, what);
        var lot = await (await site.SignedIn(Lot)).Open(path);
        Assert.Has(DutchPart("EraseModel.Open." + named), lot.Text);
        Assert.Has(Dutch("EraseModel.Open.First", ("coordinator", "Els")), lot.Text);

        await lot.Write(Dutch("EraseModel.Number", "A-1"), "A-1")
            .Press(Dutch("EraseModel.Second.Button", ("naam", "Anna Jansen")));

        Assert.Has(Dutch("EraseModel.Second.Asked"), lot.Text);
        Assert.Equal(1, await site.Count("caregiver"));
        await site.RunJobs();
        var told = await site.Mails("erasure");
        Assert.Equal([Bo, TestInstallation.CoordinatorEmail], told.Select(mail => mail.To.Address).Order());
        Assert.Each(told, mail => Assert.Has(path, mail.Text));
        Assert.Each(told, mail => Assert.Lacks("Anna", mail.Text));
        await lot.Open(path);
        Assert.Has(Dutch("EraseModel.Second.By", ("wie", "Lot")), lot.Text);
        await lot.Write(Dutch("EraseModel.Number", "A-1"), "A-1")
            .Press(Dutch("EraseModel.Second.Button", ("naam", "Anna Jansen")));
        Assert.Equal(1, await site.Count("caregiver"));

        var bo = await (await site.SignedIn(Bo)).Open(path);
        await bo.Write(Dutch("EraseModel.Number", "A-1"), "A-1").Press(Dutch("EraseModel.EraseButton", "Anna Jansen"));

        Assert.Has(Dutch("EraseModel.Erased"), bo.Text);
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task After_a_talk_about_what_is_open_a_lead_erases_and_the_coordinator_hears_that_too()
    {
        const string Lot = "lot@steunpunt.example";
        await site.Coordinator();
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        var anna = await site.AddCaregiver("A-1", "Anna", nextDueOn: new DateOnly(2027, 1, 1));
        await Opens(anna, "red");
        site.Advance(TimeSpan.FromMinutes(5));
        await site.Write(transaction => ErasureRequest.Ask(transaction, anna, site.Time));
        var lot = await (await site.SignedIn(Lot)).Open($"/zaak/{anna}/wissen");
        Assert.Has(
            Dutch("EraseModel.Asked.Answer", ("coordinator", "Els"), ("dag", "30 maart 2026")),
            lot.Text.Replace('\u00a0', ' ')
        );
        site.Advance(TimeSpan.FromMinutes(5));
        await site.Contact((await site.OpenSignal(anna))!.Id, ContactWay.Spoken, 7);

        await lot.Open($"/zaak/{anna}/wissen");
        await lot.Write(Dutch("EraseModel.Number", "A-1"), "A-1").Press(Dutch("EraseModel.EraseButton", "Anna Jansen"));

        Assert.Equal(0, await site.Count("caregiver"));
        await site.RunJobs();
        Assert.Equal(
            [TestInstallation.CoordinatorEmail],
            (await site.Mails("erasure")).Select(mail => mail.To.Address)
        );
    }

    private async Task Opens(long caregiver, string what)
    {
        if (what is "red" or "amber")
            await site.AddSignal(caregiver, what);
        else
            await site.Write(async transaction =>
            {
                if (what == "call")
                    await StaffTaskTable.Open(
                        transaction,
                        StaffTaskKind.Call,
                        caregiver,
                        site.Time.Today.AddDays(2),
                        site.Time.Now
                    );
                else
                    await StaffTaskTable.Open(
                        transaction,
                        StaffTaskKind.Told,
                        caregiver,
                        site.Time.Today.AddDays(2),
                        site.Time.Now
                    );
            });
    }

    private Task Stop(long caregiver) =>
        site.Write(transaction => LifeCycle.Stop(transaction, caregiver, ReportedBy.Coordinator, site.Time));

    private Task<Keeping> Kept(long caregiver) =>
        site.Read(async transaction => await KeepingTable.Of(transaction, caregiver));

    private async Task<string> Worklist() => (await (await site.SignedIn()).Open("/werklijst")).Text;
}
