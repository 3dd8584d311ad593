using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;

namespace CaregiverSignal.CheckIns;

/// <summary>What starting the service would do at once.</summary>
/// <param name="HasMailed">Whether this store has ever mailed.</param>
/// <param name="Due">How many people would be asked, as their check-in is due.</param>
public sealed record AtStart(bool HasMailed, long Due)
{
    public static Task<AtStart> LookAsync(Database database, DateOnly today, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction => new AtStart(
                await MailTable.HasAny(transaction),
                await CaregiverTable.CountDue(transaction, today)
            ),
            stop
        );
}
