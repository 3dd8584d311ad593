using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Caseload;

/// <summary>The calls of a coordinator for their own calendar, at a secret address.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class CallCalendar(Database database, SiteTime time)
{
    /// <summary>How far back and ahead it sees (our choice).</summary>
    private const int DaysBack = 31;
    private const int DaysAhead = 366;

    /// <summary>What the address of one leads to: their calls, and those of whom they stand in for.</summary>
    /// <param name="key">As it stands in the address.</param>
    /// <returns>Null where this is nobody's address.</returns>
    public IReadOnlyList<AgreedCall>? Behind(string key) =>
        database.Read(transaction =>
        {
            var hash = LinkKey.HashOf(KeyPurpose.Calendar, key);
            if (
                CoordinatorTable.ByCalendar(transaction, hash) is not { MaySignIn: true, IsCoordinator: true } reader
                || !CoordinatorTable.HasValidSignature(transaction, reader)
            )
                return null;
            var team = CoordinatorTable.SeenInTeam(transaction, reader.Id);
            var away = Deputies
                .ForWhom(transaction, reader, team, time)
                .Where(colleague => colleague.IsForAll)
                .Select(colleague => colleague.OwnerId);
            return AgreedCallTable
                .Of(transaction, [reader.Id, .. away], time.Today.AddDays(-DaysBack), time.Today.AddDays(DaysAhead))
                .Where(call => call.SignalId is not null)
                .ToList();
        });

    public bool HasOne(SignedInStaff staff) =>
        database.Read(transaction => CoordinatorTable.HasCalendar(transaction, staff.Coordinator.Id));

    /// <summary>Makes a new address; the one before ends.</summary>
    /// <returns>Its key, to be shown this once: only its hash is stored.</returns>
    public string Renew(SignedInStaff staff)
    {
        var key = LinkKey.New(KeyPurpose.Calendar);
        Set(staff, key.Hash);
        return key.Clear;
    }

    public void End(SignedInStaff staff) => Set(staff, null);

    private void Set(SignedInStaff staff, string? hash) =>
        database.Write(transaction => CoordinatorTable.SetCalendar(transaction, staff.Coordinator.Id, hash));
}
