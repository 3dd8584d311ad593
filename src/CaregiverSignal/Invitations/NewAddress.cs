using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Invitations;

/// <summary>
/// What follows when somebody's mail address is another one, or none: the old mailbox may be somebody else's.
/// </summary>
public static class NewAddress
{
    /// <summary>One mailbox, however its capitals are written.</summary>
    public static bool IsOther(string? before, string? after) =>
        before is not null && !before.Equals(after, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// All that went to the old address opens nothing from now on, what waits for it stays here, and an open check-in
    /// is mailed anew.
    /// </summary>
    public static void Follow(Transaction transaction, long caregiverId, SiteTime time)
    {
        MailTable.Cancel(transaction, caregiverId, time.Now);
        LinkTable.Withdraw(transaction, caregiverId, time.Now);
        SessionTable.EndForms(
            transaction,
            [.. CheckInTable.Of(transaction, caregiverId).Select(one => one.Id)],
            time.Now
        );
        if (CheckInTable.OpenOf(transaction, caregiverId) is { } open)
            CheckInTable.MailAgain(transaction, open.Id, time.Now);
    }
}
