using System.IO.Compression;
using System.Text;
using CaregiverSignal.Files;
using ExcelDataReader;
using nietras.SeparatedValues;

namespace CaregiverSignal.Import.Lists;

/// <param name="Sheet">Null if there is a problem, or a choice of sheets.</param>
/// <param name="Row">The row with the problem; null for the whole file.</param>
/// <param name="IsGuessed">Whether the encoding, neither given nor UTF-8, was guessed from the words it spells.</param>
public sealed record SheetRead(
    PeopleSheet? Sheet,
    IReadOnlyList<string> Sheets,
    SheetProblem? Problem = null,
    int? Row = null,
    bool IsGuessed = false
);

/// <summary>Reads a list from a file: text with commas, semicolons or tabs in any of the usual encodings, or an Excel
/// workbook without its hidden parts. Limits protect against hostile files.</summary>
public static class SheetFile
{
    public const int MostRows = 20_000;

    public const int MostColumns = 200;

    /// <summary>As uploaded.</summary>
    public const int MostBytes = 6 * 1024 * 1024;

    /// <summary>The most that a workbook may unpack to: twice what 20,000 rows with 25 cells take.</summary>
    private const long MostUnpacked = 64L * 1024 * 1024;

    /// <summary>Rows of all sheets, blank ones too: as many as Excel allows in one.</summary>
    private const int MostRead = 1_048_576;

    private const int LongestCell = 4_000;

    /// <summary>The total of all cells, counting each occurrence: more than the largest list has. A text shared by
    /// every cell counts as often as it would be copied.</summary>
    private const int MostCharacters = 16 * 1024 * 1024;

    /// <summary>One workbook is unpacked at a time, so that many take no more memory than one.</summary>
    private static readonly Lock Unpacking = new();

    static SheetFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="sheet">The chosen sheet of several; null if nobody chose yet.</param>
    public static SheetRead Read(byte[] file, string? sheet = null, bool? hasHeadings = null)
    {
        ReadOnlySpan<byte> start = file;
        // The container of old Excel files, which workbooks with a password use too.
        if (start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            return Wrong(
                start.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                    ? SheetProblem.Encrypted
                    : SheetProblem.OldExcel
            );
        if (!start.StartsWith("PK\u0003\u0004"u8))
            return Text(file, hasHeadings);
        lock (Unpacking)
            return Workbook(file, sheet, hasHeadings);
    }

    private static SheetRead Wrong(SheetProblem problem, int? row = null) => new(null, [], problem, row);

    private static SheetRead Workbook(byte[] file, string? chosen, bool? hasHeadings)
    {
        try
        {
            if (ProblemOf(file) is { } problem)
                return Wrong(problem);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
            var (sheets, bounds) = (new List<PeopleSheet>(), new Bounds());
            do
            {
                if (reader.VisibleState != "visible" || (chosen is not null && reader.Name != chosen))
                    continue;
                if (reader.FieldCount > MostColumns)
                    return Wrong(SheetProblem.TooManyColumns);
                var rows = Rows(reader, bounds, out var hiddenRows);
                if (bounds.Problem is { } tooMuch)
                    return Wrong(tooMuch);
                var hidden = Enumerable.Range(0, reader.FieldCount).Where(place => reader.GetColumnWidth(place) == 0);
                if (PeopleSheet.Of(reader.Name, rows, hasHeadings, [.. hidden]) is { } found)
                    sheets.Add(found with { HiddenRows = hiddenRows });
            } while (reader.NextResult());

            return sheets.Count == 0
                ? Wrong(SheetProblem.Empty)
                : new(sheets is [var only] ? only : null, [.. sheets.Select(found => found.Name)]);
        }
        // Anything a library meets in a broken file: it reads bytes in memory and nothing else.
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return Wrong(SheetProblem.Damaged);
        }
    }

    private static SheetProblem? ProblemOf(byte[] file)
    {
        using var parts = new ZipArchive(new MemoryStream(file));
        return parts.GetEntry("xl/workbook.xml") is null ? SheetProblem.OtherKind
            : parts.Entries.Sum(part => part.Length) > MostUnpacked ? SheetProblem.TooManyRows
            : null;
    }

    /// <param name="hidden">How many non-empty rows are hidden from their owner, directly or by a filter.</param>
    private static List<SheetRow> Rows(IExcelDataReader reader, Bounds bounds, out int hidden)
    {
        var rows = new List<SheetRow>();
        var number = 0;
        hidden = 0;
        while (reader.Read() && bounds.Row(rows.Count))
        {
            number++;
            var cells = new string[reader.FieldCount];
            for (var place = 0; place < cells.Length; place++)
                cells[place] = bounds.Cell(reader.GetValue(place));
            if (Array.TrueForAll(cells, cell => cell.Length == 0))
                continue;
            if (reader.RowHeight == 0)
                hidden++;
            else
                rows.Add(new SheetRow(number, cells));
        }

        return rows;
    }

    /// <summary>The limits on all sheets of a workbook together.</summary>
    private sealed class Bounds
    {
        private readonly Dictionary<object, string> shared = new(ReferenceEqualityComparer.Instance);
        private int rowsLeft = MostRead;
        private int charactersLeft = MostCharacters;

        public SheetProblem? Problem { get; private set; }

        public bool Row(int before)
        {
            if (--rowsLeft < 0 || before > MostRows)
                Problem ??= SheetProblem.TooManyRows;
            return Problem is null;
        }

        /// <summary>A cell's text; one text shared by many is kept once.</summary>
        public string Cell(object? value)
        {
            if (value is not string text || !shared.TryGetValue(text, out var cell))
            {
                cell = Written(value);
                if (value is string)
                    shared[value] = cell;
            }

            charactersLeft -= cell.Length;
            if (charactersLeft < 0)
                Problem ??= SheetProblem.TooMuchText;
            return cell;
        }
    }

    private static string Written(object? value) =>
        Cell(
            value switch
            {
                null => "",
                DateTime { TimeOfDay.Ticks: 0 } day => $"{day:yyyy-MM-dd}",
                DateTime at => $"{at:yyyy-MM-dd HH:mm:ss}",
                double number when double.IsFinite(number) && Math.Abs(number) < 1e15 => FormattableString.Invariant(
                    $"{(decimal)number}"
                ),
                bool yes => yes ? "true" : "false",
                _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
            }
        );

    /// <summary>One line, without invisible characters; a page-long cell is cut, and reported later.</summary>
    private static string Cell(string text)
    {
        var plain = SpreadsheetCell.Unguarded(text.Trim('\uFEFF', '\u200B', '\u00A0', ' ', '\t', '\r', '\n'));
        return plain.Length > LongestCell ? plain[..LongestCell] : plain;
    }

    private static SheetRead Text(byte[] file, bool? hasHeadings)
    {
        if (Decode(file, out var isGuessed) is not { } text)
            return Wrong(isGuessed ? SheetProblem.UnknownLetters : SheetProblem.OtherKind);
        var skipped = 0;
        char? named = null;
        // Excel reads it first, to learn the separator.
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5)
        {
            named = text[4];
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            skipped = 1;
        }

        var options = new SepReaderOptions(new Sep(named ?? SeparatorOf(text)))
        {
            HasHeader = false,
            DisableColCountCheck = true,
        };
        var (rows, number) = (new List<SheetRow>(), skipped);
        try
        {
            using var reader = options.FromText(text.Length == 0 ? "\n" : text);
            foreach (var row in reader)
            {
                number++;
                if (row.ColCount > MostColumns)
                    return Wrong(SheetProblem.TooManyColumns);
                var cells = new string[row.ColCount];
                for (var place = 0; place < cells.Length; place++)
                {
                    var cell = row[place].Span;
                    if (cell.Count('"') % 2 == 1)
                        return Wrong(SheetProblem.OpenQuote, number);
                    cells[place] = Cell(CsvLine.Text(cell).ToString());
                }

                if (Array.TrueForAll(cells, cell => cell.Length == 0))
                    continue;
                if (rows.Count > MostRows)
                    return Wrong(SheetProblem.TooManyRows);
                rows.Add(new SheetRow(number, cells));
            }
        }
        catch (NotSupportedException)
        {
            return Wrong(SheetProblem.OpenQuote, number + 1);
        }

        return PeopleSheet.Of("", rows, hasHeadings, []) is { } sheet
            ? new SheetRead(sheet, [], IsGuessed: isGuessed)
            : Wrong(SheetProblem.Empty);
    }

    /// <summary>The most frequent separator, outside quotes, in the first line that has one.</summary>
    private static char SeparatorOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var (isQuoted, semicolons, tabs, commas) = (false, 0, 0, 0);
            foreach (var sign in line)
            {
                isQuoted ^= sign == '"';
                if (isQuoted)
                    continue;
                semicolons += sign == ';' ? 1 : 0;
                tabs += sign == '\t' ? 1 : 0;
                commas += sign == ',' ? 1 : 0;
            }

            if (semicolons + tabs + commas > 0)
                return semicolons >= tabs && semicolons >= commas ? ';'
                    : tabs >= commas ? '\t'
                    : ',';
        }

        return ';';
    }

    /// <returns>Null if it is not text, or its encoding is unknown.</returns>
    private static string? Decode(byte[] file, out bool isGuessed)
    {
        isGuessed = false;
        var encoding = EncodingOf(file);
        string? text;
        try
        {
            text = (encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true)).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            if (IsOther(Encoding.Latin1.GetString(file)))
                return null;
            isGuessed = true;
            return SpelledLetters.Read(file);
        }

        text = text.TrimStart('\uFEFF');
        return IsOther(text) ? null : text;
    }

    private static bool IsOther(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 2_000)).TrimStart();
        return start.StartsWith("%PDF")
            || start.StartsWith("<")
            || start.StartsWith("{\\rtf")
            || text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>By its byte order mark, or UTF-16 by the zeros of its plain letters; null if it has neither.</summary>
    private static Encoding? EncodingOf(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..])
            return Encoding.Unicode;
        if (file is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode;
        var (even, odd) = (0, 0);
        var seen = Math.Min(file.Length, 2_000);
        for (var place = 0; place < seen; place++)
        {
            if (file[place] == 0)
                _ = place % 2 == 0 ? even++ : odd++;
        }

        return odd > seen / 4 && even < seen / 50 ? Encoding.Unicode
            : even > seen / 4 && odd < seen / 50 ? Encoding.BigEndianUnicode
            : null;
    }
}
