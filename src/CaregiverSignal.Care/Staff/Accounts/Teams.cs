using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>The teams of coordinators, each with a unique name.</summary>
/// <remarks>May be shared between threads. Changes are in the audit log in the same commit.</remarks>
public sealed class Teams(Database database, AuditWriter auditWriter, SiteTime time)
{
    public Task<IReadOnlyList<Team>> AllAsync(CancellationToken stop = default) =>
        database.ReadAsync(TeamTable.All, stop);

    /// <returns>False if there is one of that name.</returns>
    public Task<bool> AddAsync(string name, SignedInStaff staff, CancellationToken stop = default) =>
        SaveAsync(
            null,
            name,
            async transaction => (await TeamTable.Named(transaction, name, time.Now)).Id,
            staff,
            stop
        );

    /// <inheritdoc cref="AddAsync"/>
    public Task<bool> RenameAsync(long id, string name, SignedInStaff staff, CancellationToken stop = default) =>
        SaveAsync(
            id,
            name,
            async transaction =>
            {
                await TeamTable.Rename(transaction, id, name);
                return id;
            },
            staff,
            stop
        );

    /// <returns>False if somebody is in it, or it is gone.</returns>
    public Task<bool> DeleteAsync(long id, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (!await TeamTable.Delete(transaction, id))
                    return false;
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Accounts),
                    AuditAction.Change.Of(AuditTarget.Team, id)
                );
                return true;
            },
            stop
        );

    private Task<bool> SaveAsync(
        long? id,
        string name,
        Func<Transaction, Task<long>> save,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await TeamTable.ByName(transaction, name) is { } same && same.Id != id)
                    return false;
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Accounts),
                    AuditAction.Change.Of(AuditTarget.Team, await save(transaction))
                );
                return true;
            },
            stop
        );
}
