namespace CaregiverSignal.Time;

/// <summary>One school holiday, from a Saturday to a Sunday.</summary>
/// <param name="Regions">Empty for all of the Netherlands.</param>
public sealed record SchoolHoliday(DateOnly From, DateOnly To, SchoolBreak Break, IReadOnlyList<SchoolRegion> Regions)
{
    public bool HasWeekday(DateOnly from, DateOnly to)
    {
        for (var day = from < From ? From : from; day <= (to < To ? to : To); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                return true;
        }

        return false;
    }
}

/// <summary>The holidays of a school year, in its order.</summary>
public enum SchoolBreak
{
    Autumn,
    Christmas,
    Spring,

    /// <summary>The week by which a school may make that of May longer.</summary>
    ExtraMay,
    May,
    Summer,
}

/// <summary>The three parts of the Netherlands whose schools have their holidays at other times.</summary>
public enum SchoolRegion
{
    North,
    Middle,
    South,
}
