using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Import;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using Microsoft.Extensions.Logging.Console;

namespace CaregiverSignal.Demo;

/// <summary>Lets months of a support point pass: the real steps on a simulated clock, with invented people around
/// them.</summary>
/// <remarks>Only people's actions are simulated: what caregivers answer, and whom coordinators call. They go through
/// the functions that the pages call, and the heartbeat does everything else.</remarks>
public sealed class Simulation : IDisposable
{
    private static readonly TimeOnly DayBegins = new(8, 30);
    private static readonly TimeOnly StaffBegin = new(9, 0);
    private static readonly TimeOnly MailIsRead = new(10, 0);

    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Order)> planned = new();
    private readonly StandingClock clock;
    private readonly ServiceProvider services;
    private readonly JobRunner runner;
    private readonly MailLoop mail;
    private DemoCaregivers caregivers = null!;
    private Coordinators coordinators = null!;
    private int order;

    private Simulation(Installation installation, Database database, PagePaths pages, DemoOptions options)
    {
        (Installation, Database, Options) = (installation, database, options);
        clock = new StandingClock(DateTimeOffset.MinValue);
        Time = installation.Settings.TimeBy(clock);
        clock.MoveTo(Time.StartOf(options.FirstDay));
        services = new ServiceCollection()
            .AddCare(installation, database, clock, pages)
            .AddExchange()
            .AddSingleton<IMailSender>(new DemoMail(installation, database).Sender())
            .AddLogging(LogFailures)
            .BuildServiceProvider();
        (runner, mail) = (services.GetRequiredService<JobRunner>(), services.GetRequiredService<MailLoop>());
        People = Population.Invent(options);
    }

    /// <param name="database">New and empty.</param>
    /// <exception cref="InvalidOperationException">The import refuses the invented people: a defect.</exception>
    public static async Task<Simulation> BeginAsync(
        Installation installation,
        Database database,
        PagePaths pages,
        DemoOptions options,
        CancellationToken stop = default
    )
    {
        var world = new Simulation(installation, database, pages, options);
        await world.BeginAsync(stop);
        return world;
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        await HireAsync(stop);
        await ImportAsync(Population.Together(People), stop);
        await Database.ReadAsync(
            async transaction =>
            {
                foreach (var person in People)
                    person.Id = (await CaregiverTable.ByPerson(transaction, person.Row.Person))!.Id;
                return true;
            },
            stop
        );
        ById = People.ToDictionary(person => person.Id);
        coordinators = await Coordinators.AtWorkAsync(this);
        caregivers = new DemoCaregivers(this, coordinators, services.GetRequiredService<TakeInReturn>());
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

    public IReadOnlyDictionary<long, Person> ById { get; private set; } = new Dictionary<long, Person>();

    public int Days => DemoOptions.LastDay.DayNumber - Options.FirstDay.DayNumber + 1;

    public int Failures => runner.Failures + mail.Failures;

    /// <summary>Plans what somebody does; the steps that it makes due follow at once.</summary>
    public void Plan(DateOnly day, TimeOnly at, Func<Task> happens) =>
        planned.Enqueue(happens, (Time.At(day, at), order++));

    public async Task RunAsync(Action dayIsOver, CancellationToken stop = default)
    {
        for (var day = Options.FirstDay; day <= DemoOptions.LastDay; day = day.AddDays(1))
        {
            Plan(day, DayBegins, () => Task.CompletedTask);
            if (Time.WorkingDays.Contains(day))
                Plan(day, StaffBegin, coordinators.WorkAsync);
            Plan(day, MailIsRead, caregivers.ReadMailAsync);
            var end = day == DemoOptions.LastDay ? Time.At(day, DemoOptions.EndsAt) : Time.StartOf(day.AddDays(1));
            while (planned.TryPeek(out var happens, out var next) && next.At < end)
            {
                planned.Dequeue();
                clock.MoveTo(next.At);
                await happens();
                await RunJobsAsync(stop);
            }

            clock.MoveTo(end);
            dayIsOver();
        }

        await RunJobsAsync(stop);
    }

    public async Task ImportAsync(ImportFolder folder, CancellationToken stop = default)
    {
        var imports = new Imports(Database, Installation.Settings, Installation.Instruments, Installation.Plan, Time);
        var result = await imports.StoreAsync(folder, dryRun: false, stop: stop);
        if (result.Faults.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, result.Faults));
    }

    public void Dispose() => services.Dispose();

    private static void LogFailures(ILoggingBuilder logging)
    {
        logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    private Task HireAsync(CancellationToken stop = default) =>
        Database.WriteAsync(
            async transaction =>
            {
                await SiteClockTable.Set(transaction, Time.Now, simulated: true);
                foreach (var offer in Demo.Words.Offers())
                    await OfferTable.Put(transaction, offer);
                foreach (var staff in Employee.All.Append(Employee.OtherLead))
                {
                    var id = await CoordinatorTable.IdOf(transaction, staff.Email, Time.Now);
                    await CoordinatorTable.SetName(transaction, id, staff.Name);
                    await CoordinatorTable.MarkEnrolled(transaction, id, Time.Now);
                    await CoordinatorTable.SetTeam(
                        transaction,
                        id,
                        (await TeamTable.Named(transaction, staff.Team, Time.Now)).Id
                    );
                }

                // One person may have every role, so that one link opens every page.
                await CoordinatorTable.SetRoles(
                    transaction,
                    await CoordinatorTable.IdOf(transaction, Employee.All[0].Email, Time.Now),
                    Enum.GetValues<StaffRole>()
                );
                await CoordinatorTable.SetRoles(
                    transaction,
                    await CoordinatorTable.IdOf(transaction, Employee.OtherLead.Email, Time.Now),
                    [StaffRole.Coordinator, StaffRole.TeamLead]
                );
            },
            stop
        );

    private async Task RunJobsAsync(CancellationToken stop = default)
    {
        await runner.RunAsync(stop);
        await mail.RoundAsync(stop);
    }
}
