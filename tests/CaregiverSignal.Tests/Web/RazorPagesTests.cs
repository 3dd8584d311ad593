namespace CaregiverSignal.Tests.Web;

/// <summary>What every page of three files has from the framework and our tags, held on that of an absence.</summary>
public sealed class RazorPagesTests() : AtASite("2026-03-02")
{
    private const string Page = "/afwezig";

    [Fact]
    public async Task A_wrong_field_is_named_on_top_beside_it_and_in_the_title_and_keeps_what_was_typed()
    {
        var els = await Opened();

        await els.Write(Dutch("AbsenceModel.From"), "2026-03-04")
            .Write(Dutch("AbsenceModel.Last"), "3-3-2026")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Begins("Fout: Afwezig – ", els.Title);
        Assert.Equal(
            [Dutch("AbsenceModel.Last"), Dutch("AbsenceModel.DeputyId")],
            els.Page.QuerySelectorAll(".error-summary a")
                .Select(link => els.Page.QuerySelector($"label[for={link.GetAttribute("href")![1..]}]")!.TextContent)
        );
        var last = els.Page.GetElementById("Last")!;
        Assert.Equal(("3-3-2026", "true"), (last.GetAttribute("value"), last.GetAttribute("aria-invalid")));
        Assert.Begins(
            "Fout: Kies een dag vanaf de eerste",
            els.Page.GetElementById(last.GetAttribute("aria-describedby")!)!.TextContent
        );
        Assert.Equal("DeputyId-fout", els.Page.GetElementById("DeputyId")!.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task What_was_done_is_said_once()
    {
        var els = await Opened();
        els.LosesTheWayOn = true;

        await els.Write(Dutch("AbsenceModel.From"), "4-3-2026")
            .Write(Dutch("AbsenceModel.Last"), "4/3/2026")
            .Write(Dutch("RegisterModel.Ground.standing-in"), "Joost")
            .Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.SeeOther, els.Status);
        Assert.Equal(Dutch("AbsenceModel.Saved"), Said(await els.Open(Page)));
        Assert.Null(Said(await els.Open(Page)));
        Assert.Has("Van 4 maart 2026 tot en met 4 maart 2026", els.Text);
    }

    [Fact]
    public async Task A_form_that_no_page_of_ours_made_and_what_is_no_form_are_refused_with_a_page()
    {
        var els = await Opened();

        await els.Post(Page, [new("From", "2026-03-04")]);
        Assert.Equal((HttpStatusCode.BadRequest, 0), (els.Status, await site.Count("absence")));
        Assert.NotEqual("", els.Heading);

        await els.Post(Page, new StringContent("{}"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);

        await els.Open(Page);
        await els.Post(Page, new FormUrlEncodedContent([els.Token, new("From", new string('x', 70_000))]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, els.Status);
    }

    [Fact]
    public async Task Its_frame_is_that_of_every_other_page()
    {
        var els = await Opened();
        var own = Frame(els);

        Assert.Equal(Frame(await els.Open("/werklijst")), own);
        Assert.Has("/staff.css", own);
    }

    private async Task<Browser> Opened()
    {
        await site.Coordinator();
        await site.Coordinator("joost@steunpunt.example", "Joost");
        return await (await site.SignedIn()).Open(Page);
    }

    private static string? Said(Browser browser) => browser.Page.QuerySelector("[role=status]")?.TextContent;

    /// <summary>All but what a page is about, where one is, and each form's mark.</summary>
    private static string Frame(Browser browser)
    {
        browser.Page.QuerySelector("title")!.Remove();
        browser.Page.QuerySelector("main")!.InnerHtml = "";
        foreach (var link in browser.Page.QuerySelectorAll("[aria-current]"))
            link.RemoveAttribute("aria-current");
        foreach (var mark in browser.Page.QuerySelectorAll("input[type=hidden]"))
            mark.Remove();
        return string.Join(
                ' ',
                browser.Page.DocumentElement.OuterHtml.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
            .Replace("> <", "><");
    }
}
