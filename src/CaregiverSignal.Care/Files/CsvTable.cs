using System.Text;
using nietras.SeparatedValues;

namespace CaregiverSignal.Files;

/// <summary>Reads a CSV file in the documented form: UTF-8, header row, comma or (if the header uses it) semicolon,
/// quotes as in RFC 4180.</summary>
/// <remarks>A byte-order mark and CRLF are accepted. Rows are streamed; each malformed row becomes a fault and reading
/// continues. Not for several threads.</remarks>
public sealed class CsvTable : IDisposable
{
    /// <summary>Characters at which the library gives up: an unclosed quote in a large file would fill the
    /// memory.</summary>
    private const int LongestRow = 1 << 24;

    private const int AtOnce = 64 * 1024;

    private readonly StreamReader text;
    private readonly string where;
    private readonly Action<Fault> fault;
    private string[] columns = [];
    private SepReaderOptions options;
    private SepReader? reader;

    /// <summary>The number of the last row read, as in a spreadsheet: the header is row 1.</summary>
    private int row = 1;

    /// <param name="where">As shown in the fault of a file that cannot be read.</param>
    private CsvTable(Stream stream, string name, string where, Action<Fault> fault)
    {
        text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, AtOnce);
        (Name, this.where, this.fault) = (name, where, fault);
    }

    public string Name { get; }

    /// <summary>Opens a file and reads its header; null, with its faults reported, if it cannot be used.</summary>
    public static CsvTable? Open(
        string path,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        Action<Fault> fault
    )
    {
        try
        {
            return Begin(
                new CsvTable(FileKinds.OpenToRead(path), Path.GetFileName(path), path, fault),
                [.. required],
                optional
            );
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault(CannotBeRead(path, unreadable));
            return null;
        }
    }

    /// <summary>Reads the header from a stream, which the table closes; null, with its faults reported, if it cannot be
    /// used.</summary>
    public static CsvTable? Open(
        Stream stream,
        string name,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        Action<Fault> fault
    ) => Begin(new CsvTable(stream, name, name, fault), [.. required], optional);

    public static Fault CannotBeRead(string where, Exception why) => new(where, "", "cannot be read: " + why.Message);

    public bool Has(string column) => PlaceOf(column) >= 0;

    /// <summary>A column's place in the file, from 0; −1 if the file lacks it.</summary>
    public int PlaceOf(string column)
    {
        for (var place = 0; place < columns.Length; place++)
        {
            if (columns[place] == column)
                return place;
        }

        return -1;
    }

    internal int ColumnCount => columns.Length;

    /// <summary>Whether these are the last columns, in this order.</summary>
    internal bool EndsWith(ReadOnlySpan<string> last) => columns.AsSpan().EndsWith(last);

    /// <summary>How many rows were read, including malformed ones but not the header and blank lines.</summary>
    public long Count { get; private set; }

    /// <summary>How far the file was read, in bytes; 0 if unknown.</summary>
    public long BytesRead => text.BaseStream.CanSeek ? text.BaseStream.Position : 0;

    /// <summary>The well-formed rows; a second call reads nothing. Malformed rows are reported as faults. All rows are
    /// one object that moves on: copy what you want to keep.</summary>
    public IEnumerable<CsvLine> Rows()
    {
        CsvLine? current = null;
        while (Next())
        {
            current ??= new CsvLine(this, reader!);
            // In a table of one column a blank line is an empty cell; in any other it is skipped.
            if (columns.Length > 1 && reader!.Current is { ColCount: 1, Span.IsEmpty: true })
                continue;
            Count++;
            current.Number = row;
            var wrong = Problem(reader!.Current, out var isText);
            if (wrong is not null)
                fault(Fault.InRow(Name, row, wrong));
            else if (reader.Current.ColCount is var cells && cells != columns.Length)
                fault(Fault.InRow(Name, row, $"has {cells} cells; the header has {columns.Length}"));
            else
                yield return current;
            if (!isText)
                yield break;
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        text.Dispose();
    }

    private static CsvTable? Begin(CsvTable table, string[] required, IReadOnlyCollection<string> optional)
    {
        var isSound = false;
        try
        {
            isSound = table.ReadHeader(required, [.. required, .. optional]);
            return isSound ? table : null;
        }
        finally
        {
            if (!isSound)
                table.Dispose();
        }
    }

    private bool ReadHeader(string[] required, string[] known)
    {
        var sound = true;
        void Report(Fault found)
        {
            sound = false;
            fault(found);
        }

        if (text.ReadLine() is not { } header)
        {
            Report(Fault.InRow(Name, 1, $"is missing; a header is needed with {string.Join(", ", known)}"));
            return false;
        }
        options = new SepReaderOptions(new Sep(header.Contains(';') ? ';' : ','))
        {
            HasHeader = false,
            DisableColCountCheck = true,
            InitialBufferLength = AtOnce,
        };
        using (var first = options.FromText(header.Length == 0 ? "\n" : header))
        {
            first.MoveNext();
            if (Problem(first.Current, out var isText) is { } problem)
                Report(Fault.InRow(Name, 1, problem));
            if (!isText)
                return false;
            columns = new string[first.Current.ColCount];
            for (var place = 0; place < columns.Length; place++)
            {
                var column = CsvLine.Text(first.Current[place].Span).ToString();
                // The same string object as in code that asks for the column, so that lookups compare no characters.
                columns[place] = known.Contains(column) ? string.Intern(column) : column;
            }
        }

        var isListed = false;
        for (var place = 0; place < columns.Length; place++)
        {
            var column = columns[place];
            if (PlaceOf(column) < place)
                Report(Fault.InCell(Name, 1, column, $"is there twice"));
            else if (!known.Contains(column))
            {
                Report(
                    Fault.InCell(
                        Name,
                        1,
                        column.Length == 0 ? $"{place + 1}" : OneLine.Shown(column),
                        isListed
                            ? (FormattableString)$"is not known"
                            : $"is not known; known are {string.Join(", ", known)}"
                    )
                );
                isListed = true;
            }
        }

        foreach (var column in required.Where(column => !Has(column)))
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

    private bool Next()
    {
        row++;
        try
        {
            // Reading begins on creation.
            reader ??= options.From(text);
            return reader.MoveNext();
        }
        catch (NotSupportedException)
        {
            Count++;
            fault(
                Fault.InRow(Name, row, $"is longer than {LongestRow} characters; a quote that is not closed does this")
            );
        }
        catch (IOException unreadable)
        {
            fault(CannotBeRead(where, unreadable));
        }

        return false;
    }

    /// <param name="isText">False if the rest cannot be read either.</param>
    /// <remarks>A zero comes from UTF-16 or a damaged file, and .NET ignores it when parsing a number; bytes that are
    /// not UTF-8 become U+FFFD.</remarks>
    private static FormattableString? Problem(SepReader.Row row, out bool isText)
    {
        isText = true;
        if (row.Span.IndexOfAny('"', '\0', '\uFFFD') < 0)
            return null;
        isText = row.Span.IndexOfAny('\0', '\uFFFD') < 0;
        if (!isText)
            return $"is not UTF-8 text; save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')";
        for (var place = 0; place < row.ColCount; place++)
        {
            var cell = row[place].Span;
            if (!cell.Contains('"') || (cell is ['"', .. var inner, '"'] && AreDoubled(inner)))
                continue;
            return cell[0] == '"' && cell.Count('"') % 2 == 1
                ? (FormattableString)$"has a quote that is not closed before the end of the file"
                : $"has a quote in the wrong place; a cell with a quote, a separator or a line break stands between quotes, and quotes inside are doubled";
        }

        return null;

        static bool AreDoubled(ReadOnlySpan<char> inner) => inner.Count('"') == 2 * inner.Count("\"\"");
    }
}
