namespace CaregiverSignal.Backup;

/// <summary>Seals what is written through it, a portion at a time; nothing of it is anywhere in the clear.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream file;
    private readonly byte[] fileKey;
    private readonly SealedForm form;
    private readonly byte[] clear = new byte[SealedForm.Portion];
    private readonly byte[] closed = new byte[SealedForm.Portion + SealedForm.TagLength];
    private int filled;
    private long number;

    public SealingStream(Stream file, BackupKey to)
    {
        this.file = file;
        (var head, fileKey) = to.Begin();
        form = new SealedForm(fileKey);
        file.Write(head);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full portion waits for the next octet: only then it is not the last one.
            if (filled == clear.Length)
                Put(isLast: false);
            var taken = Math.Min(buffer.Length, clear.Length - filled);
            buffer[..taken].CopyTo(clear.AsSpan(filled));
            filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Seals the end, without which the file does not open.</summary>
    /// <remarks>Not done by disposing: what was broken off is not to look whole.</remarks>
    public void Complete() => Put(isLast: true);

    /// <summary>Opens what was written, which nobody can do later without the private key.</summary>
    public UnsealingStream Reopened() => new(file, fileKey);

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            form.Dispose();
        base.Dispose(disposing);
    }

    private void Put(bool isLast)
    {
        form.Seal(number++, isLast, clear.AsSpan(0, filled), closed);
        file.Write(closed, 0, filled + SealedForm.TagLength);
        filled = 0;
    }
}
