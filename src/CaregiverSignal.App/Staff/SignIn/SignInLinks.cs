using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>The one-time links with which staff sign in.</summary>
/// <remarks>
/// Rows, and no tokens of Identity: those end once used only where the security stamp changes, which would end the
/// sessions in other browsers at each sign-in, and none can be revoked for the one browser that asked for it.
/// </remarks>
public sealed class SignInLinks(SignInMails mails, SiteTime time)
{
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <summary>The coordinator whose key it is; null when it opens nothing, or no longer does.</summary>
    public Coordinator? CoordinatorOf(Transaction transaction, string key) =>
        LinkTable.Find(transaction, KeyPurpose.SignIn, key, time.Now) is { CoordinatorId: { } id }
        && CoordinatorTable.Get(transaction, id) is { MaySignIn: true } coordinator
        && CoordinatorTable.IsTrue(transaction, coordinator)
            ? coordinator
            : null;

    /// <summary>The live link of a key; null when it opens nothing, or no longer does.</summary>
    public Link? Find(Transaction transaction, string key) =>
        LinkTable.Find(transaction, KeyPurpose.SignIn, key, time.Now);

    /// <returns>False when it was already used.</returns>
    public bool Use(Transaction transaction, Link link) => LinkTable.Use(transaction, link.Id, time.Now);

    public bool IsKnown(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.SignIn, key, time.Now) is not null;

    /// <summary>
    /// Mails a link to a coordinator who may sign in; for anybody else, and while the last link is valid, it does the
    /// same work, so that the answer takes as long.
    /// </summary>
    /// <remarks>
    /// It ends the earlier link of this browser only: otherwise a stranger who keeps asking would lock somebody out.
    /// </remarks>
    public bool Send(Transaction transaction, string email, string askedBy, bool getsMail)
    {
        if (
            CoordinatorTable.ByEmail(transaction, email) is { MaySignIn: true } coordinator
            && CoordinatorTable.IsTrue(transaction, coordinator)
            && getsMail
        )
        {
            LinkTable.RevokeSignIns(transaction, coordinator.Id, time.Now, askedBy);
            var key = LinkTable.AddSignIn(transaction, coordinator.Id, time.Now, time.Now + LinkLife, askedBy);
            return mails.Queue(transaction, coordinator, key, time.Now + LinkLife);
        }

        ProbeTable.Touch(transaction);
        var nobody = new Coordinator { Email = "niemand@example.org" };
        Composer.Compose(
            mails.SignIn(nobody, LinkKey.New(KeyPurpose.SignIn).Clear),
            "<nobody@example.org>",
            new string('0', 32),
            time.Now
        );
        return false;
    }
}
