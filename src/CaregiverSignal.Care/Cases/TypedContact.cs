using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>A contact as the coordinator types it.</summary>
public sealed record TypedContact
{
    public ContactWay? Way { get; init; }

    public LookAgain? When { get; init; }

    public DateOnly? Day { get; init; }

    /// <summary>When they agreed a time with the day.</summary>
    public TimeOnly? Time { get; init; }

    public string Note { get; init; } = "";

    /// <summary>How it goes on after a crisis that was told; null for none.</summary>
    public WhatNow? Then { get; init; }

    /// <summary>One of <see cref="Arrangements"/>; null when no help began or ended.</summary>
    public EventKind? Arranged { get; init; }

    /// <summary>Whether it was an attempt that reached nobody.</summary>
    public bool IsTry => Way is { } way && !way.IsReached();

    /// <summary>A contact that was taken back, to be noted again.</summary>
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

    /// <summary>The last day for the next attempt when nobody was reached and something is red, they asked to be
    /// called, or the first call of aftercare is to be made: the next working day; null for any day.</summary>
    public static DateOnly? LastTryOn(Caregiver caregiver, Signal? signal, SiteTime time) =>
        signal is { ClosedAt: null }
        && (signal.IsUrgent || (caregiver.Status == CaregiverStatus.Aftercare && !signal.IsContacted))
            ? NextOf(LookAgain.NextWorkday, null, time)
            : null;

    /// <summary>The day that a choice stands for.</summary>
    /// <returns>Null when a typed day is not between today and a year from now.</returns>
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

/// <summary>When a coordinator looks again.</summary>
public enum LookAgain
{
    /// <summary>Later today, perhaps at a time that was agreed.</summary>
    Today,
    NextWorkday,
    Week,
    TwoWeeks,

    /// <summary>On a day that they choose.</summary>
    Day,
}
