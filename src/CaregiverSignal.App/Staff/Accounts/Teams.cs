namespace CaregiverSignal.Staff.Accounts;

/// <summary>The teams of coordinators; each name is of one.</summary>
/// <remarks>May be shared between threads. What changes one is in the audit log in the same commit.</remarks>
public sealed class Teams(Database database, AuditWriter auditWriter, SiteTime time)
{
    public IReadOnlyList<Team> All() => database.Read(TeamTable.All);

    /// <returns>False when there is one of that name.</returns>
    public bool Add(string name, SignedInStaff staff) =>
        Save(null, name, transaction => TeamTable.Named(transaction, name, time.Now).Id, staff);

    /// <inheritdoc cref="Add"/>
    public bool Rename(long id, string name, SignedInStaff staff) =>
        Save(
            id,
            name,
            transaction =>
            {
                TeamTable.Rename(transaction, id, name);
                return id;
            },
            staff
        );

    /// <returns>False when somebody is in it, or it is gone.</returns>
    public bool Delete(long id, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (!TeamTable.Delete(transaction, id))
                return false;
            auditWriter.Add(transaction, staff.On(Ground.Accounts), AuditAction.Change.Of(AuditTarget.Team, id));
            return true;
        });

    private bool Save(long? id, string name, Func<Transaction, long> save, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (TeamTable.ByName(transaction, name) is { } same && same.Id != id)
                return false;
            auditWriter.Add(
                transaction,
                staff.On(Ground.Accounts),
                AuditAction.Change.Of(AuditTarget.Team, save(transaction))
            );
            return true;
        });
}
