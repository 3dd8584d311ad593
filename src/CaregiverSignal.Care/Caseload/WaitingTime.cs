namespace CaregiverSignal.Caseload;

/// <summary>Waiting times, in words.</summary>
public static class WaitingTime
{
    private static readonly Texts Words = Texts.Of(typeof(WaitingTime));

    /// <summary>"vandaag", "nog geen werkdag", "1 werkdag", "3 werkdagen"; the first day does not count.</summary>
    public static string Of(DateOnly from, DateOnly today, WorkingDays days) =>
        from >= today
            ? Words["Today"]
            : days.Between(from, today) switch
            {
                0 => Words["NoneYet"],
                var count => WorkingDaysOf(count),
            };

    /// <summary>"vandaag", or "op 4 maart om 14.00 uur"; with the year if it is another.</summary>
    /// <param name="at">The agreed time; null without one.</param>
    public static string On(DateOnly day, DateOnly today, TimeOnly? at = null)
    {
        var on = day == today ? Words["Today"] : Words["OnDay", ("dag", Texts.Day(day, today))];
        return at is { } time ? Words["AtTime", ("wanneer", on), ("tijd", Texts.Time(time))] : on;
    }

    /// <summary>After "uiterlijk": "vandaag", or "woensdag 4 maart".</summary>
    public static string By(DateOnly day, DateOnly today) => day == today ? Words["Today"] : Texts.DayOfWeek(day);

    /// <summary>A day in a word or two: "vandaag", "ma 26 okt", "15 okt".</summary>
    public static string Short(DateOnly day, DateOnly today) =>
        day == today ? Words["Today"] : Texts.ShortDay(day, today);

    public static string WorkingDaysOf(int days) => Words.Counted("WorkingDays", days);
}
