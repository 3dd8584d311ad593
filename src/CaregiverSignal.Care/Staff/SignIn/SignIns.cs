using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Web.Links;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>How staff sign in, by one-time link, passkey or their organisation, and sign out.</summary>
/// <remarks>May be shared between threads. Links are rows rather than tokens of Identity: using a token ends it only if
/// the security stamp changes, which would end sessions in other browsers at each sign-in, and a token cannot be
/// revoked for just the browser that requested it.</remarks>
public sealed class SignIns(
    Database database,
    SignInMails mails,
    CurrentSettings settings,
    AuditWriter auditWriter,
    SiteTime time
)
{
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

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

    /// <summary>Whether a link requested for this address would be sent to somebody.</summary>
    public Task<bool> KnowsAsync(string email, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await ByAddress(transaction, email) is not null, stop);

    /// <summary>Sends a link to somebody who may sign in, and logs the request.</summary>
    /// <param name="askedBy">The hash of the requesting browser's key.</param>
    /// <param name="getsMail">False if the last link was sent only recently.</param>
    /// <param name="isRecorded">False if so many are requested that they would fill the audit log.</param>
    /// <returns>Whether a message is sent; the requester is not told.</returns>
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

    /// <summary>Sends a link for this browser to somebody who opened one requested by another browser.</summary>
    public Task SendHereAsync(string email, string askedBy) =>
        database.WriteAsync(transaction => Send(transaction, email, askedBy, getsMail: true));

    /// <summary>Signs in with a link, which cannot be used again.</summary>
    /// <returns>Null if the link no longer opens anything.</returns>
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

    /// <summary>Signs in somebody who used a passkey, or for whom their organisation vouches.</summary>
    public Task EnterAsync(Coordinator account, string? network) =>
        database.WriteAsync(transaction => ComeIn(transaction, account, network));

    public Task RefuseStrangerAsync(string? network, CancellationToken stop = default) =>
        auditWriter.AddAsync(
            Actor.Stranger(network),
            AuditAction.SignIn.Of(AuditTarget.Session),
            outcome: Outcome.Refused,
            stop: stop
        );

    /// <summary>Logs that a signed-in person confirmed their identity again, or failed to.</summary>
    public Task ConfirmAsync(SignedInStaff staff, bool isRight, CancellationToken stop = default) =>
        auditWriter.AddAsync(
            staff.On(Ground.Themselves),
            AuditAction.Confirm.Of(AuditTarget.SignIn),
            outcome: isRight ? null : Outcome.Refused,
            stop: stop
        );

    /// <summary>Ends one session or all of them: copies of the cookie become worthless.</summary>
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

    /// <summary>The account of an email address that their organisation vouches for; null if it may not sign
    /// in.</summary>
    public Task<Coordinator?> AccountOfAddressAsync(string email, CancellationToken stop = default) =>
        database.ReadAsync(async transaction => await ByAddress(transaction, email), stop);

    /// <summary>The person signed in by a session; null if the account or its stamp no longer allows it.</summary>
    /// <remarks>Read at each request, so that withdrawn rights end at once.</remarks>
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

    /// <remarks>A session by more than a link that is not idle needs none of them, so most pages query no
    /// further.</remarks>
    private async Task<Factors> FactorsOf(Transaction transaction, StaffSession session, Coordinator account) =>
        session.CameBy == CameBy.Link || time.Now - session.SeenAt >= SecondFactor.Idle
            ? await Factors.Of(transaction, account.Id)
            : Factors.None;

    private static async Task<Coordinator?> AccountOf(Transaction transaction, Link link) =>
        link.CoordinatorId is { } id ? Admitted(transaction, await CoordinatorTable.Get(transaction, id)) : null;

    private static async Task<Coordinator?> ByAddress(Transaction transaction, string email) =>
        Admitted(transaction, await CoordinatorTable.ByEmail(transaction, email));

    /// <summary>An account that may sign in and was written by this program; otherwise null.</summary>
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

    /// <summary>Sends a link to a coordinator who may sign in. For anybody else, or too soon after the last link, it
    /// does the same work, so that the response takes as long.</summary>
    /// <remarks>It ends only this browser's earlier link: otherwise a stranger who keeps asking would lock somebody
    /// out.</remarks>
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

/// <param name="IsKnown">Whether we ever made its key.</param>
/// <param name="Live">Null if it was used or is over.</param>
/// <param name="Account">The account it admits; null if it opens nothing.</param>
public sealed record SignInLink(bool IsKnown, Link? Live, Coordinator? Account);

/// <param name="Has">Their other means of proving who they are.</param>
public sealed record EnteredAccount(Coordinator Account, Factors Has);
