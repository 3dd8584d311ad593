using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Mail;

namespace CaregiverSignal.Demo;

/// <summary>The folder of mail, seen from the people it is for: who has something new, and which link is in it.</summary>
public sealed partial class Mailboxes(string folder) : IMailSender
{
    private readonly FolderSender sender = new(folder, durable: false);
    private readonly List<(string To, string Id)> arrived = [];

    public bool RepeatIsHarmless => sender.RepeatIsHarmless;

    public async Task<SendOutcome> SendAsync(OutgoingMail mail, Func<bool> beforeFinal, CancellationToken stop)
    {
        var outcome = await sender.SendAsync(mail, beforeFinal, stop);
        if (outcome.Result == SendResult.Sent) arrived.Add((mail.EnvelopeTo, mail.Id));
        return outcome;
    }

    /// <summary>Mail since the last time, by address: ids are random, and luck must not depend on them.</summary>
    public IReadOnlyList<(string To, string Id)> TakeNew()
    {
        var taken = arrived.OrderBy(mail => mail.To, StringComparer.Ordinal).ToList();
        arrived.Clear();
        return taken;
    }

    /// <summary>The key of the form in a mail that was written; null when the mail has none.</summary>
    public string? KeyIn(string id)
    {
        var text = Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(folder, id + ".eml")));
        var unfolded = text.Replace("=\r\n", "", StringComparison.Ordinal);
        return FormLink().Match(unfolded) is { Success: true } link ? link.Groups[1].Value : null;
    }

    [GeneratedRegex("/v/([A-Za-z0-9_-]{43})")]
    private static partial Regex FormLink();
}
