using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Senders;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace CaregiverSignal.Delivery;

/// <summary>Processes unread messages in the mailbox of returned mail.</summary>
/// <remarks>The mailbox itself remembers what was read: a message is marked as seen, and moved, after it was processed.
/// None is lost, and one read twice is recognised.</remarks>
public sealed partial class ReadInbox(
    CurrentSettings settings,
    TakeInReturn takeIn,
    SiteTime time,
    ILogger<ReadInbox> log
)
{
    /// <summary>The most messages at a time, so that a flood keeps no other work waiting.</summary>
    private const int Most = 200;

    /// <summary>How much of one message is fetched, in octets: what mail servers accept.</summary>
    private const int MostOfOne = 32 * 1024 * 1024;

    /// <summary>A refused sign-in waits before the next try, because wrong tries lock accounts.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(30);

    private InboxSettings? inbox;
    private Mailbox? mailbox;
    private string? lastProblem;
    private DateTimeOffset pausedUntil;

    /// <param name="keptDays">How long a read message stays in the mailbox.</param>
    /// <returns>How many messages were processed; zero also without a mailbox, and if it cannot be read, as the log
    /// says.</returns>
    public async Task<int> RunAsync(int keptDays, CancellationToken stop)
    {
        Follow(settings.Mail.Inbox);
        if (mailbox is null || time.Now < pausedUntil)
            return 0;
        var before = time.Today.AddDays(-keptDays).ToDateTime(TimeOnly.MinValue);
        using var silent = new NullProtocolLogger();
        var (problem, read) = await mailbox.UseAsync(
            (client, folder, token) => ReadAsync(client, folder, before, token),
            silent,
            stop
        );
        if (problem == SendNote.SignInRefused.Code())
            pausedUntil = time.Now + AfterRefusal;
        if (problem is not null && problem != lastProblem)
            CannotRead(inbox!.Host, problem);
        if (problem is null && lastProblem is not null)
            ReadAgain(inbox!.Host);
        lastProblem = problem;
        return read;
    }

    /// <summary>A change of settings applies from the next time on.</summary>
    private void Follow(InboxSettings? now)
    {
        if (inbox == now)
            return;
        (inbox, mailbox, lastProblem, pausedUntil) = (now, now is null ? null : new Mailbox(now), null, default);
    }

    private async Task<int> ReadAsync(ImapClient client, IMailFolder folder, DateTime before, CancellationToken stop)
    {
        var unread = await folder.SearchAsync(SearchQuery.NotSeen.And(SearchQuery.NotDeleted), stop);
        foreach (var id in unread.Take(Most))
        {
            await using (var message = await folder.GetStreamAsync(id, 0, MostOfOne, stop))
                await takeIn.TakeAsync(Excerpt.Of(message), stop);
            await folder.AddFlagsAsync(id, MessageFlags.Seen, true, stop);
        }

        await DeleteOldAsync(folder, before, stop);
        return Math.Min(unread.Count, Most);
    }

    /// <summary>Deletes read messages past their term.</summary>
    private static async Task DeleteOldAsync(IMailFolder folder, DateTime before, CancellationToken stop)
    {
        var old = await folder.SearchAsync(SearchQuery.Seen.And(SearchQuery.DeliveredBefore(before)), stop);
        if (old.Count == 0)
            return;
        await folder.AddFlagsAsync(old, MessageFlags.Deleted, true, stop);
        await folder.ExpungeAsync(stop);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mailbox of returned mail at {Host} cannot be read: {Problem}; see check --mail"
    )]
    private partial void CannotRead(string host, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The mailbox of returned mail at {Host} is read again")]
    private partial void ReadAgain(string host);
}
