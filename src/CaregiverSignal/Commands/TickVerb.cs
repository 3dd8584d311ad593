using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Backup;
using CaregiverSignal.Delivery;
using CaregiverSignal.Erasure;
using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Commands;

public static class TickVerb
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFK",
    ];

    public static Command Create()
    {
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description =
                "Set the clock to this time first (2026-03-01T09:00:00Z or 2026-03-01): forward only, folder mail only, and the store keeps that clock.",
            CustomParser = result => ParseTime(result),
        };
        var command = new Command("tick", "Do everything that is due now, until nothing is, and exit.") { at };
        command.SetAction(parsed =>
            Verbs.WithStoreAsync(parsed, store => RunAsync(store, parsed.GetValue(at)), alone: true, sends: true)
        );
        return command;
    }

    private static Task<int> ReadInboxAsync(
        CurrentSettings settings,
        IServiceProvider services,
        CancellationToken stop
    ) => services.GetRequiredService<ReadInbox>().RunAsync(settings.Retention.ReadReturnDays, stop);

    private static async Task<int> RunAsync(StoreRun store, DateTimeOffset? at, CancellationToken stop = default)
    {
        var (installation, database, error) = (store.Installation, await store.DatabaseAsync(), store.Error);
        await StoreMove.RefuseLeftAsync(database, stop);
        if (at is { } chosen)
        {
            if (installation.Settings.Mail.Mode == MailMode.Smtp)
                return Refused("works only with Mail:Mode=folder, so that no real mail goes out at an invented time");
            if (await StoreClock.LookAsync(database, stop) is { } clock && chosen < clock.At)
                return Refused(
                    $"the clock of this store stands at {clock.At:yyyy-MM-ddTHH:mm:ssZ}, and only goes forward"
                );
            await StoreClock.SimulateAsync(database, chosen, stop);
            installation.Settings.MeanFolder();
        }
        else if (await IsSimulatedWithRelayAsync(installation, database, error, stop))
        {
            return CommandLine.Failure;
        }

        if (Verbs.Stops(SettingWarning.OfMail(installation.Settings.Now), error))
            return CommandLine.Failure;
        var now = at is { } instant ? new StandingClock(instant) : await StoreClock.OfAsync(database, stop);
        using var services = await store.PartsAsync(now, stop);
        var runnerLock = services.GetRequiredService<RunnerLock>();
        if (!await runnerLock.TryTakeAsync(stop))
        {
            error.WriteLine($"{database.Name}: a service does what is due here already; it needs no tick.");
            return CommandLine.Failure;
        }

        var hold = services.GetRequiredService<SendHold>();
        await hold.CheckAsync(stop);
        await services.GetRequiredService<Erasures>().EraseAgainAsync(stop);
        if (!database.Engine.IsShared)
            await services.GetRequiredService<SendMail>().RecoverAtStartAsync(stop: stop);
        var (runner, mail) = (services.GetRequiredService<JobRunner>(), services.GetRequiredService<MailLoop>());
        var done = await ReadInboxAsync(installation.Settings, services, stop);
        // A step that failed for the whole database fails each time, and is reported once.
        var failed = new HashSet<JobFailure>();
        try
        {
            // Emails come after the jobs, so that a relay that hangs does not delay the signals.
            for (var turn = await Turn(); turn > 0; turn = await Turn())
                done += turn;
        }
        finally
        {
            await mail.CloseAsync();
            await runnerLock.ReleaseAsync();
            await services.GetRequiredService<AuditWitness>().KeepAsync(stop);
        }

        foreach (var failure in failed)
            error.WriteLine(failure);
        store.Output.WriteLine(
            FormattableString.Invariant(
                $"{done} {(done == 1 ? "item" : "items")} done at {now.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}."
            )
        );
        if (at is null)
            await services.GetRequiredService<PingOutside>().PingAsync(stop);
        if (!installation.Settings.Mail.IsSaid)
            error.WriteLine(
                $"Nobody has said how mail goes, so no caregiver is asked. Set {PageSettings.MailMode} to folder or smtp."
            );
        if (await hold.ReasonAsync() is { } held)
        {
            error.WriteLine($"Mail is held, {held.Held()}. See resume-mail.");
            return CommandLine.Failure;
        }

        return runner.Failures + mail.Failures == 0 ? CommandLine.Success : CommandLine.Failure;

        int Refused(string why) => Verbs.Report([new Fault("--at", "", why)], error);

        async Task<int> Turn()
        {
            var did = await runner.RunAsync(stop) + await mail.RoundAsync(stop);
            failed.UnionWith(runner.Failed);
            if (mail.Failed is { } round)
                failed.Add(round);
            return did;
        }
    }

    /// <summary>Whether a database with a simulated clock has a real relay: it must never send.</summary>
    public static async Task<bool> IsSimulatedWithRelayAsync(
        Installation installation,
        Database database,
        TextWriter error,
        CancellationToken stop = default
    )
    {
        if (
            installation.Settings.Mail.Mode != MailMode.Smtp
            || await StoreClock.LookAsync(database, stop) is not { Simulated: true }
        )
            return false;
        error.WriteLine(
            "This store has a simulated clock (tick --at or demo), so it never mails through a relay. Use Mail:Mode=folder, or another store."
        );
        return true;
    }

    private static DateTimeOffset? ParseTime(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            DateTimeOffset.TryParseExact(
                text,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            ) && time.Year is >= 2000 and < 2200
        )
            return time;
        result.AddError($"--at: '{text}' is not a time from 2000 to 2199; write 2026-03-01T09:00:00Z or 2026-03-01");
        return null;
    }
}
