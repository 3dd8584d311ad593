using System.Text.Json;
using CaregiverSignal.Cases;
using CaregiverSignal.Erasure;
using CaregiverSignal.Import;
using CaregiverSignal.Tests.Demo;

namespace CaregiverSignal.Tests.Export;

public sealed class ExportVerbTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-10");
    private readonly TemporaryFolder temporary = new();

    private string Out => Path.Combine(temporary.Name, "out");

    public void Dispose()
    {
        site.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task A_demo_exported_imported_and_exported_again_is_the_same_and_replays_to_what_was_told()
    {
        var demo = Path.Combine(temporary.Name, "demo");
        Assert.Equal(0, DemoRun.In(demo, "--caregivers", "24", "--months", "12", "--seed", "3").Code);
        using var database = await Database.OpenAsync(Path.Combine(demo, "caregiversignal.db"));
        var again = Path.Combine(temporary.Name, "again");
        var signals = Path.Combine(temporary.Name, "signals.csv");

        Assert.Equal(0, Export(database.Name, Out).Code);
        Assert.Equal(0, VerbRun.Of("import", Out, "--Storage:Connection=Data Source=" + site.StorePath).Code);
        Assert.Equal(0, Export(site.StorePath, again).Code);
        Assert.Equal(0, VerbRun.Of("replay", Out, "--out", signals, "--contact-after", "none").Code);

        foreach (var file in FolderFiles.NamesOfImport)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(Out, file)), File.ReadAllText(Path.Combine(again, file)));
            Assert.True(File.ReadLines(Path.Combine(Out, file)).Count() > (FolderFiles.Names.Contains(file) ? 20 : 2));
        }

        var today = await database.ReadAsync(async transaction =>
            await transaction.One<string>("select substr(at, 1, 10) from site_clock")
        );
        var replayed = File.ReadLines(signals)
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (Person: cells[0], Day: cells[1], Urgency: cells[2]))
            .Where(told => string.CompareOrdinal(told.Day, today) <= 0)
            .ToList();
        var live = await database.ReadAsync(transaction =>
            transaction.All<Told>(
                "select person, notified_on, notification.urgency from notification join signal on signal.id = notification.signal_id join caregiver on caregiver.id = signal.caregiver_id"
            )
        );
        Assert.Each(live, told => Assert.Contains((told.Person, told.NotifiedOn, told.Urgency), replayed));
        Assert.Equal(
            await database.ReadAsync(transaction => transaction.One<int>("select count(*) from notification")),
            replayed.Count
        );
        Assert.True(replayed.Count > 10);
    }

    [Fact]
    public async Task A_collapse_that_was_noted_reaches_the_backtest_and_comes_in_again()
    {
        var anna = await site.Add(Some.Person("anna", "2029-01-01"));
        await site.AskAndAnswer(anna, csi: 9, time: 2);
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(30));
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(anna, [EventKind.CareCollapse], Some.Date("2026-04-08"), Way.Colleague),
                site.Time
            )
        );
        var outcomes = Path.Combine(Out, "outcomes.csv");

        Assert.Equal(0, Export(site.StorePath, Out).Code);

        Assert.Equal("person,date\nanna,2026-04-08\n", File.ReadAllText(outcomes));
        Assert.Contains("anna,2026-04-08,CareCollapse", File.ReadAllText(Path.Combine(Out, "events.csv")));
        var (code, output, error) = VerbRun.Of("backtest", Out, "--outcomes", outcomes, "--format", "json");
        Assert.Equal((0, ""), (code, error));
        Assert.Has("\"outcomes\": 1", output);
        foreach (var history in new[] { Out, "--Storage:Connection=Data Source=" + site.StorePath })
            Assert.Matches("by the signals +1 of 1, too few to say", VerbRun.Of("audit", history).Output);
        using var other = Some.Installation().On("2026-04-10");
        Assert.Equal(0, VerbRun.Of("import", Out, "--Storage:Connection=Data Source=" + other.StorePath).Code);
        Assert.Equal(1, await other.Count("event", "kind = 'CareCollapse' and happened_on = '2026-04-08'"));
    }

    [Fact]
    public async Task The_day_agreed_in_a_talk_goes_with_it_and_counts_where_it_is_read()
    {
        var anna = await site.Add(Some.Person("anna", "2029-01-01"));
        await site.AskAndAnswer(anna, csi: 9, time: 2);
        await site.RunJobs();
        await site.Write(async transaction =>
            await CaseActions.RecordContact(
                transaction,
                (await site.OpenSignal(anna))!,
                (await site.Caregiver(anna)).CoordinatorId,
                new RecordedContact(ContactWay.Spoken, "niet voor de map", Some.Date("2026-04-20")),
                site.Time
            )
        );
        await site.On("2026-04-21").AskAndAnswer(anna, csi: 9, time: 2);
        await site.RunJobs();
        Export();

        VerbRun.Of("replay", Out, "--out", Path.Combine(temporary.Name, "signals.csv"));

        Assert.Equal(
            [
                "person,date,kind,by,note,look_again_on,situation,ends_care",
                "anna,2026-03-10,Contacted,coordinator,,2026-04-20,,",
            ],
            Lines("events.csv")
        );
        Assert.Equal(
            ["2026-03-10", "2026-04-21"],
            File.ReadLines(Path.Combine(temporary.Name, "signals.csv")).Skip(1).Select(line => line.Split(',')[1])
        );
    }

    [Fact]
    public async Task What_did_not_arrive_what_is_not_sent_yet_and_what_answers_no_question_is_no_silence()
    {
        var anna = await site.Add(Some.Person("anna", "2029-01-01"));
        await site.AskAndAnswer(anna, csi: 3);
        var lost = await site.On("2026-04-10").Ask(anna);
        await site.Sql(
            "update check_in set not_mailed_at = '2026-04-10T09:00:00.000Z' where id = @Id",
            new { lost.Id }
        );
        site.On("2026-05-10");
        var call = await site.Ask(anna);
        await site.Want(call, "yes");
        await site.Send(call);
        await site.SaveCsi(await site.On("2026-06-10").Ask(anna), 5);

        Export();

        Assert.Equal(
            ["person,date,instruments", "anna,2026-03-10,csi", "anna,2026-06-10,csi;volhoudtijd"],
            Lines("asked.csv")
        );
        Assert.Equal(
            13,
            Lines("answers.csv").Count(line => line.StartsWith("anna,2026-03-10,csi,", StringComparison.Ordinal))
        );
        Assert.Equal(14, Lines("answers.csv").Length);
        Assert.Equal("anna,2026-05-10,RequestForContact,caregiver,,,,", Lines("events.csv")[1]);
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was()
    {
        var row = Some.Person("=anna", "2026-01-05");
        await site.Add(
            row with
            {
                Details = row.Details with
                {
                    FirstName = "'=1+1",
                    LastName = "Els, \"de\" @Boer",
                    Phone = "+31 6 12",
                    Condition = "-x",
                },
            }
        );
        Export();
        using var other = Some.Installation().On("2026-03-10");

        var (code, _, error) = VerbRun.Of("import", Out, "--Storage:Connection=Data Source=" + other.StorePath);

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Begins("'=anna,2026-01-05,''=1+1,\"Els, \"\"de\"\" @Boer\",", Lines("people.csv")[1]);
        Assert.Has(",+31 6 12,", Lines("people.csv")[1]);
        Assert.Equal(
            "=anna|'=1+1|Els, \"de\" @Boer|+31 6 12",
            await other.Value<string>(
                "select person || '|' || first_name || '|' || last_name || '|' || phone from caregiver"
            )
        );
    }

    [Fact]
    public async Task Every_field_of_anybody_comes_back_as_it_was()
    {
        var luck = new Random(15);
        for (var number = 0; number < 40; number++)
        {
            var row = Some.Person($"p{number:00}", "2026-01-05");
            await site.Add(row with { Details = DetailsBy(luck) });
        }

        Export();
        using var other = Some.Installation().On("2026-03-10");
        Assert.Equal(0, VerbRun.Of("import", Out, "--Storage:Connection=Data Source=" + other.StorePath).Code);

        var (before, after) = (await All(site), await All(other));
        Assert.Equal(40, before.Count);
        Assert.Equal(before, after);
        // Each field was filled in for somebody.
        Assert.Each(PersonField.All, field => Assert.Contains(before, person => field.Text(person) is not null));
        // Whom they care for is in situations.csv.
        Assert.Equal(
            ["called", "cared_for_born", "cared_for_municipality"],
            PersonField.All.Select(field => field.Column).Except(FolderFiles.OptionalOfPeople)
        );
    }

    private static async Task<List<PersonDetails>> All(TestInstallation of) =>
        [
            .. await of.Database.ReadAsync(async transaction =>
                (
                    await (await CaregiverTable.AllTakingPart(transaction)).SelectAsync(caregiver =>
                        PersonDetailsTable.Of(transaction, caregiver.Id)
                    )
                ).ToList()
            ),
        ];

    private static PersonDetails DetailsBy(Random luck)
    {
        string? Words() =>
            luck.Next(3) == 0
                ? null
                : string.Concat(Enumerable.Range(0, luck.Next(1, 12)).Select(_ => "aé=+-@'\",;ß漢1"[luck.Next(13)]));
        string? Lines() => Words() is { } text && Words() is { } two ? text + "\n" + two : null;
        bool? YesNo() => luck.Next(3) is var number and < 2 ? number == 0 : null;
        DateOnly? Day() => luck.Next(3) == 0 ? null : new DateOnly(1930, 1, 1).AddDays(luck.Next(30_000));
        var isYear = luck.Next(2) == 0;
        return new PersonDetails
        {
            FirstName = Words(),
            LastName = Words(),
            Email = luck.Next(2) == 0 ? null : "iemand@example.org",
            Phone = Words(),
            PostalAddress = Words(),
            Channel = new[] { Channel.Phone, Channel.Paper }[luck.Next(2)],
            Language = luck.Next(2) == 0 ? "nl" : "tr",
            Interpreter = YesNo(),
            WithPictures = YesNo(),
            MailReaders = luck.Next(4) is var readers and < 3 ? (MailReaders)readers : null,
            Born = isYear ? new DateOnly(1930 + luck.Next(70), 12, 31) : Day(),
            BornInYear = isYear,
            Municipality = Words(),
            Neighbourhood = Words(),
            SafeToCall = Words(),
            ReferredBy = Words(),
            ReferralAgreedBy = Words(),
            Relation = luck.Next(2) == 0 ? null : Relation.Sibling,
            HoursPerWeek = luck.Next(2) == 0 ? null : luck.Next(169),
            CaringSince = Day(),
            LivesTogether = YesNo(),
            Works = YesNo(),
            Condition = Words(),
            Called = Words(),
            CaredForBorn = luck.Next(2) == 0 ? null : 1930 + luck.Next(70),
            CaredForMunicipality = Words(),
            Tasks = CareTasks.Text(Enum.GetValues<CareTask>().Where(_ => luck.Next(3) == 0)),
            HadChoice = YesNo(),
            TakesOver = YesNo(),
            KeepsDoing = Lines(),
            HandsOver = Lines(),
        };
    }

    [Fact]
    public async Task People_stand_in_the_order_of_their_ids_also_where_the_database_has_another()
    {
        foreach (var person in new[] { "b", "A", "a10", "a9", "～", "😀" })
            await site.Add(Some.Person(person, "2026-01-05"));

        Export();

        Assert.Equal(
            ["A", "a10", "a9", "b", "😀", "～"],
            Lines("people.csv").Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0])
        );
    }

    [Fact]
    public async Task One_person_comes_with_all_that_is_stored_and_nothing_of_another()
    {
        var anna = await site.Add(Some.Person("anna", "2026-01-05"));
        await site.CaresForPartner(anna);
        var bea = await site.Add(Some.Person("truus", "2026-01-05"));
        foreach (var id in new[] { anna, bea })
        {
            var checkIn = await site.AskAndAnswer(id, csi: 9, time: 2);
            await site.Sql(
                "update check_in set own_words = @words where id = @Id",
                new { words = "woorden van " + id, checkIn.Id }
            );
            await site.Happened(id, "2026-03-09", "Hospital");
        }

        await site.RunJobs();
        Assert.Equal(0, Export(site.StorePath, Out, "--person", "anna").Code);

        var text = File.ReadAllText(Path.Combine(Out, "person.json"));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            PersonTable.SectionsOf(0).Where(section => !section.IsHeld).Select(section => section.Table),
            json.RootElement.EnumerateObject().Select(table => table.Name)
        );
        Assert.Equal(
            "woorden van " + anna,
            json.RootElement.GetProperty("check_in")[0].GetProperty("own_words").GetString()
        );
        Assert.Equal(
            "els@steunpunt.example",
            json.RootElement.GetProperty("caregiver")[0].GetProperty("coordinator").GetString()
        );
        Assert.Equal(
            14,
            json.RootElement.GetProperty("response")
                .EnumerateArray()
                .SelectMany(response => response.GetProperty("answers").EnumerateArray())
                .Sum(together => together.GetProperty("items").EnumerateObject().Count())
        );
        Assert.NotEqual(0, json.RootElement.GetProperty("finding").GetArrayLength());
        Assert.Lacks("truus", text);
        Assert.Lacks("woorden van " + bea, text);
        Assert.All(
            new[] { "people.csv", "asked.csv", "answers.csv", "events.csv" },
            file => Assert.Each(Lines(file).Skip(1), line => Assert.Begins("anna,", line))
        );
    }

    [Fact]
    public async Task Every_column_of_every_table_with_something_about_a_person_is_in_the_json_or_left_out_for_a_reason()
    {
        var reasons = new Dictionary<string, string>
        {
            ["link.key_hash"] = "opens a link",
            ["link.asked_by"] = "is of links of staff only",
            ["link.signature"] = "is of links of staff only",
            ["caregiver.sms_to"] = "is the number again, at the gateway",
            ["session.key_hash"] = "opens a session",
            ["session.signature"] = "is of sessions of staff only",
            ["session.came_by"] = "is of sessions of staff only",
            ["session.fresh_at"] = "is of sessions of staff only",
            ["session.browser"] = "is of sessions of staff only",
            ["own_visit.link_hash"] = "opens a link",
            ["own_visit.link_signature"] = "vouches for a link",
            ["own_visit.key_hash"] = "opens a session",
            ["own_visit.signature"] = "vouches for a session",
            ["page_code.signature"] = "vouches for a code",
            ["enrolment.key_hash"] = "opens a link",
            ["shared_link.key_hash"] = "opens a link",
            ["shared_link.signature"] = "vouches for a link",
            ["shared_link.code_signature"] = "vouches for a code",
            ["mail.bytes"] = "has links that open",
            ["mail.sha256"] = "of the bytes",
            ["mail_return.sha256"] = "of a message that is not kept",
            ["help.offer_id"] = "is a row of the directory, whose name is with it",
            ["mail.concern_report_id"] = "a report names nobody who is known here",
        };
        TestPostgres.SkipWhereWanted();
        var tables = await site.Read(transaction =>
            transaction.All<string>("select name from sqlite_master where type = 'table' order by name")
        );
        var (parents, columns) = (
            new Dictionary<string, IReadOnlyList<string>>(),
            new Dictionary<string, IReadOnlyList<string>>()
        );
        foreach (var table in tables)
        {
            parents[table] = await site.Database.ReadAsync(transaction =>
                transaction.All<string>($"""select "table" from pragma_foreign_key_list('{table:sql}')""")
            );
            columns[table] = await site.Database.ReadAsync(transaction =>
                transaction.All<string>($"select name from pragma_table_info('{table:sql}')")
            );
        }

        var about = new HashSet<string>(["caregiver", "mail_address"]);
        foreach (var _ in tables)
            about.UnionWith(tables.Where(table => parents[table].Any(about.Contains)));

        var missing =
            from table in about
            where !reasons.ContainsKey(table)
            from column in columns[table]
            where !reasons.ContainsKey($"{table}.{column}")
            where !PersonTable.SectionsOf(0).Any(section => section.Table == table && section.Columns.Contains(column))
            select $"{table}.{column}";

        Assert.Empty(missing);
        Assert.True(about.Count > 15);
    }

    [Fact]
    public async Task Only_its_owner_can_read_what_was_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        await site.Add(Some.Person("anna", "2026-01-05"));

        Assert.Equal(0, Export(site.StorePath, Out, "--person", "anna").Code);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Out)
        );
        Assert.Equal(9, Directory.GetFiles(Out).Length);
        foreach (var file in Directory.GetFiles(Out))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(["out"], Directory.GetFileSystemEntries(temporary.Name).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_folder_is_filled_and_one_with_something_in_it_is_left_alone()
    {
        Directory.CreateDirectory(Out);
        Assert.Equal(0, Export(site.StorePath, Out).Code);
        File.WriteAllText(Path.Combine(Out, "people.csv"), "mijn werk");

        var (code, error) = Export(site.StorePath, Out);

        Assert.Equal(1, code);
        Assert.Has($"{Out}: is not empty", error);
        Assert.Equal("mijn werk", File.ReadAllText(Path.Combine(Out, "people.csv")));
    }

    [Fact]
    public void What_cannot_be_written_or_found_is_told_and_leaves_nothing()
    {
        temporary.Write("file", "");
        temporary.Write("busy.1.part/people.csv", "");

        Assert.Has("is a file", Export(site.StorePath, Path.Combine(temporary.Name, "file")).Error);
        Assert.Has("busy.1.part: is there", Export(site.StorePath, Path.Combine(temporary.Name, "busy")).Error);
        Assert.Has("cannot be written", Export(site.StorePath, Path.Combine(temporary.Name, "file", "in")).Error);
        Assert.Has("'zoe' is not in the store", Export(site.StorePath, Out, "--person", "zoe").Error);
        Assert.Has("is not there", Export(Path.Combine(temporary.Name, "no.db"), Out).Error);
        Assert.Equal(
            ["busy.1.part", "file"],
            Directory.GetFileSystemEntries(temporary.Name).Select(Path.GetFileName).Order()
        );
    }

    private string[] Lines(string file) => File.ReadAllLines(Path.Combine(Out, file));

    private void Export()
    {
        var (code, error) = Export(site.StorePath, Out);
        Assert.True(code == 0, error);
    }

    private static (int Code, string Error) Export(string store, string to, params string[] more)
    {
        var (code, output, error) = VerbRun.Of([
            "export",
            "--out",
            to,
            "--Storage:Connection=Data Source=" + store,
            .. more,
        ]);
        Assert.Equal("", output);
        return (code, error);
    }

    private sealed record Told
    {
        public string Person { get; init; } = "";

        public string NotifiedOn { get; init; } = "";

        public string Urgency { get; init; } = "";
    }
}
