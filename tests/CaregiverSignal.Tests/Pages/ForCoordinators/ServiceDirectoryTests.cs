using CaregiverSignal.Files;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The service directory: kept by the team in the browser, in and out as a file.</summary>
public sealed class ServiceDirectoryTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task An_offer_is_added_found_near_somebody_and_has_to_be_looked_at_again_after_a_year()
    {
        await site.Enrolled();
        var page = await (await site.SignedIn()).Open("/sociale-kaart/0");
        page.Write(Dutch("Everywhere.Name"), "De Huiskamer").Write("Soort hulp", "day-care").Write("Waar?", "Ede");
        page.Write(Dutch("OfferModel.Way"), "wmo").Write(Dutch("OfferModel.Waiting"), "twee weken");
        await page.Press(Dutch("OfferModel.Save"));

        await page.Open("/sociale-kaart?soort=day-care&gebied=ede");

        Assert.Has("Ede. Via de gemeente (Wmo). Wachttijd: twee weken.", page.Text);
        Assert.Lacks(Dutch("DirectoryModel.Stale"), page.Text);
        Assert.NotNull(page.Page.QuerySelector("form[method=get] input[name=gebied]"));
        await page.Open("/sociale-kaart?gebied=Arnhem");
        Assert.Has(Dutch("DirectoryModel.NoneFound"), page.Text);
        var later = await (await site.On("2027-03-03").SignedIn()).Open("/sociale-kaart");
        Assert.Has(Dutch("DirectoryModel.Stale"), later.Text);
    }

    [Fact]
    public async Task Whoever_begins_takes_over_what_is_for_the_whole_country_and_checks_it()
    {
        await site.Enrolled();
        var page = await (await site.SignedIn()).Open("/sociale-kaart");

        await page.Press(Dutch("DirectoryModel.Start"));

        Assert.Has("De Luisterlijn", page.Text);
        Assert.Has(Dutch("DirectoryModel.Never"), page.Text);
        Assert.Equal(0, await site.Count("offer", "checked_on is not null"));
    }

    [Fact]
    public async Task Whoever_takes_in_adds_or_removes_offers_leaves_a_line()
    {
        await site.Enrolled();
        var page = await (await site.SignedIn()).Open("/sociale-kaart");
        await page.Press(Dutch("DirectoryModel.Start"));
        await page.Open("/sociale-kaart/0");
        page.Write(Dutch("Everywhere.Name"), "De Huiskamer").Write("Soort hulp", "day-care");
        await page.Press(Dutch("OfferModel.Save"));
        var own = await site.Joined("select id from offer where name = 'De Huiskamer'");
        await page.Open($"/sociale-kaart/{own}");
        await page.Press(Dutch("OfferModel.Remove.Do"));

        Assert.Equal(
            3,
            await site.Count(
                "audit_log",
                "action = 'change' and object = 'offers' and ground = 'team' and by_staff is not null"
            )
        );
    }

    [Fact]
    public async Task An_empty_directory_leads_on_and_the_starter_list_says_where_each_fact_was_looked_up()
    {
        await site.Enrolled();
        var page = await (await site.SignedIn()).Open("/werklijst");
        await page.Follow("Sociale kaart");
        Assert.Has(Dutch("DirectoryModel.Empty"), page.Text);
        Assert.NotNull(page.Page.QuerySelector("main a[href='/sociale-kaart/0']"));
        Assert.Null(page.Page.QuerySelector("input[name=gebied]"));

        await page.Press("Begin met landelijke organisaties");

        Assert.Has("Bron: www.ypsilon.org, bekeken op 28 november 2026.", page.Text);
        Assert.Equal(
            0,
            await site.Count("offer", "source = '' or looked_up_on is null or area <> '' or checked_on is not null")
        );
        Assert.NotEmpty(page.Page.QuerySelectorAll("a[href='tel:08002000']"));
        Assert.DoesNotContain(await site.Read(OfferTable.All), offer => HelpKind.Find(offer.KindCode) is null);
    }

    [Fact]
    public void A_file_from_before_the_phone_numbers_is_still_read_and_its_price_is_not_known_where_it_says_none()
    {
        var faults = new List<Fault>();

        var read = OfferFile.Read(
            Bytes("name,kind,for_whom,area,way,decides,capacity,waiting,contact,checked_on\nMaatjes,buddy,,,,,,,,\n"),
            "kaart.csv",
            Today,
            faults
        );

        Assert.Empty(faults);
        Assert.Equal([WayIn.Unknown], read.Select(offer => offer.Way));
    }

    [Fact]
    public void What_goes_out_as_a_file_comes_in_the_same_also_where_it_looks_like_a_formula()
    {
        Offer[] offers =
        [
            new()
            {
                Name = "=HYPERLINK(1)",
                KindCode = "buddy",
                Contact = "a \"b\", c",
                CheckedOn = new DateOnly(2026, 3, 1),
                Phone = "+31 800 000 00 01",
                NamedTo = "dementia",
                Source = "www.example.org",
                LookedUpOn = new DateOnly(2026, 2, 1),
                NextOn = new DateOnly(2026, 4, 7),
                NextPlace = "De Linde, 14.00 uur",
            },
            new()
            {
                Name = "Maatjes",
                KindCode = "buddy",
                Way = WayIn.OwnMoney,
            },
        ];
        var faults = new List<Fault>();

        var read = OfferFile.Read(
            Bytes(new ListFile("kaart", OfferFile.Columns, offers.Select(OfferFile.CellsOf)).Text()),
            "kaart.csv",
            Today,
            faults
        );

        Assert.Empty(faults);
        Assert.Equal(offers, read);
    }

    [Fact]
    public void A_faulty_file_says_row_column_value_and_what_is_allowed()
    {
        var faults = new List<Fault>();

        OfferFile.Read(
            Bytes("name,kind,way,checked_on,next_on\n,daycare,wet,2030-01-01,7 april\n"),
            "kaart.csv",
            Today,
            faults
        );

        Assert.Equal(
            [
                "row 2, column kind",
                "row 2, column way",
                "row 2, column name",
                "row 2, column checked_on",
                "row 2, column next_on",
            ],
            faults.Select(fault => fault.Place)
        );
        Assert.Has("'daycare' is not known; known are own-network", faults[0].Message);
    }

    [Fact]
    public async Task A_faulty_upload_changes_nothing()
    {
        await site.Enrolled();
        var page = await (await site.SignedIn()).Open("/sociale-kaart");

        using var body = new MultipartFormDataContent
        {
            { new StringContent(page.Token.Value), page.Token.Key },
            { new StringContent("name,kind\nMaatjes,buddy\nIets,iets\n"), "Csv", "kaart.csv" },
        };
        await page.Post("/sociale-kaart", body);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Has("rij 3, kolom kind", page.Text);
        Assert.Has("‘iets’ is niet bekend; wel: own-network", page.Text);
        Assert.Equal(0, await site.Count("offer"));
    }

    private static DateOnly Today => new(2026, 3, 2);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
