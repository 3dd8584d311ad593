using CaregiverSignal.CheckIns;
using CaregiverSignal.Pages;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>A browser on the form: its session, and the check-in it is for.</summary>
public sealed record Visit(Session Session, CheckIn CheckIn)
{
    /// <summary>How long a form may lie still, and how long one session lasts (security.md, K-06).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Who fills in: the caregiver, or staff for somebody on paper or phone.</summary>
    public string EnteredBy => Session.EnteredBy ?? "caregiver";

    /// <summary>The same in the words of an event.</summary>
    public string ReportedBy => Session.EnteredBy is null ? "caregiver" : "coordinator";

    /// <summary>The live visit of a cookie; null when there is none.</summary>
    public static Visit? Of(Work work, string? cookie, SiteTime time)
    {
        if (cookie is null || SessionTable.Find(work, cookie, time.Now, Idle) is not { CheckInId: { } checkInId } session) return null;
        return new Visit(session, CheckInTable.Get(work, checkInId)!);
    }

    /// <summary>Keeps the session alive, without a write for each page of a quick reader.</summary>
    public void Touch(Work work, SiteTime time)
    {
        if (time.Now - Session.SeenAt >= TouchEvery) SessionTable.Touch(work, Session.Id, time.Now);
    }
}
