using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>What every verb starts from: settings, questionnaires and plan, all checked.</summary>
public sealed record Installation(Settings Settings, IConfiguration Configuration, Instruments Instruments, Plan Plan)
{
    /// <summary>What the mails are called that people look at.</summary>
    public MailKinds MailKinds { get; init; } = Parts.MailKinds;

    /// <summary>The pages are under TLS by themselves, without a proxy before them.</summary>
    public bool ListensEncrypted =>
        Configuration["Urls"]?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true
        || Configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Any(one => one["Url"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Reads everything there is to read, and reports every fault of it at once.</summary>
    /// <param name="overrides">Settings from the command line, as <c>--Mail:Host=…</c>.</param>
    /// <returns>Null when there are faults.</returns>
    public static Installation? Load(string[] overrides, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        if (ReadConfiguration(overrides, found) is not { } configuration)
            return null;

        var settings = SettingsReader.Read(configuration, out var wrongSettings);
        found.AddRange(wrongSettings);
        var loaded = LoadQuestionnaires(configuration);
        found.AddRange(loaded.Faults);
        if (settings is null || loaded.Instruments is not { } instruments)
            return null;

        var plan = Plan.Load(settings.Questionnaires.Plan, instruments, out var wrongPlan);
        found.AddRange(wrongPlan);
        return plan is null ? null : new Installation(settings, configuration, instruments, plan);
    }

    /// <summary>The questionnaires, for verbs that need nothing else.</summary>
    public static LoadResult LoadQuestionnaires() => LoadQuestionnaires(ReadConfiguration([], []));

    /// <summary>The questionnaires without the operator's own words and numbers.</summary>
    public static LoadResult LoadShippedQuestionnaires() =>
        Instruments.Load(SettingsReader.Questionnaires(ReadConfiguration([], [])).Folder, overlay: "");

    /// <summary>
    /// Opens the store; refuses one whose used questionnaires, words or numbers are not the ones in the folder.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be used; the message says why.</exception>
    public Database OpenDatabase()
    {
        var database = Database.Open(Settings.Storage.DatabasePath);
        var changed = database.Read(transaction => UsedFileTable.Changed(transaction, Instruments));
        if (changed.Count == 0)
            return database;
        database.Dispose();
        throw new StorageException(string.Join('\n', changed));
    }

    /// <summary>
    /// The clock for this store: the machine's, or a simulated store's own, which runs on from where it was.
    /// </summary>
    public static TimeProvider ClockOf(Database database) =>
        database.Read(SiteClockTable.Get) is { Simulated: true } clock
            ? new ShiftedClock(TimeProvider.System, clock.At)
            : TimeProvider.System;

    private static LoadResult LoadQuestionnaires(IConfiguration? configuration)
    {
        var places = SettingsReader.Questionnaires(configuration);
        return Instruments.Load(places.Folder, places.Overlay);
    }

    private static IConfigurationRoot? ReadConfiguration(string[] overrides, List<Fault> faults)
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(Path.GetFullPath(Shipped.Or("appsettings.json")), optional: true)
                .AddEnvironmentVariables("ASPNETCORE_")
                .AddEnvironmentVariables()
                .AddCommandLine(overrides)
                .Build();
        }
        catch (Exception error)
            when (error is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault("appsettings.json", "", error.GetBaseException().Message));
            return null;
        }
    }
}
