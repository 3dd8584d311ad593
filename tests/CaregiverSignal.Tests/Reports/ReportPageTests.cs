using CaregiverSignal.Caseload;
using CaregiverSignal.Referrals;
using CaregiverSignal.Reports;

namespace CaregiverSignal.Tests.Reports;

/// <summary>A team lead reads the report of the team and of a municipality, and takes lists along.</summary>
public sealed class ReportPageTests() : AtASite("2026-05-12")
{
    private const string Lot = "lot@steunpunt.example";

    [Fact]
    public async Task The_report_of_a_municipality_says_each_number_as_it_was_counted_with_a_sentence_a_picture_and_a_table()
    {
        await Story();
        var lot = await (await site.SignedIn(Lot)).Open("/cijfers");
        var ofYear = lot.Page.QuerySelector("form[action='/cijfers/verslag'] button")!;
        Assert.Equal(Dutch("FiguresModel.ReportOfYear", ("jaar", "2025")), ofYear.TextContent);
        Assert.Equal("2025", ofYear.GetAttribute("value"));
        Assert.Equal("Ede", ofYear.ParentElement!.QuerySelector("[name=gemeente]")!.GetAttribute("value"));
        await lot.Follow(Dutch("FiguresModel.Report"));
        Assert.Equal("Verslag van Het steunpunt, kwartaal 1 van 2026", lot.Heading);
        Assert.Lacks(Dutch("ReportModel.NotOver"), lot.Text);
        await lot.Open("/cijfers/verslag?periode=2026-k2");
        Assert.Equal("Verslag van Het steunpunt, kwartaal 2 van 2026 tot en met 12 mei", lot.Heading);
        Assert.Has(Dutch("ReportModel.NotOver"), lot.Text);

        Assert.NotNull(lot.Page.QuerySelector("form[method=get] select[name=gemeente] option[value=Ede]"));
        await lot.Open("/cijfers/verslag?periode=2025-k1");
        Assert.Equal(["100%", "75%"], BarsIn(lot, "neighbourhood"));
        await lot.Open("/cijfers/verslag?gemeente=EDE&periode=2026-k1");

        Assert.Equal(Dutch("ReportWords.Title.Municipality", ("wie", "Ede"), ("wanneer", "2025")), lot.Heading);
        Assert.Has(Dutch("ReportWords.years.Headline.Without", 14, ("rij", "2025")), lot.Text);
        // So few are not told by whom they care for; what was asked of them is.
        Assert.Has(Dutch("ReportWords.OnlyTotals"), lot.Text);
        Assert.Has(Dutch("ReportWords.LeftOut", Dutch("ReportWords.age")), lot.Text);
        Assert.Lacks("hun partner", lot.Text);
        Assert.Lacks("nog niet voorbij", lot.Text);
        Assert.Contains("Samen 14 0 14", Rows(lot));
        Assert.Has(Dutch("ReportWords.Nothing", Dutch("ReportWords.contact")), lot.Text);
        Assert.Lacks(Dutch("Everywhere.Name"), lot.Text);
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
        await Story();

        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/verslag?" + query);

        Assert.Equal(HttpStatusCode.NotFound, lot.Status);
    }

    [Fact]
    public async Task What_is_recorded_again_within_days_is_one_outcome_as_in_the_audit()
    {
        var (first, second) = (await site.AddCaregiver("1"), await site.AddCaregiver("2"));
        await site.Happened(first, new(2025, 3, 1), EventKind.CareCollapse, ReportedBy.Coordinator);
        await site.Happened(first, new(2025, 3, 4), EventKind.CrisisAdmission, ReportedBy.Professional);
        await site.Happened(first, new(2025, 3, 31), EventKind.CrisisAdmission, ReportedBy.Coordinator);
        await site.Happened(second, new(2024, 12, 20), EventKind.CareCollapse, ReportedBy.Coordinator);
        await site.Happened(second, new(2025, 1, 5), EventKind.CareCollapse, ReportedBy.Professional);

        Assert.Equal(["CareCollapse 1", "CrisisAdmission 1"], await OutcomesOf(2025));
        Assert.Equal(["CareCollapse 1"], await OutcomesOf(2024));
    }

    [Fact]
    public async Task Each_answer_whether_help_helps_is_counted_but_a_no_that_they_took_back_themselves()
    {
        var (first, second) = (await Runs("1"), await Runs("2"));
        foreach (var verdict in new[] { HelpVerdict.Yes, HelpVerdict.No })
            await Says(first, verdict);
        Assert.True(
            await site.Write(async transaction =>
                await HelpArrangements.TakeBack(transaction, first, await HelpOf(first), site.Time)
            )
        );
        await Says(second, HelpVerdict.No);

        Assert.Equal(["day-care no 1", "day-care yes 1"], await CountedOf("helped", 2026));

        async Task<long> Runs(string person)
        {
            var id = await site.AddCaregiver(person);
            await site.Sql(
                $"""
                insert into help (kind, step, proposed_on, wanted_on, began_on, next_on, caregiver_id, step_on)
                values ('day-care', 'running', '2026-01-10', '2026-01-20', '2026-02-02', '2026-06-20', {id}, '2026-02-02')
                """
            );
            return id;
        }

        async Task<long> HelpOf(long id) =>
            long.Parse(
                await site.Joined($"select id from help where caregiver_id = {id}"),
                CultureInfo.InvariantCulture
            );

        Task Says(long id, HelpVerdict verdict) =>
            site.Write(async transaction =>
                await HelpArrangements.Say(
                    transaction,
                    (await HelpTable.Of(transaction, id)).Single(),
                    verdict,
                    null,
                    site.Time
                )
            );
    }

    /// <summary>Help of a year before last: its half year after is over.</summary>
    [Fact]
    public async Task How_long_they_could_go_on_before_help_and_after_is_told_to_the_team_by_kind_and_to_nobody_else_of_so_few()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        foreach (var (person, after) in new[] { ("1", 4), ("2", 2), ("3", 1), ("4", 5), ("5", 6), ("6", 0) })
        {
            var id = await site.AddCaregiver(person, "Mien", coordinator: Lot);
            await site.Live(id, "Ede", "Noord");
            await site.Sql(
                $"""
                insert into help (kind, step, proposed_on, wanted_on, began_on, next_on, caregiver_id, step_on)
                values ('day-care', 'running', '2025-01-10', '2025-01-20', '2025-08-02', '2026-06-20', {id}, '2025-08-02')
                """
            );
            // Too long before, just before, too soon after, and after.
            await Answers(id, ("2025-05-01", 6), ("2025-08-02", 2), ("2025-09-30", 6), ("2025-10-02", after));
        }

        Assert.Equal(
            ["day-care longer 3", "day-care same 1", "day-care shorter 1"],
            await CountedOf(TableShape.Course, 2026)
        );
        Assert.Empty(await CountedOf(TableShape.Course, 2025));
        var lot = await site.SignedIn(Lot);
        await lot.Open("/cijfers?periode=2026-k1");
        Assert.Has("Dagopvang 3 1 1", lot.Text);
        await lot.Open("/cijfers/verslag?periode=2026-k1");
        Assert.Has(Dutch("ReportWords.course.Note"), lot.Text);
        Assert.Contains("Dagopvang 3 1 1 5", Rows(lot));
        await lot.Open("/cijfers/verslag?gemeente=Ede&periode=2026");
        Assert.Lacks(Dutch("ReportWords.course.Note"), lot.Text);

        async Task Answers(long id, params (string On, int Value)[] answers)
        {
            foreach (var (on, value) in answers.Where(answer => answer.Value > 0))
                await site.AddAnswered(id, Some.Date(on), null, ("volhoudtijd.time", value));
        }
    }

    [Fact]
    public async Task What_is_not_over_says_until_when_it_counts_and_stands_beside_the_same_days_of_the_year_before()
    {
        await Story();
        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/verslag?gemeente=Ede&periode=2026");

        Assert.Equal(
            Dutch("ReportWords.Title.Municipality", ("wie", "Ede"), ("wanneer", "2026 tot en met 12 mei")),
            lot.Heading
        );
        Assert.Has(Dutch("ReportWords.Through.Counted", ("dag", "12 mei")), lot.Text);
        await lot.Open("/cijfers/verslag?periode=2026-05");
        Assert.Equal("Verslag van Het steunpunt, mei 2026 tot en met 12 mei", lot.Heading);
    }

    [Fact]
    public async Task Of_a_time_of_which_too_little_is_known_one_line_says_so()
    {
        await Story();
        var lot = await (await site.SignedIn(Lot)).Open("/cijfers/verslag?gemeente=Ede&periode=2001");

        Assert.Has(Dutch("ReportWords.TooFew"), lot.Text);
        Assert.Empty(lot.Page.QuerySelectorAll("h2"));
    }

    [Fact]
    public async Task Two_spellings_of_a_place_become_one_after_a_look_at_how_many_people_that_changes()
    {
        await Story();
        var other = await site.AddCaregiver("99", "Naam99", coordinator: Lot);
        await Live(other, "Eede", "noord");
        var admin = await (await site.SignedIn(Lot)).Open("/beheer/instellingen/plaatsen?From=Eede&To=Ede");

        Assert.Has(Dutch("PlacesModel.Preview", 1, ("van", "Eede"), ("naar", "Ede")), admin.Text);
        Assert.Equal("Eede", (await Place(other)).Item1);
        await admin.Press(Dutch("PlacesModel.Join"));

        Assert.Equal(("Ede", "Noord"), await Place(other));
        Assert.Has(Dutch("PlacesModel.Saved", 1), admin.Text);
        Assert.Equal(
            2,
            await site.Count("detail_change", $"caregiver_id = {other} and old_value in ('Eede', 'noord')")
        );
        Assert.Equal(1, await site.Count("audit_log", $"caregiver_id = {other} and action = 'change'"));
        await admin.Open("/beheer/instellingen/plaatsen?From=&To=");
        Assert.Has(Dutch("PlacesModel.Error.To"), admin.Page.QuerySelector(".error-summary")!.TextContent);
        await admin.Open("/beheer/instellingen/plaatsen?From=Ede&To=Ede, Noord");
        Assert.Equal(HttpStatusCode.BadRequest, admin.Status);
    }

    [Fact]
    public async Task A_file_that_is_cut_says_so_in_its_last_row()
    {
        await site.WithRoles(Lot, "Lot", StaffRole.TeamLead);
        await site.Sql(
            """
            insert into audit_log (at, action, by_role, object, version, signature)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 100001)
            select '2026-05-01T08:00:00.000Z', 'look', 'coordinator', 'worklist', '1', '' from n
            """
        );
        var lot = await site.SignedIn(Lot);

        await lot.Open("/register?vorm=csv");

        var text = await lot.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.EndsWith("het bestand op, na 100.000 regels. Kies minder.\r\n", text, StringComparison.Ordinal);
        Assert.Equal(100_002, text.Count(sign => sign == '\n'));
    }

    private Task<IEnumerable<string>> OutcomesOf(int year) => CountsOf("outcomes", year, count => count.Row);

    /// <summary>"day-care yes 1"</summary>
    private Task<IEnumerable<string>> CountedOf(string table, int year) =>
        CountsOf(table, year, count => $"{count.Row} {count.Column}");

    private async Task<IEnumerable<string>> CountsOf(string table, int year, Func<Counted, string> name) =>
        (
            await site.Read(transaction =>
                new ReportCounts(
                    transaction,
                    site.Time,
                    $"caregiver.id > 0",
                    new(year, 1, 1),
                    new(year + 1, 1, 1),
                    new PlaceNames()
                ).Of(table)
            )
        )
            .GroupBy(name, count => count.N)
            .Select(group => $"{group.Key} {group.Sum()}")
            .Order();

    [Fact]
    public async Task A_place_is_written_as_it_is_known_however_it_comes_in()
    {
        var first = await site.AddCaregiver("1");
        var second = await site.AddCaregiver("2");

        await Live(first, "’s-Gravenhage", "Laak");
        await Live(second, "'S GRAVENHAGE ", "laak");

        Assert.Equal(("’s-Gravenhage", "Laak"), await Place(second));
        await Live(second, "'s gravenhage", "Escamp");
        Assert.Equal(("’s-Gravenhage", "Escamp"), await Place(second));
    }

    [Theory]
    [InlineData("/mensen", "Naam14 Jansen")]
    [InlineData("/mensen?status=ended", null)]
    [InlineData("/register?colleague=1", null)]
    [InlineData("/hulp", null)]
    [InlineData("/werklijst", "Wie;")]
    [InlineData("/brieven", "Naam;")]
    [InlineData("/cijfers/signalen", "Vooraf gemeld")]
    [InlineData("/beheer/post", "Stapel;")]
    [InlineData("/beheer/instellingen/plaatsen", "Ede, Noord;8")]
    public async Task A_list_is_a_file_with_the_filter_that_stands(string address, string? has)
    {
        await Story();
        var lot = await site.SignedIn(Lot);

        await lot.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "vorm=csv");

        Assert.Equal("text/csv", lot.Answer.Content.Headers.ContentType!.MediaType);
        var text = await lot.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Equal(has is not null, text.Contains(has ?? "Naam1", StringComparison.Ordinal));
        await lot.Open(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "vorm=xlsx");
        Assert.EndsWith(".xlsx", lot.Answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var sheet = Assert.Single(Workbooks.Sheets(await lot.Answer.Content.ReadAsByteArrayAsync(Some.Stop)));
        Assert.Equal(text.TrimStart('\uFEFF').Split("\r\n")[0], string.Join(';', sheet.Rows[0]));
        // The register has the file before it.
        Assert.InRange(
            sheet.Rows.Count - text.Split("\r\n").Length + 1,
            0,
            address.StartsWith("/register", StringComparison.Ordinal) ? 1 : 0
        );
        // Counts, and nobody's name, leave no line.
        Assert.Equal(
            address is "/cijfers/signalen" or "/beheer/instellingen/plaatsen" ? 0 : 2,
            await site.Count("audit_log", "action = 'export'")
        );
    }

    /// <summary>How long each piece of a bar is.</summary>
    private static IEnumerable<string?> BarsIn(Browser lot, string table) =>
        lot.Page.QuerySelectorAll($"[aria-labelledby={table}] .share rect").Select(bar => bar.GetAttribute("width"));

    private static IEnumerable<string> Rows(Browser lot) =>
        lot
            .Page.QuerySelectorAll("tbody tr")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())));

    private Task Story() => SomeReports.Story(site, Lot);

    private Task Live(long id, string municipality, string neighbourhood) => site.Live(id, municipality, neighbourhood);

    private async Task<(string?, string?)> Place(long id) =>
        await site.Read(async transaction => await PersonDetailsTable.Of(transaction, id)) is var details
            ? (details.Municipality, details.Neighbourhood)
            : default;
}
