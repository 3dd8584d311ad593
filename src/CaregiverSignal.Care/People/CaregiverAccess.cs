using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.People;

/// <summary>Looks at or changes a caregiver after checking that the reader may see them, and records both.</summary>
public sealed class CaregiverAccess(Database database, AuditWriter auditWriter)
{
    /// <summary>Reads what a page about a caregiver shows, and records the look before it is shown.</summary>
    /// <returns>Null if there is no such caregiver, or nothing of theirs that the reader may see.</returns>
    internal Task<TModel?> LookAsync<TModel>(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, Task<TModel?>> read,
        CancellationToken stop = default
    )
        where TModel : class => LookAsync(staff, id, _ => auditEntry, read, stop);

    /// <param name="auditEntry">What was read, null for nothing: it may depend on what was seen.</param>
    internal async Task<TModel?> LookAsync<TModel>(
        SignedInStaff staff,
        long? id,
        Func<TModel?, AuditEntry> auditEntry,
        Func<Transaction, Caregiver, Task<TModel?>> read,
        CancellationToken stop = default
    )
        where TModel : class
    {
        var (caregiver, model) = await database.ReadAsync(
            async transaction =>
                await Find(transaction, id) is { } found
                    ? (found, MaySee(staff, found) ? await read(transaction, found) : null)
                    : default,
            stop
        );
        if (caregiver is not null)
            await auditWriter.AddAsync(
                staff.With(caregiver),
                auditEntry(model),
                caregiver.Id,
                outcome: model is null ? Outcome.Refused : null,
                stop: stop
            );
        return model;
    }

    /// <summary>Looks for the caregiver alone, and records the look.</summary>
    public Task<Caregiver?> LookAsync(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        CancellationToken stop = default
    ) => LookAsync(staff, id, auditEntry, (_, caregiver) => Task.FromResult<Caregiver?>(caregiver), stop);

    /// <summary>Records an attempt at something that is not allowed.</summary>
    public Task RefuseAsync(SignedInStaff staff, long? id, AuditEntry auditEntry, CancellationToken stop = default) =>
        LookAsync<Caregiver>(staff, id, auditEntry, (_, _) => Task.FromResult<Caregiver?>(null), stop);

    /// <summary>Changes something about a caregiver, and records it in the same commit.</summary>
    /// <param name="act">Returns whether it changed anything.</param>
    internal async Task<ChangeResult> ChangeAsync(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, Task<bool>> act,
        CancellationToken stop = default
    ) =>
        (
            await ChangeAsync(
                staff,
                id,
                auditEntry,
                async (transaction, caregiver) => (await act(transaction, caregiver), true),
                stop
            )
        ).Result;

    /// <param name="act">Returns whether it changed anything, and the result.</param>
    internal async Task<Changed<T>> ChangeAsync<T>(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, Task<(bool IsDone, T? Value)>> act,
        CancellationToken stop = default
    ) =>
        await database.WriteAsync<Changed<T>>(
            async transaction =>
            {
                if (await Find(transaction, id) is not { } found)
                    return new(ChangeResult.NotFound);
                if (!MaySee(staff, found))
                {
                    await auditWriter.Add(
                        transaction,
                        staff.With(found),
                        auditEntry,
                        found.Id,
                        outcome: Outcome.Refused
                    );
                    return new(ChangeResult.NotFound);
                }

                transaction.NotedBy = staff.Coordinator.Id;
                var (isDone, value) = await act(transaction, found);
                if (isDone)
                {
                    await auditWriter.Add(transaction, staff.With(found), auditEntry, found.Id);
                    await RecordOthers(transaction, staff, auditEntry);
                }

                return new(isDone ? ChangeResult.Done : ChangeResult.Unchanged, value);
            },
            stop
        );

    /// <summary>An event about the person cared for concerns everybody who cares for them: each of the others gets a
    /// line too.</summary>
    private async Task RecordOthers(Transaction transaction, SignedInStaff staff, AuditEntry auditEntry)
    {
        var verb = auditEntry.Verb == AuditAction.TakeBack ? AuditAction.TakeBack : AuditAction.Tell;
        foreach (
            var other in await transaction
                .AlsoChanged.Order()
                .SelectAsync(async id => (await CaregiverTable.Get(transaction, id))!)
        )
            await auditWriter.Add(transaction, staff.With(other), verb.Of(AuditTarget.Change), other.Id);
    }

    private static async Task<Caregiver?> Find(Transaction transaction, long? id) =>
        id is { } known ? await CaregiverTable.Get(transaction, known) : null;

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one who does not exist.</summary>
    internal static async Task<Caregiver?> Find(Transaction transaction, SignedInStaff staff, long? id) =>
        await Find(transaction, id) is { } caregiver && MaySee(staff, caregiver) ? caregiver : null;

    internal static bool MaySee(SignedInStaff staff, Caregiver caregiver) =>
        staff.Sees.Contains(caregiver.CoordinatorId);
}

/// <summary>The outcome of a requested change.</summary>
public enum ChangeResult
{
    /// <summary>There is no such caregiver whom the reader may see.</summary>
    NotFound,

    /// <summary>It was done before, is not possible now, or has a fault.</summary>
    Unchanged,

    Done,
}

/// <param name="Value">The result, or why there is none; empty without such a caregiver.</param>
public sealed record Changed<T>(ChangeResult Result, T? Value = default);
