using System.Text;

namespace CaregiverSignal.Files;

/// <summary>
/// Takes rows out of a CSV file that <see cref="TableFile"/> or an export wrote; every other byte stays as it is.
/// </summary>
internal static class CsvRows
{
    /// <summary>As in <see cref="CsvTable"/>: without a limit an open quote would fill the memory.</summary>
    private const int LongestRow = 1_000_000;

    /// <summary>The first cells of each row behind the header, as before they were quoted and guarded.</summary>
    /// <param name="keys">The names of those cells, with which the header begins.</param>
    /// <exception cref="InvalidDataException">It has another header, or a quote that is not closed.</exception>
    public static IEnumerable<string[]> Read(string path, string[] keys)
    {
        using var file = File.OpenRead(path);
        foreach (var row in Rows(file, keys).Skip(1))
            yield return CellsOf(row, keys.Length);
    }

    /// <summary>Writes the file anew without some of its rows, on the disk and whole or not at all.</summary>
    /// <param name="keys">As in <see cref="Read"/>.</param>
    /// <param name="goes">Asked with the first cells of a row.</param>
    /// <exception cref="InvalidDataException">It has another header, or a quote that is not closed.</exception>
    public static void Remove(string path, string[] keys, Predicate<string[]> goes)
    {
        if (!Read(path, keys).Any(row => goes(row)))
            return;
        OwnerOnly.ReplaceBytes(
            path,
            to =>
            {
                using var from = File.OpenRead(path);
                var isHeader = true;
                foreach (var row in Rows(from, keys))
                {
                    if (isHeader || !goes(CellsOf(row, keys.Length)))
                        to.Write(row);
                    isHeader = false;
                }
            }
        );
    }

    /// <summary>The rows with their line ends, the header first.</summary>
    private static IEnumerable<byte[]> Rows(Stream file, string[] keys)
    {
        using var bytes = new BufferedStream(file, 1 << 16);
        var row = new List<byte>();
        var (isQuoted, isFirst) = (false, true);
        for (var next = bytes.ReadByte(); next >= 0; next = bytes.ReadByte())
        {
            row.Add((byte)next);
            if (next == '"')
                isQuoted = !isQuoted;
            if (row.Count > LongestRow)
                throw new InvalidDataException($"{row.Count} bytes without an end of the row");
            if (next != '\n' || isQuoted)
                continue;
            yield return Taken();
        }

        if (isQuoted)
            throw new InvalidDataException("a quote that is not closed");
        if (row.Count > 0 || isFirst)
            yield return Taken();

        byte[] Taken()
        {
            byte[] taken = [.. row];
            row.Clear();
            if (isFirst && !CellsOf(taken, keys.Length).SequenceEqual(keys))
                throw new InvalidDataException("another header");
            isFirst = false;
            return taken;
        }
    }

    private static string[] CellsOf(byte[] row, int count)
    {
        var text = Encoding.UTF8.GetString(row).TrimEnd('\n', '\r');
        var cells = new string[count];
        var at = 0;
        for (var place = 0; place < count; place++)
        {
            var cell = new StringBuilder();
            var isQuoted = false;
            for (; at < text.Length && (isQuoted || text[at] != ','); at++)
            {
                if (text[at] != '"')
                    cell.Append(text[at]);
                else if (isQuoted && at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[at++]);
                else
                    isQuoted = !isQuoted;
            }

            at++;
            cells[place] = SpreadsheetCell.Unguarded(cell.ToString());
        }

        return cells;
    }
}
