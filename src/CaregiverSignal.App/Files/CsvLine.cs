using System.Buffers;
using System.Text;
using CsvHelper;

namespace CaregiverSignal.Files;

/// <summary>The current row of a table, with its cells by column name; valid until the next row is read.</summary>
public sealed class CsvLine
{
    private readonly CsvTable table;
    private readonly CsvReader reader;

    /// <summary>By place, the cell that was read last.</summary>
    private readonly (byte[] Bytes, string Text)[] above;

    internal CsvLine(CsvTable table, CsvReader reader)
    {
        this.table = table;
        this.reader = reader;
        above = new (byte[], string)[table.ColumnCount];
        Array.Fill(above, ([], ""));
    }

    /// <summary>The row number as a spreadsheet counts: the header is row 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The cell without surrounding blanks; empty when the file does not have this optional column.</summary>
    /// <remarks>
    /// The rows of one person stand together: a cell that says the same as the one above is the same text.
    /// </remarks>
    public string this[string column]
    {
        get
        {
            var place = table.PlaceOf(column);
            if (place < 0)
                return "";
            var cell = Cell(place);
            ref var last = ref above[place];
            if (!cell.SequenceEqual(last.Bytes))
                last = (cell.ToArray(), Encoding.UTF8.GetString(cell));
            return last.Text;
        }
    }

    /// <summary>Several cells as one text, to look up what they say together; a zero ends each.</summary>
    /// <param name="room">Where the text is made, if it fits.</param>
    public ReadOnlySpan<char> Join(ReadOnlySpan<string> columns, Span<char> room)
    {
        var (length, longest) = (0, columns.Length);
        foreach (var column in columns)
            longest += Cell(table.PlaceOf(column)).Length;
        if (longest > room.Length)
            room = new char[longest];
        foreach (var column in columns)
        {
            length += Encoding.UTF8.GetChars(Cell(table.PlaceOf(column)), room[length..]);
            room[length++] = '\0';
        }

        return room[..length];
    }

    public bool Has(string column) => table.Has(column);

    /// <param name="place">As <see cref="CsvTable.PlaceOf"/> returns it; −1 is an empty cell.</param>
    private ReadOnlySpan<byte> Cell(int place) => place < 0 ? [] : Trimmed(reader.GetSpan(place));

    /// <summary>A cell as UTF-8, by the column's number (from 0) among those that the table was opened with.</summary>
    public ReadOnlySpan<byte> Known(int column) => Cell(table.Places[column]);

    /// <summary>
    /// Whether every column that the table was opened with is empty, as in the rows that a spreadsheet saves below the
    /// last one.
    /// </summary>
    public bool IsBlank
    {
        get
        {
            foreach (var place in table.Places)
            {
                if (!Cell(place).IsEmpty)
                    return false;
            }

            return true;
        }
    }

    /// <summary>A fault in one column of this row; the message names the value and what is allowed.</summary>
    public Fault Wrong(string column, FormattableString message) => Fault.InCell(table.Name, Number, column, message);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> cell)
    {
        if (cell.Length == 0 || (IsVisible(cell[0]) && IsVisible(cell[^1])))
            return cell;
        int length;
        while (Rune.DecodeFromUtf8(cell, out var rune, out length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            cell = cell[length..];
        while (
            Rune.DecodeLastFromUtf8(cell, out var rune, out length) == OperationStatus.Done && Rune.IsWhiteSpace(rune)
        )
            cell = cell[..^length];
        return cell;
    }

    private static bool IsVisible(byte sign) => sign is > (byte)' ' and < 0x7F;
}
