using System.Security.Cryptography;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The real program with people to invite and a coordinator to alert, a relay to hand that to, and what must hold in
/// the end.
/// </summary>
/// <remarks>
/// Between two starts the store is made older, so that nobody waits for a relay or for a mail that may have gone.
/// </remarks>
internal sealed class MailingProgram : IAsyncDisposable
{
    /// <summary>Two invitations and the alert of a signal that nobody was told of.</summary>
    public const int Mails = People + 1;

    private const int People = 2;
    private const string Waiting = "'ready', 'sending'";

    /// <summary>Longer than the wait for a mail that may have gone.</summary>
    private const int MinutesBetweenStarts = 21;

    private readonly ProgramFolder imported = new();

    public StageRelay Relay { get; } = new();

    /// <remarks>The digest depends on the time of day, and is kept out.</remarks>
    public async Task ImportAsync()
    {
        imported.Settings.AddRange(Relay.Settings);
        await imported.RunAsync("import", imported.WritePeople(People, "2026-03-02"));
        imported.Query(
            """
            update coordinator set invited_at = '2026-03-01T09:00:00.000Z', enrolled_at = '2026-03-01T09:00:00.000Z',
                digest_on = '2099-12-31';
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
        folder.Settings.AddRange(Relay.Settings);
        return folder;
    }

    /// <summary>
    /// A store in which the mail is written and waits, because the program was ended when it called the relay.
    /// </summary>
    public async Task<ProgramFolder> WithMailWaiting()
    {
        var folder = Fresh();
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        Relay.At("banner", 1, () => started.Task.GetAwaiter().GetResult().Kill());
        using var tick = folder.Start("tick");
        started.SetResult(tick);
        await tick.EndAsync();
        MakeOlder(folder);
        return folder;
    }

    /// <summary>As if so much time had gone by between two starts.</summary>
    public static void MakeOlder(ProgramFolder folder) =>
        folder.Query(
            $"""
            update mail set
                next_try_at = strftime('%Y-%m-%dT%H:%M:%fZ', next_try_at, '-{MinutesBetweenStarts} minutes')
            where state in ({Waiting});
            update send_hold set paused_until = null
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

    /// <param name="kills">
    /// How many conversations were ended in the middle of their work: each may cost one copy of an alert, or leave one
    /// invitation of which the ledger says that it was perhaps sent.
    /// </param>
    public void AssertNoneIsLostOrDoubled(ProgramFolder folder, int kills, string when)
    {
        Assert.True(folder.Query("pragma integrity_check") is ["ok"], when);
        Assert.True(
            folder
                .Query("select count(*) from check_in join mail on mail.dedupe_key = 'invite:' || check_in.id")
                .Single() == $"{People}",
            when
        );
        Assert.True(
            folder
                .Query("select count(*) from signal join mail on mail.dedupe_key like 'alert:' || signal.id || ':1:%'")
                .Single() == "1",
            when
        );
        var stored = folder.Query("select id, sha256, state, kind from mail").Select(row => row.Split('|')).ToList();
        Assert.True(stored.Count == Mails, $"{when}: {stored.Count} mails are stored");
        var copies = Relay.Deliveries.ToLookup(delivery => delivery.Id);
        Assert.True(
            copies.All(group => stored.Exists(row => row[0] == group.Key)),
            $"{when}: a mail came that is not in the ledger"
        );

        foreach (var row in stored)
        {
            var (id, hash, state, kind) = (row[0], row[1], row[2], row[3]);
            Assert.True(state is "sent" or "unsure", $"{when}: the {kind} is {state}");
            Assert.True(copies[id].Any() || state == "unsure", $"{when}: the {kind} is lost");
            Assert.True(copies[id].Count() <= (kind == "alert" ? 2 : 1), $"{when}: the {kind} came again");
            // One that is unsure may have no copy at all.
            Assert.True(
                copies[id].All(copy => Convert.ToHexStringLower(SHA256.HashData(copy.Bytes)) == hash),
                $"{when}: the {kind} came with other bytes"
            );
        }

        var unsure = stored.Count(row => row[2] == "unsure") + copies.Sum(mail => mail.Count() - 1);
        Assert.True(unsure <= kills, $"{when}: {unsure} mails are unsure or came twice");
    }

    public async ValueTask DisposeAsync()
    {
        imported.Dispose();
        await Relay.DisposeAsync();
    }
}
