namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// What a coordinator does with a case: read, talk with the sheet beside it, note, and go on to the next.
/// </summary>
public sealed class CaseAtWorkTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task From_a_case_one_goes_on_to_the_next_until_nobody_waits()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        await site.AddSignal(bram, kinds: "level");
        await site.AddSignal(await site.AddCaregiver("3", "Chris", coordinator: "joost@steunpunt.example"));
        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal("-1", browser.Page.QuerySelector(".notice-ok")!.GetAttribute("tabindex"));
        Assert.True(browser.Page.QuerySelector(".notice-ok")!.HasAttribute("autofocus"));
        await browser.Follow("Bram Jansen");
        await browser
            .Choose(Dutch("Everywhere.Step"), Dutch("CaseModel.Way.not-reached"))
            .Press(Dutch("CaseModel.SaveContact"));
        Assert.Has(Dutch("Everywhere.State.TryLater", "op 3 maart"), browser.Text);
        Assert.Lacks(Dutch("CaseModel.NextUp"), browser.Text);
        // Where nothing was done it does not look as if something was.
        await browser.Post($"/zaak/{bram}?handler=TakeUp", [browser.Token]);
        Assert.Has(Dutch("CaseModel.Unchanged.Closed"), browser.Text);
        Assert.Null(browser.Page.QuerySelector(".notice-ok"));
    }

    [Fact]
    public async Task Whom_a_call_was_promised_is_next_where_nothing_was_signalled()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddSignal(anna);
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Call, bram, site.Time.Today, site.Time.Now)
        );
        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}");

        await browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));

        Assert.Has($"{Dutch("CaseModel.NextUp")} Bram Jansen", browser.Text);
    }

    [Fact]
    public async Task The_answers_stand_in_words_of_the_newest_of_each_list()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2025, 11, 3), "no", site.Csi(8));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 3), "no", site.Csi(2));

        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}");

        var said = browser
            .Page.QuerySelectorAll("p")
            .Single(element => element.TextContent.StartsWith("Ja op", StringComparison.Ordinal));
        Assert.Begins("Ja op 2 van de 13: ‘", said.TextContent);
        Assert.Has(", 3 februari", said.ParentElement!.TextContent);
    }

    [Fact]
    public async Task A_wish_to_be_called_that_was_heard_is_no_wish_any_more()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 3), "yes", site.Csi(8));
        await site.AddSignal(anna);
        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.Wish.yes", "3 februari"), browser.Text);

        await browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));

        Assert.Lacks(DutchPart("CaseModel.Wish.yes"), browser.Text);
        Assert.Has(
            Dutch("CaseModel.Wish.done", ("dag", "3 februari 2026"), ("gesproken", "2 maart 2026")),
            browser.Page.QuerySelector("#wens")!.ParentElement!.QuerySelector("details")!.TextContent
        );
    }

    [Fact]
    public async Task The_sheet_has_what_a_talk_needs_and_the_form_to_note_it()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 3), "yes", site.Csi(8));
        await site.AddSignal(anna);

        var browser = await (await site.SignedIn()).Open($"/zaak/{anna}/gespreksblad");

        Assert.Equal(Dutch("SheetModel.Heading", "Anna Jansen"), browser.Heading);
        Assert.Has(Dutch("CaseModel.Opening.request"), browser.Text);
        Assert.Has(Dutch("SheetModel.Before", "Anna"), browser.Text);
        Assert.Has(Dutch("SheetModel.Talk.Heavy"), browser.Text);
        await browser.Contact("spoken", Dutch("CaseModel.When.week", "ma 9 mrt")).Press(Dutch("CaseModel.SaveContact"));
        Assert.Equal($"/zaak/{anna}", browser.Path);
        Assert.Equal(1, await site.Count("action", "kind = 'contacted'"));
    }
}
