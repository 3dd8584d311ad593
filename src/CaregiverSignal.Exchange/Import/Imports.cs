using System.Diagnostics;
using System.Numerics;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportCounts
{
    public int PeopleAdded { get; set; }

    public int PeopleChanged { get; set; }

    public int PeopleUnchanged { get; set; }

    public int CheckIns { get; set; }

    public int Answers { get; set; }

    public int Events { get; set; }

    public int Situations { get; set; }

    public int Helpers { get; set; }

    public int Ties { get; set; }

    /// <summary>The values changed here by a person that the list would overwrite, by owner.</summary>
    public SortedDictionary<string, List<string>> Left { get; } = new(StringComparer.Ordinal);

    public ISet<long> Added { get; } = new SortedSet<long>();

    /// <summary>Everybody for whom it changed or added anything, newcomers included.</summary>
    public ISet<long> Touched { get; } = new SortedSet<long>();

    /// <summary>People in the list whom its reader may not see.</summary>
    public ISet<long> Refused { get; } = new SortedSet<long>();

    public void Add(ImportCounts part)
    {
        PeopleAdded += part.PeopleAdded;
        PeopleChanged += part.PeopleChanged;
        PeopleUnchanged += part.PeopleUnchanged;
        CheckIns += part.CheckIns;
        Answers += part.Answers;
        Events += part.Events;
        Situations += part.Situations;
        Helpers += part.Helpers;
        Ties += part.Ties;
        Added.UnionWith(part.Added);
        Touched.UnionWith(part.Touched);
        Refused.UnionWith(part.Refused);
        foreach (var (whose, fields) in part.Left)
        foreach (var field in fields)
            Leave(whose, field);
    }

    public void Leave(string whose, string field)
    {
        if (!Left.TryGetValue(whose, out var fields))
            Left[whose] = fields = [];
        if (!fields.Contains(field))
            fields.Add(field);
    }
}

/// <summary>Stores a folder in parts of whole people, or nothing if there is any fault: all parts are tried before the
/// first is stored. Storing the same folder again changes nothing, even after changes by a person, and completes an
/// interrupted import.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class Imports(
    Database database,
    CurrentSettings settings,
    Instruments instruments,
    Plan plan,
    SiteTime time
)
{
    /// <summary>A part is stored within a quarter of a second (measured, with 121 answers each).</summary>
    private const int RowsStored = 8_000;

    /// <summary>Nobody waits for a trial, and each costs more than its rows.</summary>
    private const int RowsTried = 20_000;

    /// <summary>How long it stores before another program waiting for the file gets a turn.</summary>
    internal TimeSpan LongestWithoutTurn { get; init; } = TimeSpan.FromSeconds(0.5);

    private sealed class NothingStored : Exception;

    /// <param name="auditWriter">Logs the import, with a line per person changed; null if nobody imports, as in a
    /// demo.</param>
    /// <param name="reader">Who imports in the browser: nobody they may not see is changed.</param>
    /// <param name="isTried">Whether all of it was just tried in an equally empty database.</param>
    public async Task<ImportResult> StoreAsync(
        ImportFolder folder,
        bool dryRun,
        AuditWriter? auditWriter = null,
        Actor? by = null,
        SignedInStaff? reader = null,
        bool isTried = false,
        CancellationToken stop = default
    )
    {
        var found = new List<Fault>();
        var counts = new ImportCounts();
        var versions = AnswerChecks.VersionsOf(instruments, folder, found);
        // A single part is tried and stored in one go.
        var isLong = folder.InParts(RowsStored).Skip(1).Any();
        var began = Stopwatch.GetTimestamp();
        foreach (
            var tries in dryRun ? [true]
            : isLong && !isTried ? [true, false]
            : new[] { false }
        )
        {
            if (found.Count > 0)
                break;
            counts = new ImportCounts();
            foreach (var (place, part) in Parts(tries).Index().TakeWhile(_ => tries || found.Count == 0))
            {
                if (!tries && place > 0 && Stopwatch.GetElapsedTime(began) > LongestWithoutTurn)
                {
                    await Task.Delay(database.Engine.Turn, stop);
                    began = Stopwatch.GetTimestamp();
                }

                await StorePart(part.Folder, part.Fresh, tries, isFirst: place == 0);
                // Each time the number of parts doubles: otherwise a server keeps its query plans for few rows.
                if (!tries && BitOperations.IsPow2(place + 1))
                    await CountRows();
            }
        }

        if (!dryRun && found.Count == 0)
            await CountRows();

        async Task CountRows()
        {
            if (isLong && database.Engine.IsShared)
                await database.WriteAsync(ImportTable.CountRows, stop);
        }

        IEnumerable<(ImportFolder Folder, FreshHistory Fresh)> Parts(bool tries) =>
            folder
                .InParts(tries ? RowsTried : RowsStored)
                .Select(part => (part, new FreshHistory(part, versions, instruments, plan, time, tries)));

        async Task StorePart(ImportFolder part, FreshHistory fresh, bool tries, bool isFirst)
        {
            var (ofPart, wrong) = (new ImportCounts(), new List<Fault>());
            if (tries)
                await database.TryAsync(Run, stop);
            else
                try
                {
                    await database.WriteAsync(
                        async transaction =>
                        {
                            if (!await Run(transaction))
                                throw new NothingStored();
                            if (auditWriter is not null && by is not null)
                                await Record(transaction, auditWriter, by, ofPart, counts, isFirst);
                        },
                        stop
                    );
                }
                catch (NothingStored)
                {
                    // The transaction is rolled back; the caller only wants the counts and the faults.
                }

            counts.Add(ofPart);
            found.AddRange(wrong);

            async Task<bool> Run(Transaction transaction)
            {
                wrong.Clear();
                ofPart = new ImportCounts();
                await new ImportPart(
                    transaction,
                    part,
                    fresh,
                    versions,
                    ofPart,
                    wrong,
                    tries,
                    reader,
                    settings,
                    instruments,
                    plan,
                    time
                ).Store();
                return wrong.Count == 0;
            }
        }

        if (auditWriter is not null && by is not null)
            foreach (var caregiver in counts.Refused)
                await auditWriter.AddAsync(
                    by with
                    {
                        Ground = null,
                    },
                    AuditAction.Import.Of(AuditTarget.Details),
                    caregiver,
                    outcome: Outcome.Refused,
                    stop: stop
                );
        return new ImportResult(counts, found);
    }

    private static async Task Record(
        Transaction transaction,
        AuditWriter auditWriter,
        Actor by,
        ImportCounts part,
        ImportCounts before,
        bool isFirst
    )
    {
        if (isFirst)
            await auditWriter.Add(transaction, by, AuditAction.Import.Of(AuditTarget.Details));
        await auditWriter.AddEach(transaction, by, AuditAction.Add.Of(AuditTarget.Person), [.. part.Added]);
        await auditWriter.AddEach(
            transaction,
            by,
            AuditAction.Import.Of(AuditTarget.Details),
            [.. part.Touched.Where(id => !part.Added.Contains(id) && !before.Touched.Contains(id))]
        );
    }
}

public sealed record ImportResult(ImportCounts Counts, IReadOnlyList<Fault> Faults);
