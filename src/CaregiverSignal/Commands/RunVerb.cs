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

    /// <summary>How often a database that is not there yet is asked for, with a second between.</summary>
    private const int MostTries = 60;

    public static int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        return Verbs.WithStore(
            parsed,
            store =>
            {
                var (installation, database) = (store.Installation, store.Database);
                StoreMove.RefuseLeft(database);
                if (TickVerb.IsSimulatedWithRelay(installation, database, error))
                    return CommandLine.Failure;
                if (Verbs.Stops(SettingWarning.Of(installation.Settings.Now), error))
                    return CommandLine.Failure;
                if (!MayStart(store))
                    return CommandLine.Failure;
                if (installation.Rejected.Count == 0)
                    LastGood.Keep(installation);
                int code;
                while (Serves(installation, database, parsed.InvocationConfiguration, out code))
                {
                    // Begun as a new process where systemd was told that this one stops.
                    if (Watchdog.IsAwaited)
                        return CommandLine.Failure;
                }

                return code;
            },
            alone: true,
            sends: true,
            instead: LastGood.Load,
            open: installation =>
            {
                // A service that may not start makes no store; one that is there may have other settings on its pages.
                var stops = SettingWarning
                    .Of(installation.Settings.Now)
                    .Where(warning => warning.Stops)
                    .Select(warning => warning.Fault)
                    .ToList();
                if (stops.Count > 0 && !installation.Settings.Storage.Engine.Exists)
                    throw new StorageException(string.Join(Environment.NewLine, stops));
                return OnceThere(
                    installation.Settings.Storage.Engine,
                    parsed.InvocationConfiguration.Output,
                    () =>
                        installation.OpenUpgraded(schema =>
                            error.WriteLine(
                                $"The store is upgraded from schema {schema}. The way back is {BackupVerb.BeforeUpgrade(installation, schema)}, a backup of before."
                            )
                        )
                );
            }
        );
    }

    private static Database OnceThere(StoreEngine engine, TextWriter output, Func<Database> open)
    {
        using var never = new ManualResetEventSlim();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return open();
            }
            catch (StorageException error) when (tries < MostTries && engine.MayCome(error))
            {
                if (tries == 1)
                {
                    output.WriteLine($"{error.Message} Tried again each second, {MostTries} times.");
                    output.Flush();
                }

                never.Wait(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <returns>Whether it is to serve again, at another address.</returns>
    private static bool Serves(
        Installation installation,
        Database database,
        InvocationConfiguration terminal,
        out int code
    )
    {
        using var app = ServiceHost.Build(installation, database, StoreClock.Of(database), beats: true);
        Logging.Started(app, installation, database);
        app.Services.GetRequiredService<SendHold>().Check();
        app.Services.GetRequiredService<Erasures>().EraseAgain();
        // What another node has in hand is not ours to take back; the ledger settles it after a while.
        if (!database.Engine.IsShared)
            app.Services.GetRequiredService<SendMail>().RecoverAtStart(triesRelay: true);
        code = ServeAndFinishMail(app, terminal.Output, terminal.Error);
        Logging.Stopped(app, code);
        return code == CommandLine.Success && app.Services.GetRequiredService<PagesAddress>().IsNew;
    }

    /// <summary>
    /// Before a store that never mailed mails through a relay, says how many people are due, and asks the person at the
    /// terminal.
    /// </summary>
    /// <remarks>
    /// Without a terminal, as under systemd, it only says so and starts: a service that waits for an answer would wait
    /// at every start until somebody comes, and meanwhile ask and notify nobody. <c>check</c> says it beforehand.
    /// </remarks>
    private static bool MayStart(StoreRun store)
    {
        var error = store.Error;
        var (hasMailed, due) = AtStart.Look(store.Database, store.Time.Today);
        if (store.Installation.Settings.Mail.Mode != MailMode.Smtp || hasMailed || due == 0)
            return true;
        error.WriteLine($"This store has never mailed. Starting now asks {English.People(due)} whose check-in is due.");
        if (Console.IsInputRedirected || Console.IsErrorRedirected || Verbs.Agrees(error, "May this go?"))
            return true;
        error.WriteLine("Nothing was started.");
        return false;
    }

    /// <summary>
    /// Serves the pages until the program is asked to stop, and then waits for mail that is being sent.
    /// </summary>
    public static int ServeAndFinishMail(WebApplication app, TextWriter output, TextWriter error)
    {
        var mail = app.Services.GetRequiredService<MailLoop>();
        // From the first sign of a stop no other mail is taken; the one at the relay is waited for below.
        using var stopping = app.Lifetime.ApplicationStopping.Register(() =>
            _ = mail.StopAsync(CancellationToken.None)
        );
        var code = Serve(app, output, error);
        // The store closes after this, and must still be open for the relay's last verdict. If the pages did not open,
        // nothing has stopped the mail yet.
        using var shutdown = new CancellationTokenSource(LongestShutdown);
        mail.StopAsync(shutdown.Token).GetAwaiter().GetResult();
        return code;
    }

    public static int Serve(WebApplication app, TextWriter output, TextWriter error)
    {
        try
        {
            app.Start();
        }
        catch (Exception problem) when (Listening.WhyClosed(problem) is { } why)
        {
            return Refuse(app, why, error);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while starting: a mail may already be on its way, and the caller waits for it.
            return CommandLine.Success;
        }

        if (Logging.IsForPeople(app.Configuration))
        {
            output.WriteLine($"The pages are open at {string.Join(" and ", app.Urls)}. Stop with Ctrl+C.");
            // Where nobody reads along it would be a key in a log; there invite-coordinator prints one.
            if (!Console.IsOutputRedirected && app.Services.GetRequiredService<FirstAccount>().Address is { } first)
                output.WriteLine($"Nobody can sign in yet. Make your account at {first}");
            output.Flush();
        }
        else
        {
            Logging.Opened(app);
        }

        app.WaitForShutdown();
        return CommandLine.Success;
    }

    /// <remarks>
    /// What runs already is stopped: where it is only disposed of, the host logs each part as a fault of its own.
    /// </remarks>
    private static int Refuse(WebApplication app, string why, TextWriter error)
    {
        error.WriteLine(why);
        app.StopAsync().GetAwaiter().GetResult();
        return CommandLine.Failure;
    }
}
