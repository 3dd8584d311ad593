namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>What the worklist says is to be done for somebody, their case says too.</summary>
public sealed class AlsoToDoTests() : AtASite("2026-03-02")
{
    private static readonly string NothingOpen = Dutch("CaseModel.NothingOpen");

    [Fact]
    public async Task A_letter_that_is_to_be_sent_stands_on_the_case_with_the_letter_and_where_to_fill_in()
    {
        var anna = await site.AddCaregiver(channel: "paper");
        await site.RunJobs();

        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");

        Assert.Has("Schrijft liever. Wij weten geen postadres. Uiterlijk 9 maart.", page.Text);
        Assert.Lacks(NothingOpen, page.Text);
        await page.Follow("Invullen voor Anna J.");
        Assert.Has("Anna Jansen", page.Heading);
        await page.Open($"/zaak/{anna}");
        await page.Follow("Print 1 brief voor Anna J.");
        Assert.Has("Beste Anna", page.Text);
        await (await page.Open("/werklijst")).Follow(Dutch("WorklistModel.Task.Address") + " van Anna J.");
        await page.Write(Dutch("DetailsModel.PostalAddress"), "Dorpsstraat 1, 1234 AB Lindendam")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Has("Schrijft liever. Uiterlijk 9 maart.", (await page.Open($"/zaak/{anna}")).Text);
    }

    [Theory]
    [InlineData(StaffTaskKind.Stopped, "Bel één keer, en vraag of het goed is.")]
    [InlineData(StaffTaskKind.Unfollowed, "Kijk wat er is, en spreek een dag af.")]
    public async Task What_a_task_asks_stands_on_the_case_as_on_the_worklist(StaffTaskKind kind, string text)
    {
        // Nothing is to come before a slip of the pen.
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2031, 1, 1));
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, kind, anna, new DateOnly(2026, 3, 9), site.Time.Now)
        );
        var page = await site.SignedIn();
        Assert.Has(text.Split(". Uiterlijk")[0], page.Text);

        await page.Open($"/zaak/{anna}");

        Assert.Has(text, page.Text);
    }

    [Fact]
    public async Task What_was_lost_is_on_no_list_once_a_day_is_agreed()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2031, 1, 1));
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Unfollowed, anna, new DateOnly(2026, 3, 9), site.Time.Now)
        );
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("WorklistModel.Unfollowed.everything"), page.Text);

        await page.Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Lacks("spreek een dag af", page.Text);
        var list = (await page.Open("/werklijst")).Text;
        Assert.Lacks("spreek een dag af", list);
        Assert.Has(Dutch("Everywhere.State.TryLater", "op 9 maart"), list);
    }

    [Fact]
    public async Task What_was_done_is_said_on_the_case_itself()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, new DateOnly(2026, 3, 9), site.Time.Now)
        );
        var page = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await page.Press(Dutch("WorklistModel.Saved.Of", "Anna J."));

        Assert.Equal($"/zaak/{anna}", page.Path);
        Assert.Has(Dutch("Everywhere.Saved"), page.Text);
        Assert.Has(NothingOpen, page.Text);
        Assert.Equal(1, await site.Count("staff_task", "done_by is not null"));
    }

    [Fact]
    public async Task What_was_ended_by_mistake_is_taken_back_on_its_day_and_by_nobody_else()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, anna, new DateOnly(2026, 3, 9), site.Time.Now)
        );
        var els = await (await site.SignedIn()).Press(Dutch("WorklistModel.Saved.Of", "Anna J."));
        var mark = els.Page.QuerySelector("[name=takenBack]")!.GetAttribute("value")!;
        // A team lead, who sees Anna too.
        await site.WithRoles("lot@steunpunt.example", "Lot", StaffRole.TeamLead);
        var lot = await site.SignedIn("lot@steunpunt.example");
        await lot.Post("/terug", [lot.Token, new("takenBack", mark)]);
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));

        await els.Press(Dutch("TakeBackModel.TakeBack"));

        Assert.Has(Dutch("TakeBackModel.Read", "Anna J."), els.Text);
        Assert.Lacks("haal terug", els.Text);
        Assert.Equal(1, await site.Count("staff_task", "done_at is null and due_on = '2026-03-09'"));
        await els.Press(Dutch("WorklistModel.Saved.Of", "Anna J."));
        site.On("2026-03-03");
        els = await site.SignedIn();
        await els.Post("/terug", [els.Token, new("takenBack", mark)]);
        Assert.Equal(0, await site.Count("staff_task", "done_at is null"));
    }

    [Fact]
    public async Task Red_that_nobody_looked_at_on_the_agreed_day_is_said_to_be_so_where_nothing_is_new()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var signal = await site.AddSignal(anna);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        await els.Contact("spoken", Dutch("CaseModel.When.next-workday", "di 3 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Lacks("Snel contact. Open sinds", els.Text);
        site.On("2026-03-03");
        await site.Write(transaction =>
            SignalTable.Change(transaction, signal.Id, signal.Urgency, signal.Kinds, site.Time.Today, site.Time.Today)
        );

        els = await (await site.SignedIn()).Open($"/zaak/{anna}");

        Assert.Has("Snel contact. Open sinds 3 maart", els.Text);
    }

    [Fact]
    public async Task Who_was_tried_today_is_called_on_the_next_day_and_not_today()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction => PromisedCall.Ask(transaction, anna, site.Time.Today, site.Time));
        await site.RunJobs();
        var els = await site.SignedIn();
        Assert.Equal(Dutch("WorklistModel.Due.Today"), els.TextsOf(".worklist td > strong")[0]);
        await els.Open($"/zaak/{anna}");

        await els.Contact("not-reached", Dutch("CaseModel.When.next-workday", "di 3 mrt"))
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has(Dutch("CaseModel.State.Promised", "woensdag 4 maart"), els.Text);
        Assert.Lacks(Dutch("WorklistModel.Promised.Aim", "vandaag"), els.Text);
        await els.Open("/werklijst");
        Assert.Has(Dutch("WorklistModel.Promised.By", "wo 4 mrt"), els.Text);
        Assert.Lacks(Dutch("WorklistModel.Promised.Aim", "vandaag"), els.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/gespreksblad")]
    public async Task A_call_is_made_on_the_known_number_and_at_the_time_that_was_asked_for_also_from_the_case(
        string page
    )
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction => PromisedCall.Ask(transaction, anna, site.Time.Today, site.Time));
        await site.Sql("update staff_task set call_phone = '0201234567', call_part = 'afternoon' where kind = 'call'");
        await site.RunJobs();

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}{page}");

        // Whoever reads the mail can give another: it stands under the known one.
        Assert.Equal(
            ["tel:0612345678", "tel:0201234567"],
            els.Page.QuerySelectorAll("main a[href^='tel:']").Take(2).Select(element => element.GetAttribute("href"))
        );
        Assert.Has(Dutch("CaseModel.ThisOnce"), els.Text);
        Assert.Has("Bel liefst vandaag. Beloofd te bellen: uiterlijk woensdag 4 maart. Liefst in de middag.", els.Text);
    }
}
