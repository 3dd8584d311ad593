using System.Text;
using System.Text.Unicode;

namespace CaregiverSignal.Mail.Senders;

/// <summary>A message as it is sent after DATA: dots doubled at line starts, with the end marker kept apart.</summary>
public sealed class SmtpBody
{
    private const int LongestLine = 998;

    private SmtpBody(byte[] octets, bool endsLine) =>
        (Octets, Marker) = (octets, endsLine ? ".\r\n"u8.ToArray() : "\r\n.\r\n"u8.ToArray());

    public byte[] Octets { get; }

    /// <summary>CRLF, dot, CRLF; without the first CRLF when the message ended with one.</summary>
    public byte[] Marker { get; }

    /// <param name="mayBeUtf8">True for a recipient whose address is not all ASCII; the message is UTF-8 then.</param>
    /// <exception cref="ArgumentException">A bare CR or LF, a NUL, an octet above 127 or a line over 998 octets: we
    /// composed it wrongly.</exception>
    public static SmtpBody Of(ReadOnlySpan<byte> message, bool mayBeUtf8 = false)
    {
        if (!(mayBeUtf8 ? Utf8.IsValid(message) : Ascii.IsValid(message)))
            throw new ArgumentException("A message is 7-bit text.", nameof(message));
        var octets = new List<byte>(message.Length + 64);
        var lineStart = 0;
        for (var i = 0; i < message.Length; i++)
        {
            var octet = message[i];
            if (octet == 0)
                throw new ArgumentException("A message has no NUL.", nameof(message));
            if (octet == '\r' && (i + 1 == message.Length || message[i + 1] != '\n'))
                throw new ArgumentException("A message has no bare CR.", nameof(message));
            if (octet == '\n' && (i == 0 || message[i - 1] != '\r'))
                throw new ArgumentException("A message has no bare LF.", nameof(message));
            if (octet == '.' && i == lineStart)
                octets.Add(octet);
            octets.Add(octet);
            if (octet == '\n')
                lineStart = i + 1;
            else if (octet != '\r' && i - lineStart >= LongestLine)
                throw new ArgumentException("A message has no line over 998 octets.", nameof(message));
        }
        return new SmtpBody([.. octets], message.Length == 0 || lineStart == message.Length);
    }
}
