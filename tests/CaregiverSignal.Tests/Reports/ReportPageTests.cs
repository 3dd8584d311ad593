using CaregiverSignal.Reports;

namespace CaregiverSignal.Tests.Reports;

/// <summary>A team lead reads the report of the team and of a municipality, and takes lists along.</summary>
public sealed class ReportPageTests() : AtASite("2026-05-12")
{
    private const string Lot = "lot@steunpunt.example";

    [Fact]
    public async Task The_report_of_a_municipality_says_each_number_rounded_down_with_a_sentence_a_picture_and_a_table()
    {
        Story();
        var lot = await (await site.SignedIn(Lot)).Open("/cijfers");
        await lot.Follow("Verslag");
        Assert.Equal("Verslag van Het steunpunt, kwartaal 1 van 2026", lot.Heading);

        Assert.NotNull(lot.Page.QuerySelector("form[method=get] select[name=gemeente] option[value=Ede]"));
        await lot.Open("/cijfers/verslag?gemeente=EDE&periode=2026-k1");

        Assert.Equal("Mantelzorgers in Ede in 2025", lot.Heading);
        Assert.Has("In 2025 hadden wij contact met 10 mantelzorgers.", lot.Text);
        Assert.Has("Van de 10 mensen zorgen er 10 voor hun partner.", lot.Text);
        Assert.Contains(
            "hun partner 10 <5 10",
            lot.Page.QuerySelectorAll("tbody tr")
                .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))
        );
        Assert.Has("Hierover is nog te weinig bekend.", lot.Text);
        Assert.Lacks("Naam", lot.Text);
        foreach (var (form, type) in new[] { ("csv", "text/csv"), ("html", "text/html"), ("xlsx", "sheet") })
        {
            await lot.Open($"/cijfers/verslag?gemeente=Ede&periode=2025&vorm={form}");
            Assert.Has(type, lot.Answer.Content.Headers.ContentType!.MediaType!);
            Assert.Equal($"municipality-ede-2025.{form}", lot.Answer.Content.Headers.ContentDisposition!.FileName);
        }
    }

    [Theory]
    [InlineData("gemeente=Elders")]
    [InlineData("periode=2199-k1")]
    [InlineData("periode=2026-k5")]
    [InlineData("gemeente=Ede&periode=iets")]
    public async Task What_is_not_there_is_no_page(string query)
    {
        Story();

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/verslag?" + query);

        Assert.Equal(HttpStatusCode.NotFound, lot.Status);
    }

    [Fact]
    public void What_is_recorded_again_within_days_is_one_outcome_as_in_the_audit()
    {
        var (first, second) = (site.AddCaregiver("1"), site.AddCaregiver("2"));
        site.Happened(first, new(2025, 3, 1), EventKind.CareCollapse, ReportedBy.Coordinator);
        site.Happened(first, new(2025, 3, 4), EventKind.CrisisAdmission, ReportedBy.Professional);
        site.Happened(first, new(2025, 3, 31), EventKind.CrisisAdmission, ReportedBy.Coordinator);
        site.Happened(second, new(2024, 12, 20), EventKind.CareCollapse, ReportedBy.Coordinator);
        site.Happened(second, new(2025, 1, 5), EventKind.CareCollapse, ReportedBy.Professional);

        Assert.Equal(["CareCollapse 1", "CrisisAdmission 1"], OutcomesOf(2025));
        Assert.Equal(["CareCollapse 1"], OutcomesOf(2024));
    }

    private IEnumerable<string> OutcomesOf(int year) =>
        site.Read(transaction =>
                new ReportCounts(
                    transaction,
                    site.Time,
                    $"caregiver.id > 0",
                    new(year, 1, 1),
                    new(year + 1, 1, 1),
                    new Spelled()
                ).Of("outcomes")
            )
            .GroupBy(one => one.Row, one => one.N)
            .Select(one => $"{one.Key} {one.Sum()}")
            .Order();

    [Fact]
    public void A_place_is_written_as_it_is_known_however_it_comes_in()
    {
        var first = site.AddCaregiver("1");
        var second = site.AddCaregiver("2");

        Live(first, "’s-Gravenhage", "Laak");
        Live(second, "'S GRAVENHAGE ", "laak");

        Assert.Equal(("’s-Gravenhage", "Laak"), Place(second));
        Live(second, "'s gravenhage", "Escamp");
        Assert.Equal(("’s-Gravenhage", "Escamp"), Place(second));
    }

    [Theory]
    [InlineData("/mensen", "Naam14 Jansen")]
    [InlineData("/mensen?status=ended", null)]
    [InlineData("/register?colleague=1", null)]
    [InlineData("/hulp", null)]
    [InlineData("/werklijst", "Wie;")]
    public async Task A_list_is_a_file_with_the_filter_that_stands(string address, string? has)
    {
        Story();
        var lot = await site.SignedIn(Lot);

        await lot.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "vorm=csv");

        Assert.Equal("text/csv", lot.Answer.Content.Headers.ContentType!.MediaType);
        var text = await lot.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Equal(has is not null, text.Contains(has ?? "Naam1", StringComparison.Ordinal));
        await lot.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "vorm=xlsx");
        Assert.EndsWith(".xlsx", lot.Answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.True(site.Count("record", "deed = 'export'") >= 2);
    }

    /// <summary>Fourteen partners in Ede, of whom each answered once.</summary>
    private void Story()
    {
        site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        for (var place = 1; place <= 14; place++)
        {
            var id = site.AddCaregiver(
                place.ToString(CultureInfo.InvariantCulture),
                $"Naam{place}",
                enrolledOn: new DateOnly(2024, 11, 3),
                nextDueOn: new DateOnly(2026, 6, 1),
                coordinator: Lot
            );
            Live(id, "Ede", place < 9 ? "Noord" : "Zuid");
            site.Sql(
                $"""
                insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                values ({id}, 1, '2025-02-01', '2025-02-20', 'csi', '2025-02-01T08:00:00.000Z', '2025-02-02T08:00:00.000Z', '2025-02-20T08:00:00.000Z')
                """
            );
        }
    }

    private void Live(long id, string municipality, string neighbourhood) =>
        site.Write(transaction =>
            PersonDetailsTable.Change(
                transaction,
                id,
                PersonDetailsTable.Of(transaction, id) with
                {
                    Municipality = municipality,
                    Neighbourhood = neighbourhood,
                    Relation = Relation.Partner,
                },
                by: null,
                site.Time.Now
            )
        );

    private (string?, string?) Place(long id) =>
        site.Read(transaction => PersonDetailsTable.Of(transaction, id)) is var details
            ? (details.Municipality, details.Neighbourhood)
            : default;
}
