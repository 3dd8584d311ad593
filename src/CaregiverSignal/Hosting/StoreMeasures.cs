using System.Diagnostics.Metrics;
using CaregiverSignal.Backup;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Hosting;

/// <summary>Measures the store and its disk without asking the store, and says which program this is.</summary>
public sealed class StoreMeasures
{
    /// <summary>A commit waits for the disk: 1 ms on a good one, seconds on one that fails.</summary>
    private static readonly InstrumentAdvice<double> CommitSeconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Database database;
    private readonly SiteTime time;

    public StoreMeasures(Meter meter, Database database, Installation installation, SiteTime time)
    {
        (this.database, this.time) = (database, time);
        var commits = meter.CreateHistogram(
            "caregiversignal.store.commit.duration",
            "s",
            "How long a commit takes that waits for the disk; one commit may hold many writes.",
            tags: null,
            CommitSeconds
        );
        database.Committed = took => commits.Record(took.TotalSeconds);
        meter.CreateObservableGauge(
            "caregiversignal.store.write.waiting",
            () => database.WaitingWrites,
            "{write}",
            "Writes that wait for their turn."
        );
        meter.CreateObservableGauge(
            "caregiversignal.store.writable",
            () => database.LastWriteFailed ? 0 : 1,
            unit: null,
            "1 when the store took the last write, 0 when it did not."
        );
        meter.CreateObservableGauge(
            "caregiversignal.store.size",
            Sizes,
            "By",
            "The store's files: the store itself, and the log of what was written last (wal)."
        );
        meter.CreateObservableGauge("caregiversignal.disk.free", Free, "By", "Room on the disk that holds the store.");
        meter.CreateObservableGauge(
            "caregiversignal.backup.age",
            BackupAge,
            "s",
            "Since the newest backup was made; not there while none was."
        );
        meter.CreateObservableGauge(
            "caregiversignal.build.info",
            () =>
                new Measurement<int>(
                    1,
                    new("version", ProgramVersion.Version),
                    new("commit", ProgramVersion.Commit),
                    new("schema", Migrations.Newest),
                    new("store", database.Engine.Provider)
                ),
            unit: null,
            "Always 1; its labels say which program runs on which kind of store."
        );
    }

    /// <summary>As the note beside the store says, which the verb <c>backup</c> writes.</summary>
    private IEnumerable<Measurement<double>> BackupAge() =>
        database.Engine.File is { } store && LastBackup.Of(store) is { } last
            ? [new((time.Now - last.MadeAt).TotalSeconds)]
            : [];

    private IEnumerable<Measurement<long>> Sizes() =>
        database.Engine.File is { } store ? [.. SizeOf("store", store), .. SizeOf("wal", store + "-wal")] : [];

    private static IEnumerable<Measurement<long>> SizeOf(string part, string path) =>
        new FileInfo(path) is { Exists: true } file
            ? [new Measurement<long>(file.Length, new KeyValuePair<string, object?>("part", part))]
            : [];

    /// <summary>Nothing where the disk cannot be asked: no room is not the same as not known.</summary>
    private IEnumerable<Measurement<long>> Free()
    {
        try
        {
            return [new Measurement<long>(DiskSpace.FreeAt(database.Engine.Folder))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
