namespace CaregiverSignal.People;

/// <summary>
/// Looks at a caregiver and changes something of them, after checking that the reader may see them; both are recorded.
/// </summary>
public sealed class CaregiverAccess(Database database, AuditWriter auditWriter)
{
    /// <summary>Reads what a page about a caregiver shows, and records the look before it is shown.</summary>
    /// <returns>Null when there is no such caregiver, or nothing of theirs that the reader may see.</returns>
    internal TModel? Look<TModel>(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, TModel?> read
    )
        where TModel : class => Look(staff, id, _ => auditEntry, read);

    /// <param name="auditEntry">Of what was read, null where nothing was: it may depend on what was seen.</param>
    internal TModel? Look<TModel>(
        SignedInStaff staff,
        long? id,
        Func<TModel?, AuditEntry> auditEntry,
        Func<Transaction, Caregiver, TModel?> read
    )
        where TModel : class
    {
        var (caregiver, model) = database.Read(transaction =>
            Find(transaction, id) is { } found
                ? (found, MaySee(staff, found) ? read(transaction, found) : null)
                : default
        );
        if (caregiver is not null)
            auditWriter.Add(
                staff.With(caregiver),
                auditEntry(model),
                caregiver.Id,
                outcome: model is null ? Outcome.Refused : null
            );
        return model;
    }

    /// <summary>Looks for the caregiver alone, and records the look.</summary>
    public Caregiver? Look(SignedInStaff staff, long? id, AuditEntry auditEntry) =>
        Look(staff, id, auditEntry, (_, caregiver) => caregiver);

    /// <summary>Records that somebody tried what they may not.</summary>
    public void Refuse(SignedInStaff staff, long? id, AuditEntry auditEntry) =>
        Look<Caregiver>(staff, id, auditEntry, (_, _) => null);

    /// <summary>Changes something of a caregiver, and records it with the change.</summary>
    /// <param name="act">Whether it did.</param>
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    internal bool? Change(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, bool> act
    ) => Change(staff, id, auditEntry, (transaction, caregiver) => (act(transaction, caregiver), true)).IsDone;

    /// <param name="act">Whether it did, and what came of it.</param>
    /// <returns>The same; without such a caregiver nothing came of it.</returns>
    internal (bool? IsDone, T? Came) Change<T>(
        SignedInStaff staff,
        long? id,
        AuditEntry auditEntry,
        Func<Transaction, Caregiver, (bool IsDone, T Came)> act
    ) =>
        database.Write<(bool?, T?)>(transaction =>
        {
            if (Find(transaction, id) is not { } found)
                return default;
            if (!MaySee(staff, found))
            {
                auditWriter.Add(transaction, staff.With(found), auditEntry, found.Id, outcome: Outcome.Refused);
                return default;
            }

            transaction.NotedBy = staff.Coordinator.Id;
            var (isDone, came) = act(transaction, found);
            if (isDone)
            {
                auditWriter.Add(transaction, staff.With(found), auditEntry, found.Id);
                RecordOthers(transaction, staff, auditEntry);
            }

            return (isDone, came);
        });

    /// <summary>What happened to the person cared for changes all who care for them: each of the others has a line
    /// too.</summary>
    private void RecordOthers(Transaction transaction, SignedInStaff staff, AuditEntry auditEntry)
    {
        var verb = auditEntry.Verb == AuditAction.TakeBack ? AuditAction.TakeBack : AuditAction.Tell;
        foreach (var other in transaction.AlsoChanged.Order().Select(id => CaregiverTable.Get(transaction, id)!))
            auditWriter.Add(transaction, staff.With(other), verb.Of(AuditTarget.Change), other.Id);
    }

    private static Caregiver? Find(Transaction transaction, long? id) =>
        id is { } known ? CaregiverTable.Get(transaction, known) : null;

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    internal static Caregiver? Find(Transaction transaction, SignedInStaff staff, long? id) =>
        Find(transaction, id) is { } caregiver && MaySee(staff, caregiver) ? caregiver : null;

    internal static bool MaySee(SignedInStaff staff, Caregiver caregiver) =>
        staff.Sees.Contains(caregiver.CoordinatorId);
}
