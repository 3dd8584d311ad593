using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Hosting;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// The whole program on a folder of its own: real pages on a free port, a real database file, mail in a folder, a clock
/// that stands.
/// </summary>
public sealed class Site : IDisposable
{
    /// <summary>A Monday morning in the support point's office.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public const string CoordinatorEmail = "els@steunpunt.example";

    private readonly TemporaryFolder folder = new();
    private readonly List<Browser> browsers = [];
    private readonly WebApplication app;

    public Site(params (string Key, string Value)[] settings)
        : this(installation => installation, settings) { }

    /// <param name="change">What the program has besides what is in the settings.</param>
    public Site(Func<Installation, Installation> change, params (string Key, string Value)[] settings)
    {
        Clock = new StandingClock(Monday);
        Installation = change(Load(settings));
        Database = Installation.OpenDatabase();
        app = CaregiverSignal.Hosting.Service.Build(Installation, Database, Clock, beats: false);
        app.Start();
        Address = new Uri(app.Urls.First());
    }

    public StandingClock Clock { get; }

    public Installation Installation { get; }

    public Database Database { get; }

    public Uri Address { get; }

    public Instruments Instruments => Installation.Instruments;

    public SiteTime Time => Part<SiteTime>();

    public string MailFolder => Path.Combine(folder.Name, "mail");

    /// <summary>A part of the running program.</summary>
    public T Part<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="from">Where the reader is, as 127.0.0.2; null is 127.0.0.1.</param>
    public Browser NewBrowser(string? from = null)
    {
        var browser = new Browser(Address, from is null ? null : System.Net.IPAddress.Parse(from));
        browsers.Add(browser);
        return browser;
    }

    /// <summary>Does everything that is due, until nothing is.</summary>
    public void Beat()
    {
        var (heartbeat, mail) = (Part<Heartbeat>(), Part<MailLoop>());
        while (heartbeat.Beat() + mail.Round() > 0) { }

        Assert.Equal((0, 0), (heartbeat.Failures, mail.Failures));
    }

    public void Advance(TimeSpan by) => Clock.MoveTo(Clock.GetUtcNow() + by);

    /// <summary>
    /// The coordinator of everybody here, who was invited and has come in before; made at the first call.
    /// </summary>
    public long Coordinator(string email = CoordinatorEmail, string name = "Els") =>
        Database.Write(transaction =>
        {
            var id = CoordinatorTable.IdOf(transaction, email, Clock.GetUtcNow());
            CoordinatorTable.SetName(transaction, id, name);
            CoordinatorTable.MarkInvited(transaction, id, Clock.GetUtcNow());
            CoordinatorTable.MarkEnrolled(transaction, id, Clock.GetUtcNow());
            return id;
        });

    /// <summary>A coordinator as an import makes one: nobody invited them.</summary>
    public long Named(string email) =>
        Database.Write(transaction => CoordinatorTable.IdOf(transaction, email, Clock.GetUtcNow()));

    /// <summary>Somebody who was invited, and has not come in yet.</summary>
    public long Invited(string email = CoordinatorEmail) =>
        Database.Write(transaction =>
        {
            var id = CoordinatorTable.IdOf(transaction, email, Clock.GetUtcNow());
            CoordinatorTable.MarkInvited(transaction, id, Clock.GetUtcNow());
            return id;
        });

    /// <summary>Somebody who takes part from today (or an earlier day) on, and is reached by mail.</summary>
    public long AddCaregiver(
        string person = "1",
        string firstName = "Anna",
        DateOnly? enrolledOn = null,
        DateOnly? nextDueOn = null,
        string channel = "email",
        string coordinator = CoordinatorEmail
    )
    {
        var coordinatorId =
            Database.Read(transaction => CoordinatorTable.ByEmail(transaction, coordinator)?.Id)
            ?? Coordinator(coordinator);
        var enrolled = enrolledOn ?? Time.Today;
        return Database.Write(transaction =>
            transaction.One<long>(
                """
                insert into caregiver (person, first_name, last_name, email, phone, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
                values (@person, @firstName, 'Jansen', @email, '06 12345678', @channel, 'active', @coordinatorId, @enrolled, @due, @at)
                returning id
                """,
                new
                {
                    person,
                    firstName,
                    email = $"persoon{person}@example.org",
                    channel,
                    coordinatorId,
                    enrolled,
                    due = nextDueOn ?? enrolled,
                    at = Clock.GetUtcNow(),
                }
            )
        );
    }

    /// <summary>
    /// A check-in sent earlier, through the real saving and sending; a null value is a question skipped.
    /// </summary>
    public void AddAnswered(long caregiverId, DateOnly day, string? callMe, params (string Item, int? Value)[] answers)
    {
        var now = Clock.GetUtcNow();
        Clock.MoveTo(Time.At(day, new TimeOnly(10, 0)));
        Database.Write(transaction =>
        {
            var asked = answers.Select(answer => answer.Item.Split('.')[0]).Distinct().ToList();
            var id = CheckInTable
                .Add(
                    transaction,
                    caregiverId,
                    day.Month,
                    day,
                    day.AddDays(14),
                    null,
                    string.Join(';', asked),
                    Time.Now
                )!
                .Value;
            var checkIn = CheckInTable.Get(transaction, id)!;
            foreach (var key in asked)
            {
                var values = answers
                    .Where(answer => answer.Item.StartsWith(key + ".", StringComparison.Ordinal))
                    .ToDictionary(answer => answer.Item[(key.Length + 1)..], answer => answer.Value);
                CheckInSubmission.Save(transaction, checkIn, Instruments.Newest(key), values, "caregiver", Time);
            }

            CheckInTable.SaveOwnWords(transaction, id, null, callMe);
            CheckInSubmission.Send(transaction, checkIn, Time);
        });
        Clock.MoveTo(now);
    }

    /// <summary>A whole csi: so many questions answered with yes, the first ones of the list.</summary>
    public (string, int?)[] Csi(int yes) =>
        [.. Instruments.Newest("csi").Items.Select((item, index) => ("csi." + item.Key, (int?)(index < yes ? 1 : 0)))];

    /// <summary>Opens a check-in with these questionnaires and gives its link, as the mail has it.</summary>
    public (CheckIn CheckIn, string Link) Ask(long caregiverId, params string[] instruments) =>
        Database.Write(transaction =>
        {
            var keys = string.Join(';', instruments.Length > 0 ? instruments : ["opening", "csi", "volhoudtijd"]);
            var id = CheckInTable
                .Add(
                    transaction,
                    caregiverId,
                    0,
                    Time.Today,
                    Time.Today.AddDays(14),
                    Time.Today.AddDays(7),
                    keys,
                    Time.Now
                )!
                .Value;
            var closes = Time.StartOf(Time.Today.AddDays(14));
            var key = LinkTable.AddForCheckIn(transaction, LinkTable.Form, caregiverId, id, Time.Now, closes);
            return (CheckInTable.Get(transaction, id)!, "/v/" + key.Clear);
        });

    public string PauseLink(CheckIn checkIn) =>
        Database.Write(transaction =>
            "/p/"
            + LinkTable
                .AddForCheckIn(
                    transaction,
                    LinkTable.Pause,
                    checkIn.CaregiverId,
                    checkIn.Id,
                    Time.Now,
                    Time.Now.AddDays(90)
                )
                .Clear
        );

    /// <summary>A sign-in link for staff, as the mail has it.</summary>
    public string SignInLink(string email = CoordinatorEmail) =>
        Database.Write(transaction =>
            "/i/"
            + LinkTable
                .AddSignIn(
                    transaction,
                    CoordinatorTable.IdOf(transaction, email, Time.Now),
                    Time.Now,
                    Time.Now.AddDays(1)
                )
                .Clear
        );

    /// <summary>All mails written so far, oldest first, as the files are.</summary>
    public IReadOnlyList<string> Mails() =>
        !Directory.Exists(MailFolder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(MailFolder, "*.eml", SearchOption.AllDirectories)
                    .OrderBy(File.GetLastWriteTimeUtc)
                    .ThenBy(one => one, StringComparer.Ordinal)
                    .Select(File.ReadAllText),
            ];

    /// <summary>The form link in a mail, with quoted-printable line ends taken out.</summary>
    public static string LinkIn(string mail, string kind = "v") =>
        LinkPattern(kind).Match(mail.Replace("=\r\n", "", StringComparison.Ordinal)).Value is { Length: > 0 } link
            ? link
            : throw new InvalidOperationException("No such link in the mail.");

    /// <summary>Every row of every table, to be compared before and after.</summary>
    public string Dump() =>
        Database.Read(transaction =>
        {
            var text = new StringBuilder();
            foreach (
                var table in transaction.All<string>(
                    "select name from sqlite_master where type = 'table' order by name"
                )
            )
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"== {table}");
                var columns = string.Join(
                    " || '|' || ",
                    transaction
                        .All<string>($"select name from pragma_table_info('{table}')")
                        .Select(column => $"quote({column})")
                );
                foreach (var row in transaction.All<string>($"select {columns} from {table} order by 1"))
                    text.AppendLine(row);
            }

            return text.ToString();
        });

    public long Count(string table, string where = "1 = 1") =>
        Database.Read(transaction => transaction.One<long>($"select count(*) from {table} where {where}"));

    public void Dispose()
    {
        foreach (var browser in browsers)
            browser.Dispose();
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Database.Dispose();
        folder.Dispose();
    }

    /// <summary>The root of the checkout, where the questionnaires are.</summary>
    public static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "CaregiverSignal.sln")))
            at = at.Parent;
        return at.FullName;
    }

    private Installation Load((string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:Connection"] = $"Data Source={Path.Combine(folder.Name, "site.db")}",
            ["Mail:Folder"] = MailFolder,
            ["Mail:Window"] = "00:00-24:00",
            ["Mail:Days"] = "Mon-Sun",
            ["Questionnaires:Folder"] = Path.Combine(Root(), "questionnaires"),
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var read = SettingsReader.Read(configuration, out var faults);
        Assert.Empty(faults);
        var instruments = Instruments.Load(read!.Questionnaires.Folder).Instruments!;
        var plan = Plan.Load(read.Questionnaires.Plan, instruments, out faults);
        Assert.Empty(faults);
        return new Installation(read, configuration, instruments, plan!);
    }

    private static Regex LinkPattern(string kind) => new($"https?://[^/\\s]+/{kind}/[A-Za-z0-9_-]{{43}}");
}
