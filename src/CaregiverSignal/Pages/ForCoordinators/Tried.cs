using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators;

public static class Tried
{
    private static readonly Texts Words = Texts.Of(typeof(WaitingTime));

    /// <summary>Such as "3 keer geprobeerd, laatst gisteren, ingesproken."; null if none since a
    /// conversation.</summary>
    public static string? Of(Signal signal, DateOnly today) =>
        signal is not { Tries: > 0, TriedOn: { } day, TriedHow: { } how } ? null : Of(signal.Tries, day, how, today);

    public static string Of(int tries, DateOnly last, ContactWay how, DateOnly today) =>
        Words.Counted("Tried.Times", tries, ("dag", DayOf(last, today)), ("hoe", Words["Tried." + how.Code()]));

    private static string DayOf(DateOnly day, DateOnly today) =>
        day == today ? Words["Today"]
        : day == today.AddDays(-1) ? Words["Yesterday"]
        : Words["OnDay", ("dag", Texts.Day(day, today))];
}
