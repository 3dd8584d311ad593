using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>The SQL that only a demo's summary needs.</summary>
public static class DemoTable
{
    public static Replies Replies(Work work) => work.One<Replies>("""
        select count(*) as asked,
               count(answered_at) as answered,
               coalesce(sum(case when answered_at is not null and reminded_at is not null then 1 else 0 end), 0) as after_reminder,
               coalesce(sum(case when closed_at is null then 1 else 0 end), 0) as open,
               (select count(*) from answer where value is not null) as items
        from check_in
        """);

    /// <summary>Every signal with the moments that count, in the order of opening.</summary>
    public static IReadOnlyList<SignalCourse> Signals(Work work) => work.All<SignalCourse>("""
        select signal.caregiver_id, signal.level, signal.kinds, signal.opened_at, signal.escalated_at, signal.closed_at,
               (select min(at) from action where action.signal_id = signal.id and action.kind = 'seen') as first_seen_at
        from signal
        order by signal.id
        """);

    /// <summary>A mail that was sent for a check-in still open, the one that closes last; null when there is none.</summary>
    public static string? OpenInvitation(Work work) => work.First<string>("""
        select mail.id
        from check_in
        join mail on mail.dedupe_key = 'invite:' || check_in.id
        where check_in.closed_at is null and mail.state = 'sent'
        order by check_in.closes_on desc, check_in.id
        limit 1
        """);
}

/// <summary>Check-ins asked and what came of them.</summary>
public sealed record Replies
{
    public int Asked { get; init; }

    public int Answered { get; init; }

    public int AfterReminder { get; init; }

    public int Open { get; init; }

    public int Items { get; init; }
}

/// <summary>One signal from its opening to its end.</summary>
public sealed record SignalCourse
{
    public long CaregiverId { get; init; }

    public string Level { get; init; } = "";

    public string Kinds { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? FirstSeenAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}
