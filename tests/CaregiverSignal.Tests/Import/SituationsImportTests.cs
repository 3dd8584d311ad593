using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Networks;

namespace CaregiverSignal.Tests.Import;

/// <summary>situations.csv and helpers.csv: who cares together, and who helps, in and out.</summary>
public sealed class SituationsImportTests : IDisposable
{
    private const string People = """
        person,enrolled,first_name,channel,relation,hours_per_week,condition
        p1,2026-01-05,Pieter,paper,parent,30,psychiatric
        p2,2026-01-05,Lina,paper,parent,,
        p3,2026-01-05,Anna,paper,partner,10,dementia

        """;

    private const string Situations = """
        situation,person,role,relation,hours_per_week,since,lives_together,condition
        oudste,p1,primary,,,2020-05-01,yes,
        oudste,p2,shared,parent,25,,,
        jongste,p1,shared,parent,12,,yes,intellectual

        """;

    private const string Helpers = """
        situation,name,kind,does,from,until
        oudste,Truus,neighbour,past op,2026-01-01,
        oudste,Dagopvang,professional,,,2026-02-01

        """;

    private readonly TestInstallation site = Some.Installation().On("2026-03-10");
    private readonly TemporaryFolder temporary = new();

    public void Dispose()
    {
        site.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Who_cares_together_and_who_helps_comes_in_and_a_second_time_changes_nothing()
    {
        var (first, faults) = await Import(People, Situations, Helpers);

        Assert.Empty(faults);
        Assert.Equal((3, 3, 2), (first.PeopleAdded, first.Situations, first.Helpers));
        Assert.Equal(
            ["p1 oudste primary 30 psychiatric own", "p1 jongste shared 12 intellectual ", "p2 oudste shared 25  own"],
            (await Cares("p1")).Concat(await Cares("p2"))
        );
        Assert.Equal(42, CareFacts.HoursOf(await Of("p1")));
        // Without a row, each has one of their own from people.csv.
        Assert.Equal(["p3  primary 10 dementia own"], await Cares("p3"));
        Assert.Equal(0, await site.Count("event"));

        var before = await site.ContentButTheAuditLog();
        var (again, _) = await Import(People, Situations, Helpers);

        Assert.Equal((0, 3, 0, 0), (again.PeopleChanged, again.PeopleUnchanged, again.Situations, again.Helpers));
        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task What_both_files_say_of_one_care_is_as_situations_csv_has_it_and_stays()
    {
        const string Other = "situation,person,role,hours_per_week\noudste,p1,primary,35\n";
        await Import(People, Other);
        Assert.Equal(["p1 oudste primary 35 psychiatric own"], await Cares("p1"));

        var (again, _) = await Import(People, Other);

        Assert.Equal((0, 0), (again.PeopleChanged, again.Situations));
        // A file without the column leaves it alone, and people.csv by itself changes the situation they came with.
        await Import(People.Replace("parent,30", "parent,31"));
        Assert.Equal(["p1 oudste primary 31 psychiatric own"], await Cares("p1"));
    }

    [Fact]
    public async Task A_helper_who_has_stopped_since_the_last_file_is_an_event_for_everybody_who_cares_there_once()
    {
        await Import(People, Situations, Helpers);
        var stopped = Helpers.Replace("2026-01-01,", "2026-01-01,2026-03-08");

        await Import(People, Situations, stopped);
        await Import(People, Situations, stopped);

        Assert.Equal(
            "p1 2026-03-08 HelperLost,p2 2026-03-08 HelperLost",
            await site.Joined(
                "select person || ' ' || happened_on || ' ' || kind from event join caregiver on caregiver.id = caregiver_id order by 1"
            )
        );

        // A list that does not know it yet takes nothing back: that is done on the case page.
        var (older, _) = await Import(People, Situations, Helpers);
        Assert.Equal((0, 2), (older.Helpers, (int)await site.Count("event")));
        Assert.Equal("oudste Truus: until", LeftOf(older));
    }

    [Fact]
    public async Task Each_fault_names_file_row_column_value_and_what_is_allowed_and_nothing_is_stored()
    {
        var (_, faults) = await Import(
            People,
            "situation,person,role,relation,hours_per_week,since\n,p1,boss,aunt,200,soon\nx,p1,primary,,,\nx,p1,shared,,,\n",
            "situation,name,kind,does,from,until\nx,,robot,,2026-02-02,2026-01-01\nx,Truus,other,,,\nx,Truus,other,,,\n"
        );

        Assert.Equal(
            [
                "situations.csv: row 2, column situation: is empty",
                "situations.csv: row 2, column role: 'boss' is not allowed; allowed are primary, shared, helper",
                "situations.csv: row 2, column relation: 'aunt' is not allowed; allowed are partner, child, parent, sibling, friend, neighbour, other",
                "situations.csv: row 2, column hours_per_week: '200' is not allowed; allowed is a whole number from 0 to 168",
                "situations.csv: row 2, column since: 'soon' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z",
                "helpers.csv: row 2, column until: is 2026-01-01, before 2026-02-02; allowed is that day or a later one",
                "helpers.csv: row 2, column name: is empty",
                "helpers.csv: row 2, column kind: 'robot' is not allowed; allowed are family, friend, neighbour, colleague, association, volunteer, professional, other",
                "situations.csv: row 4, column situation: is there twice; the first is in row 3",
                "helpers.csv: row 4, column name: is there twice; the first is in row 3",
            ],
            faults.Select(fault => fault.ToString())
        );

        (_, faults) = await Import(People, "situation,person,role\nx,p9,primary\n");
        Assert.Equal(
            ["situations.csv: row 2, column person: 'p9' is not in people.csv and not in the store"],
            faults.Select(fault => fault.ToString())
        );
        (_, faults) = await Import(People, null, Helpers);
        Assert.Equal(
            [
                "helpers.csv: row 2, column situation: 'oudste' is not in situations.csv and not in the store",
                "helpers.csv: row 3, column situation: 'oudste' is not in situations.csv and not in the store",
            ],
            faults.Select(fault => fault.ToString())
        );
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public async Task Whatever_was_done_comes_out_and_in_again_as_it_was()
    {
        var luck = new Random(41);
        var ids = (
            await Enumerable.Range(0, 12).SelectAsync(number => site.Add(Some.Person($"p{number:00}", "2026-01-05")))
        ).ToList();
        await site.Write(async transaction =>
        {
            for (var step = 0; step < 400; step++)
                await Change(transaction, ids[luck.Next(ids.Count)], luck);
        });
        Assert.True(await site.Count("care_situation", "is_own = 0") > 5);
        Assert.True(await site.Count("helper", "until_on is not null") > 0);

        var (one, two) = (Path.Combine(temporary.Name, "one"), Path.Combine(temporary.Name, "two"));
        using var other = Some.Installation().On("2026-03-10");
        Assert.Equal(0, Run("export", "--out", one, "--Storage:Connection=Data Source=" + site.StorePath));
        Assert.Equal(0, Run("import", one, "--Storage:Connection=Data Source=" + other.StorePath));
        Assert.Equal(0, Run("export", "--out", two, "--Storage:Connection=Data Source=" + other.StorePath));

        Assert.All(
            FolderFiles.NamesOfImport,
            file => Assert.Equal(File.ReadAllText(Path.Combine(one, file)), File.ReadAllText(Path.Combine(two, file)))
        );
    }

    [Fact]
    public async Task Whom_it_is_about_comes_in_by_the_first_row_and_who_died_by_the_day_of_an_event()
    {
        const string Rows = """
            situation,person,role,called,born,place,lives
            oudste,p1,primary,mijn zoon,1998,Verzonnenstad,died
            oudste,p2,shared,onze zoon,1999,verzonnenstad,died
            jongste,p1,shared,,,,home
            moeder,p3,primary,mijn moeder,1941,,admitted

            """;
        const string Events = """
            person,date,kind,by,note,situation
            p1,2026-03-02,Death,coordinator,,oudste

            """;

        var (first, faults) = await Import(People, Rows, events: Events);

        Assert.Empty(faults);
        Assert.Equal("p2 oudste: born, p3 moeder: lives", LeftOf(first));
        Assert.Equal(
            [
                "p1 mijn zoon 1998 Verzonnenstad Death 2026-03-02",
                "p1     ",
                "p2 onze zoon 1998 Verzonnenstad Death 2026-03-02",
                "p3 mijn moeder 1941   ",
            ],
            (
                await new[] { "p1", "p2", "p3" }.SelectAsync(async person =>
                    (await Of(person)).Select(care =>
                        $"{person} {care.Called} {care.BornIn} {care.Municipality} {care.Ended} {care.EndedOn:yyyy-MM-dd}"
                    )
                )
            ).SelectMany(each => each)
        );
        Assert.Equal("active", await site.Joined("select status from caregiver where person = 'p3'"));

        var before = await site.ContentButTheAuditLog();
        Assert.Equal(0, (await Import(People, Rows, events: Events)).Counts.Situations);
        Assert.Equal(before, await site.ContentButTheAuditLog());
        (_, faults) = await Import(People, "situation,person,role,born,lives\nx,p1,primary,2027,gone\n");
        Assert.Equal(
            "situations.csv: row 2, column lives: 'gone' is not allowed; allowed are home, admitted, died",
            Assert.Single(faults).ToString()
        );
        (_, faults) = await Import(People, "situation,person,role,born\nx,p1,primary,2027\n");
        Assert.Equal(
            "situations.csv: row 2, column born: is 2027, after this year; look at the year",
            Assert.Single(faults).ToString()
        );
    }

    private static string LeftOf(ImportCounts counts) =>
        string.Join(", ", counts.Left.Select(entry => $"{entry.Key}: {string.Join(' ', entry.Value)}"));

    private async Task Change(Transaction transaction, long caregiver, Random luck)
    {
        var time = site.Time;
        var situations = await transaction.All<string>(
            "select situation from care_situation where situation is not null group by situation order by min(id)"
        );
        var few = Math.Min(situations.Count, 6);
        var situation = few == 0 || luck.Next(4) == 0 ? null : situations[luck.Next(few)];
        var helper =
            situation is not null && await HelperTable.Of(transaction, situation) is [var first, ..] ? first : null;
        switch (luck.Next(6))
        {
            case 0 or 1:
                await CareSituations.Add(
                    transaction,
                    new CareFacts
                    {
                        CaregiverId = caregiver,
                        Situation = situation ?? await SituationTable.NewCode(transaction),
                        Role = (CareRole)luck.Next(3),
                        Relation = luck.Next(2) == 0 ? null : (Relation)luck.Next(7),
                        HoursPerWeek = luck.Next(2) == 0 ? null : luck.Next(60),
                        CaringSince = luck.Next(2) == 0 ? null : new DateOnly(2000, 1, 1).AddDays(luck.Next(9000)),
                        LivesTogether = luck.Next(3) is var together and < 2 ? together == 0 : null,
                        Condition = luck.Next(2) == 0 ? null : "=ziek, \"erg\"",
                        Called = luck.Next(2) == 0 ? null : "mijn moeder",
                        BornIn = luck.Next(2) == 0 ? null : 1930 + luck.Next(40),
                        Municipality = luck.Next(2) == 0 ? null : "Verzonnen\"stad",
                    },
                    by: null,
                    time
                );
                break;
            case 2 when situation is not null && luck.Next(3) == 0:
                await CareSituations.Leave(transaction, caregiver, situation, by: null, time);
                break;
            case 3 when helper is { UntilOn: null }:
                await HelpChanges.DropOut(transaction, helper, time.Today.AddDays(-luck.Next(9)), Way.Colleague, time);
                break;
            case 4 when helper is { UntilOn: not null } && luck.Next(2) == 0:
                await HelpChanges.GoOn(transaction, helper, time);
                break;
            case 5 when situation is not null:
                await HelperTable.Save(
                    transaction,
                    new Helper
                    {
                        Situation = situation,
                        Name = "Helper " + luck.Next(3),
                        Kind = (HelperKind)luck.Next(6),
                        Does = luck.Next(2) == 0 ? null : "boodschappen, tuin",
                        FromOn = luck.Next(2) == 0 ? null : new DateOnly(2025, 1, 1).AddDays(luck.Next(300)),
                    }
                );
                break;
            default:
                await CareSituations.OwnOf(transaction, caregiver);
                break;
        }
    }

    [Fact]
    public async Task Who_is_around_somebody_comes_in_a_second_time_changes_nothing_and_what_was_said_here_stays()
    {
        const string Network = """
            person,name,kind,ring,from,until,gives,takes,contact,initiative,importance,mood,energy,takes_over,wish
            p1,Truus,neighbour,near,2026-01-05,2026-02-10,PG,E,weekly,both,much,good,gives,yes,same
            p1,Truus,neighbour,far,2026-02-10,,PG,E,seldom,both,much,tense,costs,no,less
            p2,Het koor,association,regular,2026-02-01,,,,,,,,,,

            """;
        var (first, faults) = await Import(People, network: Network);

        Assert.Empty(faults);
        Assert.Equal(3, first.Ties);
        var before = await site.ContentButTheAuditLog();
        var (again, _) = await Import(People, network: Network);
        Assert.Equal((0, 0), (again.Ties, again.Left.Count));
        Assert.Equal(before, await site.ContentButTheAuditLog());

        await site.Write(async transaction =>
            await Ties.End(transaction, 1, (await Ties.Open(transaction, 1)).Single().Id, site.Time.Today)
        );
        var (left, _) = await Import(People, network: Network);
        Assert.Equal((0, "p1 Truus"), (left.Ties, left.Left.Keys.Single()));
        Assert.Equal(0, await site.Count("event"));

        var exported = Path.Combine(temporary.Name, "out");
        Assert.Equal(0, Run("export", "--out", exported, "--Storage:Connection=Data Source=" + site.StorePath));
        Assert.Equal(
            Network.ReplaceLineEndings("\n").Trim().Replace("2026-02-10,,PG", "2026-02-10,2026-03-10,PG"),
            File.ReadAllText(Path.Combine(exported, FolderFiles.Network)).ReplaceLineEndings("\n").Trim()
        );
        Assert.Equal(
            [
                "network.csv: row 2, column gives: 'EP' is not allowed; allowed are letters of PGAE, in that order",
                "network.csv: row 2, column until: is 2026-01-05; it is the first day on which it was not so any more, after 2026-01-05",
            ],
            (
                await Import(
                    People,
                    network: """
                    person,name,kind,ring,from,until,gives
                    p1,Mo,friend,near,2026-01-05,2026-01-05,EP

                    """
                )
            ).Faults.Select(fault => fault.ToString())
        );
    }

    private Task<IReadOnlyList<CareFacts>> Of(string person) =>
        site.Read(async transaction =>
            await SituationTable.Of(transaction, (await CaregiverTable.ByPerson(transaction, person))!.Id)
        );

    private async Task<IEnumerable<string>> Cares(string person) =>
        (await Of(person)).Select(facts =>
            $"{person} {facts.Situation} {facts.Role.Code()} {facts.HoursPerWeek} {facts.Condition} {(facts.IsOwn ? "own" : "")}"
        );

    private async Task<(ImportCounts Counts, IReadOnlyList<Fault> Faults)> Import(
        string people,
        string? situations = null,
        string? helpers = null,
        string? network = null,
        string? events = null
    )
    {
        using var folder = new TemporaryFolder();
        folder.Write(FolderFiles.People, people);
        if (situations is not null)
            folder.Write(FolderFiles.Situations, situations);
        if (helpers is not null)
            folder.Write(FolderFiles.Helpers, helpers);
        if (events is not null)
            folder.Write(FolderFiles.Events, events);
        if (network is not null)
            folder.Write(FolderFiles.Network, network);
        if (FolderReader.Read(folder.Name, Some.Instruments, out var faults) is not { } read)
            return (new ImportCounts(), faults);
        var importing = new Imports(
            site.Database,
            site.Installation.Settings,
            Some.Instruments,
            site.Installation.Plan,
            site.Time
        );
        var result = await importing.StoreAsync(read, dryRun: false);
        return (result.Counts, result.Faults);
    }

    private static int Run(params string[] args)
    {
        var (code, _, error) = VerbRun.Of(args);
        Assert.True(code == 0, error);
        return code;
    }
}
