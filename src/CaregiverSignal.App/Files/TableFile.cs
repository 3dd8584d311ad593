namespace CaregiverSignal.Files;

/// <summary>
/// Writes a file that only its owner can read, whole or not at all; a CSV table as UTF-8, comma, quotes as in RFC 4180.
/// </summary>
public static class TableFile
{
    /// <returns>False, with the fault reported, when it cannot be written.</returns>
    public static bool Write(string path, string header, IEnumerable<string> rows, TextWriter error) =>
        Write(
            path,
            error,
            writer =>
            {
                writer.WriteLine(header);
                foreach (var row in rows)
                    writer.WriteLine(row);
            }
        );

    public static bool Write(string path, TextWriter error, Action<TextWriter> write) =>
        Try(path, error, () => OwnerOnly.Replace(path, write));

    public static bool Write(string path, byte[] content, TextWriter error) =>
        Try(path, error, () => OwnerOnly.ReplaceBytes(path, file => file.Write(content)));

    /// <inheritdoc cref="Write(string, string, IEnumerable{string}, TextWriter)"/>
    internal static bool Try(string path, TextWriter error, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(new Fault(path, "", "cannot be written: " + unwritable.Message));
            return false;
        }
    }

    /// <summary>A cell as it is written: never a formula, and quoted where needed.</summary>
    public static string Cell(string text) => Cell(text, ',');

    public static string Cell(string text, char separator)
    {
        var inert = SpreadsheetCell.Guarded(text);
        return inert.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) < 0
            ? inert
            : $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
