using System.IO.Compression;
using CaregiverSignal.Files;
using CaregiverSignal.Import.Lists;

namespace CaregiverSignal.Tests.Import.Lists;

/// <summary>
/// Lists as survey tools, spreadsheets, care systems and people make them come in with the columns that are chosen for
/// them; what cannot says what to do.
/// </summary>
public sealed class ThirtyListsTests : IDisposable, IAsyncLifetime
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
    public async Task Each_comes_in_with_the_columns_that_are_chosen_for_it(
        string list,
        string text,
        string expected
    ) => Assert.Equal(list + ": " + expected, list + ": " + await Read(Encoding.UTF8.GetBytes(text)));

    /// <summary>Lists that came in with another's phone, birth or name, or with a day or relation turned around.</summary>
    public static TheoryData<string, string, string> Traps =>
        new()
        {
            {
                "the client first, with a birth and a phone of their own",
                """
                    Cliëntnummer;Naam cliënt;Geboortedatum;Telefoon;Adres;Naam mantelzorger;Telefoon mantelzorger;E-mail mantelzorger;Relatie
                    5001;M. de Vries;02-01-1930;030-7654321;Kerkweg 1;Anna de Vries;06-12345678;anna@example.org;dochter
                    """,
                "Anna de Vries|anna@example.org|06-12345678||child|||2026-03-10"
            },
            {
                "a name alone beside the caregiver's",
                """
                    Naam;Geboortedatum;Telefoon;Naam mantelzorger;Tel. van de mantelzorger
                    Mia de Vries;02-01-1930;030-7654321;Anna de Vries;06-12345678
                    """,
                "Anna de Vries||06-12345678|||||2026-03-10"
            },
            {
                "whom the columns are about in the row above",
                """
                    Overzicht wijk Noord;;;;;;
                    Zorgvrager;;;Mantelzorger;;;
                    Naam;Geboortedatum;Telefoon;Naam;Geboortedatum;Telefoon;Relatie
                    Mia de Vries;02-01-1930;030-7654321;Anna de Vries;12-03-1957;06-12345678;dochter
                    """,
                "Anna de Vries||06-12345678|1957-03-12|child|||2026-03-10"
            },
            {
                "a birth behind the one who is cared for",
                "Mantelzorger;Telefoon;Zorgt voor;Zorgvrager;Geboortedatum\nAnna de Vries;06-12345678;moeder;Mia de Vries;2-1-1930\n",
                "Anna de Vries||06-12345678||child|||2026-03-10"
            },
            {
                "a second phone behind the doctor",
                "Naam;Adres;Telefoon;Partner;Telefoon partner;Huisarts;Telefoon\nAnna de Vries;Kerkweg 1;;Piet;06-87654321;dr. Smit;030-7654321\n",
                "Anna de Vries|||||||2026-03-10"
            },
            {
                "who referred first, then the caregiver",
                "Verwijzer;Voornaam;Achternaam;Geboortedatum;Telefoon\nwijkteam;Anna;de Vries;12-3-1957;06-12345678\n",
                "Anna de Vries||06-12345678|1957-03-12||||2026-03-10"
            },
            {
                "the name of whom they care for",
                """
                    Tijdstempel,E-mailadres,Uw naam,Uw telefoonnummer,Naam van degene voor wie u zorgt,Telefoonnummer van degene voor wie u zorgt,Uw relatie tot hem of haar
                    2026/03/04 10:23:45 a.m. CET,anna@example.org,Anna de Vries,,Mia de Vries,030-7654321,dochter
                    """,
                "Anna de Vries|anna@example.org|||child|||2026-03-04"
            },
            {
                "mothers below a heading that may say either",
                "Naam;Telefoon;Relatie\nAnna de Vries;06-12345678;moeder\nBert Jansen;06-87654321;vader\n",
                "Anna de Vries||06-12345678|||||2026-03-10; Bert Jansen||06-87654321|||||2026-03-10"
            },
            {
                "hours a day",
                "Naam;Telefoon;Hoeveel uur per dag zorgt u?\nAnna de Vries;06-12345678;3\n",
                "Anna de Vries||06-12345678|||||2026-03-10"
            },
            {
                "days of a program that puts the month first, and of people who do not",
                """
                    Timestamp,Email Address,Wat is je naam?,Geboortedatum
                    3/4/2026 10:23:45,anna@example.org,Anna de Vries,12-3-1957
                    2/21/2026 9:11:01,bert@example.org,Bert Jansen,5-4-1949
                    """,
                "Anna de Vries|anna@example.org||1957-03-12||||2026-03-04; Bert Jansen|bert@example.org||1949-04-05||||2026-02-21"
            },
            {
                "days with half a day behind them",
                "Start time,Name,Email\n3/4/2026 9:12:33 AM,Ann Smith,ann@example.org\n",
                "Ann Smith|ann@example.org||||||2026-03-10"
            },
            {
                "days that a spreadsheet turned around as far as it could",
                "Naam;Telefoon;Geboren\nAnna de Vries;06-12345678;1957-12-03\nBert Jansen;06-87654321;4/25/1949\n",
                "! rij 3, kolom Geboren"
            },
            {
                "eight digits for a day, and nought for none",
                "Naam;Telefoon;Geb.datum\nAnna de Vries;06-12345678;19570312\nBert Jansen;06-87654321;0-0-00\n",
                "Anna de Vries||06-12345678|1957-03-12||||2026-03-10; Bert Jansen||06-87654321|||||2026-03-10"
            },
            {
                "numbers that lost their plus, or all but their beginning",
                "Naam;Telefoon\nAnna de Vries;31612345678\nBert Jansen;3,16123E+10\n",
                "! rij 3, kolom Telefoon"
            },
            {
                "no phone, in words",
                "Naam;Telefoon;E-mail\nAnna de Vries;geen;anna@example.org\nBert Jansen;31687654321;nee\n",
                "Anna de Vries|anna@example.org||||||2026-03-10; Bert Jansen||+31687654321|||||2026-03-10"
            },
            {
                "two people in one row",
                "Naam;Telefoon\nJan en Marie Jansen;06-12345678\nFam. Smit;06-87654321\n",
                "! rij 2, kolom Naam"
            },
            {
                "last names before first ones, and alone",
                """
                    Naam;Telefoon
                    "Vries, de, Anna";06-12345678
                    van den Berg;06-87654321
                    "DE VRIES, ANNA";06-11223344
                    Fam. Smit;06-55667788
                    """,
                "Anna de Vries||06-12345678|||||2026-03-10; van den Berg||06-87654321|||||2026-03-10; ANNA DE VRIES||06-11223344|||||2026-03-10; Smit||06-55667788|||||2026-03-10"
            },
            {
                "what stands before a last name behind it, or twice",
                """
                    Voorletters;Roepnaam;Tussenvoegsel;Achternaam;Telefoon
                    A.;Anna;de;"Vries, de";06-12345678
                    B.;Bert;de;de Jong;06-87654321
                    C.;Cor;;Berg van den;06-11223344
                    """,
                "Anna de Vries||06-12345678|||||2026-03-10; Bert de Jong||06-87654321|||||2026-03-10; Cor van den Berg||06-11223344|||||2026-03-10"
            },
            {
                "the last name first, as the heading says",
                "Achternaam en voornaam;Telefoon\n\"Vries, Anna de\";06-12345678\nJansen Bert;06-87654321\n",
                "Anna de Vries||06-12345678|||||2026-03-10; Jansen Bert||06-87654321|||||2026-03-10"
            },
            {
                "Microsoft Forms, without signing in",
                """
                    Id;Begintijd;E-mail;Naam;Wat is uw naam?;Wat is uw telefoonnummer?;Wat is uw e-mailadres?
                    1;4-3-2026 10:00;anonymous;;Anna de Vries;06 12345678;anna@example.org
                    """,
                "Anna de Vries|anna@example.org|06 12345678|||||2026-03-10"
            },
            {
                "LimeSurvey, a code before each question",
                """
                    "id. Antwoord-ID";"submitdate. Datum ingediend";"G01Q01. Naam";"G01Q02. Telefoon";"G01Q04. Relatie tot degene voor wie u zorgt"
                    "1";"2026-03-01 10:11:12";"Anna de Vries";"06 12345678";"Ik ben de dochter"
                    """,
                "Anna de Vries||06 12345678||child|||2026-03-01"
            },
            {
                "an address book of Google",
                """
                    First Name,Middle Name,Last Name,Name Prefix,Organization Name,Birthday,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value
                    Anna,,de Vries,,,1957-03-12,*,anna@example.org,Mobile,+31 6 12345678,Spouse,Kees
                    """,
                "Anna de Vries|anna@example.org|+31 6 12345678|1957-03-12||||2026-03-10"
            },
            {
                "a total, and headings on each page",
                "NAAM;TEL;GEB.\nANNA DE VRIES;06-12345678;12-3-1957\nNAAM;TEL;GEB.\nTOTAAL;;1\n",
                "ANNA DE VRIES||06-12345678|1957-03-12||||2026-03-10"
            },
        };

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task None_comes_in_with_what_is_of_another(string list, string text, string expected) =>
        Assert.Equal(list + ": " + expected, list + ": " + await Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(
        "Voornaam;Achternaam;Werkadres, straat;Huisadres, straat;Huisnummer;Toevoeging;Mobiel\nAnna;de Vries;Kantoorlaan 9;Kerkweg;1;2;06-12345678\n",
        "Kerkweg 1-2"
    )]
    [InlineData(
        "Naam;Adres;Straat;Huisnummer;Postcode\nAnna de Vries;Kerkweg 1 1234 AB Voorbeeld;Kerkweg;1;1234ab\n",
        "Kerkweg 1 1234 AB Voorbeeld"
    )]
    [InlineData("Naam;Straat;Huisnummer;Toevoeging\nAnna de Vries;Kerkweg;1;bis\n", "Kerkweg 1bis")]
    [InlineData(
        "Naam zorgvrager;Adres;Naam mantelzorger;Telefoon mantelzorger\nMia;Kerkweg 1;Anna;06-12345678\n",
        null
    )]
    public async Task An_address_is_their_own_and_whole(string text, string? expected) =>
        Assert.Equal(
            expected,
            Assert.Single((await ListOf(Encoding.UTF8.GetBytes(text))).Folder!.People).Details.PostalAddress
        );

    [Theory]
    [InlineData("1;Bert Jansen;06 87654321;;", "! rij 2")]
    [InlineData("1;Anna Jansen;06 87654321;;", "! rij 2")]
    [InlineData("1;Anna Jansen;;anna@example.org;", "Anna Jansen|anna@example.org||||||2026-01-01 1")]
    [InlineData("1;A. de Vries;06 87654321;;", "A. de Vries||06 87654321|||||2026-01-01 1")]
    [InlineData("1;Anna de Vries;;;1-2-2026", "Anna de Vries|||||||2026-01-01 1")]
    [InlineData(";Anna de Vries;;anna@example.org;1-2-2026", "Anna de Vries|anna@example.org||||||2026-01-01 1")]
    public async Task A_number_that_is_of_another_here_is_a_fault_and_never_an_other_name(string row, string expected)
    {
        await site.Add(
            Some.Person("1", "2026-01-01") with
            {
                Details = new PersonDetails
                {
                    FirstName = "Anna",
                    LastName = "de Vries",
                    Email = "anna@example.org",
                    Phone = "06 12345678",
                },
            }
        );
        var heading = row[0] == ';' ? "Opmerking" : "Nummer";

        Assert.Equal(
            expected,
            await Read(Encoding.UTF8.GetBytes($"{heading};Naam;Telefoon;E-mail;Aanmelddatum\n{row}\n"))
        );
    }

    [Fact]
    public async Task An_empty_cell_takes_nothing_away_and_nobody_is_asked_otherwise()
    {
        var id = await site.Add(Some.Person("1", "2026-01-01"));

        var list = await ListOf("Nummer;Naam;Telefoon;E-mail;Taal\n1;Anna Achternaam;06 87654321;;\n"u8.ToArray());
        await new CaregiverSignal.Import.Imports(
            site.Database,
            site.Installation.Settings,
            site.Installation.Instruments,
            site.Installation.Plan,
            site.Time
        ).StoreAsync(list.Folder!, dryRun: false);

        var anna = await site.Database.ReadAsync(async transaction => await PersonDetailsTable.Of(transaction, id));
        Assert.Equal(("anna@example.org", "06 87654321", Channel.Email), (anna.Email, anna.Phone, anna.Channel));
    }

    [Theory]
    [InlineData("Jan Smit;smit@example.org;2-2-1980;", "! rij 2")]
    [InlineData("Jan Smit;;;06 12345678", "! rij 2")]
    [InlineData("Jan Smit;jan@example.org;;", "Jan Smit|jan@example.org||||||2026-03-10")]
    [InlineData("Jan Smit;smit@example.org;;", "Jan Smit|smit@example.org||||||2026-01-01 1")]
    public async Task Who_has_the_name_of_somebody_here_is_them_only_where_something_tells_so(
        string row,
        string expected
    )
    {
        await site.Add(
            Some.Person("1", "2026-01-01") with
            {
                Details = new PersonDetails
                {
                    FirstName = "Jan",
                    LastName = "Smit",
                    Email = "smit@example.org",
                    Born = new DateOnly(1950, 1, 1),
                },
            }
        );

        Assert.Equal(expected, await Read(Encoding.UTF8.GetBytes($"Naam;E-mail;Geboortedatum;Telefoon\n{row}\n")));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    public async Task Letters_come_in_as_they_are_in_every_usual_encoding(string name, bool isMarked)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] file =
        [
            .. isMarked ? encoding.GetPreamble() : [],
            .. encoding.GetBytes("Voornaam\tAchternaam\tTelefoon\r\nZoë\tNuñez\t06 12345678\r\n"),
        ];

        Assert.Equal("Zoë Nuñez||06 12345678|||||2026-03-10", await Read(file));
        Assert.Equal(name == "windows-1252", SheetFile.Read(file).IsGuessed);
    }

    [Fact]
    public async Task A_workbook_comes_in_with_its_days_and_numbers()
    {
        var file = await new ListFile(
            "Blad1",
            ["Naam", "Telefoon", "Geboortedatum", "Uren", "Ingeschreven op"],
            [
                ["Anna de Vries", 612345678, new DateOnly(1957, 3, 12), 12.5m, new DateTime(2026, 3, 1, 9, 12, 0)],
                [null, null, null, null, null],
                ["Bert Jansen", "06-87654321", 1949, 40, null],
            ]
        ).AsAsync(ListFile.Xlsx);

        Assert.Equal(
            "Anna de Vries||0612345678|1957-03-12||13||2026-03-01; Bert Jansen||06-87654321|1949||40||2026-03-10",
            await Read(file)
        );
    }

    [Fact]
    public async Task Of_a_workbook_with_several_sheets_one_is_chosen()
    {
        var file = await ListFile.WorkbookAsync([
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
        Assert.Equal("Bert Jansen||06 87654321|||||2026-03-10", await Read(file, "3. Zuid"));
    }

    [Fact]
    public async Task What_is_no_list_says_what_it_is()
    {
        var workbook = await ListFile.WorkbookAsync([
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
    public async Task A_small_workbook_that_takes_long_is_not_read_to_its_end(string rows, SheetProblem problem)
    {
        Assert.Equal(problem, SheetFile.Read(await WorkbookOf(rows)).Problem);
    }

    [Fact]
    public async Task A_workbook_that_declares_what_its_signs_stand_for_is_refused()
    {
        const string Cell =
            "<row r='1'><c r='A1' t='inlineStr'><is><t>Naam</t></is></c></row><row r='2'><c r='A2' t='inlineStr'><is><t>Anna{0}</t></is></c></row>";

        Assert.Null(SheetFile.Read(await WorkbookOf(Cell.Replace("{0}", ""))).Problem);
        Assert.Equal(
            SheetProblem.Damaged,
            SheetFile.Read(await WorkbookOf(Cell.Replace("{0}", "&x;"), "<!DOCTYPE a [<!ENTITY x 'Anna'>]>")).Problem
        );
    }

    private static async Task<byte[]> WorkbookOf(string rows, string declared = "")
    {
        var workbook = await ListFile.WorkbookAsync([
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
                $"{declared}<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
            );
        }

        return file.ToArray();
    }

    /// <summary>Each person as "name|mail|phone|birth|relation|hours|together|day number condition", or each fault's
    /// place.</summary>
    private async Task<string> Read(byte[] file, string? sheet = null)
    {
        var read = SheetFile.Read(file, sheet);
        if (read.Sheet is null)
            return read.Problem?.ToString().ToLowerInvariant() ?? "sheets";
        var list = await ListOf(file, sheet);
        return string.Join(
            "; ",
            list.Faults.Count == 0
                ? (list.Folder?.People ?? []).Select(row =>
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
                : list.Faults.Select(fault => "! " + Dutch(fault))
        );
    }

    private async Task<ListRead> ListOf(byte[] file, string? sheet = null)
    {
        var people = SheetFile.Read(file, sheet).Sheet!;
        return await new ListImport(site.Database, site.Installation.Instruments, site.Time).ReadAsync(
            people,
            "lijst.csv",
            ListWords.Likely(people),
            reader: null
        );
    }

    private static string Dutch(Fault fault) => CaregiverSignal.Import.FaultWords.Of(fault).Place;
}
