using CaregiverSignal.People;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Caseload;

/// <summary>A coordinator's calls for their own calendar, at a secret address.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class CallCalendar(Database database, SiteTime time)
{
    /// <summary>How many days back and ahead it shows (our choice).</summary>
    private const int DaysBack = 31;
    private const int DaysAhead = 366;

    /// <summary>The calls behind an address: the coordinator's own, and those of colleagues they cover for.</summary>
    /// <param name="key">The part of the address that identifies it.</param>
    /// <returns>Null if the address belongs to nobody.</returns>
    public async Task<IReadOnlyList<AgreedCall>?> BehindAsync(string key, CancellationToken stop = default) =>
        await database.ReadAsync(
            async transaction =>
            {
                var hash = LinkKey.HashOf(KeyPurpose.Calendar, key);
                if (
                    await CoordinatorTable.ByCalendar(transaction, hash)
                        is not { MaySignIn: true, IsCoordinator: true } reader
                    || !CoordinatorTable.HasValidSignature(transaction, reader)
                )
                    return null;
                var team = await CoordinatorTable.SeenInTeam(transaction, reader.Id);
                var away = (await Deputies.ForWhom(transaction, reader, team, time))
                    .Where(colleague => colleague.IsForAll)
                    .Select(colleague => colleague.OwnerId);
                return (
                    await AgreedCallTable.Of(
                        transaction,
                        [reader.Id, .. away],
                        time.Today.AddDays(-DaysBack),
                        time.Today.AddDays(DaysAhead)
                    )
                )
                    .Where(call => call.SignalId is not null)
                    .ToList();
            },
            stop
        );

    public Task<bool> HasOneAsync(SignedInStaff staff, CancellationToken stop = default) =>
        database.ReadAsync(transaction => CoordinatorTable.HasCalendar(transaction, staff.Coordinator.Id), stop);

    /// <summary>Makes a new address; the previous one stops working.</summary>
    /// <returns>Its key, to be shown this once: only its hash is stored.</returns>
    public async Task<string> RenewAsync(SignedInStaff staff, CancellationToken stop = default)
    {
        var key = LinkKey.New(KeyPurpose.Calendar);
        await SetAsync(staff, key.Hash, stop);
        return key.Clear;
    }

    public Task EndAsync(SignedInStaff staff, CancellationToken stop = default) => SetAsync(staff, null, stop);

    private Task SetAsync(SignedInStaff staff, string? hash, CancellationToken stop = default) =>
        database.WriteAsync(transaction => CoordinatorTable.SetCalendar(transaction, staff.Coordinator.Id, hash), stop);
}
