using System.Globalization;
using System.Security.Cryptography;
using CaregiverSignal.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The real program with people to invite and a coordinator to alert, a relay to hand that to, and what must hold in
/// the end.
/// </summary>
/// <remarks>
/// Between two starts the store is made older, so that nobody waits for a lease or for a mail whose fate is unknown.
/// </remarks>
/// <param name="people">Who are due; each gets an invitation.</param>
/// <param name="connections">How many mails a kill may leave unsure.</param>
internal sealed class MailingProgram(int people = MailingProgram.People, int connections = 1) : IAsyncDisposable
{
    /// <summary>Two invitations and the alert of a signal that nobody was told of.</summary>
    public const int Mails = People + 1;

    private const int People = 2;
    private const string Waiting = "'ready', 'leased', 'in-data', 'unsure'";

    /// <summary>Longer than a lease, and than the wait for a mail whose fate is unknown.</summary>
    private const int MinutesBetweenStarts = 21;

    private readonly ProgramFolder imported = new();

    public StageRelay Relay { get; } = new();

    public async Task ImportAsync()
    {
        imported.Settings.AddRange(Settings);
        await imported.RunAsync("import", imported.WritePeople(people, "2026-03-02"));
        Change(
            imported,
            """
            update coordinator set invited_at = '2026-03-01T09:00:00.000Z', enrolled_at = '2026-03-01T09:00:00.000Z';
            insert into signal (caregiver_id, urgency, kinds, opened_at, opened_on, notify_on)
            select min(id), 'red', 'request', '2026-03-02T09:00:00.000Z', '2026-03-02', '2026-03-02' from caregiver
            """
        );
    }

    /// <summary>A store with mail to write, and a relay that has seen nothing.</summary>
    public ProgramFolder Fresh()
    {
        Relay.StartAnew();
        var folder = new ProgramFolder();
        folder.TakeData(imported);
        folder.Settings.AddRange(Settings);
        return folder;
    }

    /// <summary>
    /// A store in which the mail is written and waits, because the program was ended when it called the relay.
    /// </summary>
    public async Task<ProgramFolder> WithMailWaiting()
    {
        var folder = Fresh();
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        Relay.At("connected", 1, () => started.Task.GetAwaiter().GetResult().Kill());
        using var tick = folder.Start("tick");
        started.SetResult(tick);
        await tick.EndAsync();
        MakeOlder(folder);
        // One lane carries all of it, so that a test knows which conversation it disturbs.
        Change(folder, $"update mail set priority = {Some.Kind("digest").Priority} where kind = 'alert'");
        return folder;
    }

    /// <summary>As if so much time had gone by between two starts.</summary>
    public static void MakeOlder(ProgramFolder folder) =>
        Change(
            folder,
            $"""
            update mail set
                next_try_at = strftime('%Y-%m-%dT%H:%M:%fZ', next_try_at, '-{MinutesBetweenStarts} minutes'),
                lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', lease_until, '-{MinutesBetweenStarts} minutes')
            where state in ({Waiting});
            update mail_relay set paused_until = strftime('%Y-%m-%dT%H:%M:%fZ', paused_until, '-{MinutesBetweenStarts} minutes')
            """
        );

    public static async Task RunUntilQuiet(ProgramFolder folder)
    {
        for (var starts = 0; starts < 6; starts++)
        {
            await folder.RunAsync("tick");
            if (folder.Query($"select count(*) from mail where state in ({Waiting})") is ["0"])
                return;
            MakeOlder(folder);
        }

        Assert.Fail(
            $"The ledger does not come to rest: {string.Join(' ', folder.Query("select kind, state, last_note, count(*) from mail group by 1, 2, 3"))}"
        );
    }

    /// <param name="kills">How many conversations were ended in the middle of their work; each may cost a copy.</param>
    public void AssertNoneIsLostOrDoubled(ProgramFolder folder, int kills, string when)
    {
        Assert.True(folder.Query("pragma integrity_check") is ["ok"], when);
        Assert.True(
            folder
                .Query("select count(*) from check_in join mail on mail.dedupe_key = 'invite:' || check_in.id")
                .Single() == $"{people}",
            when
        );
        Assert.True(
            folder
                .Query("select count(*) from signal join mail on mail.dedupe_key like 'alert:' || signal.id || ':1:%'")
                .Single() == "1",
            when
        );
        var stored = folder
            .Query("select id, sha256, state, kind, coalesce(last_note, '') from mail")
            .Select(row => row.Split('|'))
            .ToList();
        Assert.True(stored.Count == people + 1, $"{when}: {stored.Count} mails are stored");
        var copies = Relay.Deliveries.ToLookup(delivery => delivery.Id);
        Assert.True(
            copies.All(one => stored.Exists(row => row[0] == one.Key)),
            $"{when}: a mail came that is not in the ledger"
        );

        foreach (var row in stored)
        {
            var (id, hash, state, kind, note) = (row[0], row[1], row[2], row[3], row[4]);
            // Two kills between "in data" and the verdict of one mail, three of an alert: it is not sent again, and
            // somebody is told.
            var isGivenUp = kills >= (kind == "alert" ? 3 : 2) && state == "failed" && note == "delivery unknown";
            Assert.True(state == "sent" || isGivenUp, $"{when}: the {kind} is {state} ({note})");
            Assert.True(copies[id].Any() || isGivenUp, $"{when}: the {kind} is lost");
            Assert.Each(
                copies[id],
                copy =>
                    Assert.True(
                        Convert.ToHexStringLower(SHA256.HashData(copy.Bytes)) == hash,
                        $"{when}: the {kind} came with other bytes"
                    )
            );
            Assert.True(
                copies[id].Select(copy => copy.Connection).Distinct().Count() == copies[id].Count(),
                $"{when}: the {kind} came twice in one connection"
            );
        }

        var doubled = copies.Sum(one => one.Count() - 1);
        Assert.True(doubled <= kills * connections, $"{when}: {doubled} copies");
    }

    public async ValueTask DisposeAsync()
    {
        imported.Dispose();
        await Relay.DisposeAsync();
    }

    private string[] Settings =>
        [.. Relay.Settings, string.Create(CultureInfo.InvariantCulture, $"--Mail:Connections={connections}")];

    private static void Change(ProgramFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
