namespace CaregiverSignal.Mail.Inbound;

/// <summary>A message of any size without its attachments: headers and texts.</summary>
/// <remarks>Attachments are base64, which has no space, colon or hyphen: a run without one that is longer than any text
/// is cut after its beginning. Parts that may carry text in base64 are kept far longer than a reply is. The message is
/// read once, and little is held in memory.</remarks>
internal static class Excerpt
{
    /// <summary>In octets: forty cut photos fit within the total.</summary>
    private const int MostInARun = 24 * 1024;

    /// <summary>In octets: more than the text read from one message.</summary>
    private const int MostOfWords = 384 * 1024;

    /// <summary>Types that carry text: texts, messages, and the wrappers of Outlook and of signatures.</summary>
    private static readonly byte[][] Wordy =
    [
        "content-type: text/"u8.ToArray(),
        "content-type: message/"u8.ToArray(),
        "content-type: application/ms-tnef"u8.ToArray(),
        "content-type: application/vnd.ms-tnef"u8.ToArray(),
        "content-type: application/pkcs7-mime"u8.ToArray(),
        "content-type: application/x-pkcs7-mime"u8.ToArray(),
    ];

    private static ReadOnlySpan<byte> Type => "content-type:"u8;

    /// <returns>Deterministic, and at most <see cref="ReturnedMail.MostBytes"/> long.</returns>
    /// <exception cref="IOException">The message cannot be read.</exception>
    public static byte[] Of(Stream message)
    {
        var (kept, piece) = (new MemoryStream(), new byte[MostInARun]);
        var (run, last, most) = (0, (byte)'\n', MostInARun);
        var line = new LineBegin();
        for (int count; kept.Length < ReturnedMail.MostBytes && (count = message.Read(piece)) > 0; )
            foreach (var octet in piece.AsSpan(0, count))
            {
                if (line.Add(octet) is { } isWordy)
                    most = isWordy ? MostOfWords : MostInARun;
                if (octet is (byte)' ' or (byte)'\t' or (byte)':' or (byte)'-')
                {
                    if (run > most && last == '\n')
                        kept.WriteByte(last);
                    run = 0;
                }

                if (++run <= most)
                    kept.WriteByte(octet);
                last = octet;
            }

        return kept.ToArray()[..(int)Math.Min(kept.Length, ReturnedMail.MostBytes)];
    }

    /// <summary>The start of a line, enough to recognise a part's type.</summary>
    private sealed class LineBegin
    {
        private readonly byte[] begin = new byte[40];
        private int count;

        /// <returns>Whether the part carries text; null if the line does not say so, or not yet.</returns>
        public bool? Add(byte octet)
        {
            if (octet == (byte)'\n')
            {
                var isType = count < begin.Length && Said.StartsWith(Type);
                var isWordy = isType && IsWordy;
                count = 0;
                return isType ? isWordy : null;
            }

            if (count == begin.Length)
                return null;
            begin[count++] = octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
            return count == begin.Length && Said.StartsWith(Type) ? IsWordy : null;
        }

        private ReadOnlySpan<byte> Said => begin.AsSpan(0, count);

        private bool IsWordy
        {
            get
            {
                foreach (var type in Wordy)
                    if (Said.StartsWith(type))
                        return true;
                return false;
            }
        }
    }
}
