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

    /// <summary>How many rows of who cares in which situation are new or changed.</summary>
    public int Situations { get; set; }

    /// <summary>How many helpers are new or changed.</summary>
    public int Helpers { get; set; }

    /// <summary>How many rows of who is around somebody are new.</summary>
    public int Ties { get; set; }

    /// <summary>What a person changed here and the list has otherwise, by whose it is.</summary>
    public SortedDictionary<string, List<string>> Left { get; } = new(StringComparer.Ordinal);

    /// <summary>Who came in with it.</summary>
    public ISet<long> Added { get; } = new SortedSet<long>();

    /// <summary>Of whom it changed or added anything, who came in with it included.</summary>
    public ISet<long> Touched { get; } = new SortedSet<long>();

    /// <summary>Whom the list names and its reader may not see.</summary>
    public ISet<long> Refused { get; } = new SortedSet<long>();

    /// <summary>Counts those of a part with it.</summary>
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

/// <summary>Stores a folder in parts of whole people, or nothing if there is any fault: the parts are all tried before
/// the first is stored. Storing the same folder again changes nothing, also where a person changed something since, and
/// completes what was cut off.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class Imports(
    Database database,
    CurrentSettings settings,
    Instruments instruments,
    Plan plan,
    SiteTime time
)
{
    /// <summary>A part is stored within a quarter of a second (measured, with 121 answers each), so that no form waits
    /// for one.</summary>
    private const int RowsStored = 8_000;

    /// <summary>Nobody waits for what is only tried: each trial costs more than its rows.</summary>
    private const int RowsTried = 20_000;

    /// <summary>How long it stores before another program that waits for the file gets a turn: who waits there waits
    /// for less than a second.</summary>
    internal TimeSpan LongestWithoutTurn { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Thrown to roll everything back, after faults.</summary>
    private sealed class NothingStored : Exception;

    /// <param name="auditWriter">Records the import in its transaction, with a line for each of whom anything changes;
    /// null where nobody imports, as in a demo.</param>
    /// <param name="reader">Who imports in the browser: nobody is changed whom they may not see.</param>
    /// <param name="isTried">All of it was just tried in a store that has as little.</param>
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
        // A single part is tried and stored in one.
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
                // Each time that there are twice as many: with how it found rows of a few, a server goes on otherwise.
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

/// <summary>What an import stored, or would store; nothing where there are faults.</summary>
public sealed record ImportResult(ImportCounts Counts, IReadOnlyList<Fault> Faults);
