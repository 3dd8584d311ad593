using System.Text.Json;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Questionnaires;
using Microsoft.Extensions.FileProviders;

namespace CaregiverSignal.Configuration;

/// <summary>The start of every command: settings, questionnaires and plan, all checked.</summary>
/// <param name="Settings">Those of the start; once the store is open, those in force there.</param>
public sealed record Installation(CurrentSettings Settings, Instruments Instruments, Plan Plan)
{
    public const string SettingsFile = "appsettings.json";

    /// <summary>Where container engines put secrets.</summary>
    private const string SecretsOfContainer = "/run/secrets";

    public IConfiguration Configuration => Settings.Configuration;

    /// <summary>Faults in today's files, when those of the last good start apply instead.</summary>
    public IReadOnlyList<Fault> Rejected { get; init; } = [];

    public MailKinds MailKinds
    {
        get => field ?? ServiceRegistration.MailKinds;
        init;
    }

    /// <summary>Reads all settings and files, and reports every fault at once.</summary>
    /// <param name="overrides">Settings from the command line, such as <c>--Mail:Host=…</c>.</param>
    /// <param name="folder">The folder of settings and the operator's own texts, in place of this one.</param>
    /// <returns>Null if there are faults.</returns>
    public static Installation? Load(
        string[] overrides,
        out IReadOnlyList<Fault> faults,
        string folder = "",
        SettingNeeds needs = SettingNeeds.All
    )
    {
        var settings = LoadSettings(overrides, out var configuration, out var wrongSettings, folder, needs);
        List<Fault> found = [.. wrongSettings];
        faults = found;
        if (configuration is null)
            return null;

        var loaded = LoadQuestionnaires(
            configuration,
            folder.Length == 0 ? null : Path.Combine(folder, SettingsReader.OwnOverlay)
        );
        found.AddRange(loaded.Faults);
        if (
            SettingsReader.Questionnaires(configuration).Folder is var questionnaires
            && !Directory.Exists(questionnaires)
        )
            found.AddRange(
                new[] { Path.Combine(folder, SettingsFile), questionnaires }
                    .Where(path => !Path.Exists(Defaults.Or(path)))
                    .Select(path => new Fault(path, "", $"is not there; looked for it as {Defaults.Places(path)}"))
            );
        if (settings is null || loaded.Instruments is not { } instruments)
            return null;

        var plan = PlanFile.Load(settings.Questionnaires.Plan, instruments, out var wrongPlan);
        found.AddRange(wrongPlan);
        return plan is null
            ? null
            : new Installation(new CurrentSettings(settings, configuration, needs), instruments, plan);
    }

    /// <summary>Loads the questionnaires only, for commands that need nothing else.</summary>
    public static LoadResult LoadQuestionnaires() => LoadQuestionnaires(ReadConfiguration([], []));

    /// <summary>Reads and checks only the settings, for commands that must work with missing or faulty
    /// questionnaires.</summary>
    /// <returns>Null if there are faults.</returns>
    public static Settings? LoadSettings(
        string[] overrides,
        out IConfiguration? configuration,
        out IReadOnlyList<Fault> faults,
        string folder = "",
        SettingNeeds needs = SettingNeeds.All
    )
    {
        var found = new List<Fault>();
        faults = found;
        configuration = ReadConfiguration(overrides, found, Path.Combine(folder, SettingsFile));
        if (configuration is null)
            return null;
        var settings = SettingsReader.Read(configuration, out var wrong, needs);
        found.AddRange(wrong);
        return settings;
    }

    /// <summary>Refuses a place where a store used to be: a new one would follow nobody, and nobody would be
    /// told.</summary>
    /// <exception cref="StorageException">The guard file exists without the store, or the service uses another
    /// store.</exception>
    public void RefuseLost()
    {
        var (engine, guard) = (Settings.Storage.Engine, Settings.Now.GuardFile);
        HalfRestored.Refuse(engine);
        if (!engine.Exists && File.Exists(guard))
            throw new StorageException(
                $"{engine.Name}: is gone or empty, and there was a store: {guard} knows of it. Put the store back, or restore a backup (caregiversignal restore). To begin with an empty one instead, take that file away first."
            );
        if (!engine.Exists && LastGood.StoreOfService() is { } served && served != engine.Name)
            throw new StorageException(
                $"{engine.Name}: is not there, and the service of this folder had its store elsewhere: {served}. Say where here too: Storage as it has it in its environment or command line. To begin with an empty one instead, take {LastGood.Store} away first."
            );
    }

    /// <summary>Opens the store, or makes one; refuses another schema, or a store used with other questionnaires, texts
    /// or numbers than those in the folder.</summary>
    /// <exception cref="StorageException">The database cannot be used; the message says why.</exception>
    public async Task<Database> OpenDatabaseAsync(CancellationToken stop = default)
    {
        var engine = Settings.Storage.Engine;
        HalfRestored.Refuse(engine);
        return await UsedAsync(
            await Database.OpenAsync(engine, schema => Migrations.RefuseOlder(engine.Name, schema), stop),
            stop
        );
    }

    /// <summary>Likewise, and upgrades an older store to this program's schema.</summary>
    /// <exception cref="StorageException">The database cannot be used; the message says why.</exception>
    /// <param name="beforeUpgrade">Called with an older schema before it changes.</param>
    public async Task<Database> OpenUpgradedAsync(
        Func<int, Task>? beforeUpgrade = null,
        CancellationToken stop = default
    )
    {
        HalfRestored.Refuse(Settings.Storage.Engine);
        return await UsedAsync(await Database.OpenAsync(Settings.Storage.Engine, beforeUpgrade, stop), stop);
    }

    /// <summary>Likewise, but read-only, also on a read-only disk.</summary>
    /// <exception cref="StorageException">The database cannot be used; the message says why.</exception>
    public async Task<Database> OpenToReadAsync(CancellationToken stop = default) =>
        await UsedAsync(await Database.OpenToReadAsync(Settings.Storage.Engine, stop), stop);

    private async Task<Database> UsedAsync(Database database, CancellationToken stop = default)
    {
        var changed = await database.ReadAsync(transaction => UsedFileTable.Changed(transaction, Instruments), stop);
        if (changed.Count == 0)
        {
            await Settings.ReloadAsync(database, stop);
            return database;
        }

        database.Dispose();
        throw new StorageException(string.Join('\n', changed));
    }

    private static LoadResult LoadQuestionnaires(IConfiguration? configuration, string? overlay = null)
    {
        var places = SettingsReader.Questionnaires(configuration);
        return QuestionnaireFolder.Load(places.Folder, overlay ?? places.Overlay);
    }

    private static IConfigurationRoot? ReadConfiguration(
        string[] overrides,
        List<Fault> faults,
        string file = SettingsFile
    )
    {
        try
        {
            // Container engines make a folder if the file to mount is missing.
            if (Directory.Exists(file))
                faults.Add(new Fault(file, "", "is a folder, and no file; is the real one not mounted?"));
            else if (file == SettingsFile && LastGood.SettingsGone() is { } gone)
                faults.Add(gone);
            if (faults.Count > 0)
                return null;
            var builder = new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(Path.GetFullPath(Defaults.Or(file)), optional: true);
            foreach (var folder in SecretFolders())
                builder.AddKeyPerFile(secrets =>
                {
                    secrets.FileProvider = new PhysicalFileProvider(folder);
                    // Other files are not read: ours have a section in their name.
                    secrets.IgnoreCondition = name => !name.Contains("__", StringComparison.Ordinal);
                });
            return builder
                .AddEnvironmentVariables("ASPNETCORE_")
                .AddEnvironmentVariables()
                .AddCommandLine(overrides)
                .Build();
        }
        catch (Exception error)
            when (error is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            faults.Add(
                error switch
                {
                    // It may be a secret: its own message names the path, what lies below it does not.
                    UnauthorizedAccessException => new Fault("settings", "", error.Message),
                    _ when error.GetBaseException() is JsonException broken => JsonFile.FaultOf(file, broken),
                    _ => new Fault(file, "", error.GetBaseException().Message),
                }
            );
            return null;
        }
    }

    /// <summary>Folders with one file per secret, named after its setting, such as <c>Mail__Password</c>: from systemd
    /// (LoadCredential=) or a container.</summary>
    private static IEnumerable<string> SecretFolders() =>
        new[] { SecretsOfContainer, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") }
            .OfType<string>()
            .Where(folder => Path.IsPathRooted(folder) && Directory.Exists(folder));
}
