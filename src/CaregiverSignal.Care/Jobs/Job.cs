using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Jobs;

/// <summary>An automatic job, by its name in the heartbeat.</summary>
/// <param name="Mails">Whether it writes mail, and so does not run while mail is held.</param>
/// <param name="OnAnyDay">Whether it does the same on any day, such as taking in answers, and so runs while the clock
/// is wrong.</param>
public sealed record Job(string Name, bool Mails = false, bool OnAnyDay = false)
{
    public static readonly Job ReadReturns = new("read returns", OnAnyDay: true);
    public static readonly Job ForgetReturns = new("forget returns");
    public static readonly Job ForgetConcernReports = new("forget concern reports");
    public static readonly Job TakeInRefusal = new("take in refusal", OnAnyDay: true);
    public static readonly Job EndPause = new("end pause");
    public static readonly Job Close = new("close");
    public static readonly Job Invite = new("invite", Mails: true);
    public static readonly Job InviteAgain = new("invite again", Mails: true);
    public static readonly Job Remind = new("remind", Mails: true);
    public static readonly Job ReviewStanding = new("review standing");
    public static readonly Job Judge = new("judge", OnAnyDay: true);
    public static readonly Job Tell = new("tell", Mails: true);
    public static readonly Job TellProfessional = new("tell professional", Mails: true);
    public static readonly Job Watch = new("watch");
    public static readonly Job TellTeam = new("tell team", Mails: true);
    public static readonly Job Digest = new("digest", Mails: true);
    public static readonly Job Escalate = new("escalate", Mails: true);
    public static readonly Job CheckFollowed = new("check followed");
    public static readonly Job DeleteOld = new("delete old");
    public static readonly Job AnnounceErasure = new("announce erasure");
    public static readonly Job EraseEnded = new("erase ended");

    /// <summary>Whether it waits for the operator, or for an administrator to configure mail.</summary>
    public bool IsHeld(HoldReason? held, bool isMailSaid) =>
        (held == HoldReason.Clock && !OnAnyDay) || (Mails && (!isMailSaid || held is not (null or HoldReason.Clock)));
}
