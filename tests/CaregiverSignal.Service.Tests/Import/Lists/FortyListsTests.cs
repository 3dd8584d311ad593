using System.IO.Compression;
using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Import.Lists;

/// <summary>
/// Lists as support points have them, with people who left, remarks, two numbers in a cell and hidden rows: right, or
/// refused with what to do; none comes in otherwise than its owner sees it.
/// </summary>
public sealed class FortyListsTests : IDisposable, IAsyncLifetime
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-10");

    public async ValueTask InitializeAsync()
    {
        await site.Coordinator();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => site.Dispose();

    /// <summary>Who left by a column or a word: asked, or named by the row; nobody of them comes in unasked.</summary>
    public static TheoryData<string, string> Gone =>
        new()
        {
            { "Naam;Mail;Einddatum\nAnna Bos;anna@example.org;\nBert Vos;bert@example.org;1-2-2026\n", "? Einddatum" },
            { "Naam;Mail;Datum overlijden\nBert Vos;bert@example.org;2026-01-01\n", "? Datum overlijden" },
            { "Naam;Mail;Reden beëindiging\nBert Vos;bert@example.org;niet meer nodig\n", "? Reden beëindiging" },
            { "Naam;Mail;Uitgeschreven\nBert Vos;bert@example.org;ja\n", "? Uitgeschreven" },
            { "Naam;Mail;Uitgeschreven\nBert Vos;bert@example.org;nee\n", "Bert Vos email" },
            { "Naam;Mail;Geen mail sturen\nBert Vos;bert@example.org;ja\n", "? Geen mail sturen" },
            { "Naam;Mail;Geen e-mail\nBert Vos;bert@example.org;x\n", "? Geen e-mail" },
            { "Naam;Mail;Toestemming mail\nBert Vos;bert@example.org;nee\n", "? Toestemming mail" },
            { "Naam;Mail;Toestemming mail\nBert Vos;bert@example.org;ja\n", "Bert Vos email" },
            { "Naam;Mail;Overleden?\nBert Vos;bert@example.org;†\n", "? Overleden?" },
            { "Naam;Mail;Uit zorg per\nBert Vos;bert@example.org;1-3-26\n", "? Uit zorg per" },
            { "Naam;Mail;Einddatum\nBert Vos;bert@example.org;1-3-2027\n", "Bert Vos email" },
            { "Name;Email;End date\nBert Vos;bert@example.org;2026-01-01\n", "? End date" },
            { "Naam;Mail;Opmerking\nBert Vos;bert@example.org;Geen contact!\n", "?? 2 Geen contact!" },
            { "Naam;Mail;Opmerking\nBert Vos;bert@example.org;is overleden in mei\n", "?? 2 is overleden in mei" },
            { "Naam;Mail;Los\nBert Vos;bert@example.org;niet meer mailen aub\n", "?? 2 niet meer mailen aub" },
            { "Naam;Mail;Kanaal\nBert Vos;bert@example.org;geen mail\n", "?? 2 geen mail" },
            { "Naam;Mail\nBert Vos (overleden);bert@example.org\n", "?? 2 Bert Vos (overleden)" },
            {
                "Naam;Mail;Tel\nAnna Bos;anna@example.org;\nBert Vos;geen mail;06-12345678\n",
                "Anna Bos email; Bert Vos phone 06-12345678"
            },
            {
                "Naam;Mail;Status\nAnna Bos;anna@example.org;Lopend\nBert Vos;bert@example.org;Overleden\n",
                "Anna Bos email; Bert Vos email ended"
            },
            {
                "Naam;Mail;Status\nAnna Bos;anna@example.org;loopt\nBert Vos;bert@example.org;loopt niet\n",
                "Anna Bos email; Bert Vos email ended"
            },
            {
                "Naam;Mail;Status\nAnna Bos;anna@example.org;loopt\nBert Vos;bert@example.org;loopt niet meer\n",
                "! rij 3, kolom Status: ‘loopt niet meer’ kennen wij niet; schrijf een van deze: actief, pauze, nazorg, gestopt"
            },
        };

    [Theory]
    [MemberData(nameof(Gone))]
    public async Task Nobody_who_left_or_wants_no_mail_comes_in_unasked(string text, string expected) =>
        Assert.Equal(expected, await Read(Encoding.UTF8.GetBytes(text)));

    public static TheoryData<string, string> Cells =>
        new()
        {
            {
                "Naam;Tel\nAnna Bos;06-12345678 / 030-1234567\n",
                "Anna Bos phone 06-12345678 [06-12345678 / 030-1234567]"
            },
            { "Naam;Tel\nAnna Bos;06 12345678 na 18u\n", "Anna Bos phone 06 12345678 [06 12345678 na 18u]" },
            { "Naam;Tel\nAnna Bos;0612345678 0687654321\n", "Anna Bos phone 0612345678 [0612345678 0687654321]" },
            { "Naam;Tel\nAnna Bos;030/1234567\n", "Anna Bos phone 030/1234567" },
            { "Naam;Tel\nAnna Bos;+31 (0)6 12345678\n", "Anna Bos phone +31 (0)6 12345678" },
            {
                "Naam;Tel\nAnna Bos;06-1\nBert Vos;06-87654321\n",
                "! rij 2, kolom Tel: ‘06-1’ is geen telefoonnummer; schrijf er een zoals 06 12345678, of laat de cel leeg"
            },
            {
                "Naam;Tel\nAnna Bos;zie dochter\nBert Vos;06-87654321\n",
                "! rij 2, kolom Tel: ‘zie dochter’ is geen telefoonnummer; schrijf er een zoals 06 12345678, of laat de cel leeg"
            },
            { "Naam;Tel;Bereikbaar\nAnna Bos;06 12345678 (werk);avond\n", "Anna Bos phone 06 12345678 [avond]" },
            {
                "Naam;Tel\nPiet;06-12345678\nMevr. Smit;06-87654321\n",
                "Piet phone 06-12345678; (Smit) phone 06-87654321"
            },
            {
                "Naam;Tel;Geboren\nAnna Bos;06-12345678;12-3-24\n",
                "! rij 2, kolom Geboren: ‘12-3-24’ kan in twee eeuwen zijn; schrijf het jaar met vier cijfers, zoals 1924"
            },
            {
                "Naam;Tel;Geboren\nAnna Bos;06-12345678;12-3-31\nBert Vos;06-87654321;5-6-11\n",
                "Anna Bos phone 06-12345678 1931-03-12; Bert Vos phone 06-87654321 2011-06-05"
            },
            {
                "Naam;Tel;Geboren\nAnna Bos;06-12345678;19500000\nBert Vos;06-87654321;19530400\nCor Pot;06-11223344;00-00-1949\n",
                "Anna Bos phone 06-12345678 1950; Bert Vos phone 06-87654321 1953; Cor Pot phone 06-11223344 1949"
            },
            { "Naam;Mail;Geboren\nJan Bos;jan@example.org;1-2-2012\n", "Jan Bos paper 2012-02-01" },
            {
                "Naam;Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Woonplaatsnaam\nAnna Bos;Kerkweg;12;A;2;Voorbeeld\n",
                "Anna Bos paper <Kerkweg 12A-2, Voorbeeld>"
            },
            { "Naam;Tel;Opmerking\nAnna Bos;06-12345678;hond bijt\n", "Anna Bos phone 06-12345678 \"hond bijt\"" },
            { "Anna Bos;06-12345678\nBert Vos;06-87654321\n", "no headings 2" },
            { "Bos;Anna;anna@example.org\n", "no headings 1" },
            { "Wie;Waar\nAnna Bos;Kerkweg 1\n", "no headings 2" },
            {
                "Naam;Tel\nAnna Bos;06-12345678\nBert Vos;06-1\nCor Pot;06-11223344\n",
                "! rij 3, kolom Tel: ‘06-1’ is geen telefoonnummer; schrijf er een zoals 06 12345678, of laat de cel leeg"
            },
            {
                "id;submitdate;lastpage;startlanguage;seed;voornaam;achternaam;email\n1;2026-03-01;4;nl;5;Anna;Bos;anna@example.org\n2;;1;nl;6;;;\n",
                "Anna Bos email -1"
            },
            {
                "record_id,redcap_event_name,first_name,last_name,email,csi1\n1,intake_arm_1,Anna,Bos,anna@example.org,\n1,month_1_arm_1,,,,1\n",
                "Anna Bos email -1"
            },
            {
                "StartDate,EndDate,Finished,ResponseId,Voornaam,Achternaam,Email\nStart Date,End Date,Finished,Response ID,Wat is uw voornaam?,Wat is uw achternaam?,Wat is uw mailadres?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",x,x,x,x\n2026-03-01,2026-03-01,True,R_1,Anna,Bos,anna@example.org\n",
                "Anna Bos email"
            },
        };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_cell_is_what_its_owner_sees_or_is_refused_with_what_to_do(string text, string expected) =>
        Assert.Equal(expected, await Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(
        "LimeSurvey",
        "Respons ID;Datum ingediend;Laatste pagina;Begintaal;Hoe gaat het?\n1;2026-03-01;4;nl;3\n"
    )]
    [InlineData("REDCap", "record_id,redcap_event_name,redcap_repeat_instrument,csi_1\n1,a,,1\n")]
    [InlineData("Castor", "Participant Id;Participant Status;Site Abbreviation;csi_1\n1;Not set;XX;1\n")]
    [InlineData(
        "Qualtrics",
        "StartDate,EndDate,Progress,Finished,ResponseId,Q1\n2026-03-01,2026-03-01,100,True,R_1,3\n"
    )]
    [InlineData("CaregiverSignal", "person,date,instrument,item,value\n1,2026-03-01,csi,sleep,1\n")]
    public void A_list_of_answers_is_known_for_one(string program, string text) =>
        Assert.Equal(program, SheetFile.Read(Encoding.UTF8.GetBytes(text)).Sheet!.AnswersOf);

    [Fact]
    public async Task Of_three_rows_the_good_ones_come_in()
    {
        var read = await ListOf(
            SheetOf("Naam;Tel\nAnna Bos;06-12345678\nBert Vos;06-1\nCor Pot;06-11223344\n"u8.ToArray())
        );

        Assert.Equal(["Anna", "Cor"], read.Folder!.People.Select(row => row.Details.FirstName));
        Assert.Equal(3, Assert.Single(ListRead.RowsOf(read.Faults)));
    }

    [Theory]
    [InlineData("<row r='3' hidden='1'>")]
    [InlineData("<row r='3' ht='0' customHeight='1'>")]
    public async Task Rows_that_their_owner_does_not_see_are_left_out_and_counted(string row)
    {
        var book = Workbook(
            $"<row r='1'>{Cell("Naam")}{Cell("Mail")}</row><row r='2'>{Cell("Anna Bos")}{Cell("anna@example.org")}</row>"
                + $"{row}{Cell("Bert Vos")}{Cell("bert@example.org")}</row>"
        );

        Assert.Equal("Anna Bos email", await Read(book));
        Assert.Equal(1, SheetFile.Read(book).Sheet!.HiddenRows);
    }

    [Fact]
    public async Task A_hidden_column_is_not_read_by_itself_and_still_says_who_left()
    {
        var book = Workbook(
            $"<row r='1'>{Cell("Naam")}{Cell("Mail")}{Cell("Einddatum")}{Cell("Tel")}</row>"
                + $"<row r='2'>{Cell("Anna Bos")}{Cell("anna@example.org")}{Cell("1-2-2026")}{Cell("06-12345678")}</row>",
            "<cols><col min='3' max='4' width='9' hidden='1'/></cols>"
        );

        var sheet = SheetOf(book);
        Assert.Equal(["name", "email", null, null], ListWords.Likely(sheet));
        Assert.Equal("? Einddatum", await Read(book));
    }

    [Theory]
    [InlineData(850, "Zoë Müller")]
    [InlineData(850, "André Genève")]
    [InlineData(10000, "Zoë Müller")]
    [InlineData(10000, "André")]
    [InlineData(1252, "Zoë Müller")]
    [InlineData(1252, "André’s “Genève” – 50 €")]
    [InlineData(1254, "Ayşe Yıldız")]
    public void Letters_of_dos_and_a_mac_are_recognised_by_what_they_spell(int page, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var read = SheetFile.Read(Encoding.GetEncoding(page).GetBytes($"Naam;Telefoon\n{name};06-12345678\n"));

        Assert.Equal(name, read.Sheet!.Rows[0].Cells[0]);
        Assert.True(read.IsGuessed);
    }

    [Fact]
    public void Letters_that_spell_nothing_are_refused() =>
        Assert.Equal(
            SheetProblem.UnknownLetters,
            SheetFile.Read([.. "Naam;Telefoon\nAnna"u8, 0x81, 0x8D, 0x8F, .. "x;06-12345678\n"u8]).Problem
        );

    [Fact]
    public void The_old_excel_and_a_password_are_told_apart()
    {
        byte[] envelope = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

        Assert.Equal(SheetProblem.OldExcel, SheetFile.Read([.. envelope, .. new byte[512]]).Problem);
        Assert.Equal(
            SheetProblem.Encrypted,
            SheetFile.Read([.. envelope, .. Encoding.Unicode.GetBytes("EncryptedPackage")]).Problem
        );
    }

    [Fact]
    public void One_long_text_in_each_cell_takes_little_memory()
    {
        var cells = string.Concat(Enumerable.Repeat("<c t='s'><v>0</v></c>", 100));
        var book = Workbook(
            $"<row r='1'>{cells}</row>" + string.Concat(Enumerable.Repeat($"<row>{cells}</row>", 2_000)),
            shared: new string('a', 1_000_000)
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = SheetFile.Read(book);

        Assert.Equal(SheetProblem.TooMuchText, read.Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    private static string Cell(string text) => $"<c t='inlineStr'><is><t>{text}</t></is></c>";

    /// <summary>A workbook with these rows, as somebody's spreadsheet wrote it.</summary>
    private static byte[] Workbook(string rows, string columns = "", string? shared = null)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        using var file = new MemoryStream();
        using (var parts = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(
                "_rels/.rels",
                $"<Relationships xmlns='{Package}/relationships'><Relationship Id='r1' Type='{Office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            );
            Add(
                "xl/workbook.xml",
                $"<workbook xmlns='{Main}' xmlns:r='{Office}'><sheets><sheet name='Blad1' sheetId='1' r:id='r1'/></sheets></workbook>"
            );
            Add(
                "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns='{Package}/relationships'><Relationship Id='r1' Type='{Office}/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='{Office}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
            );
            Add("xl/sharedStrings.xml", $"<sst xmlns='{Main}'><si><t>{shared}</t></si></sst>");
            Add(
                "xl/worksheets/sheet1.xml",
                $"<worksheet xmlns='{Main}'>{columns}<sheetData>{rows}</sheetData></worksheet>"
            );

            void Add(string name, string text)
            {
                using var part = new StreamWriter(parts.CreateEntry(name).Open());
                part.Write(text);
            }
        }

        return file.ToArray();
    }

    private static PeopleSheet SheetOf(byte[] file) => SheetFile.Read(file).Sheet!;

    private Task<ListRead> ListOf(PeopleSheet sheet) =>
        Lists.ReadAsync(sheet, "lijst.csv", ListWords.Likely(sheet), reader: null);

    private ListImport Lists => new(site.Database, site.Installation.Instruments, site.Time);

    /// <summary>
    /// What waits for an answer; or who comes in, each with how they are asked and all that is not plain; or what is
    /// wrong with which row.
    /// </summary>
    private async Task<string> Read(byte[] file)
    {
        var sheet = SheetOf(file);
        if (!sheet.HasHeadings)
            return $"no headings {sheet.Rows.Count}";
        var columns = ListWords.Likely(sheet);
        var lists = Lists;
        if (lists.Unanswered(sheet, columns) is { Count: > 0 } unanswered)
            return "? " + string.Join(", ", unanswered.Select(place => sheet.Headings[place]));
        if (lists.Signs(sheet, columns) is { Count: > 0 } signs)
            return string.Join(", ", signs.Select(sign => $"?? {sign.Row} {sign.Text}"));
        var read = await ListOf(sheet);
        if (read.Faults.Count > 0)
            return string.Join(
                "; ",
                read.Faults.Select(CaregiverSignal.Import.FaultWords.Of)
                    .Select(said => $"! {said.Place}: {said.Message}")
            );
        var notes = read.Folder!.Events.ToDictionary(row => row.Person, row => row.Note);
        return string.Join(
                "; ",
                read.Folder.People.Select(row =>
                    string.Join(
                        ' ',
                        new[]
                        {
                            row.Details.FirstName is { } first
                                ? $"{first} {row.Details.LastName}".Trim()
                                : $"({row.Details.LastName})",
                            row.Details.Channel.Code(),
                            row.Details.Phone,
                            PersonField.Of("born").Text(row.Details) is { Length: > 0 } born ? born : null,
                            row.Details.SafeToCall is { } safe ? $"[{safe}]" : null,
                            row.Details.PostalAddress is { } address ? $"<{address}>" : null,
                            notes.TryGetValue(row.Person, out var note) ? $"\"{note}\"" : null,
                            row.Status == CaregiverStatus.Active ? null : row.Status.Code(),
                        }.OfType<string>()
                    )
                )
            ) + (read.Nameless > 0 ? $" -{read.Nameless}" : "");
    }
}
