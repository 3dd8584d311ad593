using CaregiverSignal.Configuration;
using CaregiverSignal.Import;
using Microsoft.Extensions.Configuration;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>Settings with everything left out but what is given.</summary>
    public static Settings Settings(params (string Key, string? Value)[] given) =>
        SettingsReader.Read(Configuration(InTheFile(given)), OnPages(given), out var faults)
        ?? throw new InvalidOperationException(string.Join('\n', faults));

    /// <summary>Those that stand in the file, or another place outside the store.</summary>
    public static (string Key, string? Value)[] InTheFile((string Key, string? Value)[] given) =>
        [.. given.Where(pair => !PageSettings.IsOnlyHere(pair.Key))];

    /// <summary>Those that are filled in on a page.</summary>
    public static Dictionary<string, string> OnPages((string Key, string? Value)[] given) =>
        given.Where(pair => PageSettings.IsOnlyHere(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value ?? "");

    public static IConfiguration Configuration(params (string Key, string? Value)[] given) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)))
            .Build();

    /// <summary>
    /// Settings of a support point that may mail through a relay: a name, number and address of its own, and links for
    /// a trial on this machine.
    /// </summary>
    public static string[] RealSupportPoint =>
        [
            "--SupportPoint:Name=De Linde",
            "--SupportPoint:Phone=088 123 45 67",
            "--SupportPoint:Email=post@delinde.example",
            "--Mail:From=post@delinde.example",
            "--Site:BaseUrl=http://127.0.0.1:5080",
        ];

    /// <summary>A name and a number of its own: public pages ask nobody to call a sample.</summary>
    public static (string Key, string? Value)[] OwnNumber =>
        [("SupportPoint:Name", "De Linde"), ("SupportPoint:Phone", "088 123 45 67")];

    public static Plan Plan =>
        PlanFile.Load(Path.Combine(QuestionnairesFolder, "plan.json"), Instruments, out var faults)
        ?? throw new InvalidOperationException(string.Join('\n', faults));

    /// <summary>A support point on a fresh store in a temporary folder, its clock on Monday 5 January 2026.</summary>
    public static TestInstallation Installation(params (string Key, string? Value)[] settings) => new(settings);

    /// <summary>The same with settings that are no setting of an installation.</summary>
    public static TestInstallation Where(
        Func<Settings, Settings> change,
        params (string Key, string? Value)[] settings
    ) =>
        new(
            installation =>
                installation with
                {
                    Settings = new CurrentSettings(change(installation.Settings.Now), installation.Configuration),
                },
            settings
        );

    /// <summary>Somebody reached by mail.</summary>
    public static ImportedPerson Person(
        string person = "p1",
        string enrolled = "2026-01-05",
        string? firstName = "Anna",
        string? email = "anna@example.org",
        string channel = "email",
        string status = "active",
        string? coordinator = null,
        string? born = null
    ) =>
        new(
            new FilePlace("people.csv", 2),
            new HashSet<string>(),
            person,
            Date(enrolled),
            new PersonDetails
            {
                FirstName = firstName,
                LastName = "Achternaam",
                Email = email,
                Born = born is null ? null : Date(born),
                Channel = Codes.Parse<Channel>(channel),
            },
            coordinator,
            Codes.Parse<CaregiverStatus>(status)
        );
}
