namespace CaregiverSignal.Tests.Pages.ForCoordinators.Help;

/// <summary>
/// What the service directory has, where help is thought of: on the case, on the help page and on a result.
/// </summary>
public sealed class OffersOfTheDirectoryTests() : AtASite("2026-03-02")
{
    private const string Volunteer = "Een vrijwilliger thuis";

    [Fact]
    public async Task Respite_goes_from_an_empty_directory_to_looking_back_in_ten_presses()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Answers(anna, "Heel slecht", "Een week tot een maand");
        await site.RunJobs();
        var presses = 0;
        var els = await site.SignedIn();
        await els.Open("/sociale-kaart");

        await Press("Begin met landelijke organisaties");
        await Follow("Werklijst");
        await Follow("Anna J.");
        await Press("Stel voor: Handen-in-Huis");
        await Press($"Gekozen: {Volunteer}");
        Assert.Has("Gekozen, bij Handen-in-Huis, sinds 2 maart 2026.", els.Text);
        Assert.Lacks("Gevonden", els.Text);
        els = await site.On("2026-03-05").SignedIn();
        await Look();
        await Press($"Begonnen: {Volunteer}");
        Assert.Has("Loopt, bij Handen-in-Huis, sinds 5 maart 2026.", els.Text);
        els = await site.On("2026-04-02").SignedIn();
        await Look();
        els.Choose("Hielp het, zegt de mantelzorger?", "Ja");
        presses++;
        await Press($"Blijft zo: {Volunteer}");

        Assert.Equal(10, presses);
        Assert.Equal("proposed,chosen,running,kept", await site.Joined("select step from help_step order by id"));
        Assert.Equal("yes", await site.Joined("select helped from help_step where step = 'kept'"));

        async Task Press(string button)
        {
            presses++;
            await els.Press(button);
            Assert.Equal(HttpStatusCode.OK, els.Status);
        }

        async Task Follow(string link)
        {
            presses++;
            await els.Follow(link);
        }

        async Task Look()
        {
            presses++;
            await els.Open(
                els.Page.QuerySelectorAll("a.button")
                    .Single(link => link.TextContent.StartsWith("Kijk naar de hulp", StringComparison.Ordinal))
                    .GetAttribute("href")!
            );
        }
    }

    [Fact]
    public async Task Under_each_option_stand_three_at_most_the_nearest_first_and_none_of_elsewhere()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql("update caregiver set municipality = 'Bedachtdorp', neighbourhood = 'Noord'");
        await site.Sql("update care_situation set condition = 'dementia'");
        foreach (var area in new[] { "", "Elders", "Bedachtdorp", "bedachtdorp noord", "Bedachtdorp Zuid" })
            await site.Offer($"In {area}", "day-care", area);
        await site.Offer("Voor een ander", "day-care", "Bedachtdorp", "psychiatric");
        await Answers(anna, "Heel slecht", "Een week tot een maand");
        await site.RunJobs();
        var els = await site.SignedIn();

        await els.Open($"/zaak/{anna}");

        Assert.Equal(
            ["In bedachtdorp noord", "In Bedachtdorp", "In Bedachtdorp Zuid"],
            els.Page.QuerySelector("#mogelijk")!
                .ParentElement!.QuerySelectorAll("li li strong")
                .Select(name => name.TextContent)
        );
        Assert.Has("Gratis. Wachttijd: een week.", els.Text);
        Assert.NotEmpty(els.Page.QuerySelectorAll("li li a[href='tel:08000000001']"));
    }

    [Fact]
    public async Task An_offer_just_typed_is_picked_on_the_help_page_and_help_keeps_its_name_once_it_is_gone()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.SignedIn();
        await els.Open("/sociale-kaart/0");
        await els.Write("Naam", "Verzonnen Thuis")
            .Write("Soort hulp", "volunteer-at-home")
            .Write("Telefoon", "12")
            .Press("Dit klopt vandaag");
        Assert.Has("Schrijf een telefoonnummer op van minstens zes cijfers.", els.Text);
        await els.Write("Telefoon", "0800 000 00 01").Press("Dit klopt vandaag");
        await els.Open($"/zaak/{anna}/hulp");

        await els.Write("Waar? Uit de sociale kaart", await site.Joined("select id from offer")).Press("Stel voor");

        Assert.Has("Voorgesteld, bij Verzonnen Thuis, sinds 2 maart 2026.", els.Text);
        Assert.NotNull(els.Page.QuerySelector("article a[href='tel:08000000001']"));
        await els.Open($"/zaak/{anna}");
        Assert.Has("Een vrijwilliger thuis (Verzonnen Thuis). Voorgesteld.", els.Text);
        var offer = await site.Joined("select id from offer");
        await els.Open($"/sociale-kaart/{offer}");
        await els.Write("wachttijd", "twee weken").Press("Dit klopt vandaag");
        Assert.Equal(1, await site.Count("help", $"offer_id = {offer}"));
        await els.Open($"/sociale-kaart/{offer}");
        await els.Press("Ja, haal weg");
        Assert.Equal("Verzonnen Thuis", await site.Joined("select with_whom from help where offer_id is null"));

        await els.Step(anna, Volunteer, "chosen");
        await els.Post($"/zaak/{anna}/hulp?handler=Offer", [els.Token, new("OfferId", offer)]);

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has("Dit staat niet meer op de sociale kaart.", els.Text);
        Assert.Equal(1, await site.Count("help"));
    }

    [Fact]
    public async Task Who_looks_on_after_an_offer_fell_through_has_found_nobody_again()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var offer = await site.Offer("Verzonnen Thuis", "volunteer-at-home");
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/hulp");
        await els.Press("Stel voor: Verzonnen Thuis");
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "matched", ("Who", "Truus"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);

        await els.Step(anna, Volunteer, "searching");
        await els.Step(anna, Volunteer, "matched", ("Who", "Truus"));

        Assert.Has("Gevonden, met Truus, sinds 2 maart 2026.", els.Text);
        Assert.Equal(0, await site.Count("help", $"offer_id = {offer}"));
    }

    [Fact]
    public async Task The_next_day_of_a_group_stands_with_it_wherever_it_is_offered_until_it_is_past()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Offer("Praatgroep", "volunteer-at-home");
        var els = await (await site.SignedIn()).Open($"/sociale-kaart/{await site.Joined("select id from offer")}");
        await els.Write(Dutch("OfferModel.NextOn"), "2026-03-01").Press(Dutch("OfferModel.Save"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("OfferModel.Error.NextOn"), els.Text);
        await els.Write(Dutch("OfferModel.NextOn"), "2026-03-10")
            .Write(Dutch("OfferModel.NextPlace"), "De Linde, 14.00 uur")
            .Press(Dutch("OfferModel.Save"));
        const string Coming = "10 maart 2026. De Linde, 14.00 uur";
        var page = await Answers(anna, "Heel slecht", "Een week tot een maand");
        await site.RunJobs();

        Assert.Has($"{Dutch("ResultModel.Nearby.Next", "10 maart 2026")} De Linde, 14.00 uur", page.Text);
        foreach (var place in new[] { "/sociale-kaart", $"/zaak/{anna}", $"/zaak/{anna}/hulp" })
            Assert.Has(Coming, (await els.Open(place)).Text);
        els = await site.On("2026-03-11").SignedIn();
        foreach (var place in new[] { "/sociale-kaart", $"/zaak/{anna}", $"/zaak/{anna}/hulp" })
        {
            Assert.Has("Praatgroep", (await els.Open(place)).Text);
            Assert.Lacks(Coming, els.Text);
        }

        Assert.Has(Dutch("DirectoryModel.Past"), (await els.Open("/sociale-kaart")).Text);
    }

    [Fact]
    public async Task The_letter_with_the_questions_names_the_offer_that_it_asks_about()
    {
        var anna = await site.AddCaregiver(channel: "paper", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Offer("Verzonnen Thuis", "volunteer-at-home");
        var els = await site.SignedIn();
        await els.Open($"/zaak/{anna}/hulp");
        await els.Press("Stel voor: Verzonnen Thuis");
        await els.Step(anna, Volunteer, "chosen");
        await els.Step(anna, Volunteer, "running");
        await site.On("2026-03-30").AskByLink(anna, "opening", "volhoudtijd");
        els = await site.SignedIn();

        await els.Open($"/zaak/{anna}/vragenbrief/{await site.Joined("select id from check_in")}");

        Assert.Has("een vrijwilliger neemt het thuis soms over (Verzonnen Thuis). Helpt dat?", els.Text);
    }

    [Theory]
    [InlineData("nobody", "Buurthuis|De Lijn")]
    [InlineData("somebody", "De Lijn")]
    [InlineData("show-nothing", "De Lijn")]
    public async Task A_heavy_result_names_two_to_call_and_where_somebody_reads_along_what_is_for_everybody_everywhere(
        string readers,
        string named
    )
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql($"update caregiver set municipality = 'Bedachtdorp', mail_readers = '{readers}'");
        await site.Sql("update care_situation set condition = 'dementia'");
        await site.Offer("Buurthuis", "volunteer-at-home", "Bedachtdorp");
        await site.Offer("Elders", "day-care", "Elders");
        await site.Offer("Dementie", "other-help", "", "dementia");
        await site.Offer("De Lijn", "other-help");
        await site.Offer("Alleen in een gesprek", "day-care", "Bedachtdorp", "");

        var page = await Answers(anna, "Heel slecht", "Een week tot een maand");

        var names = page
            .Page.QuerySelectorAll("li strong bdi")
            .Select(name => name.TextContent)
            .Select(name => name == "Dementie" ? "De Lijn" : name);
        Assert.Equal(named.Split('|'), names);
        Assert.True(
            page.Text.IndexOf("zelf kunt bellen", StringComparison.Ordinal)
                < page.Text.IndexOf("Wat u ons vertelde", StringComparison.Ordinal)
        );
        Assert.NotEmpty(page.Page.QuerySelectorAll("li a[href='tel:08000000001']"));
        await site.RunJobs();
        Assert.All(site.Mails(), mail => Assert.Lacks("Buurthuis", mail));
    }

    [Fact]
    public async Task A_result_that_is_not_heavy_names_nobody()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Offer("De Lijn", "other-help");

        var page = await Answers(anna, "Goed", "Langer dan twee jaar");

        Assert.Lacks("De Lijn", page.Text);
    }

    /// <summary>The one page, filled in behind the link.</summary>
    private async Task<Browser> Answers(long caregiver, string going, string time)
    {
        var (_, link) = await site.AskByLink(caregiver, "opening", "volhoudtijd");
        var form = await site.NewBrowser().Open(link);
        return await form.Choose("Hoe gaat het", going).Choose("Hoe lang", time).Press("Verstuur mijn antwoorden");
    }
}
