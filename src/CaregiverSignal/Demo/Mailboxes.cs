using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Demo;

/// <summary>The folder of mail as its recipients see it: who has new mail, and which link is in it.</summary>
/// <remarks>
/// Files are named by day, time, kind and first name, so that a visitor finds the invitation; only here, where
/// everybody is invented.
/// </remarks>
public sealed partial class Mailboxes(string folder, Database database, SiteTime time, MailKinds kinds) : IMailSender
{
    private readonly Lock turn = new();
    private readonly List<WrittenMail> written = [];
    private readonly Dictionary<string, WrittenMail> byId = new(StringComparer.Ordinal);
    private int taken;

    public bool RepeatIsHarmless => true;

    /// <summary>The same mailboxes with another clock.</summary>
    public Mailboxes On(Database reopened, SiteTime from)
    {
        var same = new Mailboxes(folder, reopened, from, kinds);
        foreach (var mail in Written)
            same.Note(mail);
        return same;
    }

    /// <summary>All mail, in the order in which it was written.</summary>
    public IReadOnlyList<WrittenMail> Written
    {
        get
        {
            lock (turn)
                return [.. written];
        }
    }

    public Task<SendOutcome?> ConnectAsync(CancellationToken stop) => Task.FromResult<SendOutcome?>(null);

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        if (database.Read(transaction => DemoTable.Mail(transaction, mail.Id)) is not { } named)
            throw new ArgumentException("No such mail.", nameof(mail));
        var name = NameOf(named, mail.Bytes);
        var outcome = await new FolderSender(folder, durable: false, _ => name).SendAsync(mail, stop);
        if (outcome.Result == SendResult.Sent)
            Note(
                new WrittenMail(
                    mail.Id,
                    time.Now,
                    kinds.Word(named.Kind, "File"),
                    named.Name,
                    mail.EnvelopeTo,
                    Path.Combine(folder, name + ".eml")
                )
            );
        return outcome;
    }

    /// <summary>
    /// The mail since the last call, ordered by address: ids are random, and luck must not depend on them.
    /// </summary>
    public IReadOnlyList<(string To, string Id)> TakeNew()
    {
        lock (turn)
        {
            var fresh = written
                .Skip(taken)
                .Select(mail => (mail.To, mail.Id))
                .OrderBy(mail => mail.To, StringComparer.Ordinal)
                .ToList();
            taken = written.Count;
            return fresh;
        }
    }

    public WrittenMail? Find(string id)
    {
        lock (turn)
            return byId.GetValueOrDefault(id);
    }

    /// <summary>The key in the link to a form, of a written mail; null when the mail has none.</summary>
    public string? KeyIn(string id) => Find(id) is { } mail ? KeyIn(File.ReadAllBytes(mail.Path)) : null;

    /// <inheritdoc cref="KeyIn(string)"/>
    public static string? KeyIn(byte[] mail)
    {
        var unfolded = Encoding.ASCII.GetString(mail).Replace("=\r\n", "", StringComparison.Ordinal);
        return FormLink().Match(unfolded) is { Success: true } link ? link.Groups[1].Value : null;
    }

    /// <summary>
    /// A file name such as "2026-10-23 0830 uitnodiging sanne"; a second mail of that name gets part of its id.
    /// </summary>
    /// <remarks>A mail that is sent again finds its own file, and so gets the same name.</remarks>
    private string NameOf(NamedMail mail, byte[] bytes)
    {
        // Only the shared mailbox has no person's name.
        var first =
            mail.Name.Length == 0 ? "steunpunt" : NotInNames().Replace(mail.Name.Split(' ')[0].ToLowerInvariant(), "");
        var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{time.Local(mail.CreatedAt):yyyy-MM-dd HHmm} {kinds.Word(mail.Kind, "File")} {first}"
            )
            .TrimEnd();
        var path = Path.Combine(folder, name + ".eml");
        return File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)
            ? $"{name} {mail.Id[..8]}"
            : name;
    }

    private void Note(WrittenMail mail)
    {
        lock (turn)
        {
            if (byId.TryAdd(mail.Id, mail))
                written.Add(mail);
        }
    }

    [GeneratedRegex("/v/([A-Za-z0-9_-]{43})")]
    private static partial Regex FormLink();

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex NotInNames();
}

/// <param name="At">When it was written.</param>
/// <param name="Kind">The kind in one Dutch word.</param>
/// <param name="Name">The recipient's name; empty when it is not known.</param>
public sealed record WrittenMail(string Id, DateTimeOffset At, string Kind, string Name, string To, string Path);
