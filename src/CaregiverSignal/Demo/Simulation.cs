using CaregiverSignal.Delivery;
using CaregiverSignal.Hosting;
using CaregiverSignal.Import;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;
using Microsoft.Extensions.Logging.Console;

namespace CaregiverSignal.Demo;

/// <summary>
/// Simulates months of a support point: the real steps on a simulated clock, with invented people around them.
/// </summary>
/// <remarks>
/// Only people's actions are simulated: when they read their mail, what they answer, when a coordinator calls. The
/// actions go through the functions that the pages call, and the heartbeat does everything else.
/// </remarks>
public sealed class Simulation : IDisposable
{
    private static readonly TimeOnly DayBegins = new(8, 30);
    private static readonly TimeOnly MailGoes = new(10, 0);
    private static readonly TimeOnly TipComes = new(8, 50);

    private readonly DemoOptions options;
    private readonly Database database;
    private readonly StandingClock clock;
    private readonly ServiceProvider services;
    private readonly SiteTime time;
    private readonly Agenda agenda;
    private readonly Heartbeat heartbeat;
    private readonly MailLoop mail;
    private readonly Dictionary<string, Action<string>> mailReaders = new(StringComparer.Ordinal);

    /// <param name="database">New and empty.</param>
    /// <exception cref="InvalidOperationException">The import refuses the invented people: a defect.</exception>
    public Simulation(Installation installation, Database database, DemoOptions options)
    {
        (this.options, this.database) = (options, database);
        clock = new StandingClock(DateTimeOffset.MinValue);
        Mailboxes = new Mailboxes(
            installation.Settings.Mail.Folder,
            database,
            installation.Settings.Site.TimeBy(clock),
            installation.MailKinds
        );
        services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, clock)
            .AddSingleton<IMailSender>(Mailboxes)
            .AddLogging(LogFailures)
            .BuildServiceProvider();
        time = services.GetRequiredService<SiteTime>();
        clock.MoveTo(time.StartOf(options.FirstDay));
        heartbeat = services.GetRequiredService<Heartbeat>();
        mail = services.GetRequiredService<MailLoop>();
        agenda = new Agenda(clock);
        Enrol(installation);
    }

    public IReadOnlyList<Participant> People { get; private set; } = [];

    public Mailboxes Mailboxes { get; }

    public DateTimeOffset EndsAt => time.At(DemoOptions.LastDay, DemoOptions.EndsAt);

    public int Days => DemoOptions.LastDay.DayNumber - options.FirstDay.DayNumber + 1;

    /// <summary>Steps that failed; 0 when all is well.</summary>
    public int Failures => heartbeat.Failures + mail.Failures;

    /// <param name="dayIsOver">Called after each simulated day.</param>
    public void Run(Action dayIsOver)
    {
        for (var day = options.FirstDay; day <= DemoOptions.LastDay; day = day.AddDays(1))
        {
            agenda.PlanBeat(time.At(day, DayBegins), Beat);
            agenda.PlanBeat(time.At(day, MailGoes), Beat);
            agenda.RunUntil(day == DemoOptions.LastDay ? EndsAt : time.StartOf(day.AddDays(1)));
            dayIsOver();
        }

        Beat();
    }

    public void Dispose() => services.Dispose();

    private static void LogFailures(ILoggingBuilder logging)
    {
        logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    /// <summary>Enrols everybody by an import, as a support point does with its own list.</summary>
    private void Enrol(Installation installation)
    {
        database.Write(transaction =>
        {
            SiteClockTable.Set(transaction, time.Now, simulated: true);
            var ids = Staff.All.Select(one => CoordinatorTable.IdOf(transaction, one.Email, time.Now)).ToList();
            for (var i = 0; i < ids.Count; i++)
            {
                CoordinatorTable.SetName(transaction, ids[i], Staff.All[i].Name);
                CoordinatorTable.MarkEnrolled(transaction, ids[i], time.Now);
            }

            var lead = CoordinatorTable.IdOf(transaction, Staff.OtherLead.Email, time.Now);
            CoordinatorTable.SetName(transaction, lead, Staff.OtherLead.Name);
            CoordinatorTable.MarkEnrolled(transaction, lead, time.Now);
            CoordinatorTable.SetRoles(transaction, lead, [StaffRole.Coordinator, StaffRole.TeamLead]);
            foreach (var one in Staff.All.Append(Staff.OtherLead))
                CoordinatorTable.SetTeam(
                    transaction,
                    CoordinatorTable.IdOf(transaction, one.Email, time.Now),
                    TeamTable.Named(transaction, one.Team, time.Now).Id
                );

            // One person may have every role, so that one link opens every page.
            CoordinatorTable.SetRoles(transaction, ids[0], Enum.GetValues<StaffRole>());
        });

        var invented = Population.Invent(options);
        var importing = new Importing(
            installation.Settings.SupportPoint,
            installation.Instruments,
            installation.Plan,
            time
        );
        importing.Store(database, Population.Together(invented), dryRun: false, out var faults);
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));

        var id = database.Read(transaction =>
            ImportTable
                .Stored(transaction, invented.Select(persona => persona.Row.Person))
                .ToDictionary(person => person.Person, person => person.Id)
        );
        People =
        [
            .. invented.Select(persona => new Participant(
                persona,
                id[persona.Row.Person],
                Population.LuckOf(options, persona.Number, subject: 1),
                Population.LuckOf(options, persona.Number, subject: 2)
            )),
        ];
        var inventedWords = new InventedWords(options.Seed);
        var caregivers = new Caregivers(
            installation,
            database,
            time,
            agenda,
            Mailboxes,
            services.GetRequiredService<TakeInReturn>(),
            importing,
            inventedWords,
            options,
            PlanBeat
        );
        foreach (var person in People)
        {
            caregivers.Begin(person);
            mailReaders[person.Persona.Row.Details.Email!] = mail => caregivers.Receive(person, mail);
        }

        var coordinators = new Coordinators(database, time, agenda, People, inventedWords, options, PlanBeat);
        foreach (var one in Staff.All.Append(Staff.OtherLead))
            mailReaders[one.Email] = _ => coordinators.Receive(one.Email);
        agenda.Plan(time.At(DemoOptions.LastDay, TipComes), ReportChild);
    }

    /// <summary>On the last morning somebody outside reports a worry about a caregiver under 18.</summary>
    private void ReportChild()
    {
        var tip = TipForm.New() with
        {
            Words =
                "Een meisje uit mijn klas komt steeds te laat. Zij brengt eerst haar moeder naar het toilet en haar broertje naar school. Zij zegt dat het moet, want er is niemand anders.",
            About = "Esma (14), via mij te bereiken op school",
            Minor = "yes",
            Knows = "yes",
            Name = "Joris Bedenksel, mentor",
            Phone = "06 00 00 00 99",
        };
        database.Write(transaction => TipTable.Add(transaction, tip.DedupeKey(), tip, time.Now));
        PlanBeat();
    }

    private void PlanBeat() => agenda.PlanBeat(Beat);

    private void Beat()
    {
        heartbeat.Beat();
        mail.Round();
        foreach (var (to, letter) in Mailboxes.TakeNew())
        {
            if (mailReaders.TryGetValue(to, out var read))
                read(letter);
        }
    }
}
