using System.Text.Unicode;

namespace CaregiverSignal.Files;

/// <summary>
/// A stream that ends at the first byte that is not UTF-8, so that every row before it is read before the fault is
/// reported.
/// </summary>
/// <remarks>
/// A zero byte counts as not UTF-8: it comes from UTF-16 or from a damaged file, and .NET ignores it when it reads a
/// number.
/// </remarks>
internal sealed class Utf8Text(Stream source) : Stream
{
    private readonly byte[] buffer = new byte[65536];
    private char[]? scratch;
    private int given;
    private int sound;
    private int filled;
    private long passed;
    private bool isBroken;
    private bool isAtEnd;

    /// <summary>How many bytes come before the first that is not UTF-8; null while none was found.</summary>
    public long? BrokenAt => isBroken ? passed + sound - given : null;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the first line, or its first 64 kB, contains a character; call it before reading.</summary>
    public bool FirstLineHas(char sign)
    {
        while (!isAtEnd && !isBroken && filled < buffer.Length && FirstLine(buffer.AsSpan(0, filled)) < 0)
            Fill();
        var line = buffer.AsSpan(0, filled);
        if (FirstLine(line) is var end and >= 0)
            line = line[..end];
        return line.Contains((byte)sign);
    }

    public override int Read(Span<byte> to)
    {
        while (given == sound && to.Length > 0)
        {
            if (isBroken || isAtEnd)
                return 0;
            Fill();
        }
        var count = Math.Min(to.Length, sound - given);
        buffer.AsSpan(given, count).CopyTo(to);
        given += count;
        passed += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private static int FirstLine(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'\n', (byte)'\r');

    private void Fill()
    {
        if (given == sound)
        {
            buffer.AsSpan(sound, filled - sound).CopyTo(buffer);
            (given, sound, filled) = (0, 0, filled - sound);
        }
        var count = source.Read(buffer.AsSpan(filled));
        isAtEnd = count == 0;
        filled += count;
        sound += ValidPart(buffer.AsSpan(sound, filled - sound));
        // The file ends in the middle of a character.
        isBroken |= isAtEnd && sound < filled;
    }

    /// <summary>
    /// How many bytes come before the first malformed character, or before one whose last bytes are not read yet.
    /// </summary>
    private int ValidPart(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)0) is var zero and >= 0)
        {
            text = text[..zero];
            isBroken = true;
        }
        if (Utf8.IsValid(text))
            return text.Length;
        scratch ??= new char[buffer.Length];
        var status = Utf8.ToUtf16(
            text,
            scratch,
            out var read,
            out _,
            replaceInvalidSequences: false,
            isFinalBlock: false
        );
        isBroken |= status == System.Buffers.OperationStatus.InvalidData;
        return read;
    }
}
