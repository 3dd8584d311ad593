using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

public sealed record TypedContact
{
    public ContactWay? Way { get; init; }

    public LookAgain? When { get; init; }

    public DateOnly? Day { get; init; }

    public TimeOnly? Time { get; init; }

    public string Note { get; init; } = "";

    /// <summary>What happens next after a crisis; null for none.</summary>
    public WhatNow? Then { get; init; }

    /// <summary>One of <see cref="Arrangements"/>; null if no help began or ended.</summary>
    public EventKind? Arranged { get; init; }

    /// <summary>Whether it was an attempt that reached nobody.</summary>
    public bool IsTry => Way is { } way && !way.IsReached();

    /// <summary>A contact that was taken back, to be corrected.</summary>
    public static TypedContact Of(NotedStep contact, EventKind? arranged) =>
        new()
        {
            Way = contact.Way,
            When = contact.NextOn is null ? null : LookAgain.Day,
            Day = contact.NextOn,
            Time = contact.NextAt,
            Note = contact.Note,
            Arranged = arranged,
        };

    /// <summary>The last day for the next attempt if nobody was reached and something is red, they asked for a call, or
    /// the first aftercare call is due: the next working day; null for any day.</summary>
    public static DateOnly? LastTryOn(Caregiver caregiver, Signal? signal, SiteTime time) =>
        signal is { ClosedAt: null }
        && (signal.IsUrgent || (caregiver.Status == CaregiverStatus.Aftercare && !signal.IsContacted))
            ? NextOf(LookAgain.NextWorkday, null, time)
            : null;

    /// <returns>Null if a typed day is not between today and a year from now.</returns>
    public static DateOnly? NextOf(LookAgain? when, DateOnly? day, SiteTime time) =>
        when switch
        {
            LookAgain.Today => time.Today,
            LookAgain.NextWorkday => time.WorkingDays.Add(time.Today, 1),
            LookAgain.Week => time.WorkingDays.OnOrAfter(time.Today.AddDays(7)),
            LookAgain.TwoWeeks => time.WorkingDays.OnOrAfter(time.Today.AddDays(14)),
            LookAgain.Day when day >= time.Today && day <= time.Today.AddYears(1) => day,
            _ => null,
        };
}

public enum LookAgain
{
    /// <summary>Later today, perhaps at an agreed time.</summary>
    Today,
    NextWorkday,
    Week,
    TwoWeeks,

    Day,
}
