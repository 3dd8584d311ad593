using System.Buffers;
using System.Text;
using MimeKit;

namespace CaregiverSignal.Mail.Inbound;

/// <summary>A message of any size without what is attached to it: its headers and texts, as a smaller message.</summary>
/// <remarks>
/// It is read once, from front to back, and what is attached is never held. A message made to be slow, with endless
/// headers or parts, is read as far as the limits go.
/// </remarks>
public sealed class Excerpt : MimeReader
{
    /// <summary>How much of a message is fetched at a time, in octets.</summary>
    public const int Piece = 256 * 1024;

    // A mail server takes a third of this.
    private const int MostRead = 64 * 1024 * 1024;
    private const int MostKept = ReturnedMail.MostBytes - LongestHead;
    private const int MostOfText = 256 * 1024;
    private const int LongestHead = 32 * 1024;
    private const int MostTexts = 25;
    private const int MostParts = 1000;

    private readonly ArrayBufferWriter<byte> kept = new();
    private readonly ArrayBufferWriter<byte> head = new();

    /// <summary>What divides the parts that are open; null within a message that is a part.</summary>
    private readonly Stack<string?> open = [];
    private readonly Source source;
    private int parts;
    private int texts;
    private int left;

    private Excerpt(Source source)
        : base(ReturnedMail.Options, source) => this.source = source;

    /// <param name="pieceAt">The octets from an offset on; less than <see cref="Piece"/> at the end of the message.</param>
    /// <returns>Always the same of the same message, at most <see cref="ReturnedMail.MostBytes"/>.</returns>
    public static byte[] Of(Func<int, ReadOnlyMemory<byte>> pieceAt)
    {
        using var source = new Source(pieceAt);
        var read = new Excerpt(source);
        try
        {
            read.ReadMessage();
        }
        catch (FormatException)
        {
            // What was kept until there is read: of endless headers the first.
            if (read.kept.WrittenCount == 0)
                read.Keep(read.head.WrittenSpan);
        }

        return read.kept.WrittenSpan.ToArray();
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        head.ResetWrittenCount();
        source.Left = LongestHead;
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (header.RawField.Any(octet => octet is < (byte)'!' or > (byte)'~'))
            return;
        head.Write(header.RawField);
        head.Write(":"u8);
        head.Write(header.RawValue);
    }

    protected override void OnHeadersEnd(
        long beginOffset,
        int beginLineNumber,
        long endOffset,
        int endLineNumber,
        CancellationToken cancellationToken
    ) => source.Left = MostRead;

    protected override void OnMultipartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    )
    {
        Begin(isKept: true);
        open.Push(contentType.Boundary);
    }

    protected override void OnMultipartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken
    ) => Keep(Encoding.Latin1.GetBytes($"\n--{open.Pop()}--\n"));

    protected override void OnMessagePartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    )
    {
        Begin(isKept: true);
        open.Push(null);
    }

    protected override void OnMessagePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken
    ) => open.Pop();

    protected override void OnMimePartBegin(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        CancellationToken cancellationToken
    )
    {
        var isText = contentType.MediaType.ToLowerInvariant() is "text" or "message" && texts++ < MostTexts;
        left = isText ? MostOfText : 0;
        Begin(isText || !open.TryPeek(out var boundary) || boundary is null);
    }

    protected override void OnMimePartContentRead(
        byte[] buffer,
        int startIndex,
        int count,
        CancellationToken cancellationToken
    )
    {
        Keep(buffer.AsSpan(startIndex, Math.Min(count, left)));
        left -= Math.Min(count, left);
    }

    private void Begin(bool isKept)
    {
        if (++parts > MostParts)
            throw new FormatException("More parts than a message has.");
        if (!isKept)
            return;
        if (open.TryPeek(out var boundary) && boundary is not null)
            Keep(Encoding.Latin1.GetBytes($"\n--{boundary}\n"));
        Keep(head.WrittenSpan);
        Keep("\n"u8);
    }

    private void Keep(ReadOnlySpan<byte> octets)
    {
        if (kept.WrittenCount + octets.Length > MostKept)
            throw new FormatException("More text than a message has.");
        kept.Write(octets);
    }

    /// <summary>The octets of a message, a piece at a time.</summary>
    private sealed class Source(Func<int, ReadOnlyMemory<byte>> pieceAt) : Stream
    {
        private ReadOnlyMemory<byte> piece;
        private int fetched;
        private int read;
        private bool isWhole;

        /// <summary>How many octets may be read before something else must have come.</summary>
        public int Left { get; set; } = MostRead;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (Left <= 0 || read > MostRead)
                throw new FormatException("Longer than a message is.");
            if (piece.IsEmpty && !isWhole)
            {
                piece = pieceAt(fetched);
                fetched += piece.Length;
                isWhole = piece.Length < Piece;
            }

            var count = Math.Min(buffer.Length, piece.Length);
            piece.Span[..count].CopyTo(buffer);
            piece = piece[count..];
            read += count;
            Left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
