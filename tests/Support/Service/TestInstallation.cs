using CaregiverSignal.Answers;
using CaregiverSignal.Configuration;
using CaregiverSignal.Import;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Links;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A support point of its own in a folder of its own: a real store, the real parts on it, mail in a folder that goes at
/// any hour, and a clock that stands until a test moves it.
/// </summary>
/// <remarks>
/// The parts are made when the first is asked for, so that a test pays for no more than it uses; its pages are in the
/// tests of the host.
/// </remarks>
public sealed partial class TestInstallation : IDisposable
{
    public const string CoordinatorEmail = "els@steunpunt.example";

    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> opened = [];
    private readonly string? postgres;
    private readonly List<RunnerLock> leads = [];
    private string refused = "";
    private readonly Lazy<ServiceProvider> parts;

    /// <param name="settings">In place of those that every test starts from.</param>
    public TestInstallation(params (string Key, string? Value)[] settings)
        : this(installation => installation, settings) { }

    /// <summary>The same with its store in PostgreSQL, whatever the others have.</summary>
    public static TestInstallation OnPostgres(params (string Key, string? Value)[] settings) =>
        new(installation => installation, isPostgres: true, settings);

    /// <param name="change">What the program has besides what is in the settings.</param>
    public TestInstallation(Func<Installation, Installation> change, params (string Key, string? Value)[] settings)
        : this(change, TestPostgres.IsWanted && !settings.Any(setting => setting.Key == "Storage:Connection"), settings)
    { }

    private TestInstallation(
        Func<Installation, Installation> change,
        bool isPostgres,
        (string Key, string? Value)[] settings
    )
    {
        postgres = isPostgres ? TestPostgres.NewDatabase() : null;
        Installation = change(Load(settings));
        var file = Installation.Settings.Storage.Engine.File;
        if (file is not null)
            NewStore.At(file);
        Database = Awaited.Now(() => Installation.OpenUpgradedAsync());
        StatementsOnFile.Watch(Database.Engine);
        Database.Rehearse = RunAndTakeBack;
        Time = Installation.Settings.TimeBy(Clock);
        parts = new Lazy<ServiceProvider>(() =>
        {
            var services = new ServiceCollection()
                .AddCare(Installation, Database, Clock, ServedPaths.All)
                .AddExchange()
                .BuildServiceProvider();
            Follow(services);
            return services;
        });
    }

    public FakeTimeProvider Clock { get; } = new(Some.Start);

    public Installation Installation { get; }

    public Database Database { get; }

    public SiteTime Time { get; }

    public Instruments Instruments => Installation.Instruments;

    public string Folder => folder.Name;

    /// <summary>The store's file; a test that needs one is left out where the store is a server's.</summary>
    public string StorePath
    {
        get
        {
            Assert.SkipWhen(postgres is not null, "Is about SQLite's file.");
            return Database.Name;
        }
    }

    /// <summary>The settings by which another program opens the same store.</summary>
    public string[] StoreSettings =>
        [$"--Storage:Provider={Provider}", $"--Storage:Connection={postgres ?? "Data Source=" + Database.Name}"];

    private string Provider => postgres is null ? "sqlite" : "postgres";

    public string MailFolder => Path.Combine(Folder, "mail");

    /// <summary>A part of the program.</summary>
    public T Part<T>()
        where T : class
    {
        T? part = null;
        AskPages(ref part);
        return part ?? parts.Value.GetRequiredService<T>();
    }

    /// <summary>That of the pages when they are open, or when it is theirs alone.</summary>
    partial void AskPages<T>(ref T? part)
        where T : class;

    partial void ClosePages();

    /// <summary>The parts that another process has, on its own connection to a store, at the same time.</summary>
    public Task<ServiceProvider> PartsOn(Database database, params (string Key, string? Value)[] settings) =>
        PartsOn(database, Clock, settings);

    /// <summary>The same with a clock of its own.</summary>
    public async Task<ServiceProvider> PartsOn(
        Database database,
        TimeProvider clock,
        params (string Key, string? Value)[] settings
    )
    {
        var installation = Load(settings);
        await installation.Settings.ReloadAsync(database);
        var services = new ServiceCollection()
            .AddCare(installation, database, clock, ServedPaths.All)
            .AddExchange()
            .BuildServiceProvider();
        lock (opened)
            opened.Add(services);
        Follow(services);
        return services;
    }

    /// <summary>Moves the clock to nine in the morning (UTC) of a day.</summary>
    public TestInstallation On(string day)
    {
        Clock.AdjustTime(new DateTimeOffset(Some.Date(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        return this;
    }

    public void Advance(TimeSpan by) => Clock.Advance(by);

    /// <summary>Does everything that is due, until nothing is.</summary>
    /// <param name="mayFail">A step is meant to fail; otherwise none does, or "nothing happened" would be true for a
    /// wrong reason.</param>
    public async Task RunJobs(bool mayFail = false)
    {
        var (runner, mail) = (Part<JobRunner>(), Part<MailLoop>());
        var before = (runner.Failures, mail.Failures);
        while (await runner.RunAsync() + await mail.RoundAsync() > 0) { }

        if (!mayFail)
            Assert.True(before == (runner.Failures, mail.Failures), string.Join('\n', runner.Failed));
    }

    internal async Task<T> Read<T>(Func<Transaction, Task<T>> read) => await Database.ReadAsync(read);

    internal async Task<T> Write<T>(Func<Transaction, Task<T>> write) => await Database.WriteAsync(write);

    internal Task Write(Func<Transaction, Task> write) => Database.WriteAsync(write);

    /// <summary>
    /// The coordinator of everybody here, who was invited and has come in before; made at the first call.
    /// </summary>
    public Task<long> Coordinator(string email = CoordinatorEmail, string name = "Els") =>
        Database.WriteAsync(async transaction =>
        {
            var id = await CoordinatorTable.IdOf(transaction, email, Time.Now);
            await CoordinatorTable.SetName(transaction, id, name);
            await CoordinatorTable.MarkInvited(transaction, id, Time.Now);
            await CoordinatorTable.MarkEnrolled(transaction, id, Time.Now);
            return id;
        });

    /// <summary>A coordinator as an import makes one: nobody invited them.</summary>
    public Task<long> Named(string email) =>
        Database.WriteAsync(transaction => CoordinatorTable.IdOf(transaction, email, Time.Now));

    /// <summary>Somebody who was invited, and has not come in yet.</summary>
    public Task<long> Invited(string email = CoordinatorEmail) =>
        Database.WriteAsync(async transaction =>
        {
            var id = await CoordinatorTable.IdOf(transaction, email, Time.Now);
            await CoordinatorTable.MarkInvited(transaction, id, Time.Now);
            return id;
        });

    /// <summary>Somebody who takes part, imported from a list; the coordinator has come in before.</summary>
    public async Task<long> Add(ImportedPerson row)
    {
        var coordinator = row.Coordinator ?? CoordinatorEmail;
        if (await Database.ReadAsync(transaction => CoordinatorTable.ByEmail(transaction, coordinator)) is null)
            await Coordinator(coordinator);
        var imports = new Imports(Database, Installation.Settings, Instruments, Installation.Plan, Time);
        var result = await imports.StoreAsync(
            new ImportFolder([row with { Coordinator = coordinator }], [], [], []),
            dryRun: false
        );
        Assert.Empty(result.Faults);
        return await Database.ReadAsync(async transaction =>
            (await CaregiverTable.ByPerson(transaction, row.Person))!.Id
        );
    }

    /// <summary>Somebody who takes part from today (or another day) on, and is reached by mail.</summary>
    /// <param name="nextDueOn">When they are asked next; the day of enrolment where it is not given.</param>
    public async Task<long> AddCaregiver(
        string person = "1",
        string firstName = "Anna",
        DateOnly? enrolledOn = null,
        DateOnly? nextDueOn = null,
        string channel = "email",
        string coordinator = CoordinatorEmail,
        string status = "active"
    )
    {
        var enrolled = enrolledOn ?? Time.Today;
        var row = Some.Person(
            person,
            enrolled.ToString("O", CultureInfo.InvariantCulture),
            firstName,
            $"persoon{person}@example.org",
            channel,
            status,
            coordinator
        );
        var id = await Add(row with { Details = row.Details with { LastName = "Jansen", Phone = "06 12345678" } });
        if (nextDueOn is { } due)
            await Database.WriteAsync(transaction => ImportTable.MoveDueBehind(transaction, id, due));
        return id;
    }

    /// <summary>For whom somebody cares, as an import says it: a partner with dementia, all the week.</summary>
    public Task CaresForPartner(long caregiver) =>
        Database.WriteAsync(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                caregiver,
                await PersonDetailsTable.Of(transaction, caregiver) with
                {
                    Relation = Relation.Partner,
                    HoursPerWeek = 40,
                    CaringSince = new DateOnly(2021, 5, 1),
                    LivesTogether = true,
                    Works = false,
                    Condition = "dementia",
                },
                by: null,
                Time
            )
        );

    /// <summary>Opens a check-in today.</summary>
    public Task<CheckIn> Ask(long caregiver, string instruments = "csi;volhoudtijd", int days = 14) =>
        Database.WriteAsync(async transaction =>
            (
                await CheckInTable.Get(
                    transaction,
                    (
                        await CheckInTable.Add(
                            transaction,
                            caregiver,
                            0,
                            Time.Today,
                            Time.Today.AddDays(days),
                            null,
                            instruments,
                            Time.Now
                        )
                    )!.Value
                )
            )!
        );

    /// <summary>Opens a check-in with these questionnaires and gives its link, as the mail has it.</summary>
    public async Task<(CheckIn CheckIn, string Link)> AskByLink(long caregiverId, params string[] instruments) =>
        await Database.WriteAsync(async transaction =>
        {
            var keys = string.Join(';', instruments.Length > 0 ? instruments : ["opening", "csi", "volhoudtijd"]);
            var id = (
                await CheckInTable.Add(
                    transaction,
                    caregiverId,
                    0,
                    Time.Today,
                    Time.Today.AddDays(14),
                    Time.Today.AddDays(7),
                    keys,
                    Time.Now
                )
            )!.Value;
            var closes = Time.StartOf(Time.Today.AddDays(14));
            var key = await LinkTable.AddForCheckIn(transaction, KeyPurpose.Form, caregiverId, id, Time.Now, closes);
            return ((await CheckInTable.Get(transaction, id))!, "/v/" + key.Clear);
        });

    public Task<string> PauseLink(CheckIn checkIn) =>
        Database.WriteAsync(async transaction =>
            "/p/"
            + (
                await LinkTable.AddForCheckIn(
                    transaction,
                    KeyPurpose.Pause,
                    checkIn.CaregiverId,
                    checkIn.Id,
                    Time.Now,
                    Time.Now.AddDays(90)
                )
            ).Clear
        );

    /// <summary>A sign-in link for staff, as the mail has it.</summary>
    public Task<string> SignInLink(string email = CoordinatorEmail) =>
        Database.WriteAsync(async transaction =>
            "/i/"
            + (
                await LinkTable.AddSignIn(
                    transaction,
                    await CoordinatorTable.IdOf(transaction, email, Time.Now),
                    Time.Now,
                    Time.Now.AddDays(1)
                )
            ).Clear
        );

    public Task Save(CheckIn checkIn, string instrument, params (string Item, int? Value)[] values) =>
        Database.WriteAsync(transaction =>
            CheckInSubmission.Save(transaction, checkIn, Given(instrument, values), "caregiver", Time)
        );

    public IReadOnlyList<ItemAnswer> Given(string instrument, params (string Item, int? Value)[] values) =>
        [.. values.Select(given => new ItemAnswer(Instruments.Newest(instrument), given.Item, given.Value))];

    /// <summary>Answers the CSI with a total, and perseverance when given.</summary>
    public async Task SaveCsi(CheckIn checkIn, int total, int? time = null)
    {
        await Save(
            checkIn,
            "csi",
            [.. Instruments.Newest("csi").Items.Select((item, place) => (item.Key, (int?)(place < total ? 1 : 0)))]
        );
        if (time is not null)
            await Save(checkIn, "volhoudtijd", ("time", time));
    }

    public Task<bool> Send(CheckIn checkIn) =>
        Database.WriteAsync(transaction => CheckInSubmission.Send(transaction, checkIn, Time));

    /// <summary>Asked and answered today.</summary>
    public async Task<CheckIn> AskAndAnswer(long caregiver, int csi, int? time = null)
    {
        var checkIn = await Ask(caregiver, time is null ? "csi" : "csi;volhoudtijd");
        await SaveCsi(checkIn, csi, time);
        await Send(checkIn);
        return checkIn;
    }

    /// <summary>
    /// A check-in sent earlier, through the real saving and sending; a null value is a question skipped.
    /// </summary>
    /// <param name="answers">The value of each question, named by its questionnaire: <c>csi.sleep</c>.</param>
    public async Task AddAnswered(
        long caregiverId,
        DateOnly day,
        string? callMe,
        params (string Item, int? Value)[] answers
    )
    {
        var now = Clock.GetUtcNow();
        Clock.AdjustTime(Time.At(day, new TimeOnly(10, 0)));
        await Database.WriteAsync(async transaction =>
        {
            var asked = answers.Select(answer => answer.Item.Split('.')[0]).Distinct().ToList();
            var id = (
                await CheckInTable.Add(
                    transaction,
                    caregiverId,
                    day.Month,
                    day,
                    day.AddDays(14),
                    null,
                    string.Join(';', asked),
                    Time.Now
                )
            )!.Value;
            var checkIn = (await CheckInTable.Get(transaction, id))!;
            foreach (var key in asked)
            {
                var values = answers
                    .Where(answer => answer.Item.StartsWith(key + ".", StringComparison.Ordinal))
                    .Select(answer => (answer.Item[(key.Length + 1)..], answer.Value));
                await CheckInSubmission.Save(transaction, checkIn, Given(key, [.. values]), "caregiver", Time);
            }

            await CheckInTable.SaveOwnWords(transaction, id, null, Codes.Find<CallWish>(callMe));
            await CheckInSubmission.Send(transaction, checkIn, Time);
        });
        Clock.AdjustTime(now);
    }

    /// <summary>A whole csi: so many questions answered with yes, the first ones of the list.</summary>
    public (string, int?)[] Csi(int yes) =>
        [.. Instruments.Newest("csi").Items.Select((item, index) => ("csi." + item.Key, (int?)(index < yes ? 1 : 0)))];

    public Task Want(CheckIn checkIn, string callMe, string? words = null) =>
        Database.WriteAsync(transaction =>
            CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, Codes.Find<CallWish>(callMe))
        );

    /// <summary>Whether or not there is something new about them.</summary>
    public Task JudgeEverybodyNow() =>
        Database.WriteAsync(async transaction =>
            await EvaluationTable.RequestEach(
                transaction,
                await transaction.All<long>("select id from caregiver order by id"),
                Time.Now
            )
        );

    /// <param name="kind">As the contract writes it.</param>
    public Task Happened(long caregiver, string day, string kind, string by = "coordinator") =>
        Happened(caregiver, Some.Date(day), Codes.Parse<EventKind>(kind), Codes.Parse<ReportedBy>(by));

    public Task Happened(long caregiver, DateOnly day, EventKind kind, ReportedBy by, string note = "") =>
        Database.WriteAsync(transaction =>
            EventTable.Add(
                transaction,
                caregiver,
                day,
                kind,
                by,
                note,
                Time.Now,
                endsCare: Consequences.Ends.Contains(kind)
            )
        );

    /// <summary>An invitation that waits to go out.</summary>
    public Task QueueInvitation(long caregiver, long checkIn) =>
        Database.WriteAsync(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    checkIn.ToString("x32", CultureInfo.InvariantCulture),
                    "post@delinde.nl",
                    "anna@example.org",
                    [1],
                    new Envelope(
                        Some.Kind("invitation"),
                        $"invite:{checkIn}",
                        Time.Now.AddDays(30),
                        caregiver,
                        CheckInId: checkIn
                    ),
                    Time.Now
                )
            )
        );

    public Task<CheckIn[]> CheckIns(long caregiver) =>
        Database.ReadAsync(async transaction => (await CheckInTable.Of(transaction, caregiver)).ToArray());

    public async Task<CheckIn> Reread(CheckIn checkIn) =>
        (await Database.ReadAsync(async transaction => await CheckInTable.Get(transaction, checkIn.Id)))!;

    public async Task<Caregiver> Caregiver(long id) =>
        (await Database.ReadAsync(async transaction => await CaregiverTable.Get(transaction, id)))!;

    /// <summary>What the rules see of a caregiver.</summary>
    public async Task<History> HistoryOf(long caregiver) =>
        (await Database.ReadAsync(transaction => Histories.ReadableOf(transaction, [caregiver], Time)))
            .Single()
            .History;

    public Task<Signal?> OpenSignal(long caregiver) =>
        Database.ReadAsync(async transaction => await SignalTable.OpenOf(transaction, caregiver));

    public Task<IReadOnlyList<StoredFinding>> Findings(long caregiver) =>
        Database.ReadAsync(async transaction =>
            await SignalTable.OpenOf(transaction, caregiver) is { } open
                ? await FindingTable.OfSignal(transaction, open.Id)
                : []
        );

    /// <summary>The queued and sent mails of a kind, oldest first, as a mail program reads them.</summary>
    public async Task<IReadOnlyList<ReadMail>> Mails(string kind) =>
        [
            .. (
                await Database.ReadAsync(transaction =>
                    transaction.AllMails(
                        "select mail.id from mail where kind = @kind order by created_at, dedupe_key",
                        new { kind }
                    )
                )
            ).Select(ReadMail.From),
        ];

    /// <summary>All mails that went out, oldest first, as the files are.</summary>
    public IReadOnlyList<string> Mails() =>
        !Directory.Exists(MailFolder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(MailFolder, "*.eml", SearchOption.AllDirectories)
                    .OrderBy(File.GetLastWriteTimeUtc)
                    .ThenBy(text => text, StringComparer.Ordinal)
                    .Select(File.ReadAllText),
            ];

    /// <summary>The form link in a mail, with quoted-printable line ends taken out.</summary>
    public static string LinkIn(string mail, string kind = "v") =>
        LinkPattern(kind).Match(mail.Replace("=\r\n", "")).Value is { Length: > 0 } link
            ? link
            : throw new InvalidOperationException("No such link in the mail.");

    /// <summary>How many rows of a table meet a condition.</summary>
    /// <param name="table">Or <c>answer</c>: <see cref="Answers"/>, or <c>score</c>: <see cref="Scores"/>.</param>
    public async Task<long> Count(string table, string where = "1 = 1")
    {
        var rows = table switch
        {
            "answer" => Answers,
            "score" => Scores,
            _ => table,
        };
        return await Database.ReadAsync(transaction =>
            transaction.One<long>($"select count(*) from {rows:sql} where {where:sql}")
        );
    }

    /// <summary>The answers in the responses, a row each, as a query asks for them: item, value, who gave it.</summary>
    public string Answers => AnswerRows.In(Database.Engine);

    /// <summary>The same of scores: scale, value, bounds, band.</summary>
    public string Scores => ScoreRows.In(Database.Engine);

    /// <summary>Help that runs since January 2026, and was kept in February.</summary>
    public Task AddHelp(long caregiver, string kind, string nextOn = "2026-08-03") =>
        Sql(
            $"""
            insert into help (
                kind, step, proposed_on, wanted_on, began_on, next_on, caregiver_id, step_on, with_whom)
            values ('{kind}', 'kept', '2026-01-10', '2026-01-20', '2026-01-22', '{nextOn}', {caregiver}, '2026-02-02', '')
            """
        );

    public Task Sql(string sql, object? values = null) =>
        Database.WriteAsync(transaction => transaction.Execute(sql, values));

    /// <summary>The one column of some rows, with a comma between them.</summary>
    public async Task<string> Joined(string sql) =>
        string.Join(',', await Database.ReadAsync(transaction => transaction.All<string>(sql)));

    public async Task<T> Value<T>(string sql, object? values = null) =>
        await Database.ReadAsync(async transaction => await transaction.One<T>(sql, values));

    /// <summary>Makes writes fail as on a full disk.</summary>
    /// <param name="what">As <c>update on mail when new.state = 'sent'</c>; a condition ends it, or nothing.</param>
    public async Task RefuseWrites(string what)
    {
        var parts = what.Split(" when ");
        var condition = parts.Length > 1 ? $"when ({parts[1]})" : "";
        await Durably(
            postgres is null
                ? $"create trigger full_disk before {parts[0]} {condition} begin select raise(abort, 'disk full'); end"
                : $"""
                create or replace function full_disk() returns trigger language plpgsql
                as $$ begin raise exception 'disk full'; end $$;
                create trigger full_disk before {parts[0]} for each row {condition} execute function full_disk()
                """
        );
        refused = parts[0].Split(" on ")[1];
    }

    public Task PermitWrites() =>
        Durably(postgres is null ? "drop trigger full_disk" : $"drop trigger full_disk on {refused}");

    /// <summary>Runs each write once more than its caller asked: what it keeps of that run shows.</summary>
    private async Task RunAndTakeBack(Transaction transaction, Func<Task> write)
    {
        var before = await LastNumbers(transaction);
        await transaction.Execute("savepoint first_run;");
        await write();
        await transaction.Execute("rollback to savepoint first_run;");
        // A server gives no number twice, and tests know who is the first.
        foreach (var name in (await LastNumbers(transaction)).Except(before).Select(number => number.Name))
        {
            var last = before.First(number => number.Name == name).Last ?? 0;
            await transaction.First<long>($"select setval(cast({name} as regclass), greatest({last}, 1), {last} > 0)");
        }
    }

    private async Task<IReadOnlyList<LastNumber>> LastNumbers(Transaction transaction) =>
        postgres is null
            ? []
            : await transaction.All<LastNumber>("select sequencename as name, last_value as last from pg_sequences");

    /// <summary>A change of the schema alone counts as no change to SQLite, and would not be committed.</summary>
    private Task Durably(string sql) => Sql(sql + "; update commit_mark set id = id");

    /// <summary>Every row of every table, as text; two equal dumps are two stores to which nothing was written in
    /// between.</summary>
    public Task<string> Dump() => DumpOf(Database, _ => true);

    /// <summary>
    /// The same without what each commit changes; two equal ones are two stores with the same in them.
    /// </summary>
    public Task<string> Content(Func<string, bool>? tables = null) => ContentOf(Database, tables);

    /// <summary>The same without who looked: two equal ones are two stores to which only lookers came.</summary>
    public Task<string> ContentButTheAuditLog() =>
        Content(table => table is not ("audit_log" or "audit_listed" or "audit_end"));

    /// <summary>The same of any store.</summary>
    public static Task<string> ContentOf(Database database, Func<string, bool>? tables = null) =>
        DumpOf(database, table => table is not ("commit_mark" or "sqlite_sequence") && tables?.Invoke(table) != false);

    /// <summary>Writes the store to a file with its server's own tool.</summary>
    public string BackUp(string folder)
    {
        var file = Path.Combine(folder, "store.dump");
        TestPostgres.BackUp(postgres!, file);
        return file;
    }

    /// <summary>Puts the store back under all that use it.</summary>
    public void PutBack(string file) => TestPostgres.PutBack(postgres!, file);

    public void Dispose()
    {
        foreach (var disposable in opened)
            disposable.Dispose();
        ClosePages();
        if (parts.IsValueCreated)
            parts.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Database.Dispose();
        if (postgres is not null)
            TestPostgres.Drop(postgres);
        folder.Dispose();
    }

    /// <summary>What comes later is what does the work: as a program that takes the place of one that ended.</summary>
    private void Follow(IServiceProvider services)
    {
        if (postgres is null)
            return;
        lock (leads)
        {
            foreach (var lockFile in leads)
                Awaited.Now(lockFile.ReleaseAsync);
            leads.Add(services.GetRequiredService<RunnerLock>());
        }
    }

    private Installation Load((string Key, string? Value)[] given)
    {
        var values = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:Provider"] = Provider,
            ["Storage:Connection"] = postgres ?? $"Data Source={Path.Combine(Folder, "site.db")}",
            ["Mail:Folder"] = MailFolder,
            ["Mail:Window"] = "00:00-24:00",
            ["Mail:Days"] = "Mon-Sun",
            ["Questionnaires:Folder"] = Some.QuestionnairesFolder,
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in given)
            values[key] = value;
        (string, string?)[] settings = [.. values.Select(entry => (entry.Key, entry.Value))];
        var (configuration, read) = (Some.Configuration(Some.InTheFile(settings)), Some.Settings(settings));
        if (postgres is not null)
            read = read with { Storage = new StorageSettings(new PostgresStore(postgres, Folder)) };
        // Reading the shipped questionnaires takes longer than most tests.
        var instruments =
            read.Questionnaires.Folder == Some.QuestionnairesFolder
                ? Some.Instruments
                : QuestionnaireFolder.Load(read.Questionnaires.Folder).Instruments!;
        var plan = PlanFile.Load(read.Questionnaires.Plan, instruments, out var faults);
        Assert.Empty(faults);
        return new Installation(new CurrentSettings(read, configuration), instruments, plan!);
    }

    private static Task<string> DumpOf(Database database, Func<string, bool> tables) =>
        database.ReadAsync(async transaction =>
        {
            var text = new StringBuilder();
            foreach (
                var table in (
                    await transaction.All<string>(
                        database.Engine.IsShared
                            ? database.Engine.TablesQuery
                            : "select name from sqlite_master where type = 'table' order by name"
                    )
                ).Where(tables)
            )
            {
                var rows = (await transaction.All<dynamic>($"select * from {table:sql}")).Select(row =>
                    LineOf((IDictionary<string, object?>)row)
                );
                foreach (var row in rows.Order(StringComparer.Ordinal))
                    text.AppendLine(CultureInfo.InvariantCulture, $"{table}: {row}");
            }

            return text.ToString();
        });

    private sealed record LastNumber(string Name, long? Last);

    private static string LineOf(IDictionary<string, object?> row) =>
        string.Join(
            " | ",
            row.Select(cell => $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : cell.Value)}")
        );

    private static Regex LinkPattern(string kind) => new($"https?://[^/\\s]+/{kind}/[A-Za-z0-9_-]{{43}}");
}
