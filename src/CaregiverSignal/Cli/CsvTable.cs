using System.Text;
using CsvHelper;

namespace CaregiverSignal.Cli;

/// <summary>A CSV file as the contract has them: UTF-8, header row, comma or (when the header uses it) semicolon, quotes as in RFC 4180.</summary>
/// <remarks>A byte-order mark and CRLF are accepted. Rows stream; every broken one becomes a fault and the reading goes on.</remarks>
public sealed class CsvTable : IDisposable
{
    /// <summary>A million bytes; an unclosed quote in a large file would otherwise fill the memory.</summary>
    private const int LongestRow = 1_000_000;

    private readonly TextReader source;
    private readonly Action<Fault> fault;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private CsvReader? reader;
    private CsvMalformedReason? malformed;
    private bool unreadable;
    private int row;

    private CsvTable(Stream stream, string name, Action<Fault> fault)
    {
        Name = name;
        this.fault = fault;
        source = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 65536);
    }

    /// <summary>The file's name, as faults give it.</summary>
    public string Name { get; }

    /// <summary>Opens a file and reads its header; null, with faults told, when it cannot be used.</summary>
    public static CsvTable? Open(string path, IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional, Action<Fault> fault)
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

    /// <summary>Reads the header from a stream, which the table closes; null, with faults told, when it cannot be used.</summary>
    public static CsvTable? Open(Stream stream, string name, IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional, Action<Fault> fault)
    {
        var table = new CsvTable(stream, name, fault);
        if (table.ReadHeader(required, optional)) return table;
        table.Dispose();
        return null;
    }

    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>The sound rows, once; broken ones are told as faults.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        while (ReadRow() is { } cells)
        {
            if (malformed is { } reason) fault(new Fault(Name, $"row {row}", Broken(reason)));
            // In a table of one column a blank line is an empty cell; in any other it is nothing.
            else if (cells.Length == 1 && columns.Count > 1 && cells[0].Length == 0) continue;
            else if (cells.Length != columns.Count) fault(new Fault(Name, $"row {row}", $"has {cells.Length} cells; the header has {columns.Count}"));
            else yield return new CsvRow(this, row, cells);
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        source.Dispose();
    }

    internal int IndexOf(string column) => columns.TryGetValue(column, out var n) ? n : -1;

    private bool ReadHeader(IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var sound = true;
        void Tell(string place, string message)
        {
            sound = false;
            fault(new Fault(Name, place, message));
        }

        var known = string.Join(", ", required.Concat(optional));
        if (ReadRow() is not { } header)
        {
            if (!unreadable) Tell("row 1", $"is missing; a header is needed with {known}");
            return false;
        }
        if (malformed is { } reason) Tell("row 1", Broken(reason));
        for (var n = 0; n < header.Length; n++)
        {
            var column = header[n].Trim();
            if (!required.Contains(column) && !optional.Contains(column)) Tell($"row 1, column {(column.Length == 0 ? n + 1 : column)}", $"is not known; known are {known}");
            else if (!columns.TryAdd(column, n)) Tell($"row 1, column {column}", "is there twice");
        }
        foreach (var column in required.Where(column => !columns.ContainsKey(column)))
        {
            Tell($"row 1, column {column}", "is missing from the header; the column is needed, its cells may be empty");
        }
        return sound;
    }

    private string[]? ReadRow()
    {
        if (unreadable) return null;
        malformed = null;
        row++;
        try
        {
            reader ??= Start();
            return reader.Read() ? Cells(reader) : null;
        }
        catch (DecoderFallbackException)
        {
            fault(new Fault(Name, $"row {row} or after", "is not UTF-8; save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')"));
        }
        catch (CsvFormatException)
        {
            fault(new Fault(Name, $"row {row}", $"is longer than {LongestRow} bytes; a quote that is not closed does this"));
        }
        unreadable = true;
        return null;
    }

    private CsvReader Start()
    {
        var text = new FirstLineReader(source);
        return CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = text.FirstLine.Contains(';', StringComparison.Ordinal) ? ';' : ',',
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = found => malformed ??= found.Reason,
        });
    }

    private static string[] Cells(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var n = 0; n < cells.Length; n++) cells[n] = reader.GetString(n);
        return cells;
    }

    private static string Broken(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "has a quote that is not closed before the end of the file",
        _ => "has a quote in the wrong place; a cell with a quote, a separator or a line break stands between quotes, and quotes inside are doubled",
    };

    /// <summary>Looks at the first line, which decides on the separator, and then gives the whole text.</summary>
    private sealed class FirstLineReader : TextReader
    {
        private readonly TextReader rest;
        private int given;

        public FirstLineReader(TextReader whole)
        {
            rest = whole;
            var line = new StringBuilder();
            while (line.Length < LongestRow && whole.Read() is var next and >= 0)
            {
                line.Append((char)next);
                if (next is '\n' or '\r') break;
            }
            FirstLine = line.ToString();
        }

        public string FirstLine { get; }

        public override int Read(char[] buffer, int index, int count)
        {
            if (given >= FirstLine.Length) return rest.Read(buffer, index, count);
            var taken = Math.Min(count, FirstLine.Length - given);
            FirstLine.CopyTo(given, buffer, index, taken);
            given += taken;
            return taken;
        }
    }
}
