namespace CaregiverSignal.Time;

/// <summary>Counts the support point's working days: Monday to Friday, without public holidays and the days on which it
/// is closed.</summary>
public sealed class WorkingDays(IReadOnlyList<ClosedDays> closed)
{
    /// <summary>What comes in on a working day before this hour is looked at on that day: an hour of the office day is
    /// left (our choice).</summary>
    public static readonly TimeOnly LastHour = new(16, 0);

    private readonly IReadOnlyList<ClosedDays> closed = closed;

    /// <summary>Those of a support point that is closed on no other day than a public holiday.</summary>
    public static readonly WorkingDays Usual = new([]);

    public bool Contains(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !PublicHolidays.Contains(day)
        && !closed.Any(days => days.Contains(day));

    /// <summary>The day <paramref name="count"/> working days after <paramref name="day"/>, which itself does not
    /// count.</summary>
    /// <example>Friday 6 March 2026 plus 2 is Tuesday 10 March.</example>
    public DateOnly Add(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (Contains(day))
                count--;
        }

        return day;
    }

    /// <summary>The last day from which <paramref name="count"/> working days have gone by.</summary>
    /// <example>2 before Tuesday 10 March 2026 is Sunday 8 March.</example>
    public DateOnly Before(DateOnly day, int count)
    {
        var before = day;
        while (Between(before, day) < count)
            before = before.AddDays(-1);
        return before;
    }

    /// <summary>The day itself when it is a working day, otherwise the next one: what the support point has to do today
    /// is for that day.</summary>
    public DateOnly OnOrAfter(DateOnly day) => Contains(day) ? day : Add(day, 1);

    /// <summary>The day on which somebody looks at what comes in, as who sent it reads: that working day before
    /// <see cref="LastHour"/>, or else the next one. <see cref="OnOrAfter"/> names none later until then, and on a day
    /// off the same.</summary>
    /// <param name="cameIn">By the clock of the support point.</param>
    public DateOnly SeenOn(DateTime cameIn)
    {
        var day = DateOnly.FromDateTime(cameIn);
        return TimeOnly.FromDateTime(cameIn) < LastHour ? OnOrAfter(day) : Add(day, 1);
    }

    /// <summary>How many working days lie in (from, to]: 0 on the same day.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (Contains(day))
                count++;
        }

        return count;
    }
}

/// <summary>Days in a row on which the support point is closed: from the first to the last, both included.</summary>
public sealed record ClosedDays(DateOnly First, DateOnly Last)
{
    /// <summary>The most in one row: who is closed for longer is not closed but gone (our choice).</summary>
    public const int Most = 31;

    public bool Contains(DateOnly day) => day >= First && day <= Last;
}
