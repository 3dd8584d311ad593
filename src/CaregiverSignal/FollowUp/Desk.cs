using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.FollowUp;

/// <summary>Who sits at the coordinator's pages: reads the session of a request, and starts and ends sessions.</summary>
public sealed class Desk(Database database, Settings settings, Cookies cookies, IAntiforgery antiforgery, SiteTime time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WholeLife = TimeSpan.FromHours(10);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>The coordinator whose live session the request carries; null when there is none.</summary>
    public Seat? Enter(HttpContext context)
    {
        if (context.Request.Cookies[cookies.Staff] is not { Length: > 0 } key) return null;
        var now = time.Now;
        var (session, seat) = database.Read(work => Find(work, key, now));
        if (session is null || seat is null) return null;
        if (now - session.SeenAt > TouchEvery) database.Write(work => SessionTable.Touch(work, session.Id, now));
        return seat;
    }

    /// <summary>Starts a session with a key of its own, and ends the one this browser had.</summary>
    /// <returns>The key for the cookie.</returns>
    public string Start(Work work, HttpContext context, long coordinatorId)
    {
        if (context.Request.Cookies[cookies.Staff] is { Length: > 0 } before
            && SessionTable.Find(work, before, time.Now, Idle) is { } old) SessionTable.End(work, old.Id, time.Now);
        return SessionTable.StartStaff(work, coordinatorId, time.Now, WholeLife);
    }

    public StaffShell Shell(HttpContext context, Seat seat) =>
        new(settings.SupportPoint, seat.Coordinator.Name ?? seat.Coordinator.Email, seat.Open, Token(context)) { IsOperator = seat.Coordinator.IsOperator, MailIsHeld = seat.MailIsHeld };

    public FormToken Token(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }

    private (Session?, Seat?) Find(Work work, string key, DateTimeOffset now)
    {
        if (SessionTable.Find(work, key, now, Idle) is not { CoordinatorId: { } id } session) return (null, null);
        if (CoordinatorTable.Get(work, id) is not { } coordinator) return (null, null);
        var sees = Access.SeenBy(id, CoordinatorTable.All(work), StandardDeputies(work));
        return (session, new Seat(session.Id, coordinator, sees, SignalTable.CountOpen(work, id) + TipTable.CountWaiting(work, id, now - SendDigest.LeftAfter), RestoreFence.IsClosed(work, now)));
    }

    private List<long> StandardDeputies(Work work) =>
        [.. settings.StandardDeputies.Select(email => CoordinatorTable.ByEmail(work, email)?.Id).OfType<long>()];
}

/// <summary>What the frame of every staff page shows.</summary>
public sealed record StaffShell(SupportPointSettings Support, string Name, int Open, FormToken Token)
{
    public bool IsOperator { get; init; }

    public bool MailIsHeld { get; init; }
}

/// <summary>The hidden field without which a form changes nothing.</summary>
public sealed record FormToken(string Field, string Value);
