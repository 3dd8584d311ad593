using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>How it goes on with somebody after their case was closed.</summary>
/// <param name="Day">The day that was chosen with it.</param>
public sealed record NextLook(LookKind Kind, DateOnly? Day = null)
{
    /// <summary>Our choice: further ahead is a slip of the pen, or no look at all.</summary>
    private const int LatestMonths = 12;

    /// <summary>Whether nobody is asked anything any more.</summary>
    public static bool EndsQuestions(LookKind kind) => kind is LookKind.Asks or LookKind.Stopped;

    /// <summary>The chosen day; null when none was or the rhythm was, or it is not ahead.</summary>
    public DateOnly? DayAhead(DateOnly today) =>
        Kind != LookKind.Rhythm && Day > today && Day <= today.AddMonths(LatestMonths) ? Day : null;

    /// <summary>Those that can be chosen; the rhythm only while something of it is to come. Who stands red needs a day,
    /// also after a stop; for others who had stopped there is none.</summary>
    public static IReadOnlyList<LookKind> Choices(Caregiver caregiver, bool stands) =>
        caregiver.Status == CaregiverStatus.Ended ? (stands ? [LookKind.OnDay] : [])
        : stands || RhythmOn(caregiver) is null ? [LookKind.OnDay, LookKind.Asks, LookKind.Stopped]
        : Enum.GetValues<LookKind>();

    /// <summary>The day of the next questions, or of the next mail of aftercare; null when none is to come.</summary>
    public static DateOnly? RhythmOn(Caregiver caregiver) =>
        caregiver.Status switch
        {
            CaregiverStatus.Active => caregiver.NextDueOn,
            CaregiverStatus.Paused => caregiver.PausedUntil,
            CaregiverStatus.Aftercare => caregiver.AftercareOn,
            _ => null,
        };
}
