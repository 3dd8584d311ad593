using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>How staff come in, with a one-time link, a passkey or from their organisation, and go out again.</summary>
/// <remarks>May be shared between threads. Links are rows, and no tokens of Identity: those end once used only where
/// the security stamp changes, which would end the sessions in other browsers at each sign-in, and none can be revoked
/// for the one browser that asked for it.</remarks>
public sealed class SignIns(
    Database database,
    SignInMails mails,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <summary>What the key of a link opens now.</summary>
    public Task<SignInLink> LookAsync(string key, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await LinkTable.Find(transaction, KeyPurpose.SignIn, key, time.Now) is { } live
                    ? new SignInLink(IsKnown: true, live, await AccountOf(transaction, live))
                    : new SignInLink(
                        await LinkTable.Known(transaction, KeyPurpose.SignIn, key, time.Now) is not null,
                        null,
                        null
                    ),
            stop
        );

    /// <summary>Whether a link that is asked for with this address goes to somebody.</summary>
    public Task<bool> KnowsAsync(string email, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await ByAddress(transaction, email) is not null, stop);

    /// <summary>Mails a link to who may sign in, and records that it was asked for.</summary>
    /// <param name="askedBy">The hash of the key of the browser that asks.</param>
    /// <param name="getsMail">False where the last link was mailed just now.</param>
    /// <param name="isRecorded">False where so many were asked for that they would fill the audit log.</param>
    /// <returns>Whether a mail goes; whoever asked is not told.</returns>
    public Task<bool> AskAsync(string email, string askedBy, bool getsMail, string? network, bool isRecorded = true) =>
        database.WriteAsync(async transaction =>
        {
            var isSent = await Send(transaction, email, askedBy, getsMail);
            if (!isRecorded)
                return isSent;
            var asked = await CoordinatorTable.ByEmail(transaction, email);
            await auditWriter.Add(
                transaction,
                Actor.Stranger(network),
                asked is null ? AuditAction.Ask.Of(AuditTarget.Link) : AuditAction.Ask.Of(AuditTarget.Link, asked.Id),
                outcome: isSent ? null : Outcome.Refused
            );
            return isSent;
        });

    /// <summary>Mails a link for another browser than asked for the one that somebody opened.</summary>
    public Task SendHereAsync(string email, string askedBy) =>
        database.WriteAsync(transaction => Send(transaction, email, askedBy, getsMail: true));

    /// <summary>Signs in with a link, which ends.</summary>
    /// <returns>Null when the link no longer opens anything.</returns>
    public async Task<EnteredAccount?> EnterAsync(string key, string? network)
    {
        var came = await database.WriteAsync<EnteredAccount?>(async transaction =>
        {
            if (
                await LinkTable.Find(transaction, KeyPurpose.SignIn, key, time.Now) is not { } link
                || await AccountOf(transaction, link) is not { } account
                || !await LinkTable.Use(transaction, link.Id, time.Now)
            )
                return null;
            var has = await Factors.Of(transaction, account.Id);
            if (settings.SecondFactor.IsRequired && !has.Any)
                await CoordinatorTable.SetSecondFactorFrom(transaction, account.Id, SecondFactor.From(account, time));
            await ComeIn(transaction, account, network);
            return new(account, has);
        });
        if (came is null)
            await RefuseStrangerAsync(network);
        return came;
    }

    /// <summary>Signs in somebody who showed a passkey, or for whom their organisation vouches.</summary>
    public Task EnterAsync(Coordinator account, string? network) =>
        database.WriteAsync(transaction => ComeIn(transaction, account, network));

    public Task RefuseStrangerAsync(string? network, CancellationToken stop = default) =>
        auditWriter.AddAsync(
            Actor.Stranger(network),
            AuditAction.SignIn.Of(AuditTarget.Session),
            outcome: Outcome.Refused,
            stop: stop
        );

    /// <summary>Records that somebody with a session showed once more who they are, or did not.</summary>
    public Task ConfirmAsync(SignedInStaff staff, bool isRight, CancellationToken stop = default) =>
        auditWriter.AddAsync(
            staff.On(Ground.Themselves),
            AuditAction.Confirm.Of(AuditTarget.SignIn),
            outcome: isRight ? null : Outcome.Refused,
            stop: stop
        );

    /// <summary>Ends a session, or all of them: a copy of the cookie is worth nothing then.</summary>
    public Task LeaveAsync(SignedInStaff staff, bool everywhere, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (everywhere)
                    await CoordinatorTable.RenewStamp(transaction, staff.Coordinator.Id);
                else
                    await CoordinatorTable.EndSession(transaction, staff.Coordinator.Id, staff.SessionId);
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Themselves),
                    AuditAction.SignOut.Of(AuditTarget.Session)
                );
            },
            stop
        );

    /// <summary>The account of a mail address that their organisation vouches for; null where it may not sign
    /// in.</summary>
    public Task<Coordinator?> AccountOfAddressAsync(string email, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await ByAddress(transaction, email), stop);

    /// <summary>Who is signed in by a session; null when the account or its stamp says otherwise by now.</summary>
    /// <remarks>Read at each request, so that what was taken away is gone at once.</remarks>
    public Task<SignedInStaff?> FindAsync(
        StaffSession session,
        long accountId,
        string? stamp,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction =>
                Admitted(transaction, await CoordinatorTable.Get(transaction, accountId)) is { } account
                && (account.SecurityStamp ?? "") == stamp
                && !account.HasEnded(session.Id)
                    ? await SignedInStaff.Of(
                        transaction,
                        session,
                        account,
                        SecondFactor.StateOf(
                            session,
                            account,
                            await FactorsOf(transaction, session, account),
                            settings.SecondFactor,
                            time.Now
                        ),
                        time
                    ) with
                    {
                        IsFresh = time.Now - session.FreshAt < SecondFactor.Fresh,
                    }
                    : null,
            stop
        );

    /// <remarks>Whoever came by more than a link, and is awake, needs none of them: most pages look no
    /// further.</remarks>
    private async Task<Factors> FactorsOf(Transaction transaction, StaffSession session, Coordinator account) =>
        session.CameBy == CameBy.Link || time.Now - session.SeenAt >= SecondFactor.Idle
            ? await Factors.Of(transaction, account.Id)
            : Factors.None;

    private static async Task<Coordinator?> AccountOf(Transaction transaction, Link link) =>
        link.CoordinatorId is { } id ? Admitted(transaction, await CoordinatorTable.Get(transaction, id)) : null;

    private static async Task<Coordinator?> ByAddress(Transaction transaction, string email) =>
        Admitted(transaction, await CoordinatorTable.ByEmail(transaction, email));

    /// <summary>An account that may sign in, and that this program wrote; null for any other.</summary>
    private static Coordinator? Admitted(Transaction transaction, Coordinator? account) =>
        account is { MaySignIn: true } && CoordinatorTable.HasValidSignature(transaction, account) ? account : null;

    private async Task ComeIn(Transaction transaction, Coordinator account, string? network)
    {
        await LinkTable.RevokeSignIns(transaction, account.Id, time.Now);
        await CoordinatorTable.MarkEnrolled(transaction, account.Id, time.Now);
        await auditWriter.Add(
            transaction,
            new Actor(ActorRole.Coordinator, account.Id, Ground: Ground.Themselves, Network: network),
            AuditAction.SignIn.Of(AuditTarget.Session)
        );
    }

    /// <summary>Mails a link to a coordinator who may sign in; for anybody else, and while the last link is valid, it
    /// does the same work, so that the answer takes as long.</summary>
    /// <remarks>It ends the earlier link of this browser only: otherwise a stranger who keeps asking would lock
    /// somebody out.</remarks>
    private async Task<bool> Send(Transaction transaction, string email, string askedBy, bool getsMail)
    {
        if (await ByAddress(transaction, email) is { } coordinator && getsMail)
        {
            await LinkTable.RevokeSignIns(transaction, coordinator.Id, time.Now, askedBy);
            var key = await LinkTable.AddSignIn(transaction, coordinator.Id, time.Now, time.Now + LinkLife, askedBy);
            return await mails.Queue(transaction, coordinator, key, time.Now + LinkLife);
        }

        await ProbeTable.Touch(transaction);
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

/// <summary>A one-time link as it is now.</summary>
/// <param name="IsKnown">Whether its key ever was one.</param>
/// <param name="Live">Null when it was used, or is over.</param>
/// <param name="Account">Whom it lets in; null when it opens nothing, or no longer does.</param>
public sealed record SignInLink(bool IsKnown, Link? Live, Coordinator? Account);

/// <param name="Has">What else they show who they are with.</param>
public sealed record EnteredAccount(Coordinator Account, Factors Has);
