using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>upgrade</c>: brings the store to this program's schema after a copy of it, or tries that on a copy.
/// </summary>
public static class UpgradeVerb
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Upgrade a copy, say what changes and how long it takes, and leave the store as it is.",
        };
        var command = new Command(
            "upgrade",
            "Bring the store to this program's schema, after a copy of it beside it. The service does the same when it starts."
        )
        {
            dryRun,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            var tries = parsed.GetValue(dryRun);
            return Verbs.WithPlace(
                parsed,
                alone: !tries,
                (settings, _, file) => Run(parsed.InvocationConfiguration, settings, file, tries),
                onServer: tries ? null : engine => UpgradeOnServer(engine, parsed.InvocationConfiguration)
            );
        });
        return command;
    }

    /// <summary>What an upgrade did, for the operator.</summary>
    public static string Done(string store, StoreCopy copy) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{store}: upgraded from schema {copy.Schema} to {Migrations.Newest}. The way back is {copy.Path}, a checked copy with {Verbs.People(copy.People)}."
        );

    private static int Run(InvocationConfiguration streams, Settings settings, SqliteFile file, bool tries)
    {
        if (!File.Exists(file.Path))
            return Verbs.Report([Verbs.NotThere(file)], streams.Error);
        if (file.Look(store => Migrations.RefuseNewer(store, file)) == Migrations.Newest)
        {
            streams.Output.WriteLine($"{file.Path}: has schema {Migrations.Newest}, as this program needs.");
            return CommandLine.Success;
        }

        if (tries)
            Try(file, streams);
        else
            Upgrade(settings, file, streams);
        return CommandLine.Success;
    }

    /// <remarks>In one transaction, beside services of the version before: a new schema takes nothing away.</remarks>
    private static int UpgradeOnServer(StoreEngine engine, InvocationConfiguration streams)
    {
        using var database = Database.Open(engine);
        streams.Output.WriteLine($"{engine.Name}: has schema {Migrations.Newest}, as this program needs.");
        return CommandLine.Success;
    }

    private static void Upgrade(Settings settings, SqliteFile file, InvocationConfiguration streams)
    {
        var copy = new CopyBeforeUpgrade(file.Path);
        ProgressBar.Run(
            streams.Error,
            "Upgrading",
            null,
            _ =>
            {
                using var database = Database.Open(file, copy.Make);
                Verbs.WithSendHold(
                    settings,
                    database,
                    hold =>
                    {
                        hold.CheckAtStart();
                        hold.MarkUpgraded();
                    }
                );
            }
        );
        streams.Output.WriteLine(
            copy.Made is { } made
                ? Done(file.Path, made)
                : $"{file.Path}: was empty, and has schema {Migrations.Newest} now."
        );
    }

    /// <summary>Upgrades a copy in a folder of its own beside the store, which is gone afterwards.</summary>
    private static void Try(SqliteFile file, InvocationConfiguration streams)
    {
        using var lone =
            FileLock.TryTake(file.Path + ".trial", file)
            ?? throw new StorageException($"{file.Path}: is being tried by another command.");
        var folder = file.Path + ".trying";
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            OwnerOnly.MakeFolder(folder);
            ProgressBar.Run(
                streams.Error,
                "Trying on a copy",
                null,
                _ => Try(file, Path.Combine(folder, "copy.db"), streams.Output)
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Try(SqliteFile file, string place, TextWriter output)
    {
        var before = file.Look(store =>
        {
            CopyBeforeUpgrade.RequireRoom(file.Path, StoreCopy.BytesOf(store));
            return StoreCopy.Make(store, place);
        });
        var clock = Stopwatch.StartNew();
        Database.Open(place).Dispose();
        var seconds = clock.Elapsed.TotalSeconds;
        var after = StoreCopy.Checked(place);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Schema {before.Schema} would become {after.Schema}: tried on a copy in {seconds:0.0} seconds. The store is as it was."
            )
        );
        var all = before.Rows.Keys.Union(after.Rows.Keys).Order(StringComparer.Ordinal).ToList();
        var changed = all.Where(table => RowsIn(before, table) != RowsIn(after, table)).ToList();
        if (changed.Count > 0)
            output.WriteLine("  rows before   rows after  table");
        foreach (var table in changed)
            output.WriteLine($"{RowsIn(before, table), 13}{RowsIn(after, table), 13}  {table}");
        output.WriteLine($"Tables that keep their rows: {all.Count - changed.Count}.");
    }

    private static string RowsIn(StoreCopy copy, string table) =>
        copy.Rows.TryGetValue(table, out var rows) ? rows.ToString("N0", CultureInfo.InvariantCulture) : "none";
}
