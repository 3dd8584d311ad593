using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// Shows a listener each line of the conversation, without our secrets, also where the server repeats them.
/// </summary>
internal sealed class SmtpTrace(Action<SmtpLine>? listener)
{
    private const int Longest = 200;
    private const string Hidden = "(secret)";

    private readonly List<string> secrets = [];

    /// <summary>Hides a text from now on in every line: as it is, as octets, and in base64.</summary>
    public void Hide(string secret)
    {
        if (secret.Length == 0)
            return;
        var octets = Encoding.UTF8.GetBytes(secret);
        secrets.AddRange([secret, Encoding.Latin1.GetString(octets), Convert.ToBase64String(octets)]);
        secrets.Sort((one, other) => other.Length.CompareTo(one.Length));
    }

    public void Ours(string stage, string text) => Show(stage, SmtpLineKind.Client, text);

    public void Theirs(string stage, SmtpReply reply)
    {
        if (listener is null)
            return;
        for (var i = 0; i < reply.Lines.Count; i++)
        {
            Show(
                stage,
                SmtpLineKind.Server,
                $"{reply.Code}{(i == reply.Lines.Count - 1 ? ' ' : '-')}{reply.Lines[i]}".TrimEnd()
            );
        }
    }

    public void Note(string stage, string text) => Show(stage, SmtpLineKind.Note, text);

    /// <summary>Notes whose certificate it is, until when it is valid, and what is wrong with it.</summary>
    public void Certificate(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (listener is null)
            return;
        if (shown is not X509Certificate2 certificate)
        {
            Note("tls", "the server shows no certificate");
            return;
        }
        List<string> wrong = [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            wrong.Add("it is not for this host");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            wrong.AddRange(chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct() ?? []);
        var until = certificate
            .NotAfter.ToUniversalTime()
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Note(
            "tls",
            $"certificate {certificate.Subject} until {until}, from {certificate.Issuer}: {(wrong.Count == 0 ? "good" : string.Join(", ", wrong))}"
        );
    }

    private void Show(string stage, SmtpLineKind kind, string text)
    {
        if (listener is null)
            return;
        foreach (var secret in secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        var shown = string.Concat(text.Select(c => c is < ' ' or > '~' ? '?' : c));
        listener(new SmtpLine(stage, kind, shown.Length > Longest ? shown[..Longest] + "..." : shown));
    }
}
