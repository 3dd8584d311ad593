namespace CaregiverSignal.Cases;

/// <summary>
/// Looks at a caregiver and changes something of them, after checking that the reader may see them; both are recorded.
/// </summary>
public sealed class CaregiverAccess(Database database, Recorder recorder)
{
    /// <summary>Reads what a page about a caregiver shows, and records the look before it is shown.</summary>
    /// <returns>Null when there is no such caregiver, or nothing of theirs that the reader may see.</returns>
    public TModel? Look<TModel>(SignedInStaff staff, long? id, Deed deed, Func<Transaction, Caregiver, TModel?> read)
        where TModel : class => Look(staff, id, () => deed, read);

    /// <param name="deed">Asked once it was read: what was seen may depend on it.</param>
    public TModel? Look<TModel>(
        SignedInStaff staff,
        long? id,
        Func<Deed> deed,
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
            recorder.Add(staff.With(caregiver), deed(), caregiver.Id, outcome: model is null ? Outcome.Refused : null);
        return model;
    }

    /// <summary>Changes something of a caregiver, and records it with the change.</summary>
    /// <param name="act">Whether it did.</param>
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    public bool? Change(SignedInStaff staff, long? id, Deed deed, Func<Transaction, Caregiver, bool> act) =>
        database.Write<bool?>(transaction =>
        {
            if (Find(transaction, id) is not { } found)
                return null;
            if (!MaySee(staff, found))
            {
                recorder.Add(transaction, staff.With(found), deed, found.Id, outcome: Outcome.Refused);
                return null;
            }

            var isDone = act(transaction, found);
            if (isDone)
                recorder.Add(transaction, staff.With(found), deed, found.Id);
            return isDone;
        });

    private static Caregiver? Find(Transaction transaction, long? id) =>
        id is { } known ? CaregiverTable.Get(transaction, known) : null;

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    public static Caregiver? Find(Transaction transaction, SignedInStaff staff, long? id) =>
        Find(transaction, id) is { } caregiver && MaySee(staff, caregiver) ? caregiver : null;

    private static bool MaySee(SignedInStaff staff, Caregiver caregiver) =>
        staff.Sees.Contains(caregiver.CoordinatorId);
}
