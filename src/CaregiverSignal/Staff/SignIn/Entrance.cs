using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Identity;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// Signs a coordinator in, with a link or a passkey, and out again: the session, and what this browser keeps of it.
/// </summary>
public sealed class Entrance(
    Database database,
    SignInLinks links,
    StaffSessions sessions,
    SecondFactorSettings secondFactor,
    Cookies cookies,
    WayBack wayBack,
    KnownDevices devices,
    SignInLimits limits,
    Recorder recorder,
    SiteTime time
)
{
    /// <summary>Signs in with a link.</summary>
    /// <returns>The page to go on to; null when the link no longer opens anything.</returns>
    public async Task<string?> EnterAsync(HttpContext context, string key)
    {
        var entered = await database.WriteAsync(transaction =>
        {
            if (links.CoordinatorOf(transaction, key) is not { } account)
                return null;
            if (links.Find(transaction, key) is not { } link || !links.Use(transaction, link))
                return null;
            LinkTable.RevokeSignIns(transaction, account.Id, time.Now);
            var factors = Factors.Of(transaction, account.Id);
            if (secondFactor.IsRequired && !factors.Any)
                CoordinatorTable.SetSecondFactorFrom(transaction, account.Id, SecondFactor.From(account, time));
            CoordinatorTable.MarkEnrolled(transaction, account.Id, time.Now);
            recorder.Add(transaction, Themselves(account.Id, context), Verb.SignIn.Of(Thing.Session));
            return new Entered(sessions.Start(transaction, context, account.Id, CameBy.Link), account, factors);
        });
        if (entered is null)
            return Refused(context);
        Keep(context, entered.Session, entered.Account);
        if (entered.Factors.Any)
            return StaffRoutes.Again;
        return secondFactor.IsRequired ? StaffRoutes.SetUp : wayBack.Take(context, entered.Account.Id);
    }

    /// <summary>Signs in with a passkey that was shown.</summary>
    /// <returns>The page to go on to; null when its owner may not sign in.</returns>
    public async Task<string?> EnterAsync(HttpContext context, UserPasskeyInfo passkey, long coordinatorId)
    {
        var entered = await database.WriteAsync(transaction =>
        {
            if (
                CoordinatorTable.Get(transaction, coordinatorId) is not { MaySignIn: true } account
                || !CoordinatorTable.IsTrue(transaction, account)
            )
                return null;
            PasskeyTable.MarkUsed(transaction, passkey, time.Now);
            LinkTable.RevokeSignIns(transaction, account.Id, time.Now);
            CoordinatorTable.MarkEnrolled(transaction, account.Id, time.Now);
            recorder.Add(transaction, Themselves(account.Id, context), Verb.SignIn.Of(Thing.Session));
            var session = sessions.Start(transaction, context, account.Id, CameBy.Passkey);
            return new Entered(session, account, Factors.None);
        });
        if (entered is null)
            return Refused(context);
        Keep(context, entered.Session, entered.Account);
        return wayBack.Take(context, entered.Account.Id);
    }

    /// <summary>Goes on with a session in which somebody shows the second factor.</summary>
    /// <param name="take">Takes what they showed; false where that was used before.</param>
    /// <remarks>What was only half a sign-in gets a new key, as its old one was worth less.</remarks>
    /// <returns>The page to go on to; null when it was not taken.</returns>
    public async Task<string?> ConfirmAsync(
        HttpContext context,
        SignedInStaff staff,
        CameBy by,
        Func<Transaction, bool> take
    )
    {
        var isWhole = staff.Session.CameBy != CameBy.Link;
        var (isTaken, session) = await database.WriteAsync(transaction =>
        {
            if (!take(transaction))
                return (false, null);
            recorder.Add(transaction, staff.On(Ground.Themselves), Verb.Confirm.Of(Thing.SignIn));
            if (!isWhole)
                return (true, sessions.Start(transaction, context, staff.Coordinator.Id, by));
            SessionTable.Confirm(transaction, staff.Session, by, time.Now);
            return (true, (string?)null);
        });
        if (!isTaken)
        {
            recorder.Add(staff.On(Ground.Themselves), Verb.Confirm.Of(Thing.SignIn), outcome: Outcome.Refused);
            return null;
        }

        if (session is not null)
            cookies.Set(context, cookies.Staff, session);
        return wayBack.Take(context, staff.Coordinator.Id);
    }

    public void Leave(HttpContext context, SignedInStaff staff)
    {
        database.Write(transaction =>
        {
            SessionTable.End(transaction, staff.SessionId, time.Now);
            recorder.Add(transaction, staff.On(Ground.Themselves), Verb.SignOut.Of(Thing.Session));
        });
        cookies.Clear(context, cookies.Staff);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private void Keep(HttpContext context, string session, Coordinator account)
    {
        cookies.Set(context, cookies.Staff, session);
        cookies.Clear(context, cookies.Asking);
        devices.Remember(context, account.Email);
        limits.CameIn(account.Email);
    }

    private string? Refused(HttpContext context)
    {
        recorder.Add(
            Actor.Stranger(AccessPoint.NetworkOf(context)),
            Verb.SignIn.Of(Thing.Session),
            outcome: Outcome.Refused
        );
        return null;
    }

    private static Actor Themselves(long coordinatorId, HttpContext context) =>
        new(ActorRole.Coordinator, coordinatorId, Ground: Ground.Themselves, Network: AccessPoint.NetworkOf(context));

    private sealed record Entered(string Session, Coordinator Account, Factors Factors);
}
