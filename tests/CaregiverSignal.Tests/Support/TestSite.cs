using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Support;

/// <summary>The real steps on a real store, without the service around them.</summary>
public sealed class TestSite : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    public TestSite(ManualTime clock, params (string Key, string? Value)[] settings)
    {
        (string, string?)[] places =
        [
            ("Storage:Connection", "Data Source=" + Path.Combine(folder.Name, "store.db")),
            ("Mail:Folder", Path.Combine(folder.Name, "mail")),
            ("Questionnaires:Folder", Some.QuestionnairesFolder),
        ];
        Clock = clock;
        var configuration = Some.Configuration([.. places, .. settings]);
        Installation = new Installation(
            Some.Settings([.. places, .. settings]),
            configuration,
            Some.Instruments,
            Some.Plan
        );
        Database = Installation.OpenDatabase();
        services = new ServiceCollection().AddCaregiverSignal(Installation, Database, clock).BuildServiceProvider();
    }

    public ManualTime Clock { get; }

    public Installation Installation { get; }

    public Database Database { get; }

    public string Folder => folder.Name;

    public SiteTime Time => Part<SiteTime>();

    public T Part<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Does what is due, until nothing is.</summary>
    /// <param name="mayFail">A step is meant to fail; otherwise none does, or "nothing happened" would be true for a
    /// wrong reason.</param>
    public void Beat(bool mayFail = false)
    {
        var (heartbeat, mail) = (Part<Heartbeat>(), Part<MailLoop>());
        var before = (heartbeat.Failures, mail.Failures);
        while (heartbeat.Beat() + mail.Round() > 0) { }

        if (!mayFail)
            Assert.True(before == (heartbeat.Failures, mail.Failures), string.Join('\n', heartbeat.Failed));
    }

    /// <summary>Moves the clock to nine in the morning (UTC) of a day.</summary>
    public TestSite On(string day)
    {
        Clock.JumpTo(new DateTimeOffset(Some.Date(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        return this;
    }

    public long Add(PersonRow row) =>
        Database.Write(transaction =>
        {
            var coordinator = CoordinatorTable.IdOf(
                transaction,
                row.Coordinator ?? "coordinator@example.org",
                Time.Now
            );
            CoordinatorTable.MarkInvited(transaction, coordinator, Time.Now);
            CoordinatorTable.MarkEnrolled(transaction, coordinator, Time.Now);
            return ImportTable.AddPerson(transaction, row, coordinator, Time.Now);
        });

    /// <summary>Opens a check-in today.</summary>
    public CheckIn Ask(long caregiver, string instruments = "csi;volhoudtijd", int days = 14) =>
        Database.Write(transaction =>
            CheckInTable.Get(
                transaction,
                CheckInTable
                    .Add(transaction, caregiver, 0, Time.Today, Time.Today.AddDays(days), null, instruments, Time.Now)!
                    .Value
            )!
        );

    /// <summary>An invitation that waits to go out.</summary>
    public void QueueInvitation(long caregiver, long checkIn) =>
        Database.Write(transaction =>
            MailTable.Add(
                transaction,
                new QueuedMail(
                    checkIn.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
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

    public bool Save(CheckIn checkIn, string instrument, params (string Item, int? Value)[] values) =>
        Database.Write(transaction =>
            CheckInSubmission.Save(
                transaction,
                checkIn,
                Some.Instruments.Newest(instrument),
                values.ToDictionary(one => one.Item, one => one.Value),
                "caregiver",
                Time
            )
        );

    /// <summary>Answers the CSI with a total, and perseverance when given.</summary>
    public void SaveCsi(CheckIn checkIn, int total, int? time = null)
    {
        Save(
            checkIn,
            "csi",
            [.. Some.Instruments.Newest("csi").Items.Select((item, place) => (item.Key, (int?)(place < total ? 1 : 0)))]
        );
        if (time is not null)
            Save(checkIn, "volhoudtijd", ("time", time));
    }

    public bool Send(CheckIn checkIn) =>
        Database.Write(transaction => CheckInSubmission.Send(transaction, checkIn, Time));

    /// <summary>Asked and answered today.</summary>
    public CheckIn AskAndAnswer(long caregiver, int csi, int? time = null)
    {
        var checkIn = Ask(caregiver, time is null ? "csi" : "csi;volhoudtijd");
        SaveCsi(checkIn, csi, time);
        Send(checkIn);
        return checkIn;
    }

    public void Want(CheckIn checkIn, string callMe, string? words = null) =>
        Database.Write(transaction => CheckInTable.SaveOwnWords(transaction, checkIn.Id, words, callMe));

    public void Happened(long caregiver, string day, string kind, string by = "coordinator") =>
        Database.Write(transaction => EventTable.Add(transaction, caregiver, Some.Date(day), kind, by, "", Time.Now));

    public CheckIn Reread(CheckIn checkIn) => Database.Read(transaction => CheckInTable.Get(transaction, checkIn.Id))!;

    public Caregiver Caregiver(long id) => Database.Read(transaction => CaregiverTable.Get(transaction, id))!;

    public Signal? OpenSignal(long caregiver) =>
        Database.Read(transaction => SignalTable.OpenOf(transaction, caregiver));

    public IReadOnlyList<StoredFinding> Findings(long caregiver) =>
        Database.Read(transaction =>
            SignalTable.OpenOf(transaction, caregiver) is { } open ? SignalTable.Findings(transaction, open.Id) : []
        );

    public long Count(string table, string where = "1 = 1") =>
        Database.Read(transaction => transaction.One<long>($"select count(*) from {table} where {where}"));

    public void Sql(string sql, object? values = null) =>
        Database.Write(transaction => transaction.Execute(sql, values));

    public T Value<T>(string sql, object? values = null) =>
        Database.Read(transaction => transaction.One<T>(sql, values));

    /// <summary>Every row of every table, as text; two equal dumps are two equal stores.</summary>
    public string Dump(Func<string, bool>? tables = null) =>
        Database.Read(transaction =>
        {
            var lines = new List<string>();
            foreach (
                var table in transaction.All<string>(
                    "select name from sqlite_master where type = 'table' and name not in ('commit_mark', 'sqlite_sequence') order by name"
                )
            )
            {
                if (tables is not null && !tables(table))
                    continue;
                foreach (
                    IDictionary<string, object?> row in transaction.All<dynamic>($"select * from {table} order by 1, 2")
                )
                {
                    lines.Add(
                        table
                            + ": "
                            + string.Join(
                                " | ",
                                row.Select(cell =>
                                    $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : cell.Value)}"
                                )
                            )
                    );
                }
            }

            return string.Join('\n', lines);
        });

    /// <summary>The queued and sent mails of a kind, oldest first, as a mail program reads them.</summary>
    public IReadOnlyList<ReadMail> Mails(string kind) =>
        [
            .. Database
                .Read(transaction =>
                    transaction.All<byte[]>(
                        "select bytes from mail where kind = @kind order by created_at, dedupe_key",
                        new { kind }
                    )
                )
                .Select(ReadMail.From),
        ];

    public void Dispose()
    {
        services.Dispose();
        Database.Dispose();
        folder.Dispose();
    }
}
