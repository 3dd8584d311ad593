using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Demo;

/// <summary>The folder of a demo's mail.</summary>
/// <remarks>Files are named by day, time, kind and first name, so that a visitor finds the invitation; only here, where
/// everybody is invented.</remarks>
public sealed class DemoMail(Installation installation, Database database)
{
    private readonly string folder = installation.Settings.Mail.Folder;
    private readonly SiteTime time = installation.Settings.TimeBy(TimeProvider.System);

    public FolderSender Sender() => new(folder, durable: false, NameOfAsync);

    /// <summary>The names of all files without <c>.eml</c>, newest first.</summary>
    public IReadOnlyList<string> Newest() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.eml")
                    .Select(file => Path.GetFileNameWithoutExtension(file))
                    .OrderDescending(StringComparer.Ordinal),
            ]
            : [];

    public string? PathOf(string name) => Newest().Contains(name) ? Path.Combine(folder, name + ".eml") : null;

    public static string KindOf(string name) => name.Split(' ')[2];

    /// <summary>The key in the link to a form; null when the mail has none.</summary>
    /// <param name="form">As <see cref="PagePaths.Form"/>.</param>
    public string? KeyIn(string name, string form)
    {
        var unfolded = File.ReadAllText(PathOf(name)!, Encoding.ASCII).Replace("=\r\n", "", StringComparison.Ordinal);
        return Regex.Match(unfolded, Regex.Escape(form) + "([A-Za-z0-9_-]{43})") is { Success: true } link
            ? link.Groups[1].Value
            : null;
    }

    /// <summary>A name such as "2026-10-23 0830 uitnodiging sanne"; a second mail of that name gets part of its
    /// id.</summary>
    /// <remarks>A mail that is sent again finds its own file, and so gets the same name.</remarks>
    private async Task<string> NameOfAsync(OutgoingMail mail)
    {
        var named = await database.ReadAsync(async transaction =>
            await transaction.One<NamedMail>(
                $"""
                select
                    mail.kind, mail.created_at, coalesce(caregiver.first_name, coordinator.name, 'steunpunt') as name
                from mail
                left join caregiver on caregiver.id = mail.caregiver_id
                left join coordinator on coordinator.email = mail.envelope_to
                where mail.id = {mail.Id}
                """
            )
        );
        var name = FormattableString.Invariant(
            $"{time.Local(named.CreatedAt):yyyy-MM-dd HHmm} {installation.MailKinds.Word(named.Kind, "File")} {string.Concat(named.Name.Split(' ')[0].ToLowerInvariant().Split(Path.GetInvalidFileNameChars()))}"
        );
        var path = Path.Combine(folder, name + ".eml");
        return File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(mail.Bytes)
            ? $"{name} {mail.Id[..8]}"
            : name;
    }

    private sealed record NamedMail
    {
        public string Kind { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public string Name { get; init; } = "";
    }
}
