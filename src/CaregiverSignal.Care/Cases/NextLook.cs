using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>What happens with a caregiver after their case is closed.</summary>
public sealed record NextLook(LookKind Kind, DateOnly? Day = null)
{
    /// <summary>Our choice: a later day is a slip, or no follow-up at all.</summary>
    private const int LatestMonths = 12;

    /// <summary>Whether no more questions are asked.</summary>
    public static bool EndsQuestions(LookKind kind) => kind is LookKind.Asks or LookKind.Stopped;

    /// <summary>The chosen day; null if none was chosen, if it is the rhythm, or if it is not ahead.</summary>
    public DateOnly? DayAhead(DateOnly today) =>
        Kind != LookKind.Rhythm && Day > today && Day <= today.AddMonths(LatestMonths) ? Day : null;

    /// <summary>The choices; the rhythm only if it has a next day. A red caregiver needs a day, even after a stop;
    /// others who stopped have no choice.</summary>
    public static IReadOnlyList<LookKind> Choices(Caregiver caregiver, bool stands) =>
        caregiver.Status == CaregiverStatus.Ended ? (stands ? [LookKind.OnDay] : [])
        : stands || RhythmOn(caregiver) is null ? [LookKind.OnDay, LookKind.Asks, LookKind.Stopped]
        : Enum.GetValues<LookKind>();

    /// <summary>The day of the next questions, or of the next aftercare mail; null if none will come.</summary>
    public static DateOnly? RhythmOn(Caregiver caregiver) =>
        caregiver.Status switch
        {
            CaregiverStatus.Active => caregiver.NextDueOn,
            CaregiverStatus.Paused => caregiver.PausedUntil,
            CaregiverStatus.Aftercare => caregiver.AftercareOn,
            _ => null,
        };
}
