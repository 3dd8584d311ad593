using nietras.SeparatedValues;

namespace CaregiverSignal.Files;

/// <summary>The current row of a table, with its cells by column name; valid until the next row is read.</summary>
public sealed class CsvLine
{
    private readonly CsvTable table;
    private readonly SepReader reader;

    /// <summary>By place, the cell read last.</summary>
    private readonly string[] above;
    private char[] room = new char[64];

    internal CsvLine(CsvTable table, SepReader reader)
    {
        (this.table, this.reader, above) = (table, reader, new string[table.ColumnCount]);
        Array.Fill(above, "");
    }

    /// <summary>The row number as in a spreadsheet: the header is row 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The cell without surrounding spaces; empty if the file lacks this optional column.</summary>
    /// <remarks>One person's rows are adjacent: a cell equal to the one above reuses its string.</remarks>
    public string this[string column]
    {
        get
        {
            var place = table.PlaceOf(column);
            if (place < 0)
                return "";
            var cell = Cell(place);
            if (!cell.SequenceEqual(above[place]))
                above[place] = cell.ToString();
            return above[place];
        }
    }

    /// <summary>A cell as in <see cref="this[string]"/>, without making a text of it.</summary>
    public ReadOnlySpan<char> Cell(string column) =>
        table.PlaceOf(column) is var place and >= 0 ? Cell(place) : default;

    /// <summary>A cell, as by its name.</summary>
    /// <param name="place">From <see cref="CsvTable.PlaceOf"/>, 0 or more.</param>
    public ReadOnlySpan<char> Cell(int place) => Text(reader.Current[place].Span);

    /// <summary>Several cells as one text, to look up their combination: as in the file if they end the row, otherwise
    /// each followed by a zero.</summary>
    public ReadOnlySpan<char> Join(ReadOnlySpan<string> columns)
    {
        var length = 0;
        if (table.EndsWith(columns))
        {
            for (var place = 0; place < above.Length - columns.Length; place++)
                length += reader.Current[place].Span.Length + 1;
            return reader.Current.Span[length..];
        }

        foreach (var column in columns)
        {
            var cell = Cell(table.PlaceOf(column));
            if (length + cell.Length >= room.Length)
                Array.Resize(ref room, 2 * (length + cell.Length + 1));
            cell.CopyTo(room.AsSpan(length));
            length += cell.Length;
            room[length++] = '\0';
        }

        return room.AsSpan(0, length);
    }

    public bool Has(string column) => table.Has(column);

    /// <summary>Whether every cell is empty, as in rows that a spreadsheet saves below the last one.</summary>
    public bool IsBlank
    {
        get
        {
            for (var place = 0; place < above.Length; place++)
            {
                if (!Cell(place).IsEmpty)
                    return false;
            }

            return true;
        }
    }

    /// <summary>A fault in one column of this row; the message names the value and what is allowed.</summary>
    public Fault Wrong(string column, FormattableString message) => Fault.InCell(table.Name, Number, column, message);

    /// <summary>A cell's text, without quotes or surrounding spaces.</summary>
    internal static ReadOnlySpan<char> Text(ReadOnlySpan<char> cell)
    {
        if (cell is not ['"', .. var inner, '"'])
            return cell.Trim();
        return inner.Contains('"')
            ? inner.ToString().Replace("\"\"", "\"", StringComparison.Ordinal).AsSpan().Trim()
            : inner.Trim();
    }
}
