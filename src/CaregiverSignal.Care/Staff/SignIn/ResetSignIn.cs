using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Resets the sign-in of somebody who lost their telephone: ends all sessions, removes passkeys and codes, and
/// notifies them by email.</summary>
public sealed class ResetSignIn(AccountMail mail, SiteTime time)
{
    /// <returns>How many unused links ended.</returns>
    internal async Task<int> Run(Transaction transaction, Coordinator account, Actor by)
    {
        var links = await AccountRemoval.EndSessions(transaction, account.Id, time.Now);
        await CredentialTable.RemoveAll(transaction, account.Id);
        await mail.Queue(transaction, account, "Reset", by);
        return links;
    }
}
