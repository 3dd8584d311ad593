using System.Text;
using MailKit;

namespace CaregiverSignal.Commands.Checks;

/// <summary>Shows a conversation with the relay line by line, hiding our secrets even if repeated.</summary>
public sealed class Conversation(TextWriter output) : IProtocolLogger
{
    private const int Longest = 200;
    private const string Hidden = "(secret)";

    private readonly List<string> secrets = [];
    private bool isMessage;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => output.WriteLine($"connected to {uri.Host} port {uri.Port}");

    /// <summary>Shows what we send; the message itself is one line, as it is not conversation.</summary>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (isMessage)
            return;
        var shown = buffer.AsSpan(offset, count).ToArray();
        foreach (var secret in AuthenticationSecretDetector?.DetectSecrets(buffer, offset, count) ?? [])
        {
            var said = shown.AsSpan(secret.StartIndex - offset, secret.Length);
            Hide(Encoding.UTF8.GetString(said));
            said.Fill((byte)'*');
        }
        Show('>', Encoding.UTF8.GetString(shown));
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        var text = Encoding.UTF8.GetString(buffer, offset, count);
        if (isMessage)
            Show('>', "(the message)");
        isMessage = text.StartsWith("354", StringComparison.Ordinal);
        Show('<', text);
    }

    public void Dispose() { }

    /// <summary>Hides a secret in every later line: as sent, and decoded.</summary>
    private void Hide(string said)
    {
        var bytes = new byte[said.Length];
        var meant = Convert.TryFromBase64String(said, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Trim('\x01').Split('\0')[^1].Split("auth=Bearer ")[^1]
            : said;
        secrets.AddRange([said, meant, Convert.ToBase64String(Encoding.UTF8.GetBytes(meant))]);
        secrets.RemoveAll(string.IsNullOrEmpty);
        secrets.Sort((first, second) => second.Length.CompareTo(first.Length));
    }

    private void Show(char mark, string text)
    {
        foreach (var secret in secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var shown = string.Concat(line.Select(letter => letter is < ' ' or > '~' ? '?' : letter));
            output.WriteLine($"{mark} {(shown.Length > Longest ? shown[..Longest] + "..." : shown)}");
        }
    }
}
