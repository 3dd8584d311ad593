using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Invitations;

/// <summary>Handles a change or removal of a caregiver's mail address, and of mail as their channel: the old mailbox
/// may now belong to somebody else, or be read by them.</summary>
public static class NewAddress
{
    /// <summary>Whether an earlier address was replaced or removed, ignoring case.</summary>
    public static bool IsOther(string? before, string? after) =>
        before is not null && !before.Equals(after, StringComparison.OrdinalIgnoreCase);

    /// <summary>Invalidates every link sent to the old address, cancels the mail waiting for it, and has an open
    /// check-in mailed again.</summary>
    internal static async Task Follow(Transaction transaction, long caregiverId, SiteTime time)
    {
        await EndWhatWentOut(transaction, caregiverId, time);
        await EndOwnPage(transaction, caregiverId);
        if (await CheckInTable.OpenOf(transaction, caregiverId) is { } open)
            await CheckInTable.MailAgain(transaction, open.Id, time.Now);
    }

    /// <summary>Ends the own page in every browser, with the links and codes that open it.</summary>
    internal static async Task EndOwnPage(Transaction transaction, long caregiverId)
    {
        await OwnVisitTable.EndAll(transaction, caregiverId);
        await PageCodeTable.EndAll(transaction, caregiverId);
    }

    /// <summary>Invalidates every mailed link with what it opened, and cancels waiting mail.</summary>
    internal static async Task EndWhatWentOut(Transaction transaction, long caregiverId, SiteTime time)
    {
        await MailCancelTable.Cancel(transaction, caregiverId, time.Now);
        await LinkTable.Withdraw(transaction, caregiverId, time.Now);
        await SessionTable.EndForms(
            transaction,
            [.. (await CheckInTable.Of(transaction, caregiverId)).Select(checkIn => checkIn.Id)],
            time.Now
        );
    }
}
