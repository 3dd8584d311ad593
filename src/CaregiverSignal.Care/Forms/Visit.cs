using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Forms;

/// <summary>A browser on the form: its session and its check-in.</summary>
public sealed record Visit(Session Session, CheckIn CheckIn)
{
    /// <summary>How long a form may be idle, and how long one session lasts (security.md, K-06).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    /// <summary>How long a caregiver can see their results after sending, on a screen that others may use too (our
    /// choice).</summary>
    public static readonly TimeSpan IdleAfterSending = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>The actor in the audit log.</summary>
    public Actor By(string? network) => Actor.Caregiver(Session.Id, network);

    internal static Task<Visit?> Of(Transaction transaction, string? cookie, SiteTime time) =>
        Of(transaction, cookie, time.Now);

    internal static async Task<Visit?> Of(Transaction transaction, string? cookie, DateTimeOffset now)
    {
        if (cookie is null)
            return null;
        return Live(await SessionTable.OfForm(transaction, cookie, now, Idle), now) is { } session
            ? new Visit(session, (await CheckInTable.Get(transaction, session.CheckInId!.Value))!)
            : null;
    }

    /// <summary>The caregiver of the visit, without what it shows.</summary>
    internal static async Task<Caregiver?> CaregiverOf(Transaction transaction, string cookie, SiteTime time)
    {
        var now = time.Now;
        return Live(await SessionTable.OfForm(transaction, cookie, now, Idle), now) is { } session
            ? await CaregiverTable.OfCheckIn(transaction, session.CheckInId!.Value)
            : null;
    }

    private static Session? Live(Session? session, DateTimeOffset now) =>
        session is { SentAt: not null } && now - session.SeenAt >= IdleAfterSending ? null : session;

    /// <summary>Ends the visit and invalidates its cookie.</summary>
    internal Task End(Transaction transaction, SiteTime time) => SessionTable.End(transaction, Session.Id, time.Now);

    /// <summary>Keeps the session alive, without a write for each page of a quick reader.</summary>
    internal async Task Touch(Transaction transaction, SiteTime time)
    {
        if (time.Now - Session.SeenAt >= TouchEvery)
            await SessionTable.Touch(transaction, Session.Id, time.Now);
    }
}
