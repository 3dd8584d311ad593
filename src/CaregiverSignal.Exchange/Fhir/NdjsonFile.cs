using System.Buffers;
using System.IO.Pipelines;
using CaregiverSignal.Files;

namespace CaregiverSignal.Fhir;

internal static class NdjsonFile
{
    /// <summary>A million bytes, as for a CSV row: a file without line ends would fill the memory.</summary>
    private const int LongestLine = 1_000_000;

    private const int AtOnce = 256 * 1024;

    /// <summary>The non-blank lines, numbered from 1; empty if there is no such file.</summary>
    public static IEnumerable<(int Number, byte[] Json)> Lines(string path, Action<Fault> fault)
    {
        if (!File.Exists(path))
            yield break;
        using var file = Open(path, fault);
        if (file is null)
            yield break;
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: AtOnce));
        for (var number = 1; Next(reader, path, number, fault) is { } line; number++)
        {
            if (line.AsSpan().Trim(" \t\r\n"u8).Length > 0)
                yield return (number, line);
        }
    }

    private static FileStream? Open(string path, Action<Fault> fault)
    {
        try
        {
            return FileKinds.OpenToRead(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault(new Fault(path, "", "cannot be read: " + unreadable.Message));
            return null;
        }
    }

    /// <returns>Null at the end, and after a line that is too long.</returns>
    private static byte[]? Next(PipeReader reader, string path, int number, Action<Fault> fault)
    {
        while (true)
        {
            if (Read(reader, path, fault) is not { } read)
                return null;
            var begin = number == 1 ? AfterMark(read.Buffer) : read.Buffer;
            var end = begin.PositionOf((byte)'\n');
            var line = end is { } place ? begin.Slice(0, place) : begin;
            if (line.Length > LongestLine)
            {
                fault(
                    new Fault(
                        Path.GetFileName(path),
                        $"line {number}",
                        $"is longer than {LongestLine} bytes; each line is one resource, and ends in a line end"
                    )
                );
                return null;
            }

            if (end is null && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var bytes = line.ToArray();
            reader.AdvanceTo(end is { } last ? read.Buffer.GetPosition(1, last) : read.Buffer.End);
            return end is null && bytes.Length == 0 ? null : bytes;
        }
    }

    private static ReadOnlySequence<byte> AfterMark(ReadOnlySequence<byte> buffer)
    {
        Span<byte> begin = stackalloc byte[3];
        if (buffer.Length < begin.Length)
            return buffer;
        buffer.Slice(0, begin.Length).CopyTo(begin);
        return begin.SequenceEqual("\uFEFF"u8) ? buffer.Slice(begin.Length) : buffer;
    }

    private static ReadResult? Read(PipeReader reader, string path, Action<Fault> fault)
    {
        try
        {
            return reader.ReadAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (IOException unreadable)
        {
            fault(new Fault(path, "", "cannot be read: " + unreadable.Message));
            return null;
        }
    }
}
