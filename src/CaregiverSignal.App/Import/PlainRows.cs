using System.Buffers;
using System.Text;

namespace CaregiverSignal.Import;

/// <summary>
/// Reads a file of <c>person,date,…</c> as an export writes it: each row has a code of plain letters and digits, a day,
/// and a rest that says one of few things.
/// </summary>
/// <remarks>
/// It ends at a row of any other form, and then <see cref="FolderReader"/> reads the file, which takes every form that is
/// allowed and says what is wrong. A folder has millions of these rows: this reads them in a fifth of the time.
/// </remarks>
/// <param name="header">The columns, in the only order that this reads.</param>
/// <param name="meaningOf">What the rest of a row says; null for what this does not read. Asked once for each.</param>
internal sealed class PlainRows<T>(string path, string header, Func<string, T?> meaningOf) : IDisposable
    where T : class
{
    private const int AtOnce = 256 * 1024;
    private const int DayLength = 10;

    private static readonly SearchValues<byte> InCode = SearchValues.Create(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"u8
    );

    private readonly Dictionary<byte[], T> meanings = new(new Bytes());
    private readonly Dictionary<byte[], DateOnly> days = new(new Bytes());
    private readonly byte[] buffer = new byte[AtOnce];
    private Stream? file;
    private int begin;
    private int end;

    /// <summary>What the row before began with, <c>person,date,</c>: most rows share it.</summary>
    private byte[] above = [];

    /// <summary>The row number as a spreadsheet counts: the header is row 1.</summary>
    public int Row { get; private set; }

    /// <summary>The code: the same text for rows that stand below each other.</summary>
    public string Person { get; private set; } = "";

    public DateOnly Day { get; private set; }

    public T Meaning { get; private set; } = null!;

    /// <summary>Whether the whole file was read; false also while it is being read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Goes to the next row; false at the end, and at a row of another form.</summary>
    public bool Next()
    {
        try
        {
            if (file is null)
            {
                file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                if (!TryLine(out var columns) || !columns.SequenceEqual(Encoding.ASCII.GetBytes(header)))
                    return false;
                Row = 1;
                return Next();
            }

            if (!TryLine(out var line))
                return false;
            Row++;
            if ((above.Length == 0 || !line.StartsWith(above)) && !TryBegin(line))
                return false;
            var known = meanings.GetAlternateLookup<ReadOnlySpan<byte>>();
            var said = line[above.Length..];
            if (!known.TryGetValue(said, out var meaning))
            {
                if (!Ascii.IsValid(said) || meaningOf(Encoding.ASCII.GetString(said)) is not { } made)
                    return false;
                known[said] = meaning = made;
            }

            Meaning = meaning;
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => file?.Dispose();

    private bool TryLine(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n')) < 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            // A row that fills the buffer, or a last one without an end, is of another form.
            var read = end == buffer.Length ? 0 : file!.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read > 0)
                continue;
            // A file without its header is none.
            IsWhole = end == 0 && Row > 0;
            line = default;
            return false;
        }

        line = buffer.AsSpan(begin, length);
        begin += length + 1;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        return true;
    }

    /// <summary>Takes the code and the day of a row that does not begin as the one above.</summary>
    private bool TryBegin(ReadOnlySpan<byte> line)
    {
        var code = line.IndexOf((byte)',');
        var close = code + 1 + DayLength;
        if (
            code is < 1 or > RowReader.LongestId
            || line.Length <= close
            || line[close] != (byte)','
            || !char.IsAsciiLetterOrDigit((char)line[0])
            || line[..code].ContainsAnyExcept(InCode)
        )
            return false;
        var known = days.GetAlternateLookup<ReadOnlySpan<byte>>();
        var text = line[(code + 1)..close];
        if (!known.TryGetValue(text, out var day))
        {
            if (RowReader.ParseDay(Encoding.Latin1.GetString(text)) is not { } parsed || !RowReader.IsAllowed(parsed))
                return false;
            known[text] = day = parsed;
        }

        if (!above.AsSpan().StartsWith(line[..(code + 1)]))
            Person = Encoding.ASCII.GetString(line[..code]);
        (above, Day) = (line[..(close + 1)].ToArray(), day);
        return true;
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public bool Equals(ReadOnlySpan<byte> one, byte[] other) => one.SequenceEqual(other);

        public int GetHashCode(byte[] text) => GetHashCode(text.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> text)
        {
            var hash = 0u;
            foreach (var sign in text)
                hash = (hash * 31) + sign;
            return (int)hash;
        }

        public byte[] Create(ReadOnlySpan<byte> text) => text.ToArray();
    }
}
