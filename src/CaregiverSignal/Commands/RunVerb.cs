using System.CommandLine;
using CaregiverSignal.Backup;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Erasure;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Pages.ForAdministrators;
using CaregiverSignal.Pages.ForStaff.SignIn;

namespace CaregiverSignal.Commands;

public static class RunVerb
{
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromMinutes(1);

    /// <summary>How often to try for a database that is not available yet, one second apart.</summary>
    private const int MostTries = 60;

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop = default)
    {
        var error = parsed.InvocationConfiguration.Error;
        return await Verbs.WithStoreAsync(
            parsed,
            async store =>
            {
                var (installation, database) = (store.Installation, await store.DatabaseAsync());
                await StoreMove.RefuseLeftAsync(database, stop);
                if (await TickVerb.IsSimulatedWithRelayAsync(installation, database, error, stop))
                    return CommandLine.Failure;
                if (Verbs.Stops(SettingWarning.Of(installation.Settings.Now), error))
                    return CommandLine.Failure;
                if (!await MayStartAsync(store, stop))
                    return CommandLine.Failure;
                if (installation.Rejected.Count == 0)
                    LastGood.Keep(installation);
                while (true)
                {
                    var end = await ServeOnceAsync(installation, database, parsed.InvocationConfiguration, stop);
                    if (!end.IsToServeAgain)
                        return end.Code;
                    // Restarted as a new process if systemd was told that this one stops.
                    if (Watchdog.IsAwaited)
                        return CommandLine.Failure;
                }
            },
            alone: true,
            sends: true,
            instead: LastGood.Load,
            open: async installation =>
            {
                // A service that may not start creates no database; an existing one may have other settings.
                var stops = SettingWarning
                    .Of(installation.Settings.Now)
                    .Where(warning => warning.Stops)
                    .Select(warning => warning.Fault)
                    .ToList();
                if (stops.Count > 0 && !installation.Settings.Storage.Engine.Exists)
                    throw new StorageException(string.Join(Environment.NewLine, stops));
                return await OnceThereAsync(
                    installation.Settings.Storage.Engine,
                    parsed.InvocationConfiguration.Output,
                    () =>
                        installation.OpenUpgradedAsync(
                            async schema =>
                                error.WriteLine(
                                    $"The store is upgraded from schema {schema}. The way back is {await BackupVerb.BeforeUpgradeAsync(installation, schema, stop)}, a backup of before."
                                ),
                            stop
                        ),
                    stop
                );
            },
            stop: stop
        );
    }

    private static async Task<Database> OnceThereAsync(
        StoreEngine engine,
        TextWriter output,
        Func<Task<Database>> open,
        CancellationToken stop = default
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await open();
            }
            catch (StorageException error) when (tries < MostTries && engine.MayCome(error))
            {
                if (tries == 1)
                {
                    output.WriteLine($"{error.Message} Tried again each second, {MostTries} times.");
                    output.Flush();
                }

                await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
        }
    }

    private static async Task<ServiceEnd> ServeOnceAsync(
        Installation installation,
        Database database,
        InvocationConfiguration terminal,
        CancellationToken stop = default
    )
    {
        using var app = ServiceHost.Build(
            installation,
            database,
            await StoreClock.OfAsync(database, stop),
            beats: true
        );
        Logging.Started(app, installation, database);
        await app.Services.GetRequiredService<SendHold>().CheckAsync(stop);
        await app.Services.GetRequiredService<Erasures>().EraseAgainAsync(stop);
        // Another node's work in progress is not ours to take back; the ledger settles it after a while.
        if (!database.Engine.IsShared)
            await app.Services.GetRequiredService<SendMail>().RecoverAtStartAsync(triesRelay: true, stop: stop);
        var code = await ServeAndFinishMailAsync(app, terminal.Output, terminal.Error, stop);
        Logging.Stopped(app, code);
        return new ServiceEnd(
            code,
            code == CommandLine.Success && app.Services.GetRequiredService<PagesAddress>().IsNew
        );
    }

    /// <summary>Before a database's first emails through a relay, says how many people are due, and asks.</summary>
    /// <remarks>Without a terminal, as under systemd, it only says so and starts. Otherwise it would wait at every
    /// start until somebody comes, and meanwhile ask and alert nobody. <c>check</c> says it beforehand.</remarks>
    private static async Task<bool> MayStartAsync(StoreRun store, CancellationToken stop = default)
    {
        var error = store.Error;
        var (hasMailed, due) = await AtStart.LookAsync(
            await store.DatabaseAsync(),
            (await store.TimeAsync()).Today,
            stop
        );
        if (store.Installation.Settings.Mail.Mode != MailMode.Smtp || hasMailed || due == 0)
            return true;
        error.WriteLine($"This store has never mailed. Starting now asks {English.People(due)} whose check-in is due.");
        if (Console.IsInputRedirected || Console.IsErrorRedirected || Verbs.Agrees(error, "May this go?"))
            return true;
        error.WriteLine("Nothing was started.");
        return false;
    }

    public static async Task<int> ServeAndFinishMailAsync(
        WebApplication app,
        TextWriter output,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        var mail = app.Services.GetRequiredService<MailLoop>();
        // From the first sign of a stop no new email is taken; the one at the relay is waited for below.
        using var stopping = app.Lifetime.ApplicationStopping.Register(() =>
            _ = mail.StopAsync(CancellationToken.None)
        );
        var code = await ServeAsync(app, output, error, stop);
        // The database closes after this, and must still be open for the relay's last response. If the pages did not
        // open, nothing has stopped the sender yet.
        using var shutdown = new CancellationTokenSource(LongestShutdown);
        await mail.StopAsync(shutdown.Token);
        return code;
    }

    public static async Task<int> ServeAsync(
        WebApplication app,
        TextWriter output,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception problem) when (Listening.WhyClosed(problem) is { } why)
        {
            return await RefuseAsync(app, why, error);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while starting: an email may already be on its way, and the caller waits for it.
            return CommandLine.Success;
        }

        if (Logging.IsForPeople(app.Configuration))
        {
            output.WriteLine($"The pages are open at {string.Join(" and ", app.Urls)}. Stop with Ctrl+C.");
            // If nobody reads along it would be a key in a log; there invite-coordinator prints one.
            if (
                !Console.IsOutputRedirected
                && await app.Services.GetRequiredService<FirstAccount>().AddressAsync() is { } first
            )
                output.WriteLine($"Nobody can sign in yet. Make your account at {first}");
            output.Flush();
        }
        else
        {
            Logging.Opened(app);
        }

        await app.WaitForShutdownAsync(stop);
        return CommandLine.Success;
    }

    /// <remarks>Stops what already runs; merely disposed of, each part would be logged as a fault.</remarks>
    private static async Task<int> RefuseAsync(WebApplication app, string why, TextWriter error)
    {
        error.WriteLine(why);
        await app.StopAsync();
        return CommandLine.Failure;
    }

    /// <param name="IsToServeAgain">Whether to serve again, at another address.</param>
    private sealed record ServiceEnd(int Code, bool IsToServeAgain);
}
