using System.IO.Compression;
using CaregiverSignal.Files;
using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Import.Lists;

/// <summary>
/// Lists as survey tools, spreadsheets, care systems and people make them come in with the columns that are chosen for
/// them; what cannot says what to do.
/// </summary>
public sealed class ThirtyListsTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-10");

    public ThirtyListsTests() => site.Coordinator();

    public void Dispose() => site.Dispose();

    public static TheoryData<string, string, string> Texts =>
        new()
        {
            {
                "LimeSurvey, question texts",
                """
                    "Respons ID","Datum ingediend","Laatste pagina","Begintaal","Seed","Wat is uw voornaam?","Wat is uw achternaam?","Wat is uw e-mailadres?","Op welk telefoonnummer bent u bereikbaar?","Wat is uw geboortedatum?","Voor wie zorgt u?","Hoeveel uur per week zorgt u?","Woont u samen met uw naaste?"
                    "1","2026-03-01 09:12:44","4","nl","1199276554","Anna","de Vries","anna@example.org","06 12345678","1957-03-12 00:00:00","Mijn moeder","12","Nee"
                    "4","2026-03-02 21:05:01","4","nl","1771102938","Bert","Jansen","bert@example.org","","1949-11-30 00:00:00","Mijn partner","40","Ja"
                    """,
                "Anna de Vries|anna@example.org|06 12345678|1957-03-12|child|12|no|2026-03-01; Bert Jansen|bert@example.org||1949-11-30|partner|40|yes|2026-03-02"
            },
            {
                "LimeSurvey, codes",
                """
                    id;submitdate;lastpage;startlanguage;seed;voornaam;achternaam;email;telefoon;geboortejaar;relatie;samenwonend
                    1;2026-03-01 09:12:44;4;nl;1199276554;Anna;de Vries;anna@example.org;0612345678;1957;dochter;N
                    2;2026-03-02 21:05:01;4;tr;1771102938;Bert;Yıldız;bert@example.org;;1949;partner;Y
                    """,
                "Anna de Vries|anna@example.org|0612345678|1957|child||no|2026-03-01; Bert Yıldız|bert@example.org||1949|partner||yes|2026-03-02"
            },
            {
                "LimeSurvey, codes and texts",
                """
                    "id. Response ID","submitdate. Date submitted","G01Q01. Wat is uw naam?","G01Q02. E-mailadres","G02Q01[hours]. Aantal uren per week"
                    "7","2026-03-01 09:12:44","Anna de Vries","anna@example.org","8.5"
                    "8","2026-03-02 10:00:00","Bert van den Berg","bert@example.org","20"
                    """,
                "Anna de Vries|anna@example.org||||9||2026-03-01; Bert van den Berg|bert@example.org||||20||2026-03-02"
            },
            {
                "LimeSurvey, English, with addresses of machines",
                "Response ID\tDate submitted\tStart language\tIP address\tReferrer URL\tFirst name\tSurname\tEmail\tMobile\tDate of birth\n"
                    + "1\t2026-02-01 08:00:00\ten\t203.0.113.9\thttps://example.org\tAnn\tSmith\tann@example.org\t+31612345678\t1957-03-12\n",
                "Ann Smith|ann@example.org|+31612345678|1957-03-12||||2026-02-01"
            },
            {
                "LimeSurvey, with a token and Yes/No",
                """
                    "Respons ID";"Toegangscode";"Voornaam";"Achternaam";"Telefoon";"Heeft u betaald werk? "
                    "1";"xY72";"Anna";"de Vries";"'0612345678";"Ja"
                    "2";"zz81";"Bert";"Jansen";"020-1234567";"Nee, ik ben met pensioen"
                    """,
                "Anna de Vries||0612345678|||||2026-03-10; Bert Jansen||020-1234567|||||2026-03-10"
            },
            {
                "REDCap, labels",
                """
                    "Record ID","Event Name","Survey Identifier","Survey Timestamp","First name","Last name","Email address","Phone number","Date of birth","Relationship to care recipient","Hours of care per week","Complete?"
                    "101","Intake","","2026-03-01 09:12","Anna","de Vries","anna@example.org","06-12345678","1957-03-12","Daughter","12","Complete"
                    "102","Intake","","2026-03-02 10:30","Bert","Jansen","bert@example.org","","1949-11-30","Spouse","40","Complete"
                    """,
                "Anna de Vries|anna@example.org|06-12345678|1957-03-12|child|12||2026-03-01 101; Bert Jansen|bert@example.org||1949-11-30|partner|40||2026-03-02 102"
            },
            {
                "REDCap, raw",
                """
                    record_id,redcap_event_name,redcap_survey_identifier,intake_timestamp,first_name,last_name,email,phone,dob,hours_per_week,lives_together,intake_complete
                    101,intake_arm_1,,2026-03-01 09:12,Anna,de Vries,anna@example.org,0612345678,1957-03-12,12,0,2
                    102,intake_arm_1,,[not completed],Bert,Jansen,bert@example.org,,1949-11-30,40,1,2
                    """,
                "Anna de Vries|anna@example.org|0612345678|1957-03-12||12|no|2026-03-01 101; Bert Jansen|bert@example.org||1949-11-30||40|yes|2026-03-10 102"
            },
            {
                "REDCap, Dutch project",
                """
                    record_id;inschrijfdatum;voornaam;achternaam;telefoonnummer;e_mailadres;zorgt_voor;uren_per_week
                    1;01-03-2026;Anna;de Vries;06 12345678;anna@example.org;vader;12
                    2;02-03-2026;Bert;Jansen;;bert@example.org;vrouw;40
                    """,
                "Anna de Vries|anna@example.org|06 12345678||child|12||2026-03-01 1; Bert Jansen|bert@example.org|||partner|40||2026-03-02 2"
            },
            {
                "REDCap, ticks as their export has them",
                """
                    participant_id,name,email,works,channel
                    P-01,Anna de Vries,anna@example.org,Checked,Email
                    P-02,Bert Jansen,bert@example.org,Unchecked,Email
                    """,
                "Anna de Vries|anna@example.org||||||2026-03-10 P-01; Bert Jansen|bert@example.org||||||2026-03-10 P-02"
            },
            {
                "Google Forms, Dutch",
                """
                    Tijdstempel,E-mailadres,Wat is uw naam?,Telefoonnummer,Geboortedatum,Voor wie zorgt u?,Hoeveel uren per week zorgt u?,Woont u samen met uw naaste?
                    2026/03/01 9:12:45 a.m. EET,anna@example.org,Anna de Vries,06 12345678,12-3-1957,Moeder,8,Nee
                    2026/03/02 10:30:00 p.m. EET,bert@example.org,Bert Jansen,,30-11-1949,Mijn man,40 uur,Ja
                    """,
                "Anna de Vries|anna@example.org|06 12345678|1957-03-12|child|8|no|2026-03-01; Bert Jansen|bert@example.org||1949-11-30|partner|40|yes|2026-03-02"
            },
            {
                "Google Forms, American days",
                """
                    Timestamp,Email Address,Full name,Phone number,Date of birth
                    3/1/2026 9:12:45,ann@example.org,Ann Smith,0612345678,12/25/1951
                    3/2/2026 21:00:00,bob@example.org,Bob Jones,,1/31/1949
                    """,
                "Ann Smith|ann@example.org|0612345678|1951-12-25||||2026-03-01; Bob Jones|bob@example.org||1949-01-31||||2026-03-02"
            },
            {
                "Google Sheets, copied",
                "Naam\tTelefoon\tMail\tPlaats\nAnna de Vries\t06 12345678\tanna@example.org\tUtrecht\nBert Jansen\t\tbert@example.org\tDe Bilt\n",
                "Anna de Vries|anna@example.org|06 12345678|||||2026-03-10; Bert Jansen|bert@example.org||||||2026-03-10"
            },
            {
                "Google Forms, questions as long as they are asked",
                """
                    "Tijdstempel","Wat is uw voornaam (roepnaam)?","En uw achternaam?","Op welk e-mailadres mogen wij u schrijven?","Hoe lang zorgt u al? Sinds welk jaar?","Mogen wij u bellen? Zo ja, op welk nummer?","Telefoonnummer"
                    "1-3-2026 9:12:45","Anna","de Vries","anna@example.org","2019","ja","06 12345678"
                    """,
                "Anna de Vries|anna@example.org|06 12345678|||||2026-03-01"
            },
            {
                "Google Forms, a name in two columns and a signature",
                """
                    "Tijdstempel","Gebruikersnaam","Voornaam","Achternaam","Mobiel nummer","Akkoord met privacy?"
                    "01-03-2026 09:12:45","anna@example.org","Anna","de Vries","+31 6 12345678","Ik ga akkoord"
                    """,
                "Anna de Vries|anna@example.org|+31 6 12345678|||||2026-03-01"
            },
            {
                "Excel, Dutch CSV",
                """
                    Voornaam;Tussenvoegsel;Achternaam;Telefoon;Mobiel;E-mail;Geboortedatum;Relatie;Uren p/w;Samenwonend;;
                    Anna;de;Vries;030-1234567;06-12345678;anna@example.org;12-03-1957;dochter;12,5;Nee;;
                    Bert;;Jansen;;0687654321;;30-11-1949;echtgenoot;40;Ja;;
                    ;;;;;;;;;;;
                    """,
                "Anna de Vries|anna@example.org|030-1234567|1957-03-12|child|13|no|2026-03-10; Bert Jansen||0687654321|1949-11-30|partner|40|yes|2026-03-10"
            },
            {
                "Excel, saved with its separator",
                "sep=;\r\nNaam;Tel;Geboren\r\nAnna de Vries;06 12345678;12-3-57\r\nBert Jansen;06 87654321;30-11-'49\r\n",
                "Anna de Vries||06 12345678|1957-03-12||||2026-03-10; Bert Jansen||06 87654321|1949-11-30||||2026-03-10"
            },
            {
                "Excel, with a title and a total",
                """
                    Mantelzorgers wijk Noord;;;
                    bijgewerkt 1 maart;;;
                    ;;;
                    Naam;Telefoon;E-mail;Bijzonderheden
                    Vries, Anna de;0612345678;;
                    Jansen, Bert;;bert@example.org;belt zelf
                    ;;;totaal: 2
                    """,
                "Anna de Vries||0612345678|||||2026-03-10; Bert Jansen|bert@example.org||||||2026-03-10"
            },
            {
                "Care system, all in one",
                """
                    Cliëntnummer;Voorletters;Tussenvoegsel;Achternaam;Geslacht;Geboortedatum;BSN;Straat;Huisnummer;Toevoeging;Postcode;Woonplaats;Telefoon privé;Telefoon mobiel;E-mailadres;Huisarts;Telefoon huisarts;Datum aanmelding;Status
                    10023;A.;de;Vries;V;12-03-1957;;Dorpsstraat;1;a;1234ab;Voorbeeld;;06-12345678;anna@example.org;dr. Smit;030-7654321;01-02-2026;In zorg
                    10024;B.;;Jansen;M;30-11-1949;;Kerkweg;22;;1234 CD;Voorbeeld;030-1234567;;;dr. Smit;030-7654321;15-02-2026;Actief
                    """,
                "A. de Vries|anna@example.org|06-12345678|1957-03-12||||2026-02-01 10023; B. Jansen||030-1234567|1949-11-30||||2026-02-15 10024"
            },
            {
                "Care system, caregiver beside whom they care for",
                """
                    "Dossiernummer","Naam mantelzorger","Telefoon mantelzorger","E-mail mantelzorger","Relatie tot zorgvrager","Naam zorgvrager","Geboortedatum zorgvrager","Ziektebeeld"
                    "D-7","Anna de Vries","06 12345678","anna@example.org","Dochter","Mevr. P. de Vries","01-01-1930","Dementie (Alzheimer)"
                    "D-9","Dhr. Bert Jansen","","bert@example.org","Partner","Mevr. L. Jansen","05-05-1951","NAH"
                    """,
                "Anna de Vries|anna@example.org|06 12345678||child|||2026-03-10 D-7 dementia; Bert Jansen|bert@example.org|||partner|||2026-03-10 D-9 brain-injury"
            },
            {
                "Care system, English",
                """
                    Client ID,Surname,First name,DOB,Address line 1,Postcode,City,Home phone,Mobile phone,Email,Cares for,Start date
                    C1,de Vries,Anna,12/03/1957,Dorpsstraat 1,1234AB,Voorbeeld,,0612345678,anna@example.org,Mother,01/02/2026
                    C2,Jansen,Bert,30/11/1949,Kerkweg 2,1234CD,Voorbeeld,0301234567,,,Wife,15/02/2026
                    """,
                "Anna de Vries|anna@example.org|0612345678|1957-03-12|child|||2026-02-01 C1; Bert Jansen||0301234567|1949-11-30|partner|||2026-02-15 C2"
            },
            {
                "Care system, by the name of the worker",
                """
                    Cliëntnaam;Telefoonnummer;Casemanager
                    Anna de Vries;06 12345678;Els
                    Bert Jansen;06 87654321;els@steunpunt.example
                    """,
                "Anna de Vries||06 12345678|||||2026-03-10; Bert Jansen||06 87654321|||||2026-03-10"
            },
            {
                "A person, few words",
                """
                    naam, tel, mail
                    Anna de Vries, 06 12345678, anna@example.org
                    Bert Jansen, , bert@example.org
                    Mw. Corrie van 't Hof, 030 1234567,
                    """,
                "Anna de Vries|anna@example.org|06 12345678|||||2026-03-10; Bert Jansen|bert@example.org||||||2026-03-10; Corrie van 't Hof||030 1234567|||||2026-03-10"
            },
            {
                "A person, with an address",
                """
                    Voornaam;Naam;Adres;Plaats;Tel.nr.;Zorgt voor;Sinds
                    Anna;de Vries;Dorpsstraat 1;Voorbeeld;06 12345678;schoonmoeder;mei 2019
                    Bert;Jansen;Kerkweg 2;Voorbeeld;;haar man;2-2020
                    """,
                "Anna de Vries||06 12345678||child|||2026-03-10; Bert Jansen||||partner|||2026-03-10"
            },
            {
                "A person, capitals and spaces",
                "  VOORNAAM ;ACHTERNAAM ; TELEFOON \n  Anna ;  de   Vries ; 06  1234 5678 \n",
                "Anna de Vries||06 1234 5678|||||2026-03-10"
            },
            {
                "A person, one column of mail addresses with names",
                "Naam;E-mailadres\nAnna de Vries;Anna de Vries <anna@example.org>\nBert Jansen;mailto:bert@example.org\n",
                "Anna de Vries|anna@example.org||||||2026-03-10; Bert Jansen|bert@example.org||||||2026-03-10"
            },
            {
                "A person, answers in words",
                """
                    Naam;Telefoon;Werkt;Woont samen;Taal;Hoe benaderen
                    Anna de Vries;06 12345678;x;-;Turks;bellen
                    Bert Jansen;06 87654321;;ja;nederlands;per sms
                    """,
                "Anna de Vries||06 12345678|||||2026-03-10; Bert Jansen||06 87654321||||yes|2026-03-10"
            },
            {
                "REDCap, answers as numbers",
                """
                    record_id,first_name,last_name,email,relationship
                    1,Anna,de Vries,anna@example.org,2
                    2,Bert,Jansen,bert@example.org,7
                    """,
                "! rij 2, kolom relationship; ! rij 3, kolom relationship"
            },
            {
                "A person, no way to reach anybody",
                "Naam;Leeftijd\nAnna de Vries;68\nBert Jansen;76\n",
                "! rij 2; ! rij 3"
            },
            {
                "Excel, days that are none",
                "Naam;Telefoon;Geboortedatum\nAnna de Vries;06 12345678;31-02-1957\nBert Jansen;06 87654321;onbekend\n",
                "! rij 2, kolom Geboortedatum"
            },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_comes_in_with_the_columns_that_are_chosen_for_it(string list, string text, string expected) =>
        Assert.Equal(list + ": " + expected, list + ": " + Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    public void Letters_come_in_as_they_are_in_every_usual_encoding(string name, bool isMarked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] file =
        [
            .. isMarked ? encoding.GetPreamble() : [],
            .. encoding.GetBytes("Voornaam\tAchternaam\tTelefoon\r\nZoë\tNuñez\t06 12345678\r\n"),
        ];

        Assert.Equal("Zoë Nuñez||06 12345678|||||2026-03-10", Read(file));
        Assert.Equal(name == "windows-1252", SheetFile.Read(file).IsGuessed);
    }

    [Fact]
    public void A_workbook_comes_in_with_its_days_and_numbers()
    {
        var file = new ListFile(
            "Blad1",
            ["Naam", "Telefoon", "Geboortedatum", "Uren", "Ingeschreven op"],
            [
                ["Anna de Vries", 612345678, new DateOnly(1957, 3, 12), 12.5m, new DateTime(2026, 3, 1, 9, 12, 0)],
                [null, null, null, null, null],
                ["Bert Jansen", "06-87654321", 1949, 40, null],
            ]
        ).As(ListFile.Xlsx);

        Assert.Equal(
            "Anna de Vries||0612345678|1957-03-12||13||2026-03-01; Bert Jansen||06-87654321|1949||40||2026-03-10",
            Read(file)
        );
    }

    [Fact]
    public void Of_a_workbook_with_several_sheets_one_is_chosen()
    {
        var file = ListFile.Workbook([
            new(
                "Noord",
                ["Naam", "Telefoon"],
                [
                    ["Anna de Vries", "06 12345678"],
                ]
            ),
            new("Leeg", ["Naam", "Telefoon"], []),
            new(
                "Zuid",
                ["Naam", "Telefoon"],
                [
                    ["Bert Jansen", "06 87654321"],
                ]
            ),
        ]);

        var read = SheetFile.Read(file);

        Assert.Null(read.Sheet);
        Assert.Equal(["1. Noord", "3. Zuid"], read.Sheets);
        Assert.Equal("Bert Jansen||06 87654321|||||2026-03-10", Read(file, "3. Zuid"));
    }

    [Fact]
    public void What_is_no_list_says_what_it_is()
    {
        var workbook = ListFile.Workbook([
            new(
                "Noord",
                ["Naam"],
                [
                    ["Anna"],
                ]
            ),
        ]);

        Assert.Equal(SheetProblem.Empty, ProblemOf(""));
        Assert.Equal(SheetProblem.Empty, ProblemOf("Naam;Telefoon\n"));
        Assert.Equal(SheetProblem.OtherKind, ProblemOf("%PDF-1.7"));
        Assert.Equal(SheetProblem.OtherKind, ProblemOf("<html><table>"));
        Assert.Equal(SheetProblem.Damaged, SheetFile.Read(workbook[..(workbook.Length / 2)]).Problem);
        Assert.Equal(SheetProblem.OpenQuote, ProblemOf("Naam;Telefoon\n\"Anna;06 12345678\nBert;06 87654321\n"));
        Assert.Equal(
            SheetProblem.TooManyColumns,
            ProblemOf(string.Join(';', Enumerable.Range(0, SheetFile.MostColumns + 1)) + "\n1\n")
        );
        Assert.Equal(
            SheetProblem.TooManyRows,
            ProblemOf(
                "Naam;Telefoon\n" + string.Concat(Enumerable.Repeat("Anna;06 12345678\n", SheetFile.MostRows + 1))
            )
        );

        static SheetProblem? ProblemOf(string text) => SheetFile.Read(Encoding.UTF8.GetBytes(text)).Problem;
    }

    [Theory]
    [InlineData("<row r='1'><c><v>1</v></c></row><row r='2000000000'><c><v>1</v></c></row>", SheetProblem.TooManyRows)]
    [InlineData("<row r='1'><c r='XFD1'><v>1</v></c></row>", SheetProblem.TooManyColumns)]
    public void A_small_workbook_that_takes_long_is_not_read_to_its_end(string rows, SheetProblem problem)
    {
        var workbook = ListFile.Workbook([
            new(
                "Noord",
                ["Naam"],
                [
                    ["Anna"],
                ]
            ),
        ]);
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var parts = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var sheet = parts.Entries.Single(part => part.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal));
            var name = sheet.FullName;
            sheet.Delete();
            using var writer = new StreamWriter(parts.CreateEntry(name).Open());
            writer.Write(
                $"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
            );
        }

        Assert.Equal(problem, SheetFile.Read(file.ToArray()).Problem);
    }

    /// <summary>Each person as "name|mail|phone|birth|relation|hours|together|day number condition", or each fault's
    /// place.</summary>
    private string Read(byte[] file, string? sheet = null)
    {
        var read = SheetFile.Read(file, sheet);
        if (read.Sheet is not { } people)
            return read.Problem?.ToString().ToLowerInvariant() ?? "sheets";
        var list = new ListImport(site.Database, site.Installation.Instruments, site.Time).Read(
            people,
            "lijst.csv",
            ListWords.Likely(people.Headings),
            reader: null
        );
        return string.Join(
            "; ",
            list.Folder?.People.Select(row =>
                string.Join(
                    '|',
                    $"{row.Details.FirstName} {row.Details.LastName}".Trim(),
                    row.Details.Email,
                    row.Details.Phone,
                    PersonField.Of("born").Text(row.Details),
                    PersonField.Of("relation").Text(row.Details),
                    row.Details.HoursPerWeek,
                    PersonField.Of("lives_together").Text(row.Details),
                    string.Join(
                        ' ',
                        [
                            $"{row.Enrolled:yyyy-MM-dd}",
                            .. row.HasNumber ? [row.Person] : Array.Empty<string>(),
                            .. row.Details.Condition is { } condition ? [condition] : Array.Empty<string>(),
                        ]
                    )
                )
            )
                ?? list.Faults.Select(fault => "! " + Dutch(fault))
        );
    }

    private static string Dutch(Fault fault) => CaregiverSignal.Import.FaultWords.Of(fault).Place;
}
