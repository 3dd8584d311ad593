using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff;

/// <summary>The sessions of staff: finds the one of a request, and starts new ones.</summary>
public sealed class StaffSessions(Database database, Cookies cookies, SiteTime time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WholeLife = TimeSpan.FromHours(10);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Whose live session the request carries; null when there is none.</summary>
    public SignedInStaff? Enter(HttpContext context)
    {
        if (context.Request.Cookies[cookies.Staff] is not { Length: > 0 } key)
            return null;
        var now = time.Now;
        var (session, staff) = database.Read(transaction => Find(transaction, key, now));
        if (session is null || staff is null)
            return null;
        if (now - session.SeenAt > TouchEvery)
            database.Write(transaction => SessionTable.Touch(transaction, session.Id, now));
        return staff;
    }

    /// <summary>Starts a session with a new key, and ends the one this browser had.</summary>
    /// <returns>The key for the cookie.</returns>
    public string Start(Transaction transaction, HttpContext context, long coordinatorId)
    {
        if (
            context.Request.Cookies[cookies.Staff] is { Length: > 0 } before
            && SessionTable.Find(transaction, before, time.Now, Idle) is { } old
        )
            SessionTable.End(transaction, old.Id, time.Now);
        return SessionTable.StartStaff(transaction, coordinatorId, time.Now, WholeLife);
    }

    private (Session?, SignedInStaff?) Find(Transaction transaction, string key, DateTimeOffset now)
    {
        if (SessionTable.Find(transaction, key, now, Idle) is not { CoordinatorId: { } id } session)
            return (null, null);
        return CoordinatorTable.Get(transaction, id) is { MaySignIn: true } coordinator
            ? (session, SignedInStaff.Of(transaction, session.Id, coordinator, time))
            : (null, null);
    }
}
