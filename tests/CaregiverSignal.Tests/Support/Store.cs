using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Hosting;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A migrated store in a folder of its own, people in it, and the parts of the program on it; without pages.
/// </summary>
public sealed class Store : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ServiceProvider> providers = [];

    public Store() => Database = Database.Open(Path);

    public Database Database { get; }

    public string Folder => folder.Name;

    public string Path => System.IO.Path.Combine(folder.Name, "site.db");

    public string MailFolder => System.IO.Path.Combine(folder.Name, "mail");

    /// <summary>The coordinator with this address, made at the first call.</summary>
    public long Coordinator(string email = "els@steunpunt.example.org") =>
        Database.Write(transaction => CoordinatorTable.IdOf(transaction, email, ManualTime.Start));

    /// <summary>Somebody who takes part; due on the day of enrolment unless told otherwise.</summary>
    public long Caregiver(
        string person = "1",
        string enrolled = "2026-01-05",
        string? due = null,
        string channel = "email",
        string status = "active"
    )
    {
        var coordinator = Coordinator();
        return Database.Write(transaction =>
            transaction.One<long>(
                """
                insert into caregiver (person, first_name, email, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
                values (@person, 'Anna', @email, @channel, @status, @coordinator, @enrolled, @due, @at)
                returning id
                """,
                new
                {
                    person,
                    email = $"persoon{person}@example.org",
                    channel,
                    status,
                    coordinator,
                    enrolled,
                    due = due ?? enrolled,
                    at = ManualTime.Start,
                }
            )
        );
    }

    /// <summary>All parts of the program on this store, mail in <see cref="MailFolder"/>, at any hour.</summary>
    public ServiceProvider Services(TimeProvider clock, params (string Key, string Value)[] settings) =>
        Services(Database, clock, settings);

    /// <summary>As another process would have them: on a connection to the same file of its own.</summary>
    public ServiceProvider Services(Database database, TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection()
            .AddCaregiverSignal(Installation(settings), database, clock)
            .BuildServiceProvider();
        providers.Add(services);
        return services;
    }

    /// <summary>How many rows of a table meet a condition.</summary>
    public long Count(string table, string where = "1 = 1") =>
        Database.Read(transaction => transaction.One<long>($"select count(*) from {table} where {where}"));

    public CheckIn[] CheckIns(long caregiver) =>
        Database.Read(transaction => CheckInTable.Of(transaction, caregiver).ToArray());

    public Caregiver Get(long caregiver) => Database.Read(transaction => CaregiverTable.Get(transaction, caregiver)!);

    public void Dispose()
    {
        foreach (var services in providers)
            services.Dispose();
        Database.Dispose();
        folder.Dispose();
    }

    private Installation Installation((string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Storage:Connection"] = $"Data Source={Path}",
            ["Mail:Folder"] = MailFolder,
            ["Mail:Window"] = "00:00-24:00",
            ["Mail:Days"] = "Mon-Sun",
            ["Questionnaires:Folder"] = Some.QuestionnairesFolder,
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var read = SettingsReader.Read(configuration, out var faults);
        Assert.Empty(faults);
        var plan = Plan.Load(read!.Questionnaires.Plan, Some.Instruments, out faults);
        Assert.Empty(faults);
        return new Installation(read, configuration, Some.Instruments, plan!);
    }
}
