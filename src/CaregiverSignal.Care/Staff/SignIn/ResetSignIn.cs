using CaregiverSignal.AuditLogs;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Lets somebody who lost their telephone begin anew: signed out everywhere, without passkeys and codes; and
/// they hear of it by mail.</summary>
public sealed class ResetSignIn(AccountMail mail, SiteTime time)
{
    /// <param name="by">Who let them begin anew.</param>
    /// <returns>How many unused links ended.</returns>
    internal async Task<int> Run(Transaction transaction, Coordinator account, Actor by)
    {
        var links = await AccountRemoval.EndSessions(transaction, account.Id, time.Now);
        await CredentialTable.RemoveAll(transaction, account.Id);
        await mail.Queue(transaction, account, "Reset", by);
        return links;
    }
}
