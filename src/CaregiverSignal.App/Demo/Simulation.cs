using CaregiverSignal.Delivery;
using CaregiverSignal.Import;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Referrals;
using Microsoft.Extensions.Logging.Console;

namespace CaregiverSignal.Demo;

/// <summary>
/// Lets months of a support point pass: the real steps on a simulated clock, with invented people around them.
/// </summary>
/// <remarks>
/// Only people's actions are simulated: what caregivers answer, and whom coordinators call. They go through the
/// functions that the pages call, and the heartbeat does everything else.
/// </remarks>
public sealed class Simulation : IDisposable
{
    private static readonly TimeOnly DayBegins = new(8, 30);
    private static readonly TimeOnly StaffBegin = new(9, 0);
    private static readonly TimeOnly MailIsRead = new(10, 0);

    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> planned = new();
    private readonly StandingClock clock;
    private readonly ServiceProvider services;
    private readonly JobRunner runner;
    private readonly MailLoop mail;
    private readonly Caregivers caregivers;
    private readonly Coordinators coordinators;
    private int order;

    /// <param name="database">New and empty.</param>
    /// <exception cref="InvalidOperationException">The import refuses the invented people: a defect.</exception>
    public Simulation(Installation installation, Database database, PagePaths pages, DemoOptions options)
    {
        (Installation, Database, Options) = (installation, database, options);
        clock = new StandingClock(DateTimeOffset.MinValue);
        Time = installation.Settings.TimeBy(clock);
        clock.MoveTo(Time.StartOf(options.FirstDay));
        services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, clock, pages)
            .AddSingleton<IMailSender>(new DemoMail(installation, database).Sender())
            .AddLogging(LogFailures)
            .BuildServiceProvider();
        (runner, mail) = (services.GetRequiredService<JobRunner>(), services.GetRequiredService<MailLoop>());
        Hire();
        People = Population.Invent(options);
        Import(Population.Together(People));
        foreach (var person in People)
            person.Id = database.Read(transaction => CaregiverTable.ByPerson(transaction, person.Row.Person)!.Id);
        ById = People.ToDictionary(person => person.Id);
        coordinators = new Coordinators(this);
        caregivers = new Caregivers(this, coordinators, services.GetRequiredService<TakeInReturn>());
        var networks = new DemoNetworks(this);
        foreach (var person in People)
        {
            caregivers.Begin(person);
            networks.Begin(person);
        }
    }

    public Installation Installation { get; }

    public Database Database { get; }

    public DemoOptions Options { get; }

    public SiteTime Time { get; }

    public Words Words { get; } = new();

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyDictionary<long, Person> ById { get; }

    public int Days => DemoOptions.LastDay.DayNumber - Options.FirstDay.DayNumber + 1;

    public int Failures => runner.Failures + mail.Failures;

    /// <summary>Plans what somebody does; the steps that it makes due follow at once.</summary>
    public void Plan(DateOnly day, TimeOnly at, Action happens) =>
        planned.Enqueue(happens, (Time.At(day, at), order++));

    public void Run(Action dayIsOver)
    {
        for (var day = Options.FirstDay; day <= DemoOptions.LastDay; day = day.AddDays(1))
        {
            Plan(day, DayBegins, () => { });
            if (Time.WorkingDays.Contains(day))
                Plan(day, StaffBegin, coordinators.Work);
            Plan(day, MailIsRead, caregivers.ReadMail);
            var end = day == DemoOptions.LastDay ? Time.At(day, DemoOptions.EndsAt) : Time.StartOf(day.AddDays(1));
            while (planned.TryPeek(out var happens, out var next) && next.At < end)
            {
                planned.Dequeue();
                clock.MoveTo(next.At);
                happens();
                RunJobs();
            }

            clock.MoveTo(end);
            dayIsOver();
        }

        RunJobs();
    }

    public void Import(ImportFolder folder)
    {
        new Imports(Database, Installation.Settings, Installation.Instruments, Installation.Plan, Time).Store(
            folder,
            dryRun: false,
            out var faults
        );
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    public void Dispose() => services.Dispose();

    private static void LogFailures(ILoggingBuilder logging)
    {
        logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    private void Hire() =>
        Database.Write(transaction =>
        {
            SiteClockTable.Set(transaction, Time.Now, simulated: true);
            foreach (var offer in Demo.Words.Offers())
                OfferTable.Put(transaction, offer);
            foreach (var staff in Staff.All.Append(Staff.OtherLead))
            {
                var id = CoordinatorTable.IdOf(transaction, staff.Email, Time.Now);
                CoordinatorTable.SetName(transaction, id, staff.Name);
                CoordinatorTable.MarkEnrolled(transaction, id, Time.Now);
                CoordinatorTable.SetTeam(transaction, id, TeamTable.Named(transaction, staff.Team, Time.Now).Id);
            }

            // One person may have every role, so that one link opens every page.
            CoordinatorTable.SetRoles(
                transaction,
                CoordinatorTable.IdOf(transaction, Staff.All[0].Email, Time.Now),
                Enum.GetValues<StaffRole>()
            );
            CoordinatorTable.SetRoles(
                transaction,
                CoordinatorTable.IdOf(transaction, Staff.OtherLead.Email, Time.Now),
                [StaffRole.Coordinator, StaffRole.TeamLead]
            );
        });

    private void RunJobs()
    {
        runner.Run();
        mail.Round();
    }
}
