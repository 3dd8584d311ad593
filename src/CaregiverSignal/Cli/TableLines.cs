using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CaregiverSignal.Files;
using CsvHelper;

namespace CaregiverSignal.Cli;

/// <summary>Turns each row of a table into lines of JSON or CSV; <see cref="TwoReadings"/> calls it.</summary>
internal abstract class TableLines : IDisposable
{
    private const int Full = 32768;

    private readonly bool asCsv;
    private readonly ArrayBufferWriter<byte> lines = new(2 * Full);
    private readonly char[] text = new char[2 * Full];
    private readonly byte[] number = new byte[20];
    private int idPlace;
    private TextWriter? output;
    private Stream? stdout;

    protected TableLines(bool asCsv)
    {
        this.asCsv = asCsv;
        Json = new Utf8JsonWriter(
            lines,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }

    public abstract IReadOnlyList<string> Required { get; }

    public IReadOnlyList<string> Optional { get; } = ["id"];

    /// <summary>
    /// The name of a row and of what is done with it, for the last line of a list of faults: "response", "scored".
    /// </summary>
    public abstract (string One, string Done) Words { get; }

    protected abstract string[] CsvHeader { get; }

    protected Utf8JsonWriter Json { get; }

    /// <summary>Null when the lines are JSON.</summary>
    protected CsvWriter? Csv { get; private set; }

    /// <summary>How many rows this reading has read.</summary>
    protected long Rows { get; private set; }

    /// <summary>Begins a reading.</summary>
    public void Begin(CsvTable table)
    {
        Rows = 0;
        idPlace = table.PlaceOf("id");
        Find(table);
    }

    /// <summary>Reads a row; false, with its faults reported, when it is bad.</summary>
    public bool Take(CsvLine row, Action<Fault> fault)
    {
        Rows++;
        return Read(row, fault);
    }

    /// <summary>Opens the output: from here on, rows are written.</summary>
    public void Open(TextWriter to)
    {
        output = to;
        // Bypasses the console's own encoder, as the lines are already UTF-8.
        stdout = ReferenceEquals(to, Console.Out) ? Console.OpenStandardOutput() : null;
        if (!asCsv)
            return;
        var options = new CsvWriterOptions { NewLine = "\n" };
        Csv = stdout is null
            ? CsvWriter.Create(to, options, leaveOpen: true)
            : CsvWriter.Create(stdout, options, leaveOpen: true);
        Csv.WriteHeader(CsvHeader);
    }

    /// <summary>Writes the row that was read last.</summary>
    public void Write(CsvLine row)
    {
        if (Csv is not null)
        {
            WriteCsv(row, Csv);
            return;
        }
        Json.Reset();
        WriteJson(row);
        Json.Flush();
        lines.Write("\n"u8);
        if (lines.WrittenCount >= Full)
            Flush();
    }

    /// <summary>Writes the rest.</summary>
    public void Close()
    {
        Flush();
        Csv?.Flush();
        output?.Flush();
    }

    /// <summary>The lines to print at the end on standard error.</summary>
    public abstract IEnumerable<string> Summary();

    public void Dispose()
    {
        Csv?.Dispose();
        Json.Dispose();
    }

    /// <summary>Finds the places of the columns.</summary>
    protected abstract void Find(CsvTable table);

    protected abstract bool Read(CsvLine row, Action<Fault> fault);

    protected abstract void WriteJson(CsvLine row);

    protected abstract void WriteCsv(CsvLine row, CsvWriter csv);

    /// <summary>The row's own id, or its number among the rows, from 1.</summary>
    protected ReadOnlySpan<byte> Id(CsvLine row)
    {
        if (idPlace >= 0)
            return SpreadsheetCell.Unguarded(row.Cell(idPlace));
        Rows.TryFormat(number, out var length, provider: CultureInfo.InvariantCulture);
        return number.AsSpan(0, length);
    }

    private void Flush()
    {
        var left = lines.WrittenSpan;
        // Only whole lines, so that no character is cut in two. An id can be a million bytes long.
        if (stdout is not null)
            stdout.Write(left);
        else if (left.Length > text.Length)
            output!.Write(Encoding.UTF8.GetString(left));
        else if (left.Length > 0)
            output!.Write(text, 0, Encoding.UTF8.GetChars(left, text));
        lines.ResetWrittenCount();
    }
}
