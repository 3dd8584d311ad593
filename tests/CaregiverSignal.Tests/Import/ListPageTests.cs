using System.IO.Compression;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Files;
using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Import;

/// <summary>Somebody's own list is taken in through the browser, column by column and row by row.</summary>
public sealed class ListPageTests() : AtASite("2026-03-10")
{
    private const string List =
        "Voornaam;Achternaam;Tel;Geb. datum;Relatie;Opmerking\nAnna;de Vries;06-12345678;12-3-1957;dochter;lief\nBert;Jansen;030 1234567;1949;echtgenoot;\n";

    [Fact]
    public async Task A_list_is_shown_as_it_will_be_before_it_is_stored()
    {
        var els = await Upload(List);

        Assert.Equal(
            ["first_name", "last_name", "phone", "born", "relation", "note"],
            els.Page.QuerySelectorAll("select option[selected]").Select(option => option.GetAttribute("value"))
        );
        await els.Press(Dutch("ListModel.Check"));
        Assert.Equal(
            ["Anna", "de Vries", "06-12345678", "12 maart 1957", Dutch("DetailsModel.Relation.child")],
            els.Page.QuerySelectorAll("tbody tr:first-child td").Select(cell => cell.TextContent)
        );
        Assert.Has(Dutch("ListModel.Counts", ("nieuw", "2"), ("anders", "0"), ("gelijk", "0")), els.Text);
        Assert.Equal(0, await site.Count("caregiver"));
        await els.Press(Dutch("ListModel.Store"));

        Assert.Has(Dutch("ListModel.Done", ("nieuw", "2"), ("anders", "0"), ("gelijk", "0")), els.Text);
        // A server gives no number twice, those of what was only tried among them.
        var (anna, bert) = TestPostgres.IsWanted ? ("N3", "N4") : ("N1", "N2");
        Assert.Equal(
            $"{anna} Anna de Vries child 2026-03-10,{bert} Bert Jansen partner 2026-03-10",
            await site.Joined(
                "select person || ' ' || first_name || ' ' || last_name || ' ' || relation || ' ' || enrolled_on from caregiver join care_situation on caregiver_id = caregiver.id order by caregiver.id"
            )
        );
        Assert.Equal($"import details -,add person {anna},add person {bert}", await Lines());
    }

    [Fact]
    public async Task The_same_list_again_finds_who_is_here_and_its_columns_are_remembered()
    {
        var els = await Upload(List);
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        els = await Upload(List.Replace("06-12345678", "06 87654321", StringComparison.Ordinal), "februari.csv");

        Assert.Has(Dutch("ListModel.ColumnsKept", Dutch("ListModel.Name.Free", "1")), els.Text);
        await els.Press(Dutch("ListModel.Check"));
        Assert.Has(Dutch("ListModel.Counts", ("nieuw", "0"), ("anders", "1"), ("gelijk", "1")), els.Text);
        await els.Press(Dutch("ListModel.Store"));
        Assert.Equal("06 87654321,030 1234567", await site.Joined("select phone from caregiver order by id"));
        await els.Open("/mensen/inlezen");
        await els.Press(Dutch("ListModel.Forget") + " " + Dutch("ListModel.Name.Free", "1"));
        Assert.Equal(0, await site.Count("list_mapping"));
    }

    [Fact]
    public async Task A_list_with_more_columns_than_a_remembered_one_is_looked_at_anew()
    {
        var els = await Upload(List);
        await els.Press(Dutch("ListModel.Check"));

        els = await Upload("E-mail;Voornaam;Achternaam;Tel;Geb. datum;Relatie;Opmerking\nanna@example.org;Anna;;;;;\n");

        Assert.Equal("email", els.Page.QuerySelector<IHtmlSelectElement>("select")!.Value);
    }

    [Fact]
    public async Task A_number_of_somebody_else_here_is_a_fault_and_stores_nothing()
    {
        var els = await Upload("Nr;Naam;Telefoon\n1;Anna de Vries;06 12345678\n");
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        els = await Upload("Nr;Naam;Telefoon\n1;Bert Jansen;06 87654321\n");
        await els.Press(Dutch("ListModel.Check"));

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal("Anna 06 12345678", await site.Joined("select first_name || ' ' || phone from caregiver"));
    }

    [Fact]
    public async Task A_wrong_row_stops_no_other_and_comes_back_as_a_list_to_mend()
    {
        var els = await Upload(List + "Cor;Smit;06-1;31-02-1950;achterneef;\nDirk;;;;;\n");

        await els.Press(Dutch("ListModel.Check"));

        Assert.Equal(
            ["rij 4, kolom Tel", "rij 4, kolom Geb. datum", "rij 4, kolom Relatie", "rij 5"],
            els.Page.QuerySelectorAll("[aria-labelledby=faults] tbody td:nth-of-type(1)")
                .Select(cell => cell.TextContent)
        );
        Assert.Has(Dutch("ListModel.Counts", ("nieuw", "2"), ("anders", "0"), ("gelijk", "0")), els.Text);
        Assert.Has(Dutch("ListModel.Wrong.Rows", "2"), els.Text);
        Assert.Equal(0, await site.Count("caregiver"));
        await els.Press(Dutch("ListModel.Store"));
        Assert.Equal("Anna,Bert", await site.Joined("select first_name from caregiver order by id"));
        await els.Press(Dutch("ListModel.Wrong.Get"));
        var mend = await els.Answer.Content.ReadAsByteArrayAsync(Some.Stop);

        var sheet = SheetFile.Read(mend).Sheet!;
        Assert.Equal(
            ["Voornaam", "Achternaam", "Tel", "Geb. datum", "Relatie", "Opmerking", Dutch("ListModel.Wrong.Column")],
            sheet.Headings
        );
        Assert.Equal(["Cor Smit 06-1", "Dirk  "], sheet.Rows.Select(row => string.Join(' ', row.Cells.Take(3))));
        Assert.Contains("31-02-1950", sheet.Rows[0].Cells[6], StringComparison.Ordinal);
        // Its columns are known.
        els = await Upload(mend, "te verbeteren.xlsx");
        Assert.Equal(
            ["first_name", "last_name", "phone", "born", "relation", "note"],
            els.Page.QuerySelectorAll<IHtmlSelectElement>("select").Select(select => select.Value)
        );
    }

    [Fact]
    public async Task The_same_fault_in_many_rows_is_one_line_that_names_them()
    {
        var rows = Enumerable
            .Range(2, 15)
            .Select(row => $"Anna;Bos {row};06-12345{row:000};{(row % 2 == 0 ? "wachtlijst" : "loopt")}\n");
        var els = await Upload(
            $"Voornaam;Achternaam;Tel;Status\n{string.Concat(rows)}Bert;Vos;06-87654321;misschien\n"
        );

        await els.Press(Dutch("ListModel.Check"));

        Assert.Equal(
            ["rijen 2, 4, 6, 8, 10, 12, 14 en 16, kolom Status", "rij 17, kolom Status"],
            els.Page.QuerySelectorAll("[aria-labelledby=faults] tbody td:nth-of-type(1)")
                .Select(cell => cell.TextContent)
        );
        Assert.Has(Dutch("ListModel.Wrong.Rows", "9"), els.Text);
    }

    [Fact]
    public async Task Whoever_ended_is_shown_so_in_words()
    {
        var els = await Upload(
            "Voornaam;Achternaam;Tel;Status\nAnna;Bos;06-12345678;loopt\nBert;Vos;06-87654321;afgesloten\n"
        );

        await els.Press(Dutch("ListModel.Check"));

        Assert.Equal(
            [Dutch("Everywhere.Status.active"), Dutch("Everywhere.Status.ended")],
            els.Page.QuerySelectorAll(".list-first tbody td:nth-of-type(4)").Select(cell => cell.TextContent)
        );
    }

    [Fact]
    public async Task A_row_that_only_the_store_can_refuse_stops_no_other()
    {
        var els = await Upload("Nr;Naam;Telefoon\n1;Anna de Vries;06 12345678\n");
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        els = await Upload(
            "Naam;Telefoon;Geboren\nAnna de Vries;06 12345678;1957\nBert Jansen;06 87654321;1-1-1915\nCor Smit;06 11223344;\n"
        );
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal("Anna,Cor", await site.Joined("select first_name from caregiver order by id"));
        Assert.Has(Dutch("ListModel.Wrong.BackOne"), els.Text);
    }

    [Fact]
    public async Task Nobody_who_left_comes_in_before_somebody_said_what_a_column_means()
    {
        var els = await Upload(
            "Naam;Mail;Einddatum;Geen mail sturen;Opmerking\n"
                + "Anna de Vries;anna@example.org;;;\n"
                + "Bert Jansen;bert@example.org;1-2-2026;;\n"
                + "Cor Smit;cor@example.org;;ja;\n"
                + "Dirk Bos;dirk@example.org;;;wil geen contact meer\n"
                + "Els Berg;els@example.org;1-2-2027;nee;belt zelf\n"
        );
        await els.Press(Dutch("ListModel.Check"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("ListModel.Undecided.Wrong", "‘Einddatum’ en ‘Geen mail sturen’"), els.Text);
        Assert.Has(Dutch("ListModel.Said.Wrong"), els.Text);
        Assert.Has("wil geen contact meer", els.Text);
        Assert.Equal(
            ["Einddatum", "Geen mail sturen"],
            els.Page.QuerySelectorAll("tr:has(select[aria-invalid=true]) th").Select(heading => heading.TextContent)
        );

        // "Niet inlezen" is no answer.
        await Chosen(els, "name", "email", "", "no-mail", "note").Press(Dutch("ListModel.Check"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("ListModel.Undecided.Wrong", "‘Einddatum’"), els.Text);

        Chosen(els, "name", "email", "left", "no-mail", "note");
        await els.Choose(Dutch("ListModel.Said"), Dutch("ListModel.Said.left")).Press(Dutch("ListModel.Check"));
        Assert.Has(Dutch("ListModel.LeftOut", "2"), els.Text);
        Assert.Has(Dutch("ListModel.NotMailedOne"), els.Text);
        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal(
            "Anna email,Cor paper,Els email",
            await site.Joined("select first_name || ' ' || channel from caregiver order by first_name")
        );
        Assert.Equal("belt zelf", await site.Joined("select note from event"));
        // The same list is known, with its answers; its words are asked each time.
        els = await Upload(
            "Naam;Mail;Einddatum;Geen mail sturen;Opmerking\nAnna de Vries;anna@example.org;1-3-2026;;\n"
        );
        Assert.Equal(
            ["name", "email", "left", "no-mail", "note"],
            els.Page.QuerySelectorAll<IHtmlSelectElement>("select").Select(select => select.Value)
        );
        await els.Press(Dutch("ListModel.Check"));
        Assert.Has(Dutch("ListModel.Nobody"), els.Text);
        Assert.Has(Dutch("ListModel.LeftButHere", "Anna de Vries"), els.Text);
    }

    [Fact]
    public async Task A_remark_is_a_note_at_the_case_and_comes_in_once()
    {
        var list = "Naam;Telefoon;Opmerking;Memo\nAnna de Vries;06 12345678;hond bijt;koffie\n";
        for (var times = 0; times < 2; times++)
        {
            var els = await Upload(list);
            await Chosen(els, "name", "phone", "note", "note").Press(Dutch("ListModel.Check"));
            await els.Press(Dutch("ListModel.Store"));
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            "Other coordinator hond bijt\nkoffie",
            await site.Joined("select kind || ' ' || reported_by || ' ' || note from event")
        );
    }

    [Fact]
    public async Task A_list_without_headings_says_so_and_loses_nobody()
    {
        var els = await Upload("Anna de Vries;06 12345678;man slaat haar\nBert Jansen;06 87654321;\n", "anna.csv");

        Assert.Has(Dutch("ListModel.NoHeadings"), els.Text);
        await Chosen(els, "name", "phone", "").Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal("Anna,Bert", await site.Joined("select first_name from caregiver order by id"));
        Assert.Equal(0, await site.Count("list_mapping"));
    }

    [Fact]
    public async Task Whoever_reads_it_says_whether_the_first_row_is_somebody()
    {
        var els = await Upload("Wie;Waar\nAnna de Vries;06 12345678\n");
        Assert.Has(Dutch("ListModel.NoHeadings"), els.Text);

        await els.Press(Dutch("ListModel.Headings.Row"));
        Assert.Equal(["Wie", "Waar"], els.Page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
        await Chosen(els, "name", "phone").Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal("Anna", await site.Joined("select first_name from caregiver"));
    }

    [Fact]
    public async Task Columns_are_kept_once_they_are_read_in_without_what_was_not_read_and_with_who_and_when()
    {
        var els = await Upload("Naam;Telefoon;man slaat haar\nAnna de Vries;06 12345678;x\n", "Anna de Vries.csv");
        await els.Press(Dutch("ListModel.Check"));
        Assert.Equal(0, await site.Count("list_mapping"));

        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal(
            Dutch("ListModel.Name.Free", "1") + """ {"Naam":"name","Telefoon":"phone"}""",
            await site.Joined("select name || ' ' || columns from list_mapping")
        );
        Assert.Equal(
            "change",
            await site.Joined("select action from audit_log where object = 'list-columns' order by id")
        );
        await els.Open("/mensen/inlezen");
        Assert.Has("Els, 10 maart 2026", els.Text);
    }

    [Fact]
    public async Task Columns_of_another_team_are_neither_shown_nor_replaced_nor_forgotten()
    {
        var els = await Upload(List);
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));
        var name = Dutch("ListModel.Name.Free", "1");
        await site.Database.WriteAsync(async transaction =>
        {
            await transaction.Execute($"insert into team (id, name, made_at) values (7, 'Zuid', {site.Time.Now})");
            await transaction.Execute($"update list_mapping set team_id = 7");
        });

        els = await Upload(List);
        Assert.DoesNotContain(Dutch("ListModel.ColumnsKept", name), els.Text, StringComparison.Ordinal);
        await els.Write(Dutch("ListModel.Name"), name).Press(Dutch("ListModel.Check"));
        Assert.Has(Dutch("ListModel.Name.Taken", name), els.Text);
        await els.Open("/mensen/inlezen");
        await els.Post("/mensen/inlezen?handler=Forget", new FormUrlEncodedContent([new("Name", name), els.Token]));

        Assert.Equal(1, await site.Count("list_mapping"));
    }

    [Fact]
    public async Task A_list_of_answers_says_where_answers_go()
    {
        var els = await Upload("id;submitdate;lastpage;startlanguage;G01Q01\n1;2026-03-01;4;nl;3\n");

        Assert.Has(Dutch("ListModel.Problem.answers", "LimeSurvey"), els.Text);
    }

    [Theory]
    [InlineData("1-4-2027", "Ingeschreven op", "meer dan een jaar")]
    [InlineData("11-3-2026", "Geboortedatum", "na vandaag")]
    [InlineData("2031", "Geboortedatum", "na dit jaar")]
    [InlineData("1-1-1915", "Geboortedatum", "ouder dan 110")]
    public async Task A_day_that_cannot_be_is_a_fault(string day, string column, string says)
    {
        var els = await Upload($"Naam;Telefoon;{column}\nAnna de Vries;06 12345678;{day}\n");

        await els.Press(Dutch("ListModel.Check"));

        Assert.Has(says, els.Text);
        Assert.Empty(els.Page.QuerySelectorAll("form[action$=Store] button:not([formaction])"));
    }

    [Fact]
    public async Task One_column_chosen_twice_and_none_for_the_name_are_said()
    {
        var els = await Upload("Hoe heet je;A;Mobiel\nAnna;06 12345678;06 87654321\n");
        await Chosen(els, "", "phone", "email").Press(Dutch("ListModel.Check"));
        Assert.Has(Dutch("ListModel.NoName"), els.Text);

        await Chosen(els, "name", "phone", "phone").Press(Dutch("ListModel.Check"));

        Assert.Has(
            Dutch("ListModel.Twice", ("kolom", Dutch("Everywhere.Phone")), ("koppen", "‘A’ en ‘Mobiel’")),
            els.Text
        );
    }

    [Fact]
    public async Task Of_several_sheets_one_is_chosen()
    {
        var book = await ListFile.WorkbookAsync([
            new(
                "Noord",
                ["Naam", "Telefoon"],
                [
                    ["Anna de Vries", "06 12345678"],
                ]
            ),
            new(
                "Zuid",
                ["Naam", "Telefoon"],
                [
                    ["Bert Jansen", "06 87654321"],
                ]
            ),
        ]);
        var els = await Upload(book, "boek.xlsx");

        await els.Choose(Dutch("ListModel.Sheet"), "2. Zuid").Press(Dutch("ListModel.Next"));
        await els.Press(Dutch("ListModel.Check"));
        await els.Press(Dutch("ListModel.Store"));

        Assert.Equal("Bert", await site.Joined("select first_name from caregiver"));
    }

    [Fact]
    public async Task A_list_that_is_too_large_and_what_is_none_say_so()
    {
        var els = await Upload(new byte[SheetFile.MostBytes + 1], "groot.csv");
        Assert.Has(Dutch("ListModel.TooLarge", "6"), els.Text);
        els = await Upload(Encoding.UTF8.GetBytes("%PDF-1.7"), "lijst.pdf");
        Assert.Has(Dutch("ListModel.Problem.other-kind"), els.Text);
        els = await Upload([], "leeg.csv");
        Assert.Has(Dutch("ListModel.NoFile"), els.Text);
    }

    [Fact]
    public async Task What_a_page_carries_and_did_not_pack_is_refused()
    {
        var els = await Upload(List);
        using var bomb = new MemoryStream();
        using (var pack = new BrotliStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(new byte[SheetFile.MostBytes + 1]);

        foreach (var carried in new[] { "!", "AAAA", System.Buffers.Text.Base64Url.EncodeToString(bomb.ToArray()) })
        {
            await els.Open("/mensen/inlezen");
            await els.Post(
                "/mensen/inlezen?handler=Check",
                new FormUrlEncodedContent([new("List", carried), els.Token])
            );
            Assert.Has(Dutch("ListModel.NoFile"), els.Text);
        }
    }

    [Fact]
    public async Task The_example_list_comes_in_by_itself()
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var download = await (await site.SignedIn()).Open("/mensen/inlezen?vorm=xlsx");
        var example = await download.Answer.Content.ReadAsByteArrayAsync(Some.Stop);

        var els = await Upload(example, "voorbeeldlijst.xlsx");
        Assert.Equal(0, els.Page.QuerySelectorAll("select option[selected][value='']").Length);
        await els.Press(Dutch("ListModel.Check"));

        Assert.Has(Dutch("ListModel.Counts", ("nieuw", "3"), ("anders", "0"), ("gelijk", "0")), els.Text);
    }

    [Fact]
    public async Task Whoever_goes_back_finds_the_columns_as_they_chose_them()
    {
        var els = await Upload(List);
        await Chosen(els, "first_name", "last_name", "phone", "", "cares_for", "").Press(Dutch("ListModel.Check"));

        await els.Post(
            "/mensen/inlezen?handler=Columns",
            Browser.FieldsOf(els.Page.QuerySelector<IHtmlFormElement>("form[action$=Store]")!)
        );

        Assert.Equal(
            ["first_name", "last_name", "phone", "", "cares_for", ""],
            els.Page.QuerySelectorAll<IHtmlSelectElement>("select").Select(select => select.Value)
        );
    }

    private static Browser Chosen(Browser browser, params string[] columns)
    {
        foreach (var (select, column) in browser.Page.QuerySelectorAll<IHtmlSelectElement>("select").Zip(columns))
            select.Value = column;
        return browser;
    }

    /// <summary>The lines of who did what, each with whose it is.</summary>
    private Task<string> Lines() =>
        site.Joined(
            "select action || ' ' || object || ' ' || coalesce(person, '-') from audit_log left join caregiver on caregiver.id = caregiver_id where action in ('import', 'add') and object in ('details', 'person') order by audit_log.id"
        );

    private Task<Browser> Upload(string text, string name = "lijst.csv") => Upload(Encoding.UTF8.GetBytes(text), name);

    private async Task<Browser> Upload(byte[] file, string name)
    {
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead);
        var els = await (await site.SignedIn()).Open("/mensen/inlezen");
        using var body = new MultipartFormDataContent
        {
            { new StringContent(els.Token.Value), els.Token.Key },
            { new ByteArrayContent(file), "Upload", name },
        };
        return await els.Post("/mensen/inlezen", body);
    }
}
