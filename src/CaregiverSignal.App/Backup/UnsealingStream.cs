namespace CaregiverSignal.Backup;

/// <summary>
/// Reads a sealed file from any place on, a portion at a time: a zip has its list at the end. It owns the file.
/// </summary>
internal sealed class UnsealingStream : Stream
{
    private const int ClosedPortion = SealedForm.Portion + SealedForm.TagLength;

    private readonly Stream file;
    private readonly SealedForm form;
    private readonly long last;
    private readonly byte[] clear = new byte[SealedForm.Portion];
    private readonly byte[] closed = new byte[ClosedPortion];
    private long opened = -1;
    private int filled;

    /// <exception cref="InvalidDataException">Its end is not the end that was sealed.</exception>
    public UnsealingStream(Stream file, byte[] fileKey)
    {
        (this.file, form) = (file, new SealedForm(fileKey));
        var body = file.Length - SealedForm.HeadLength;
        last = (body - 1) / ClosedPortion;
        if (body - last * ClosedPortion < SealedForm.TagLength)
            throw new InvalidDataException("The file is not whole.");
        Length = body - (last + 1) * SealedForm.TagLength;
        Open(last);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Position >= Length)
            return 0;
        var (number, from) = ((Position / SealedForm.Portion), (int)(Position % SealedForm.Portion));
        if (number != opened)
            Open(number);
        var taken = Math.Min(buffer.Length, filled - from);
        clear.AsSpan(from, taken).CopyTo(buffer);
        Position += taken;
        return taken;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            form.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Open(long number)
    {
        file.Position = SealedForm.HeadLength + number * ClosedPortion;
        var read = file.ReadAtLeast(closed, ClosedPortion, throwOnEndOfStream: false);
        if (read < SealedForm.TagLength)
            throw new InvalidDataException("The file is not whole.");
        form.Open(number, number == last, closed.AsSpan(0, read), clear);
        (opened, filled) = (number, read - SealedForm.TagLength);
    }
}
