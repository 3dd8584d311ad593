using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.CheckIns;

/// <summary>What a start of the service would do at once.</summary>
/// <param name="HasMailed">Whether this store ever mailed.</param>
/// <param name="Due">How many people would be asked, as their check-in is due.</param>
public sealed record AtStart(bool HasMailed, long Due)
{
    public static AtStart Look(Database database, DateOnly today) =>
        database.Read(transaction => new AtStart(
            MailTable.HasAny(transaction),
            CaregiverTable.CountDue(transaction, today)
        ));
}
