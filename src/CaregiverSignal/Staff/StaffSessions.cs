using CaregiverSignal.People;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Staff;

/// <summary>The sessions of staff: finds the one of a request, and starts new ones.</summary>
public sealed class StaffSessions(Database database, Cookies cookies, SecondFactorSettings settings, SiteTime time)
{
    private static readonly TimeSpan WholeLife = TimeSpan.FromHours(10);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Who is signed in with this request's browser, also where their session asks for more first.</summary>
    public SignedInStaff? Enter(HttpContext context)
    {
        if (context.Request.Cookies[cookies.Staff] is not { Length: > 0 } key)
            return null;
        var now = time.Now;
        var staff = database.Read(transaction => Find(transaction, key, now));
        if (staff is { IsAwake: true } && now - staff.Session.SeenAt > TouchEvery)
            database.Write(transaction => SessionTable.Touch(transaction, staff.SessionId, now));
        return staff;
    }

    /// <summary>Whether this browser had a session that is over; it only looks, and keeps nothing alive.</summary>
    public bool HasEnded(HttpContext context) =>
        context.Request.Cookies[cookies.Staff] is { Length: > 0 } key
        && database.Read(transaction => Find(transaction, key, time.Now)) is null or { State: SignInState.Over };

    /// <summary>Starts a session with a new key, and ends the one this browser had.</summary>
    /// <returns>The key for the cookie.</returns>
    public string Start(Transaction transaction, HttpContext context, long coordinatorId, CameBy by)
    {
        if (
            context.Request.Cookies[cookies.Staff] is { Length: > 0 } before
            && SessionTable.FindStaff(transaction, before, time.Now) is { } old
        )
            SessionTable.End(transaction, old.Id, time.Now);
        return SessionTable.StartStaff(
            transaction,
            new StaffEntry(coordinatorId, by, BrowserWords.Of(context)),
            time.Now,
            WholeLife
        );
    }

    private SignedInStaff? Find(Transaction transaction, string key, DateTimeOffset now) =>
        SessionTable.FindStaff(transaction, key, now) is { } session
        && CoordinatorTable.Get(transaction, session.CoordinatorId) is { MaySignIn: true } account
        && CoordinatorTable.IsTrue(transaction, account)
            ? SignedInStaff.Of(
                transaction,
                session,
                account,
                SecondFactor.StateOf(session, account, FactorsOf(transaction, session, now), settings, now),
                time
            ) with
            {
                IsFresh = now - session.FreshAt < SecondFactor.Fresh,
            }
            : null;

    /// <remarks>
    /// Whoever came by more than a link, and is awake, needs none of them: most pages look no further.
    /// </remarks>
    private static Factors FactorsOf(Transaction transaction, StaffSession session, DateTimeOffset now) =>
        session.CameBy == CameBy.Link || now - session.SeenAt >= SecondFactor.Idle
            ? Factors.Of(transaction, session.CoordinatorId)
            : Factors.None;
}
