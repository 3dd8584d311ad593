using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Erasure;

/// <summary>
/// Who no longer takes part is erased when the support point's term is over, and not before it was announced.
/// </summary>
public sealed class EndKeepingTests() : AtASite("2026-03-02", ("Retention:EndedDays", "100"))
{
    [Fact]
    public async Task It_stands_on_the_worklist_for_a_month_and_then_only_counts_are_left()
    {
        site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        site.AskAndAnswer(anna, csi: 3, time: 5);
        site.AddCaregiver("B-1", "Bep");
        Stop(anna);

        site.On("2026-05-10").RunJobs();
        Assert.Lacks(Dutch("WorklistModel.Kind.erased"), await Worklist());

        site.On("2026-05-11").RunJobs();
        Assert.Has(Dutch("WorklistModel.SoonErased.Row", "10 juni 2026"), await Worklist());

        site.On("2026-06-09").RunJobs();
        Assert.Equal("Anna,Bep", site.Joined("select first_name from caregiver order by id"));
        site.On("2026-06-10").RunJobs();

        Assert.Equal("Bep", site.Joined("select first_name from caregiver"));
        Assert.Lacks("Anna", site.Dump());
    }

    [Fact]
    public void An_older_end_is_announced_first_too()
    {
        var anna = site.AddCaregiver();
        Stop(anna);

        site.On("2027-03-02").RunJobs();

        Assert.Equal(new DateOnly(2027, 4, 1), Kept(anna).EraseOn);
        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public void A_longer_term_that_reaches_a_program_late_takes_back_what_it_announced_meanwhile()
    {
        var anna = site.AddCaregiver();
        Stop(anna);
        site.On("2026-05-11").RunJobs();
        Assert.NotNull(Kept(anna).EraseOn);

        var by = site.Coordinator();
        site.Write(transaction =>
        {
            SettingChangeTable.Add(transaction, PageSettings.EndedDays, "1000", by, site.Time.Now);
        });
        site.RunJobs();

        Assert.Null(Kept(anna).EraseOn);
    }

    [Fact]
    public void Who_takes_part_again_is_not_erased()
    {
        var anna = site.AddCaregiver();
        Stop(anna);
        site.On("2026-05-20").RunJobs();
        Assert.NotNull(Kept(anna).EraseOn);

        site.Write(transaction => LifeCycle.Return(transaction, anna, null, ReportedBy.Coordinator, "", site.Time));
        site.On("2026-08-01").RunJobs();

        Assert.Equal((null, null), (Kept(anna).EndedOn, Kept(anna).EraseOn));
        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public async Task A_coordinator_keeps_somebody_longer_with_a_reason_and_then_looks_again()
    {
        site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        Stop(anna);
        site.On("2026-05-20").RunJobs();
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
        site.On("2026-08-31").RunJobs();
        Assert.Equal(1, site.Count("caregiver"));
        Assert.Has("Op 1 september 2026", await Worklist());
        site.On("2026-09-01").RunJobs();
        Assert.Equal(0, site.Count("caregiver"));
    }

    [Fact]
    public async Task A_team_lead_erases_after_typing_the_number_and_a_coordinator_cannot()
    {
        var els = site.Coordinator();
        var anna = site.AddCaregiver("A-1", "Anna");
        var browser = await site.SignedIn();
        var page = await browser.Open($"/zaak/{anna}/wissen");
        Assert.Has(DutchPart("EraseModel.AskLead"), page.Text);
        var path = $"/zaak/{anna}/wissen";
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await page.Post(path + "?handler=Erase", [page.Token, new("Number", "A-1")])).Status
        );

        site.Write(transaction => CoordinatorTable.SetRoles(transaction, els, [StaffRole.TeamLead]));
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
        Assert.Equal(0, site.Count("caregiver"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/zaak/{anna}")).Status);
    }

    private void Stop(long caregiver) =>
        site.Write(transaction => LifeCycle.Stop(transaction, caregiver, ReportedBy.Coordinator, site.Time));

    private Keeping Kept(long caregiver) => site.Read(transaction => KeepingTable.Of(transaction, caregiver));

    private async Task<string> Worklist() => (await (await site.SignedIn()).Open("/werklijst")).Text;
}
