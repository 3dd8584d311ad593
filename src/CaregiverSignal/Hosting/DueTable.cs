using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

/// <summary>All SQL that counts what waits for each step, by the indexes the steps use.</summary>
public static class DueTable
{
    /// <summary>
    /// How many items are due, not counting what is aside, and the oldest day or instant since when; steps without any
    /// are left out.
    /// </summary>
    /// <remarks>
    /// Not for the digest, for which no row waits, nor for late tasks, which wait for its hour. A tip told once more
    /// has until the end of its day.
    /// </remarks>
    public static IReadOnlyList<DueWork> Of(Transaction transaction, DateTimeOffset now, DateOnly today) =>
        [
            .. transaction
                .All<DueWork>(
                    $"""
                    {Count(
                        "invite",
                        "case when next_due_on <= @today then next_due_on else sooner_on end",
                        "caregiver",
                        CaregiverTable.IsToInvite
                    )}
                    union all
                    {Count("end pause", "paused_until", "caregiver", CaregiverTable.IsPauseOver)}
                    union all
                    {Count("judge", "judge_due_at", "caregiver", CaregiverTable.IsToJudge)}
                    union all
                    {Count("remind", "remind_on", "check_in", CheckInTable.IsToRemind)}
                    union all
                    {Count("close", "closes_on", "check_in", CheckInTable.IsToClose)}
                    union all
                    {Count("score", "finished_at", "response", ResponseTable.IsUnscored)}
                    union all
                    {Count("tell", "coalesce(notify_on, opened_on)", "signal", SignalTable.IsToNotify)}
                    union all
                    {Count("watch", "coalesce(notified_at, opened_on)", "signal", SignalTable.IsToWatch)}
                    union all
                    {Count("escalate", "escalate_on", "signal", SignalTable.IsToEscalate)}
                    union all
                    {Count(
                        "tell team",
                        "coalesce(tip.notify_again_on, tip.received_at)",
                        "tip",
                        TipTable.IsToNotify.Replace("@today", "@yesterday", StringComparison.Ordinal)
                            + " and not exists (select 1 from tip told where told.notified_at > @notifiedAfter)"
                    )}
                    """,
                    new
                    {
                        now,
                        today,
                        notifiedAfter = now - NotifyTeam.Apart,
                        yesterday = today.AddDays(-1),
                    }
                )
                .Where(one => one.Items > 0),
        ];

    /// <summary>Beside a caregiver: questions go to them by mail.</summary>
    private const string IsMailed = """
        caregiver.channel = 'email' and caregiver.email is not null and (caregiver.born is null or caregiver.born <= @bornAfter)
          and not exists (select 1 from mail_address where mail_address.address = lower(caregiver.email) and mail_address.stopped_at is not null)
        """;

    /// <summary>
    /// What the steps and the sender would mail now, by kind, and to how many; kinds without any are left out.
    /// </summary>
    public static IReadOnlyList<DueMail> Mails(Transaction transaction, DateOnly today) =>
        [
            .. transaction
                .All<DueMail>(
                    $"""
                    select 'invitation' as kind, 1 as to_caregiver, count(*) as items, count(*) as people
                    from caregiver where {CaregiverTable.IsToInvite} and {IsMailed}
                    union all
                    select 'reminder', 1, count(*), count(distinct caregiver.id)
                    from check_in join caregiver on caregiver.id = check_in.caregiver_id
                    where {CheckInTable.IsToRemind} and caregiver.status = 'active' and {IsMailed}
                      and exists (select 1 from mail where mail.dedupe_key = 'invite:' || check_in.id and mail.state = 'sent')
                    union all
                    select 'alert', 0, count(*), 0 from signal where {SignalTable.IsToNotify}
                    union all
                    select 'escalation', 0, count(*), 0 from signal where {SignalTable.IsToEscalate}
                    union all
                    select 'tip', 0, count(*), 0 from tip where {TipTable.IsToNotify}
                    union all
                    select 'waiting ' || kind, caregiver_id is not null, count(*), count(distinct caregiver_id)
                    from mail where state = 'ready' group by kind, caregiver_id is not null
                    """,
                    new { today, bornAfter = Minors.BornAfter(today) }
                )
                .Where(one => one.Items > 0),
        ];

    /// <summary>Who is due and is not mailed.</summary>
    public static long CountOtherWays(Transaction transaction, DateOnly today) =>
        transaction.One<long>(
            $"""
            select count(*) from caregiver where {CaregiverTable.IsDue} and not ({IsMailed})
            """,
            new { today, bornAfter = Minors.BornAfter(today) }
        );

    private static string Count(string step, string since, string table, string isDue) =>
        $"""
            select '{step}' as step, count(*) as items, min({since}) as oldest
            from {table}
            where {isDue} and {table}.id not in (select item from aside where step = '{step}')
            """;
}

/// <summary>What waits for a step.</summary>
public sealed record DueWork
{
    public string Step { get; init; } = "";

    public int Items { get; init; }

    /// <summary>A day, or an instant, as the store has it.</summary>
    public string? Oldest { get; init; }
}

/// <summary>What would be mailed, of a kind.</summary>
public sealed record DueMail
{
    public string Kind { get; init; } = "";

    public bool ToCaregiver { get; init; }

    public long Items { get; init; }

    public long People { get; init; }
}
