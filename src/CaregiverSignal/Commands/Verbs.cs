using System.CommandLine;
using CaregiverSignal.Files;

namespace CaregiverSignal.Commands;

/// <summary>What all verbs share: overridden settings, faults on standard error, exit codes 0, 1 and 2.</summary>
public static class Verbs
{
    public static int Report(IEnumerable<Fault> faults, TextWriter error)
    {
        foreach (var fault in faults)
            error.WriteLine(fault);
        return CommandLine.Failure;
    }

    /// <summary>The settings, as <c>--Section:Key=value</c> or with a space; other unknown words are wrong
    /// usage.</summary>
    public static string[] Overrides(ParseResult parsed) => [.. parsed.UnmatchedTokens];

    public static bool Stops(IEnumerable<SettingWarning> warnings, TextWriter error)
    {
        var stopping = warnings.Where(warning => warning.Stops).Select(warning => warning.Fault).ToList();
        Report(stopping, error);
        return stopping.Count > 0;
    }

    /// <summary>Runs a verb that needs the settings and questionnaires, but no database.</summary>
    /// <param name="sends">Whether it sends emails; other verbs work whatever is wrong with the email settings.</param>
    public static Task<int> WithInstallationAsync(
        ParseResult parsed,
        Func<Installation, Task<int>> run,
        bool sends = false,
        CancellationToken stop = default
    ) =>
        GuardedAsync(
            parsed.InvocationConfiguration.Error,
            async () =>
                Installation.Load(Overrides(parsed), out var faults, needs: NeedsOf(sends)) is { } installation
                && (faults = GivenPaths.FaultsOf(parsed, installation)).Count == 0
                    ? await run(installation)
                    : Report(faults, parsed.InvocationConfiguration.Error),
            stop
        );

    /// <summary>Runs a verb that needs the settings and the database's location, but no questionnaires.</summary>
    /// <param name="alone">Whether the verb must not run beside the service or another such verb.</param>
    public static async Task<int> WithPlaceAsync(
        ParseResult parsed,
        Func<Settings, IConfiguration, StoreEngine, Task<int>> run,
        SettingNeeds needs,
        bool alone = false,
        CancellationToken stop = default
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        var overrides = Overrides(parsed);
        var read = Installation.LoadSettings(overrides, out var configuration, out var faults, needs: needs);
        if (read is null)
        {
            Report(faults, error);
            // A service that continues despite a broken file is backed up too.
            if (needs == SettingNeeds.Store)
                read = LastGood.LoadSettings(overrides, needs, out configuration);
        }

        if (read is not { } settings)
            return CommandLine.Failure;
        return await GuardedAsync(
            error,
            async () =>
            {
                var engine = settings.Storage.Engine;
                using var lone = alone ? engine.TryRunAlone() : null;
                return alone && lone is null
                    ? Report([InUse(engine)], error)
                    : await run(settings, configuration!, engine);
            },
            stop
        );
    }

    public static bool Agrees(TextWriter error, string question)
    {
        error.Write(question + " Type yes: ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "yes" or "y";
    }

    public static Fault NotThere(StoreEngine store) =>
        new(store.Name, "", "is not there; are these the folder and the settings of the service?");

    /// <remarks>A missing database is created only on use: a verb refused before that leaves none.</remarks>
    /// <param name="alone">Whether the verb must not run beside the service or another such verb.</param>
    /// <param name="sends">Whether it sends emails; other verbs work whatever is wrong with the email settings.</param>
    /// <param name="instead">What to start with if the files have faults.</param>
    /// <param name="open">How to open the database; by default one with an older schema is refused.</param>
    public static async Task<int> WithStoreAsync(
        ParseResult parsed,
        Func<StoreRun, Task<int>> run,
        bool alone = false,
        bool sends = false,
        bool makes = true,
        Func<Installation, Task<Database>>? open = null,
        Func<string[], IReadOnlyList<Fault>, Installation?>? instead = null,
        CancellationToken stop = default
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        var overrides = Overrides(parsed);
        if (
            (Installation.Load(overrides, out var faults, needs: NeedsOf(sends)) ?? instead?.Invoke(overrides, faults))
            is not { } installation
        )
            return Report(faults, error);
        if (GivenPaths.FaultsOf(parsed, installation) is { Count: > 0 } taken)
            return Report(taken, error);
        using var spoken = Languages.Speak(installation.Settings.SupportPoint.Language);
        return await GuardedAsync(
            error,
            async () =>
            {
                var engine = installation.Settings.Storage.Engine;
                installation.RefuseLost();
                if (!makes && !engine.Exists)
                    return Report([NotThere(engine)], error);
                using var lone = alone ? engine.TryRunAlone() : null;
                if (alone && lone is null)
                    return Report([InUse(engine)], error);
                using var store = new StoreRun(
                    parsed,
                    installation,
                    async () => open is null ? await installation.OpenDatabaseAsync(stop) : await open(installation)
                );
                // The settings made on its pages apply to all that follows.
                if (engine.Exists)
                    await store.OpenAsync(stop);
                return await run(store);
            },
            stop
        );
    }

    private static SettingNeeds NeedsOf(bool sends) => sends ? SettingNeeds.All : SettingNeeds.AllButMail;

    private static Fault InUse(StoreEngine store) =>
        new(store.Name, "", "is in use by the service or another command; stop that first");

    private static async Task<int> GuardedAsync(TextWriter error, Func<Task<int>> run, CancellationToken stop = default)
    {
        try
        {
            return await run();
        }
        catch (StorageException problem)
        {
            error.WriteLine(problem.Message);
            return CommandLine.Failure;
        }
        catch (UnreadableRowException row)
        {
            error.WriteLine($"{row.Message} 'check' names what cannot be read.");
            return CommandLine.Failure;
        }
        catch (UnauthorizedAccessException closed)
        {
            error.WriteLine(
                $"{closed.Message} This runs as the account {Environment.UserName}: let it read or write there, or name another place."
            );
            return CommandLine.Failure;
        }
        // A disk that is full or gone: the message has the path.
        catch (IOException disk)
        {
            error.WriteLine(disk.Message);
            return CommandLine.Failure;
        }
    }
}

/// <summary>A verb with its database, which is opened on first use.</summary>
public sealed class StoreRun(ParseResult parsed, Installation installation, Func<Task<Database>> open) : IDisposable
{
    private Database? database;

    public ParseResult Parsed => parsed;

    public Installation Installation => installation;

    public Task<Database> DatabaseAsync() => OpenAsync();

    public TextWriter Output => Parsed.InvocationConfiguration.Output;

    public TextWriter Error => Parsed.InvocationConfiguration.Error;

    public async Task<SiteTime> TimeAsync() =>
        Installation.Settings.TimeBy(await StoreClock.OfAsync(await DatabaseAsync()));

    public async Task<Database> OpenAsync(CancellationToken stop = default) => database ??= await open();

    /// <summary>The service's parts, which the caller must dispose of.</summary>
    public async Task<ServiceProvider> PartsAsync(TimeProvider? clock = null, CancellationToken stop = default) =>
        new ServiceCollection()
            .AddCare(
                Installation,
                await DatabaseAsync(),
                clock ?? await StoreClock.OfAsync(await DatabaseAsync(), stop),
                ServedPaths.All
            )
            .AddExchange()
            .BuildServiceProvider();

    public void Dispose() => database?.Dispose();
}
