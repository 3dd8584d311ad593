using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>What follows when somebody wants no questions for a time, or no more: mail is taken back and the open check-in closes.</summary>
public static class Leaving
{
    /// <summary>Who pauses so soon after a mail went out may be a filter that tries every link (mail.md 5.3).</summary>
    private static readonly TimeSpan PerhapsAutomatic = TimeSpan.FromMinutes(1);

    private static readonly Texts Words = Texts.Of(typeof(Leaving));

    /// <param name="until">The first day on which questions may come again; null until they say so.</param>
    /// <returns>False when this person is not asked anything anyway (aftercare, ended).</returns>
    public static bool Pause(Work work, long caregiverId, DateOnly? until, string by, SiteTime time)
    {
        if (CaregiverTable.Get(work, caregiverId) is not { Status: "active" or "paused" }) return false;
        LifeCycle.Pause(work, caregiverId, until, by, time);
        TakeBack(work, caregiverId, time);
        return true;
    }

    /// <summary>No more mail; the open check-in and its link stay (RFC 8058 says nothing of them, and a mail filter may press the button unasked).</summary>
    /// <param name="until">As in <see cref="Pause"/>.</param>
    /// <returns>False when this person is not asked anything anyway (aftercare, ended).</returns>
    public static bool PauseMail(Work work, long caregiverId, DateOnly? until, SiteTime time)
    {
        if (CaregiverTable.Get(work, caregiverId) is not { Status: "active" or "paused" }) return false;
        var sent = MailTable.LastSentTo(work, caregiverId);
        LifeCycle.Pause(work, caregiverId, until, "caregiver", time, sent > time.Now - PerhapsAutomatic ? Words["PerhapsAutomatic"] : "");
        MailTable.Cancel(work, caregiverId, time.Now);
        return true;
    }

    public static void Stop(Work work, long caregiverId, string by, SiteTime time)
    {
        if (!LifeCycle.Stop(work, caregiverId, by, time)) return;
        TakeBack(work, caregiverId, time);
    }

    /// <summary>After an admission or a death: no standard questions or reminders, and somebody keeps in touch.</summary>
    public static void EnterAftercare(Work work, long caregiverId, SiteTime time)
    {
        CaregiverTable.SetStatus(work, caregiverId, "aftercare");
        TakeBack(work, caregiverId, time);
    }

    /// <returns>False when there was no pause.</returns>
    public static bool Resume(Work work, long caregiverId, string by, SiteTime time) =>
        CaregiverTable.Get(work, caregiverId) is { Status: "paused" } && LifeCycle.Resume(work, caregiverId, by, time);

    private static void TakeBack(Work work, long caregiverId, SiteTime time)
    {
        MailTable.Cancel(work, caregiverId, time.Now);
        if (CheckInTable.OpenOf(work, caregiverId) is { } open) CloseCheckIn.Close(work, open, time);
    }
}
