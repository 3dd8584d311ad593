using System.Text;
using CaregiverSignal.Mail.Senders;
using MailKit;

namespace CaregiverSignal.Cli.Checks;

/// <summary>
/// Shows a conversation with the relay line by line, without our secrets, also where the relay repeats them.
/// </summary>
public sealed class Conversation : IProtocolLogger
{
    private const int Longest = 200;
    private const string Hidden = "(secret)";

    private readonly TextWriter output;
    private readonly IReadOnlyList<string> secrets;
    private bool isMessage;

    public Conversation(TextWriter output, SmtpSettings relay)
    {
        this.output = output;
        secrets =
        [
            .. new[]
            {
                relay.Password,
                relay.TokenFile is { } file && File.Exists(file) ? File.ReadAllText(file).Trim() : null,
            }
                .Where(secret => !string.IsNullOrEmpty(secret))
                .SelectMany(secret => new[] { secret!, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret!)) })
                .OrderByDescending(secret => secret.Length),
        ];
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => output.WriteLine($"connected to {uri.Host} port {uri.Port}");

    /// <summary>Shows what we say; the message itself is one line, as it is what goes and no conversation.</summary>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (isMessage)
            return;
        var shown = buffer.AsSpan(offset, count).ToArray();
        foreach (var secret in AuthenticationSecretDetector?.DetectSecrets(buffer, offset, count) ?? [])
            shown.AsSpan(secret.StartIndex - offset, secret.Length).Fill((byte)'*');
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
