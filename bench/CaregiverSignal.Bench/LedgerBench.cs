using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Delivery;
using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures what the mail ledger's page and the verb <c>mail</c> read, with few mails and with many, compared with a
/// plain query for the newest fifty of the same store.
/// </summary>
public static class LedgerBench
{
    private const int Shown = 50;

    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    public static int Run(int few, int many, int rounds)
    {
        var (small, large) = (Measure(few, rounds), Measure(many, rounds));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"lists {few:N0} mails {small.Lists:0.00} ms, {many:N0} mails {large.Lists:0.00} ms, ratio {large.Lists / small.Lists:0.00}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"plain {few:N0} mails {small.Plain:0.00} ms, {many:N0} mails {large.Plain:0.00} ms, ratio {large.Plain / small.Plain:0.00}; median of {rounds}"
            )
        );
        return 0;
    }

    private static (double Lists, double Plain) Measure(int mails, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "store.db");
            using var database = Database.Open(path, durable: false);
            Fill(path, mails);
            using var plain = new SqliteConnection($"Data Source={path};Pooling=False");
            plain.Open();
            using var newest = plain.CreateCommand();
            newest.CommandText =
                $"select * from mail where lower(state) = 'sent' order by created_at desc limit {Shown}";
            newest.Prepare();
            var (lists, queries) = (new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var shown = database.Read(ReadLists);
                var middle = Stopwatch.GetTimestamp();
                var read = ReadPlain(newest);
                var ended = Stopwatch.GetTimestamp();
                if (shown < Shown || read != Shown)
                    throw new InvalidOperationException("The lists are not full.");
                // The first round warms up.
                if (round == 0)
                    continue;
                lists.Add(Stopwatch.GetElapsedTime(started, middle).TotalMilliseconds);
                queries.Add(Stopwatch.GetElapsedTime(middle, ended).TotalMilliseconds);
            }

            return (ScoringBench.Median([.. lists]), ScoringBench.Median([.. queries]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int ReadLists(Transaction transaction)
    {
        return MailLedgerTable.Groups.Sum(group => MailLedgerTable.In(transaction, group, Now, Shown).Count);
    }

    private static int ReadPlain(SqliteCommand newest)
    {
        using var reader = newest.ExecuteReader();
        var (rows, values) = (0, new object[reader.FieldCount]);
        for (; reader.Read(); rows++)
            reader.GetValues(values);
        return rows;
    }

    /// <summary>
    /// Of a hundred mails 93 were sent, two of them came back, four were taken back, one failed, one was too late, and one
    /// waits.
    /// </summary>
    private static void Fill(string path, int mails)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            with recursive n (i) as (select 1 union all select i + 1 from n where i < @mails)
            insert into mail (
                id, kind, dedupe_key, envelope_from, envelope_to, recipient_domain, sha256, urgent, created_at, not_after,
                sending_at, sent_at, ended_at, next_try_at, message_id, priority, state)
            select lower(hex(randomblob(16))), 'invitation', 'invite:' || i, 'steunpunt@example.org',
                'persoon' || i || '@example.org', 'example.org', lower(hex(randomblob(32))), 0, at, at, at, at, at, at,
                '<' || i || '@example.org>', 60,
                case when i % 100 < 93 then 'sent' when i % 100 < 97 then 'cancelled' when i % 100 = 97 then 'failed'
                    when i % 100 = 98 then 'expired' else 'ready' end
            from (
                select i, strftime('%Y-%m-%dT%H:%M:%fZ', '2026-03-01', '+' || (i * 120.0 / @mails) || ' days') as at
                from n) made;
            insert into mail_return (sha256, received_at, class, note, matched_by, mail_id)
            select id, created_at, 'soft', 'mailbox-full', 'message-id', id from mail where rowid % 50 = 0 and state = 'sent';
            """;
        command.Parameters.AddWithValue("@mails", mails);
        command.ExecuteNonQuery();
    }
}
