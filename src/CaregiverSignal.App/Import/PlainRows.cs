using System.Buffers;
using System.Buffers.Binary;
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

    private readonly Known<T> meanings = new();
    private readonly Known<DateOnly?> days = new();
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
            ref var meaning = ref meanings.Of(line[above.Length..], out var said);
            if (said is not null)
                meaning = Ascii.IsValid(said) ? meaningOf(Encoding.ASCII.GetString(said)) : null;
            if (meaning is null)
                return false;
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
        ref var day = ref days.Of(line[(code + 1)..close], out var text);
        if (text is not null && RowReader.ParseDay(Encoding.Latin1.GetString(text)) is { } parsed)
            day = RowReader.IsAllowed(parsed) ? parsed : null;
        if (day is null)
            return false;
        if (!above.AsSpan().StartsWith(line[..(code + 1)]))
            Person = Encoding.ASCII.GetString(line[..code]);
        (above, Day) = (line[..(close + 1)].ToArray(), day.Value);
        return true;
    }

    /// <summary>
    /// What few different texts say. A dictionary of the framework would be compiled anew each time the program starts.
    /// </summary>
    private sealed class Known<TValue>
    {
        private (byte[]? Text, TValue? Value)[] all = new (byte[]?, TValue?)[1024];
        private int count;

        /// <summary>The value of a text, to be set where it is <paramref name="added"/> by this.</summary>
        public ref TValue? Of(ReadOnlySpan<byte> text, out byte[]? added)
        {
            added = null;
            var place = PlaceOf(text);
            if (all[place].Text is not null)
                return ref all[place].Value;
            if (++count > all.Length / 2)
            {
                var before = all;
                all = new (byte[]?, TValue?)[2 * before.Length];
                foreach (var one in before.Where(one => one.Text is not null))
                    all[PlaceOf(one.Text)] = one;
                place = PlaceOf(text);
            }

            all[place].Text = added = text.ToArray();
            return ref all[place].Value;
        }

        private int PlaceOf(ReadOnlySpan<byte> text)
        {
            var place = HashOf(text) & (all.Length - 1);
            while (all[place].Text is { } other && !text.SequenceEqual(other))
                place = (place + 1) & (all.Length - 1);
            return place;
        }

        /// <summary>Few and sound texts come this far, so nobody can choose them to be alike.</summary>
        private static int HashOf(ReadOnlySpan<byte> text)
        {
            var hash = 0UL;
            for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
                hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * 0x9E3779B97F4A7C15;
            foreach (var sign in text)
                hash = (hash ^ sign) * 0x9E3779B97F4A7C15;
            return (int)(hash >> 33);
        }
    }
}
