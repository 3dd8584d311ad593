using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;
using CsvHelper;

namespace CaregiverSignal.Files;

/// <summary>
/// Reads a CSV file in the contract's form: UTF-8, header row, comma or (when the header uses it) semicolon, quotes as
/// in RFC 4180.
/// </summary>
/// <remarks>
/// A byte-order mark and CRLF are accepted. Rows are streamed; each malformed row becomes a fault and reading goes on.
/// </remarks>
public sealed class CsvTable : IDisposable
{
    /// <summary>A million bytes: without a limit an unclosed quote in a large file would fill the memory.</summary>
    private const int LongestRow = 1_000_000;

    /// <summary>More than any header has.</summary>
    private const int LongestHeader = 16 * 1024;

    /// <summary>Bytes of a file read at once: each reading hands over to another thread.</summary>
    private const int AtOnce = 256 * 1024;

    private readonly Stream text;
    private readonly char separator;
    private readonly Action<Fault> fault;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private string[] names = [];
    private int[] places = [];
    private CsvReader? reader;
    private CsvMalformedReason? malformed;
    private bool unreadable;
    private int row;

    private CsvTable(Stream stream, string name, Action<Fault> fault)
    {
        Name = name;
        this.fault = fault;
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: AtOnce));
        var begin = pipe.ReadAtLeastAsync(LongestHeader).AsTask().GetAwaiter().GetResult().Buffer;
        var header = begin.ToArray().AsSpan();
        pipe.AdvanceTo(begin.Start);
        separator = header[..(header.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0 ? end : header.Length)]
            .Contains((byte)';')
            ? ';'
            : ',';
        text = pipe.AsStream();
    }

    /// <summary>The file's name, as faults show it.</summary>
    public string Name { get; }

    /// <summary>Opens a file and reads its header; null, with its faults reported, when it cannot be used.</summary>
    public static CsvTable? Open(
        string path,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        Action<Fault> fault
    )
    {
        try
        {
            return Open(File.OpenRead(path), Path.GetFileName(path), required, optional, fault);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault(new Fault(path, "", "cannot be read: " + unreadable.Message));
            return null;
        }
    }

    /// <summary>
    /// Reads the header from a stream, which the table closes; null, with its faults reported, when it cannot be used.
    /// </summary>
    public static CsvTable? Open(
        Stream stream,
        string name,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        Action<Fault> fault
    )
    {
        var table = new CsvTable(stream, name, fault);
        if (table.ReadHeader(required, optional))
        {
            table.names = [.. required, .. optional];
            table.places = Array.ConvertAll(table.names, table.PlaceOf);
            return table;
        }

        table.Dispose();
        return null;
    }

    public bool Has(string column) => columns.ContainsKey(column);

    internal int ColumnCount => columns.Count;

    /// <summary>A column's place in the file, from 0; −1 when the file does not have it.</summary>
    /// <remarks>
    /// Each cell of millions of rows asks this, nearly always by the very text the table was opened with.
    /// </remarks>
    public int PlaceOf(string column)
    {
        for (var number = 0; number < places.Length; number++)
        {
            if (ReferenceEquals(names[number], column))
                return places[number];
        }

        return columns.GetValueOrDefault(column, -1);
    }

    /// <summary>
    /// The places of the columns that the table was opened with, in that order; −1 for a column that the file does not
    /// have.
    /// </summary>
    internal ReadOnlySpan<int> Places => places;

    /// <summary>How many rows were read, malformed ones included, the header and blank lines not.</summary>
    public long Count { get; private set; }

    /// <summary>Where the last row read begins, in bytes from the start of the file.</summary>
    public long BytesRead => reader?.ByteOffset ?? 0;

    /// <summary>
    /// The well-formed rows; a second call reads nothing. Malformed rows are reported as faults. All rows are one
    /// object that moves on: copy what you want to keep.
    /// </summary>
    public IEnumerable<CsvLine> Rows()
    {
        var current = new CsvLine(this, reader!);
        while (ReadRow())
        {
            var cells = reader!.FieldCount;
            // In a table of one column a blank line is an empty cell; in any other it is skipped.
            if (malformed is null && cells == 1 && columns.Count > 1 && reader.IsEmpty(0))
                continue;
            Count++;
            if (malformed is { } reason)
                fault(Fault.InRow(Name, row, Broken(reason)));
            else if (cells != columns.Count)
                fault(Fault.InRow(Name, row, $"has {cells} cells; the header has {columns.Count}"));
            else
            {
                current.Number = row;
                yield return current;
            }
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        text.Dispose();
    }

    private bool ReadHeader(IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var sound = true;
        void Report(Fault found)
        {
            sound = false;
            fault(found);
        }

        var known = string.Join(", ", required.Concat(optional));
        var isListed = false;
        FormattableString Unknown() =>
            isListed ? (FormattableString)$"is not known" : $"is not known; known are {known}";
        if (!ReadRow())
        {
            if (!unreadable)
                Report(Fault.InRow(Name, 1, $"is missing; a header is needed with {known}"));
            return false;
        }
        if (malformed is { } reason)
            Report(Fault.InRow(Name, 1, Broken(reason)));
        for (var n = 0; n < reader!.FieldCount; n++)
        {
            var column = reader.GetString(n).Trim();
            if (!required.Contains(column) && !optional.Contains(column))
            {
                Report(Fault.InCell(Name, 1, column.Length == 0 ? $"{n + 1}" : OneLine.Shown(column), Unknown()));
                isListed = true;
            }
            else if (!columns.TryAdd(column, n))
                Report(Fault.InCell(Name, 1, column, $"is there twice"));
        }
        foreach (var column in required.Where(column => !columns.ContainsKey(column)))
        {
            Report(
                Fault.InCell(
                    Name,
                    1,
                    column,
                    $"is missing from the header; the column is needed, its cells may be empty"
                )
            );
        }
        return sound;
    }

    private bool ReadRow()
    {
        if (unreadable)
            return false;
        malformed = null;
        row++;
        try
        {
            reader ??= Start();
            var isRow = reader.Read();
            // A zero byte comes from UTF-16 or a damaged file, and .NET ignores it when it reads a number.
            if (!isRow || (Utf8.IsValid(reader.RawRecord) && !reader.RawRecord.Contains((byte)0)))
                return isRow;
            fault(Fault.InRow(Name, row, $"is not UTF-8 text; save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')"));
        }
        catch (CsvFormatException)
        {
            fault(Fault.InRow(Name, row, $"is longer than {LongestRow} bytes; a quote that is not closed does this"));
        }
        Count++;
        unreadable = true;
        return false;
    }

    private CsvReader Start() =>
        CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                SkipEmptyLines = false,
                MaxRecordSize = LongestRow,
                OnMalformedRecord = found => malformed ??= found.Reason,
            }
        );

    private static FormattableString Broken(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote => $"has a quote that is not closed before the end of the file",
            _ =>
                $"has a quote in the wrong place; a cell with a quote, a separator or a line break stands between quotes, and quotes inside are doubled",
        };
}
