using CaregiverSignal.Invitations;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// Lets somebody who lost their telephone begin anew: signed out everywhere, without passkeys and codes, with a new
/// link that an administrator hands over; and they hear of it by mail.
/// </summary>
public sealed class ResetSignIn(AccountMail mail, SiteTime time)
{
    /// <summary>How long the new link works, as an invitation does.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);

    /// <param name="by">Who let them begin anew.</param>
    public Reset Run(Transaction transaction, Coordinator account, Actor by)
    {
        var links = Removing.EndSessions(transaction, account.Id, time.Now);
        CredentialTable.RemoveAll(transaction, account.Id);
        mail.Queue(transaction, account, "Reset", by);
        return new Reset(links, LinkTable.AddSignIn(transaction, account.Id, time.Now, time.Now + LinkLife));
    }
}

/// <param name="Links">How many unused links ended.</param>
/// <param name="Link">The key of the new link; it is shown once.</param>
public sealed record Reset(int Links, LinkKey Link);
