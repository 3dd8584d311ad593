using CaregiverSignal.AuditLogs;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Lets somebody in with a first link, or with a new one after they lost the way in: on the command line and
/// in the browser.</summary>
public sealed class StaffInvitations(SignInMails mails, AccountMail news, AuditWriter auditWriter, SiteTime time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The roles of a new account when none is named: a coordinator, and the first one here a team lead and an
    /// administrator, who can do all there is to do at the beginning, and invites the others.</summary>
    internal static async Task<IReadOnlyList<StaffRole>> UsualRoles(Transaction transaction) =>
        await CoordinatorTable.IsAnybodyInvited(transaction)
            ? [StaffRole.Coordinator]
            : [StaffRole.Coordinator, StaffRole.TeamLead, StaffRole.Administrator];

    /// <summary>Makes the account of an address, or takes the one that is there, and invites it.</summary>
    internal async Task<SentInvitation> Invite(
        Transaction transaction,
        string email,
        AccountChange account,
        Actor by,
        bool byMail
    )
    {
        var id = await CoordinatorTable.IdOf(transaction, email, time.Now);
        await account.Apply(transaction, id);
        return await Invite(transaction, id, by, byMail);
    }

    /// <summary>Invites an account that is there; the links it had end.</summary>
    /// <param name="byMail">Mails the link, which gives the door to whoever reads that mailbox first.</param>
    internal async Task<SentInvitation> Invite(Transaction transaction, long accountId, Actor by, bool byMail)
    {
        var (now, until) = (time.Now, time.Now + Life);
        await CoordinatorTable.MarkInvited(transaction, accountId, now);
        var account = (await CoordinatorTable.Get(transaction, accountId))!;
        await auditWriter.Add(transaction, by, AuditAction.Invite.Of(AuditTarget.Account, account.InTheRecord));
        await news.TellOthers(transaction, account, "Link", by);
        await LinkTable.RevokeSignIns(transaction, accountId, now);
        var key = await LinkTable.AddSignIn(transaction, accountId, now, until);
        if (byMail)
            await mails.QueueWelcome(transaction, account, key, until);
        return new SentInvitation(key, until);
    }
}

/// <param name="Key">It is shown or mailed, and stored as a hash only.</param>
public sealed record SentInvitation(LinkKey Key, DateTimeOffset Until);
