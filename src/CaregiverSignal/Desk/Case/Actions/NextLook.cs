using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>How it goes on with somebody after their case was closed: without it nothing closes.</summary>
/// <param name="Choice">One of <see cref="Choices"/>; empty when nothing was chosen.</param>
/// <param name="Day">The day as typed.</param>
public sealed record NextLook(string Choice, string Day)
{
    /// <summary>The next questions are the next look; in aftercare the next mail of its rhythm.</summary>
    public const string Rhythm = "ritme";

    /// <summary>On a day that the coordinator chose.</summary>
    public const string OnDay = "dag";

    /// <summary>The caregiver asks: nothing goes out any more until then.</summary>
    public const string Asks = "zelf";

    /// <summary>The caregiver stopped.</summary>
    public const string Stopped = "gestopt";

    /// <summary>Our choice: further ahead is a slip of the pen, or no look at all.</summary>
    private const int LatestMonths = 12;

    /// <summary>Whether nobody is asked anything any more.</summary>
    public bool EndsQuestions => Choice is Asks or Stopped;

    /// <summary>As it is stored.</summary>
    public LookKind Kind =>
        Choice switch
        {
            Rhythm => LookKind.Rhythm,
            OnDay => LookKind.OnDay,
            Asks => LookKind.Asks,
            _ => LookKind.Stopped,
        };

    /// <summary>The chosen day; null when another choice was made, or the day is none, or not ahead.</summary>
    public DateOnly? DayAhead(DateOnly today) =>
        Choice == OnDay
        && DateOnly.TryParseExact(Day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > today
        && day <= today.AddMonths(LatestMonths)
            ? day
            : null;

    /// <summary>
    /// Those that can be chosen; the rhythm only while something of it is to come, and none for who had stopped.
    /// </summary>
    public static IReadOnlyList<string> Choices(Caregiver caregiver) =>
        caregiver.Status == CaregiverStatus.Ended ? []
        : RhythmOn(caregiver) is null ? [OnDay, Asks, Stopped]
        : [Rhythm, OnDay, Asks, Stopped];

    /// <summary>The day of the next questions, or of the next mail of aftercare; null when none is to come.</summary>
    public static DateOnly? RhythmOn(Caregiver caregiver) =>
        caregiver.Status switch
        {
            CaregiverStatus.Active => caregiver.SoonerOn ?? caregiver.NextDueOn,
            CaregiverStatus.Paused => caregiver.PausedUntil,
            CaregiverStatus.Aftercare => caregiver.AftercareOn,
            _ => null,
        };

    /// <returns>Null when it can be stored.</returns>
    public FormError? Fault(Caregiver caregiver, SiteTime time)
    {
        var choices = Choices(caregiver);
        if (choices.Count > 0 && !choices.Contains(Choice))
            return new FormError("kijken", "kijken-" + choices[0], CloseModel.Words["Error.Look"]);
        return Choice == OnDay && DayAhead(time.Today) is null
            ? new FormError("kijkdag", "kijkdag", CloseModel.Words["Error.LookDay"])
            : null;
    }
}
