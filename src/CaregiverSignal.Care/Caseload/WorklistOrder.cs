using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>The order of open cases on the worklist. Pure.</summary>
public static class WorklistOrder
{
    /// <summary>Working days after which a red signal without a talk is late: as long as it may wait before escalation
    /// (our choice).</summary>
    private const int RedWaits = 2;

    private const int Week = 7;

    /// <summary>Cases by urgency: red or escalated and due, longest first; to be called today; late; heavy answers; the
    /// rest by day. Only a talk lowers a red one.</summary>
    /// <remarks>Our choice. Only urgency and rules decide, never who somebody is.</remarks>
    public static IReadOnlyList<WorkItem> Order(IEnumerable<Signal> cases, DateOnly today, WorkingDays days)
    {
        // Counted once, rather than once for each case.
        var redLateFrom = days.Before(today, RedWaits + 1);
        var deskDay = days.OnOrAfter(today);
        return Sorted(cases.Select(signal => new WorkItem(signal, PlaceOf(signal, today, deskDay, redLateFrom))));
    }

    /// <summary>Cases whose places are known, in the same order.</summary>
    public static IReadOnlyList<WorkItem> Sorted(IEnumerable<WorkItem> items) =>
        [.. items.OrderBy(item => item.Place.Order).ThenBy(item => item.Case.Id)];

    /// <summary>The place of a task: a promised call goes by its best day, and is late after the promised
    /// one.</summary>
    /// <param name="wasTried">Whether somebody tried to call them today; then the promised day counts.</param>
    public static WorklistPlace PlaceOf(OpenTask task, SiteTime time, bool wasTried = false) =>
        By((wasTried ? null : task.AimOn(time)) ?? task.DueOn, time, asks: task.Kind == StaffTaskKind.Call);

    /// <summary>The place of something due by a day and late after it: today until then, this week until a week
    /// ahead.</summary>
    /// <param name="asks">Whether they asked to be called, or were promised it.</param>
    public static WorklistPlace By(DateOnly due, SiteTime time, bool asks = false) =>
        new(GroupOf(due, time.DeskDay), asks, due < time.Today, IsRed: false, IsHeavy: false, due);

    public static WorklistCounts CountOf(IReadOnlyList<WorkItem> items) =>
        new(
            items.Count,
            items.Count(item => item.Group == WorkGroup.Today),
            items.Count(item => item.Group == WorkGroup.ThisWeek),
            items.Count(item => item.Group == WorkGroup.Later),
            items.Count(item => item.IsOverdue)
        )
        {
            New = items.Count(item => item.Case.SeenAt is null),
            OfReview = items.Count(item => item.Case is { SeenAt: null, IsOfReview: true }),
            First = items.Count > 0 ? items[0] : null,
        };

    /// <param name="redLateFrom">A red signal without a talk from this day or before is late.</param>
    private static WorklistPlace PlaceOf(Signal signal, DateOnly today, DateOnly deskDay, DateOnly redLateFrom)
    {
        var isLate = IsOverdue(signal, today, redLateFrom);
        var group = isLate ? WorkGroup.Today : GroupOf(signal, deskDay);
        return new(
            group,
            AsksForContact(signal),
            isLate,
            group == WorkGroup.Today && (signal.Urgency == Urgency.Red || signal.IsWithDeputy),
            signal.IsHeavy,
            group == WorkGroup.Today && signal.AwaitsTalk
                ? signal.WaitsSince
                : signal.NextOn ?? NotifiedOn(signal).AddDays(Week)
        );
    }

    /// <summary>Whether the caregiver asked to be called, with no talk since.</summary>
    private static bool AsksForContact(Signal signal) =>
        signal.RequestedAt is { } asked && !(signal.ContactedAt >= asked);

    private static bool IsOverdue(Signal signal, DateOnly today, DateOnly redLateFrom)
    {
        if (signal.NextOn < today)
            return true;
        // Amber belongs to "this week", so it is late after a week, whoever took it up.
        if (!signal.AwaitsTalk)
            return signal.NextOn is null && NotifiedOn(signal).AddDays(Week) < today;
        // Signals from an import or a change of rules have a day of their own.
        if (signal is { IsOfReview: true, NextOn: not null })
            return false;
        // However often it is told, it is late once the team heard of it.
        if (signal.IsWithDeputy && !signal.IsContacted)
            return true;
        // News after a talk is late once escalated.
        return signal.IsContacted ? signal.EscalatedAt >= signal.RedNewsAt : NotifiedOn(signal) <= redLateFrom;
    }

    /// <summary>The day of the notification; before the first, the day on which there was something to
    /// report.</summary>
    private static DateOnly NotifiedOn(Signal signal) =>
        signal.NotifiedOn > signal.WaitsSince ? signal.NotifiedOn.Value : signal.WaitsSince;

    private static WorkGroup GroupOf(Signal signal, DateOnly deskDay)
    {
        // Red without a talk is for today, whatever day was planned or agreed; except those from an import.
        if (signal.AwaitsTalk && !(signal.IsOfReview && signal.NextOn > deskDay))
            return WorkGroup.Today;
        var group = signal.NextOn is { } next ? GroupOf(next, deskDay) : WorkGroup.ThisWeek;
        return group == WorkGroup.Later && signal.NewsAt is not null ? WorkGroup.ThisWeek : group;
    }

    private static WorkGroup GroupOf(DateOnly day, DateOnly deskDay) =>
        day <= deskDay ? WorkGroup.Today
        : day <= deskDay.AddDays(7) ? WorkGroup.ThisWeek
        : WorkGroup.Later;
}

public enum WorkGroup
{
    /// <summary>For today; on a day off, for the next working day.</summary>
    Today,

    ThisWeek,
    Later,
}

/// <summary>The place of something on the worklist. Pure.</summary>
/// <param name="Asks">Whether they asked to be called, or were promised it.</param>
/// <param name="IsRed">Whether they are red or escalated, and it is for today.</param>
/// <param name="IsHeavy">Whether a heavy answer has had no talk, or it comes from a caregiver with one.</param>
/// <param name="Day">The day since which it waits, or for which it is.</param>
public sealed record WorklistPlace(WorkGroup Group, bool Asks, bool IsLate, bool IsRed, bool IsHeavy, DateOnly Day)
{
    /// <summary>Lower comes first: by group; then red, to be called today, late, heavy; then by day, on one day
    /// requests first.</summary>
    public long Order { get; } =
        (
            ((long)Group * 5 + RankOf(Group, Asks, IsLate, IsRed, IsHeavy)) * (DateOnly.MaxValue.DayNumber + 1L)
            + Day.DayNumber
        ) * 2
        + (Asks ? 0 : 1);

    private static int RankOf(WorkGroup group, bool asks, bool isLate, bool isRed, bool isHeavy) =>
        isRed ? 0
        : asks && group == WorkGroup.Today ? 1
        : isLate ? 2
        : isHeavy ? 3
        : 4;
}

public sealed record WorkItem(Signal Case, WorklistPlace Place)
{
    public WorkGroup Group => Place.Group;

    public bool IsOverdue => Place.IsLate;

    public bool AsksForContact => Place.Asks;
}

public sealed record WorklistCounts(int Open, int Today, int ThisWeek, int Later, int Overdue)
{
    /// <summary>Cases that nobody took up.</summary>
    public int New { get; init; }

    /// <summary>How many of those an import or a change of rules opened.</summary>
    public int OfReview { get; init; }

    public WorkItem? First { get; init; }
}
