namespace CaregiverSignal.Time;

/// <summary>The clock of the support point: instants from <see cref="TimeProvider"/>, days in its own time zone. May be
/// shared between threads.</summary>
/// <param name="workingDays">Those that hold now: closed days are filled in while the program runs.</param>
public sealed class SiteTime(TimeProvider provider, TimeZoneInfo zone, Func<WorkingDays>? workingDays = null)
{
    public TimeProvider Provider => provider;

    public TimeZoneInfo Zone => zone;

    public WorkingDays WorkingDays => workingDays?.Invoke() ?? WorkingDays.Usual;

    public DateTimeOffset Now => provider.GetUtcNow();

    public DateOnly Today => DayOf(Now);

    /// <summary>The day for which is what staff do now: on a day off the next on which somebody works.</summary>
    public DateOnly DeskDay => WorkingDays.OnOrAfter(Today);

    /// <summary>The local day on which an instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>The local wall clock at an instant; always defined.</summary>
    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The instant of a local day and time of day.</summary>
    /// <remarks>A time skipped by the change in spring becomes the first instant after the gap; a time repeated by the
    /// change in autumn, the first of the two.</remarks>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return FirstInstantAfterGap(local);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The instant at which a local day begins: midnight, or the first instant of the day that
    /// exists.</summary>
    public DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <inheritdoc cref="WorkingDays.SeenOn"/>
    public DateOnly SeenOn(DateTimeOffset cameIn) => WorkingDays.SeenOn(Local(cameIn));

    /// <summary>This clock, standing still: all that is done in one go holds one instant, by which it is found
    /// again.</summary>
    public SiteTime Still() => new(new StandingClock(Now), zone, workingDays);

    private DateTimeOffset FirstInstantAfterGap(DateTime local)
    {
        var after = local;
        while (zone.IsInvalidTime(after))
            after = after.AddMinutes(1);
        after = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerMinute));
        return new DateTimeOffset(after, zone.GetUtcOffset(after)).ToUniversalTime();
    }
}
