using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Pages;
using CaregiverSignal.People;
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
        new(settings.SupportPoint, seat.Coordinator.Name ?? seat.Coordinator.Email, seat.Open, Token(context)) { IsOperator = seat.Coordinator.IsOperator, MailHeld = seat.MailHeld, IsStuck = seat.IsStuck };

    public FormToken Token(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }

    private (Session?, Seat?) Find(Work work, string key, DateTimeOffset now)
    {
        if (SessionTable.Find(work, key, now, Idle) is not { CoordinatorId: { } id } session) return (null, null);
        if (CoordinatorTable.Get(work, id) is not { MaySignIn: true } coordinator) return (null, null);
        var open = StandingInTable.CountOpen(work, id, time.Today) + TipTable.CountWaiting(work, id, now - SendDigest.LeftAfter) + OpenTaskTable.Count(work, id, time.DayOf(now)).Written;
        return (session, new Seat(session.Id, coordinator, StandingInTable.Of(work, id, time.Today), open, RestoreFence.WhyClosed(work, now)) { IsStuck = TroubleTable.IsLasting(work, now - TroubleTable.Lasting) });
    }
}

/// <summary>What the frame of every staff page shows.</summary>
public sealed record StaffShell(SupportPointSettings Support, string Name, int Open, FormToken Token)
{
    public bool IsOperator { get; init; }

    public FenceWhy? MailHeld { get; init; }

    /// <summary>A step stands still, or failed at the same item for longer than an hour.</summary>
    public bool IsStuck { get; init; }

    /// <summary>What belongs on this page and cannot be read.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; init; } = [];
}

/// <summary>The hidden field without which a form changes nothing.</summary>
public sealed record FormToken(string Field, string Value);
