using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.People;

/// <summary>The municipalities and neighbourhoods where people live, and joining two spellings of one.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class Places(Database database, AuditWriter auditWriter, SiteTime time)
{
    public Task<IReadOnlyList<KnownPlace>> AllAsync(CancellationToken stop = default) =>
        database.ReadAsync(PlaceTable.All, stop);

    /// <summary>Two places of these names; null if they are not two, or of different kinds.</summary>
    public static (KnownPlace From, KnownPlace To)? Pair(IReadOnlyList<KnownPlace> places, string from, string to) =>
        places.FirstOrDefault(place => place.Name == from) is { } gone
        && places.FirstOrDefault(place => place.Name == to) is { } kept
        && gone != kept
        && gone.Neighbourhood is null == kept.Neighbourhood is null
            ? (gone, kept)
            : null;

    /// <summary>Gives everybody in one place the other; each change is in the audit log.</summary>
    /// <returns>How many people; null if they are no pair (any more).</returns>
    public Task<int?> JoinAsync(string from, string to, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync<int?>(
            async transaction =>
            {
                if (Pair(await PlaceTable.All(transaction), from, to) is not var (gone, kept))
                    return null;
                var changed = await PlaceTable.Join(transaction, gone, kept, staff.Coordinator.Id, time.Now);
                await auditWriter.AddEach(
                    transaction,
                    staff.On(Ground.Accounts),
                    AuditAction.Change.Of(AuditTarget.Details),
                    changed
                );
                return changed.Count;
            },
            stop
        );
}
