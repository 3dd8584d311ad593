using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail;

/// <summary>Alerts that the relay does not have in time: each may be somebody in need of whom nobody knows.</summary>
public static class LateAlertTable
{
    /// <summary>How long a lost alert is spoken of, unless an operator decides sooner (our choice).</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Alerts and escalations older than <paramref name="limit"/> that wait, are unsure or were lost; those that an operator gave up do not count.</summary>
    public static int Count(Work work, TimeSpan limit, DateTimeOffset now) => work.One<int>("""
        select count(*)
        from mail
        where kind in ('alert', 'escalation') and created_at > @since
          and ((state in ('ready', 'leased', 'in-data', 'unsure', 'held') and coalesce(decided_at, created_at) <= @before)
               or (state in ('failed', 'expired') and decided_at is null))
        """, new { since = now - Remembered, before = now - limit });
}
