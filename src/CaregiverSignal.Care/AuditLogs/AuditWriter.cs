namespace CaregiverSignal.AuditLogs;

/// <summary>Writes the audit log: who viewed what, and who did what (NEN 7513).</summary>
/// <remarks>An action is recorded in its own transaction, so that neither exists without the other. A look is recorded
/// before it is shown: if the line cannot be written, nothing is shown.</remarks>
public sealed class AuditWriter(Database database, TimeProvider clock)
{
    private static readonly string Version = typeof(AuditWriter).Assembly.GetName().Version is { } version
        ? version.ToString(3)
        : "";

    /// <summary>Records an action in its own transaction.</summary>
    /// <param name="caregiverId">Whose data it is about; null for nobody's.</param>
    /// <param name="listed">The people on the list, through whom each finds the line.</param>
    internal async Task Add(
        Transaction transaction,
        Actor by,
        AuditEntry auditEntry,
        long? caregiverId = null,
        Outcome? outcome = null,
        IReadOnlyList<long>? listed = null
    )
    {
        var line = LineOf(clock.GetUtcNow(), by, auditEntry) with
        {
            Outcome = outcome?.Code(),
            CaregiverId = caregiverId,
        };
        var id = await AuditTable.Add(transaction, [line]);
        if (listed is { Count: > 0 })
            await AuditTable.AddListed(transaction, listed, id);
    }

    /// <summary>Records an action done to several caregivers at once: a line for each.</summary>
    internal async Task AddEach(
        Transaction transaction,
        Actor by,
        AuditEntry auditEntry,
        IReadOnlyCollection<long> caregiverIds
    )
    {
        if (caregiverIds.Count == 0)
            return;
        var line = LineOf(clock.GetUtcNow(), by, auditEntry);
        await AuditTable.Add(
            transaction,
            [.. caregiverIds.Select(caregiverId => line with { CaregiverId = caregiverId })]
        );
    }

    /// <summary>Records several actions of one act on a caregiver's data, in order.</summary>
    internal Task AddTogether(
        Transaction transaction,
        IReadOnlyList<(Actor By, AuditEntry Action)> actions,
        long caregiverId
    ) => AddTogether(transaction, [.. actions.Select(act => (act.By, act.Action, (long?)caregiverId))]);

    /// <summary>Records several actions of one act, in order, each with the person it is about.</summary>
    internal async Task AddTogether(
        Transaction transaction,
        IReadOnlyList<(Actor By, AuditEntry Action, long? CaregiverId)> actions
    )
    {
        if (actions.Count > 0)
            await AuditTable.Add(
                transaction,
                [
                    .. actions.Select(act =>
                        LineOf(clock.GetUtcNow(), act.By, act.Action) with
                        {
                            CaregiverId = act.CaregiverId,
                        }
                    ),
                ]
            );
    }

    internal static AuditLine LineOf(DateTimeOffset at, Actor by, AuditEntry auditEntry) =>
        new()
        {
            At = TypeHandlers.Text(at),
            Action = auditEntry.Verb.Code(),
            Object = auditEntry.Object,
            ByRole = by.Role.Code(),
            ByStaff = by.StaffId,
            ForStaff = by.ForStaffId,
            Ground = by.Ground?.Code(),
            SessionId = by.SessionId,
            Network = by.Network,
            Version = Version,
        };

    /// <summary>Records a view of a list, with everybody on it, before it is shown.</summary>
    /// <exception cref="StorageException">It cannot be recorded, so it may not be shown.</exception>
    public async Task AddListAsync(
        Actor by,
        AuditAction action,
        AuditTarget list,
        IEnumerable<long> caregiverIds,
        CancellationToken stop = default
    )
    {
        List<long> listed = [.. caregiverIds.Distinct()];
        await database.WriteAsync(
            transaction => Add(transaction, by, action.OfList(list, listed), listed: listed),
            stop
        );
    }

    /// <summary>Records a look, or an action outside the store, and returns once the line is durable.</summary>
    /// <exception cref="StorageException">It cannot be recorded, so it may not be shown or done.</exception>
    public Task AddAsync(
        Actor by,
        AuditEntry auditEntry,
        long? caregiverId = null,
        Outcome? outcome = null,
        CancellationToken stop = default
    ) => database.WriteAsync(transaction => Add(transaction, by, auditEntry, caregiverId, outcome), stop);
}

public enum Outcome
{
    Refused,

    Failed,
}
