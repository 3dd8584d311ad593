using CaregiverSignal.AuditLogs;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>Admits somebody with a first link, or with a new one if they can no longer sign in: on the command line and
/// in the browser.</summary>
public sealed class StaffInvitations(SignInMails mails, AccountMail news, AuditWriter auditWriter, SiteTime time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The default roles of a new account: coordinator, and for the first one also team lead and
    /// administrator, who can do everything needed at the start and invites the others.</summary>
    internal static async Task<IReadOnlyList<StaffRole>> UsualRoles(Transaction transaction) =>
        await CoordinatorTable.IsAnybodyInvited(transaction)
            ? [StaffRole.Coordinator]
            : [StaffRole.Coordinator, StaffRole.TeamLead, StaffRole.Administrator];

    /// <summary>Invites an account by address, creating it if necessary.</summary>
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

    /// <summary>Invites an existing account; its earlier links end.</summary>
    /// <param name="byMail">Whether to email the link, which admits whoever reads that mailbox first.</param>
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

/// <param name="Key">It is shown or emailed, and stored only as a hash.</param>
public sealed record SentInvitation(LinkKey Key, DateTimeOffset Until);
