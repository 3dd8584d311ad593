using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

/// <summary>The work that is due: how many items wait for each step, and what would be mailed.</summary>
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
            JudgementTable.Due(now),
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

    /// <summary>
    /// What the steps and the sender would mail now, by kind, and to how many people; kinds without any are left out.
    /// </summary>
    public static IReadOnlyList<DueMail> Mails(Transaction transaction, DateOnly today)
    {
        var invitations = CaregiverTable.CountDueByMail(transaction, today);
        var reminders = CheckInTable.CountToRemindByMail(transaction, today);
        var tips = TipTable.ToNotify(transaction, today);
        List<DueMail> mails =
        [
            new("invitation", true, invitations, invitations),
            new("reminder", true, reminders.CheckIns, reminders.People),
            new("alert", false, SignalAlertTable.ToNotify.Count(transaction, withAside: true).Items, 0),
            new("escalation", false, SignalAlertTable.ToEscalate(today).Count(transaction, withAside: true).Items, 0),
            new("tip", false, tips.Fresh + tips.Again, 0),
            .. MailTable
                .CountReady(transaction)
                .Select(one => new DueMail($"waiting {one.Kind}", one.ToCaregiver, one.Mails, one.People)),
        ];
        return [.. mails.Where(one => one.Items > 0)];
    }
}

/// <summary>How much mail of one kind would go.</summary>
public sealed record DueMail(string Kind, bool ToCaregiver, long Items, long People);
