using System.Text.Json;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.RestoreGuard;

/// <summary>All SQL on the mail_fence table, and on the mail that waits behind a closed fence.</summary>
public static class FenceTable
{
    private const string MayHaveArrived = "(state in ('in-data', 'unsure') or unsure_count > 0)";

    /// <summary>The era the store is in; null before its first.</summary>
    public static Era? Newest(Work work) => work.First<Era>("""
        select id, epoch, begun_at, closed_at, why
        from mail_fence
        order by id desc
        limit 1
        """);

    public static void Begin(Work work, string epoch, DateTimeOffset at) => work.Change("""
        insert into mail_fence (epoch, begun_at) values (@epoch, @at)
        """, new { epoch, at });

    /// <returns>False when it was closed already.</returns>
    public static bool Close(Work work, FenceWhy why, DateTimeOffset at) => work.Change("""
        update mail_fence set closed_at = @at, why = @code
        where id = (select max(id) from mail_fence) and closed_at is null
        """, new { at, code = why.Code() }) == 1;

    public static bool HasSent(Work work) => work.One<bool>("select exists (select 1 from mail where in_data_at is not null)");

    public static bool WasHandedOver(Work work, string id) => work.One<bool>("""
        select exists (select 1 from mail where id = @id and in_data_at is not null)
        """, new { id });

    /// <summary>Mail that would go by itself sooner or later, in the order in which it would.</summary>
    public static IReadOnlyList<WaitingMail> Waiting(Work work) => work.All<WaitingMail>("""
        select id, kind, state, created_at, not_after
        from mail
        where state in ('ready', 'leased', 'in-data', 'unsure')
        order by urgent desc, created_at, id
        """);

    /// <summary>Ends mail whose sending only the fence file knows of.</summary>
    /// <param name="handedOverOnly">Only mail of which the store knows that it was on its way.</param>
    public static int MarkSent(Work work, IReadOnlyCollection<string> ids, DateTimeOffset at, bool handedOverOnly) => work.Change("""
        update mail set state = 'sent', sent_at = coalesce(in_data_at, created_at), in_data_at = coalesce(in_data_at, created_at), ended_at = @at, next_try_at = null, lease_until = null, last_note = null
        where id in (select value from json_each(@ids))
          and (state in ('in-data', 'unsure') or (@handedOverOnly = 0 and state in ('ready', 'leased')))
        """, new { ids = JsonSerializer.Serialize(ids), at, handedOverOnly = handedOverOnly ? 1 : 0 });

    /// <summary>Ends what is too late; as in <see cref="Ledger.MailTable.Expire"/>, one that may have arrived did not expire.</summary>
    public static int Expire(Work work, IReadOnlyCollection<string> ids, DateTimeOffset at) => work.Change($"""
        update mail set
            state = case when {MayHaveArrived} then 'failed' else 'expired' end,
            last_note = case when {MayHaveArrived} then @unknown else last_note end,
            unsure_count = unsure_count + case when state = 'in-data' then 1 else 0 end,
            ended_at = @at, next_try_at = null, lease_until = null
        where id in (select value from json_each(@ids)) and state in ('ready', 'leased', 'in-data', 'unsure')
        """, new { ids = JsonSerializer.Serialize(ids), at, unknown = SendNote.DeliveryUnknown });
}

/// <summary>A time in the life of a store, from one word of the operator to the next.</summary>
public sealed record Era
{
    public long Id { get; init; }

    public string Epoch { get; init; } = "";

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Since when mail is held; null while it goes.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public string? Why { get; init; }
}

/// <summary>A mail that has not ended.</summary>
public sealed record WaitingMail
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset NotAfter { get; init; }
}
