using System.Diagnostics;
using System.Text;

namespace CaregiverSignal.Tests.Support;

/// <summary>Postfix's smtp-sink: a real mail server, a process of its own, that keeps each message as a file.</summary>
public sealed class SmtpSink : IDisposable
{
    private const string Program = "/usr/sbin/smtp-sink";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public SmtpSink()
    {
        // As root it gives its rights away first, and then needs a folder that anybody may write in.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Name, (UnixFileMode)0b111_111_111);
        string[] asNobody = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        Port = LocalPort.Free();
        process = Process.Start(
            new ProcessStartInfo(Program, [.. asNobody, "-d", "mail.", $"127.0.0.1:{Port}", "100"])
            {
                WorkingDirectory = folder.Name,
            }
        )!;
        LocalPort.WaitUntilItListens(Port, process);
    }

    public static bool IsThere => File.Exists(Program);

    public int Port { get; }

    /// <summary>The messages that are complete, oldest first.</summary>
    public IReadOnlyList<ReadMail> Mails =>
        [
            .. new DirectoryInfo(folder.Name)
                .GetFiles()
                .OrderBy(file => file.LastWriteTimeUtc)
                .Select(file => MessageIn(file.FullName))
                .OfType<ReadMail>(),
        ];

    /// <summary>The newest message to an address with this in its subject, as soon as it is there.</summary>
    public async Task<ReadMail> MailAsync(string to, string subject)
    {
        using var changed = new SemaphoreSlim(0);
        using var patience = new CancellationTokenSource(Patience);
        using var watcher = new FileSystemWatcher(folder.Name);
        watcher.Created += (_, _) => changed.Release();
        watcher.Changed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (true)
        {
            if (
                Mails.LastOrDefault(mail =>
                    mail.Header("To").Contains(to, StringComparison.Ordinal)
                    && mail.Subject.Contains(subject, StringComparison.Ordinal)
                ) is
                { } mail
            )
                return mail;
            await changed.WaitAsync(patience.Token);
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        folder.Dispose();
    }

    /// <summary>
    /// What was sent, without the lines the server puts on top, and with its line ends as they went over the wire.
    /// </summary>
    /// <returns>Null while the end is not there yet.</returns>
    private static ReadMail? MessageIn(string file)
    {
        var kept = File.ReadAllText(file, Encoding.Latin1).TrimEnd('\n');
        var from = kept.IndexOf("\nDate: ", StringComparison.Ordinal);
        if (from < 0 || !kept.EndsWith("--", StringComparison.Ordinal))
            return null;
        return ReadMail.From(
            Encoding.Latin1.GetBytes(kept[(from + 1)..].Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n")
        );
    }
}
