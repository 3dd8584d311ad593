using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>move-store</c>: copies the whole store from SQLite to PostgreSQL, or back.</summary>
public static class MoveStoreVerb
{
    public static Command Create()
    {
        var provider = new Option<string>("--to-provider")
        {
            Description = "Where it goes: postgres or sqlite.",
            Required = true,
        };
        provider.AcceptOnlyFromAmong("sqlite", "postgres");
        var connection = new Option<string>("--to-connection")
        {
            Description = "As Storage:Connection will be then. The database, or the file, must be empty.",
            Required = true,
        };
        var command = new Command(
            "move-store",
            "Copy the whole store to another provider, and compare both row by row. The service must not run."
        )
        {
            provider,
            connection,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
            Verbs.WithStore(
                parsed,
                alone: true,
                (installation, database) =>
                    Run(
                        parsed.InvocationConfiguration,
                        installation,
                        database,
                        parsed.GetValue(provider)!,
                        parsed.GetValue(connection)!
                    ),
                makes: false
            )
        );
        return command;
    }

    private static int Run(
        InvocationConfiguration streams,
        Installation installation,
        Database from,
        string provider,
        string connection
    )
    {
        var accepts = installation.Settings.Storage.AcceptsUnproven;
        if (SettingsReader.StoreOf(provider, connection, accepts, out var faults) is not { } engine)
            return Verbs.Report(faults, streams.Error);
        if (engine.IsShared == from.Engine.IsShared)
            return Verbs.Report(
                [new Fault("--to-provider", "", $"is {provider}, as the store has; it moves from one to the other")],
                streams.Error
            );
        var clock = Installation.ClockOf(from);
        using var lead = new Lead(from, clock, NullLogger<Lead>.Instance);
        if (!lead.TakeUnlessAtWork())
            return Verbs.Report([new Fault(from.Name, "", "is in use by a service; stop that first")], streams.Error);

        from.Engine.Keys.CopyTo(engine.Folder);
        using var to = Database.Open(engine);
        // From here on neither may mail; the new one may when all is there, and the old one asks for resume-mail first.
        var now = clock.GetUtcNow();
        var wasHeld = !from.Write(transaction => SendHoldTable.Hold(transaction, HoldReason.Copied, now));
        var tables = new List<MovedTable>();
        ProgressBar.Run(
            streams.Error,
            "Copying and comparing",
            null,
            _ => tables.AddRange(new StoreMove(from, to).Run())
        );
        MoveKeys(from.Engine, engine, streams.Error);
        if (!wasHeld)
            to.Write(SendHoldTable.Lift);
        new Recorder(to, clock).Add(Actor.CommandLine, Deed.MoveStore);
        lead.Leave();
        streams.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{to.Name}: has the same {tables.Sum(one => one.Rows)} rows in {tables.Count} tables as {from.Name}, compared one by one."
            )
        );
        streams.Output.WriteLine(
            $"Set Storage:Provider and Storage:Connection, and start the service. {from.Name} is as it was, and mails nothing until resume-mail. Staff sign in once more."
        );
        return CommandLine.Success;
    }

    private static void MoveKeys(StoreEngine from, StoreEngine to, TextWriter error)
    {
        if (!ReturnKey.Of(from).MoveTo(to))
            error.WriteLine(
                $"{to.Name}: has another key of an earlier store, so bounces of older mail are for review."
            );
        if (!Recorder.KeyOf(from).MoveTo(to))
            error.WriteLine($"{to.Name}: has another key of an earlier store, so the record checks as changed there.");
        if (!from.Seal.Key.MoveTo(to))
            error.WriteLine(
                $"{to.Seal.Place}: holds the key of an earlier store, so no account is believed there; invite staff anew."
            );
    }
}
