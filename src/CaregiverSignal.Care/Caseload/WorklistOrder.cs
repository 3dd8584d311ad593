using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>The order of the worklist: pure, over the open cases.</summary>
public static class WorklistOrder
{
    /// <summary>Working days after which a red signal without a talk is late: as long as it may wait before escalation
    /// (our choice).</summary>
    private const int RedWaits = 2;

    private const int Week = 7;

    /// <summary>The cases by urgency: who stands red or was escalated and is due, by how long; who is to be called
    /// today; what is late; an answer that weighs by itself; the rest by day. Only a talk lowers a red one.</summary>
    /// <remarks>Our choice. Only urgency and rules decide; who somebody is never does.</remarks>
    public static IReadOnlyList<WorkItem> Order(IEnumerable<Signal> cases, DateOnly today, WorkingDays days)
    {
        // Counted once: each case would count the days since it was notified.
        var redLateFrom = days.Before(today, RedWaits + 1);
        var deskDay = days.OnOrAfter(today);
        return Sorted(cases.Select(signal => new WorkItem(signal, PlaceOf(signal, today, deskDay, redLateFrom))));
    }

    /// <summary>Cases whose places are known, in the same order.</summary>
    public static IReadOnlyList<WorkItem> Sorted(IEnumerable<WorkItem> items) =>
        [.. items.OrderBy(item => item.Place.Order).ThenBy(item => item.Case.Id)];

    /// <summary>The place of a task: a promised call stands by the day on which it is best made, and is late after the
    /// promised one.</summary>
    /// <param name="wasTried">Somebody tried to call them today: then it is for the promised day.</param>
    public static WorklistPlace PlaceOf(OpenTask task, SiteTime time, bool wasTried = false) =>
        By((wasTried ? null : task.AimOn(time)) ?? task.DueOn, time, asks: task.Kind == StaffTaskKind.Call);

    /// <summary>The place of what is to be done by a day, which is late after it: today until then, this week until a
    /// week ahead.</summary>
    /// <param name="asks">They asked to be called, or were promised it.</param>
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

    /// <param name="redLateFrom">A red signal of this day or before, without a talk, is late.</param>
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

    /// <summary>Whether the caregiver asked to be called and no talk has followed.</summary>
    private static bool AsksForContact(Signal signal) =>
        signal.RequestedAt is { } asked && !(signal.ContactedAt >= asked);

    private static bool IsOverdue(Signal signal, DateOnly today, DateOnly redLateFrom)
    {
        if (signal.NextOn < today)
            return true;
        // Amber stands under "this week", so it is late after that week, whoever took it up.
        if (!signal.AwaitsTalk)
            return signal.NextOn is null && NotifiedOn(signal).AddDays(Week) < today;
        // What an import or other rules brought has a day of its own.
        if (signal is { IsOfReview: true, NextOn: not null })
            return false;
        // Told again and again, it is late all the same once the team heard of it.
        if (signal.IsWithDeputy && !signal.IsContacted)
            return true;
        // What came in after a talk is late once it was escalated.
        return signal.IsContacted ? signal.EscalatedAt >= signal.RedNewsAt : NotifiedOn(signal) <= redLateFrom;
    }

    /// <summary>The day of the notification; before the first, the day on which there was something to
    /// report.</summary>
    private static DateOnly NotifiedOn(Signal signal) =>
        signal.NotifiedOn > signal.WaitsSince ? signal.NotifiedOn.Value : signal.WaitsSince;

    private static WorkGroup GroupOf(Signal signal, DateOnly deskDay)
    {
        // Red without a talk is for today, whatever day was planned or agreed before; but for what an import brought.
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
    /// <summary>For today, and on a day off for the next on which somebody works.</summary>
    Today,

    ThisWeek,
    Later,
}

/// <summary>Where something stands on the worklist; pure.</summary>
/// <param name="Asks">They asked to be called, or were promised it.</param>
/// <param name="IsRed">They stand red or were escalated, and it is for today.</param>
/// <param name="IsHeavy">An answer that weighs by itself has had no talk, or it is from who has one.</param>
/// <param name="Day">Since when it waits, or for which day it is.</param>
public sealed record WorklistPlace(WorkGroup Group, bool Asks, bool IsLate, bool IsRed, bool IsHeavy, DateOnly Day)
{
    /// <summary>What is lower comes first: by group, who is red, is to be called today, what is late, heavy, and then
    /// by day; of one day who asks.</summary>
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
    /// <summary>Those that nobody took up.</summary>
    public int New { get; init; }

    /// <summary>Among them, those that an import or a change of the rules opened.</summary>
    public int OfReview { get; init; }

    /// <summary>What stands on top; null when nothing is open.</summary>
    public WorkItem? First { get; init; }
}
