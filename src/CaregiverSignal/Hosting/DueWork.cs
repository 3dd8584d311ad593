using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

public static class DueWork
{
    /// <summary>
    /// Every step's queue, except those of the digest, for which no row waits, of late tasks, which wait for its hour,
    /// of professionals, who are told once staff were, of coordinators who cannot look, which are found the day after
    /// and told at the hour of the digest, and of what nobody waits for: looking whether everybody is followed,
    /// deleting what is old, erasing after a term, and sealing the record.
    /// </summary>
    private static IReadOnlyList<Waiting> Watched(DateTimeOffset now, DateOnly today) =>
        [
            CaregiverTable.Due(today),
            CaregiverTable.AftercareDue(today),
            CaregiverTable.PauseOver(today),
            JudgeCaregiver.Due(now),
            CheckInTable.ToRemind(today),
            CheckInTable.ToClose(today),
            CheckInTable.ListsToEnd(today),
            ResponseTable.Unscored,
            SignalAlertTable.ToNotify,
            SignalAlertTable.ToWatch,
            SignalAlertTable.ToEscalate(today),
            TipTable.LateToNotify(today, now - NotifyTeam.Apart),
        ];

    /// <summary>
    /// How many items are due for each step, without those aside, and since when the oldest has been; steps without any
    /// are left out.
    /// </summary>
    public static IReadOnlyList<WaitingItems> Of(Transaction transaction, DateTimeOffset now, DateOnly today) =>
        [
            .. Watched(now, today)
                .Select(one => one.Count(transaction))
                .Where(one => one.Items > 0)
                .GroupBy(one => one.Step)
                .Select(step =>
                    step.First() with
                    {
                        Items = step.Sum(one => one.Items),
                        Oldest = step.Select(one => one.Oldest).Min(StringComparer.Ordinal),
                    }
                ),
        ];
}
