using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Invitations;

/// <summary>Handles a change or removal of somebody's mail address, and of asking them by mail at all: the old mailbox
/// may belong to somebody else now, or be read by one.</summary>
public static class NewAddress
{
    /// <summary>Whether an earlier address was replaced or removed; case does not matter.</summary>
    public static bool IsOther(string? before, string? after) =>
        before is not null && !before.Equals(after, StringComparison.OrdinalIgnoreCase);

    /// <summary>Invalidates every link that went to the old address, cancels the mail that waits for it, and has an
    /// open check-in mailed again.</summary>
    internal static async Task Follow(Transaction transaction, long caregiverId, SiteTime time)
    {
        await EndWhatWentOut(transaction, caregiverId, time);
        await EndOwnPage(transaction, caregiverId);
        if (await CheckInTable.OpenOf(transaction, caregiverId) is { } open)
            await CheckInTable.MailAgain(transaction, open.Id, time.Now);
    }

    /// <summary>Ends the own page in every browser, with the links and the codes that open it.</summary>
    internal static async Task EndOwnPage(Transaction transaction, long caregiverId)
    {
        await OwnVisitTable.EndAll(transaction, caregiverId);
        await PageCodeTable.EndAll(transaction, caregiverId);
    }

    /// <summary>Invalidates every link that was mailed, with what it opened, and cancels the mail that waits.</summary>
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
