using System.Globalization;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// When somebody in aftercare is looked at again after their case was closed: without it nothing closes.
/// </summary>
/// <param name="Choice">One of <see cref="Choices"/>; empty when nothing was chosen.</param>
/// <param name="Day">The day as typed.</param>
public sealed record NextLook(string Choice, string Day)
{
    /// <summary>The next mail of the rhythm is the next look.</summary>
    public const string Rhythm = "ritme";

    /// <summary>On a day that the coordinator chose.</summary>
    public const string OnDay = "dag";

    /// <summary>The caregiver asks: no mail of the rhythm goes out any more.</summary>
    public const string Asks = "zelf";

    /// <summary>Our choice: further ahead is a slip of the pen, or no look at all.</summary>
    private const int LatestMonths = 24;

    /// <summary>The chosen day; null when another choice was made, or the day is none, or not ahead.</summary>
    public DateOnly? DayAhead(DateOnly today) =>
        Choice == OnDay
        && DateOnly.TryParseExact(Day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > today
        && day <= today.AddMonths(LatestMonths)
            ? day
            : null;

    /// <summary>Those that can be chosen; the rhythm only while something of it is to come.</summary>
    public static IReadOnlyList<string> Choices(bool hasRhythm) => hasRhythm ? [Rhythm, OnDay, Asks] : [OnDay, Asks];

    /// <returns>Null when it can be stored.</returns>
    public FormError? Fault(bool hasRhythm, SiteTime time) =>
        !Choices(hasRhythm).Contains(Choice)
            ? new FormError("kijken", "kijken-" + Choices(hasRhythm)[0], CloseModel.Words["Error.Look"])
        : Choice == OnDay && DayAhead(time.Today) is null
            ? new FormError("kijkdag", "kijkdag", CloseModel.Words["Error.LookDay"])
        : null;
}
