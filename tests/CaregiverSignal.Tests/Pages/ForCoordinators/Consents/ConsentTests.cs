namespace CaregiverSignal.Tests.Pages.ForCoordinators.Consents;

/// <summary>
/// What a caregiver allows somebody outside to know, as the coordinator notes it and as the letter says it.
/// </summary>
public sealed class ConsentTests() : AtASite("2026-03-02")
{
    private const string OwnWords = "Ik kan bijna niet meer.";

    private long anna;

    public override async ValueTask InitializeAsync()
    {
        await site.Coordinator();
        anna = await site.AddCaregiver("A-1", "Anna");
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 12, time: 1);
        await site.Want(checkIn, "yes", OwnWords);
        await site.Send(checkIn);
        await site.RunJobs();
    }

    [Fact]
    public async Task The_letter_says_what_was_allowed_and_nothing_else()
    {
        using var browser = await site.SignedIn();
        await Allow(browser, ConsentData.Burden);

        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");

        Assert.Equal("Over Anna Jansen", browser.Heading);
        Assert.Has(Dutch("LetterModel.Part.burden"), browser.Text);
        Assert.Lacks(OwnWords, browser.Text);
        Assert.Lacks(Dutch("LetterModel.Part.scores"), browser.Text);
        Assert.Lacks("06 12345678", browser.Text);

        await browser.Open($"/zaak/{anna}/toestemming");
        await Allow(browser, ConsentData.OwnWords, ConsentData.Scores);
        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");

        Assert.Has(OwnWords, browser.Text);
        Assert.Has(Dutch("LetterModel.Part.scores"), browser.Text);
        Assert.Has("Uitkomst 12, op een schaal van 0 tot 13", browser.Text);
    }

    [Fact]
    public async Task What_they_wished_for_in_a_calm_month_is_in_no_letter_that_is_urgent()
    {
        await site.AddAnswered(anna, new DateOnly(2026, 1, 12), null, ("wishes.wish", 2));
        using var browser = await site.SignedIn();
        await Allow(browser, ConsentData.Wishes);
        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");
        Assert.Has(DutchPart("CaseModel.Said.wish"), browser.Text);

        await browser.Open($"/zaak/{anna}/toestemming");
        await Allow(browser, ConsentData.Burden);
        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");

        Assert.Lacks(DutchPart("CaseModel.Said.wish"), browser.Text);
        // What they asked for with it stays.
        Assert.Has(DutchPart("CaseModel.Wish.yes"), browser.Text);
    }

    [Fact]
    public async Task A_letter_says_an_answer_in_its_words_and_nothing_to_the_reader_that_was_said_to_the_caregiver()
    {
        using var browser = await site.SignedIn();
        await Allow(browser, ConsentData.Scores);
        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");

        var figure = Assert.Single(
            browser.Page.QuerySelectorAll("figure"),
            element => element.TextContent.Contains("Hoe lang het nog gaat")
        );
        Assert.Has("Korter dan een week", figure.TextContent);
        Assert.Lacks("Hoe zwaar u ", browser.Text);
    }

    [Fact]
    public async Task After_a_death_no_letter_says_that_somebody_cares_or_for_how_long_they_can_go_on()
    {
        using var browser = await site.SignedIn();
        await Allow(browser, ConsentData.Burden, ConsentData.OwnWords, ConsentData.Scores, ConsentData.Wishes);
        await browser.Open($"/zaak/{anna}");
        await (await browser.Open($"/zaak/{anna}/gebeurd")).Note(EventKind.Death);

        await browser.Open($"/zaak/{anna}/toestemming");
        await browser.Follow("Brief om te printen: Huisarts: dokter Verzonnen");

        Assert.Has(Dutch("LetterModel.CareEnded"), browser.Text);
        var letter = browser.Path;
        // Also once they said that it is good so.
        foreach (var status in new[] { "aftercare", "ended" })
        {
            await site.Sql($"update caregiver set status = '{status}'");
            Assert.Equal(HttpStatusCode.OK, (await browser.Open(letter)).Status);
            foreach (var gone in new[] { "zorgt voor iemand", "week", "overleden", OwnWords, "schaal van" })
                Assert.Lacks(gone, browser.Text);
        }
    }

    [Fact]
    public async Task What_is_withdrawn_is_in_no_letter_from_that_moment()
    {
        using var browser = await site.SignedIn();
        await Allow(browser, ConsentData.OwnWords);
        var letter = $"/zaak/{anna}/brief/{await site.Value<long>("select max(id) from consent")}";
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(letter)).Status);

        await browser.Open($"/zaak/{anna}/toestemming");
        await browser.Press("Intrekken: Huisarts: dokter Verzonnen De eigen woorden");

        Assert.Has(Dutch("ConsentsModel.NoMore"), browser.Text);
        Assert.Has("ingetrokken op 2 maart 2026", browser.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open(letter)).Status);
        Assert.Equal(1, await site.Count("consent", "withdrawn_on = '2026-03-02'"));
    }

    [Fact]
    public async Task A_consent_ends_after_its_last_day()
    {
        using var browser = await site.SignedIn();
        await Allow(browser, "2026-03-09", ConsentData.Wishes);
        var letter = $"/zaak/{anna}/brief/{await site.Value<long>("select max(id) from consent")}";

        site.On("2026-03-09");
        using var later = await site.SignedIn();
        Assert.Equal(HttpStatusCode.OK, (await later.Open(letter)).Status);
        site.On("2026-03-10");
        using var after = await site.SignedIn();
        Assert.Equal(HttpStatusCode.NotFound, (await after.Open(letter)).Status);
    }

    [Fact]
    public async Task What_lacks_is_said_and_what_was_typed_stays()
    {
        using var browser = await site.SignedIn();
        await browser.Open($"/zaak/{anna}/toestemming");

        await browser.Write(Dutch("Everywhere.Name"), "dokter Verzonnen").Press(Dutch("Everywhere.Save"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Has(Dutch("ConsentsModel.Error.Recipient"), browser.Text);
        Assert.Has(Dutch("ConsentsModel.Error.Data"), browser.Text);
        Assert.Equal("dokter Verzonnen", browser.Page.QuerySelector("#Name")!.GetAttribute("value"));
        Assert.Equal(0, await site.Count("consent"));
    }

    private Task Allow(Browser browser, params ConsentData[] data) => Allow(browser, "", data);

    private async Task Allow(Browser browser, string until, params ConsentData[] data)
    {
        await browser.Open($"/zaak/{anna}/toestemming");
        await browser.Post(
            $"/zaak/{anna}/toestemming",
            [
                browser.Token,
                new("Recipient", ConsentRecipient.GeneralPractitioner.Code()),
                new("Name", "dokter Verzonnen"),
                .. data.Select(consent => KeyValuePair.Create("Data", consent.Code())),
                new("Until", until),
                new("How", ConsentWay.Phone.Code()),
            ]
        );
        Assert.Has(Dutch("ConsentsModel.Saved.Given", "dokter Verzonnen"), browser.Text);
    }
}
