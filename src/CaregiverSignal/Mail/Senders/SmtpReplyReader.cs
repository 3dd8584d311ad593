using System.Text;

namespace CaregiverSignal.Mail.Senders;

/// <summary>
/// Reads replies strictly and within limits: anything that is not exactly a reply ends the conversation.
/// </summary>
public sealed class SmtpReplyReader(Stream stream)
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;
    private const int LargestReply = 64 * 1024;

    private readonly byte[] buffer = new byte[LongestLine];
    private int start;
    private int end;
    private volatile bool isInReply;

    /// <summary>Whether octets have arrived that no reply has used yet.</summary>
    public bool HasUnreadOctets => end > start;

    /// <summary>Whether part of a reply has arrived, but not its end.</summary>
    public bool IsInReply => isInReply;

    /// <exception cref="InvalidDataException">The octets are not a reply, or too many.</exception>
    /// <exception cref="EndOfStreamException">The server closed before the reply was complete.</exception>
    public async Task<SmtpReply> ReadAsync(CancellationToken token)
    {
        var lines = new List<string>();
        var octets = 0;
        int? code = null;
        while (true)
        {
            var line = await ReadLineAsync(token);
            octets += line.Length + 2;
            if (lines.Count == MostLines || octets > LargestReply)
                throw Garbage();
            var lineCode = CodeOf(line);
            code ??= lineCode;
            if (lineCode != code)
                throw Garbage();
            lines.Add(line.Length > 4 ? Encoding.Latin1.GetString(line.AsSpan(4)) : "");
            if (line.Length > 3 && line[3] == '-')
                continue;
            isInReply = false;
            return new SmtpReply(lineCode, lines);
        }
    }

    private static int CodeOf(byte[] line)
    {
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5')
            throw Garbage();
        if (!char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
            throw Garbage();
        if (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-'))
            throw Garbage();
        return ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
    }

    private async Task<byte[]> ReadLineAsync(CancellationToken token)
    {
        while (true)
        {
            var feed = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (feed >= 0)
            {
                var line = buffer.AsSpan(start, feed - start);
                if (line.Length == 0 || line[^1] != '\r' || line[..^1].ContainsAny((byte)'\r', (byte)0))
                    throw Garbage();
                start = feed + 1;
                return line[..^1].ToArray();
            }
            await FillAsync(token);
        }
    }

    private async Task FillAsync(CancellationToken token)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            throw Garbage();
        if (end > 0)
            isInReply = true;
        var count = await stream.ReadAsync(buffer.AsMemory(end), token);
        if (count == 0)
            throw new EndOfStreamException();
        isInReply = true;
        end += count;
    }

    private static InvalidDataException Garbage() => new("Not an SMTP reply.");
}
