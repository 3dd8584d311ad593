namespace CaregiverSignal.Time;

/// <summary>When mail may go to caregivers: local times [From, To) on certain days of the week.</summary>
/// <param name="To">Null for the end of the day (24:00).</param>
public sealed record MailWindow(TimeOnly From, TimeOnly? To, IReadOnlySet<DayOfWeek> Days)
{
    public static readonly MailWindow Always = new(
        TimeOnly.MinValue,
        null,
        new HashSet<DayOfWeek>(Enum.GetValues<DayOfWeek>())
    );

    /// <summary>Whether an instant lies in the window, by the local wall clock, which is defined for every
    /// instant.</summary>
    public bool Contains(DateTimeOffset instant, SiteTime time)
    {
        var local = time.Local(instant);
        var clock = TimeOnly.FromDateTime(local);
        return Days.Contains(local.DayOfWeek) && clock >= From && (To is not { } to || clock < to);
    }

    /// <summary>The instant itself when it lies in the window, otherwise the next opening.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant, SiteTime time)
    {
        if (Contains(instant, time))
            return instant;
        var day = time.DayOf(instant);
        for (var ahead = 0; ; ahead++)
        {
            var opening = time.At(day.AddDays(ahead), From);
            if (opening > instant && Contains(opening, time))
                return opening;
            if (ahead > 14)
                throw new InvalidOperationException("The mail window never opens.");
        }
    }
}
