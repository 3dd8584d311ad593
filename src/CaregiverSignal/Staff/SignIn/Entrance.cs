using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff.SignIn;

/// <summary>
/// Signs a coordinator in with a link, and out again: the session, and what this browser keeps of it.
/// </summary>
public sealed class Entrance(
    Database database,
    SignInLinks links,
    StaffSessions sessions,
    Cookies cookies,
    KnownDevices devices,
    SignInLimits limits,
    Recorder recorder,
    SiteTime time
)
{
    /// <returns>Who came in; null when the link no longer opens anything.</returns>
    public async Task<Coordinator?> EnterAsync(HttpContext context, string key)
    {
        var (session, account) = await database.WriteAsync(transaction =>
        {
            if (links.CoordinatorOf(transaction, key) is not { } coordinator)
                return default;
            if (links.Find(transaction, key) is not { } link || !links.Use(transaction, link))
                return default;
            LinkTable.RevokeSignIns(transaction, coordinator.Id, time.Now);
            CoordinatorTable.MarkEnrolled(transaction, coordinator.Id, time.Now);
            recorder.Add(transaction, Themselves(coordinator.Id, context), Deed.SignIn);
            return (sessions.Start(transaction, context, coordinator.Id), coordinator);
        });
        if (session is null)
        {
            recorder.Add(Actor.Stranger(AccessPoint.NetworkOf(context)), Deed.SignIn, outcome: Outcome.Refused);
            return null;
        }

        cookies.Set(context, cookies.Staff, session);
        cookies.Clear(context, cookies.Asking);
        devices.Remember(context, account!.Email);
        limits.CameIn(account.Email);
        return account;
    }

    public void Leave(HttpContext context, SignedInStaff staff)
    {
        database.Write(transaction =>
        {
            SessionTable.End(transaction, staff.SessionId, time.Now);
            recorder.Add(transaction, staff.On(Ground.Themselves), Deed.SignOut);
        });
        cookies.Clear(context, cookies.Staff);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private static Actor Themselves(long coordinatorId, HttpContext context) =>
        new(ActorRole.Coordinator, coordinatorId, Ground: Ground.Themselves, Network: AccessPoint.NetworkOf(context));
}
