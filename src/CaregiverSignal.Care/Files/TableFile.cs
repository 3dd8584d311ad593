namespace CaregiverSignal.Files;

/// <summary>Writes a file that only its owner can read, completely or not at all; a CSV table as UTF-8, with commas and
/// quotes as in RFC 4180.</summary>
public static class TableFile
{
    /// <returns>False, with the fault reported, if it cannot be written.</returns>
    public static Task<bool> WriteAsync(
        string path,
        string header,
        IEnumerable<string> rows,
        TextWriter error,
        CancellationToken stop = default
    ) =>
        WriteAsync(
            path,
            error,
            writer =>
            {
                writer.WriteLine(header);
                foreach (var row in rows)
                    writer.WriteLine(row);
            },
            stop
        );

    public static Task<bool> WriteAsync(
        string path,
        TextWriter error,
        Action<TextWriter> write,
        CancellationToken stop = default
    ) =>
        TryAsync(
            path,
            error,
            () =>
            {
                OwnerOnly.Replace(path, write);
                return Task.CompletedTask;
            },
            stop
        );

    public static Task<bool> WriteAsync(
        string path,
        byte[] content,
        TextWriter error,
        CancellationToken stop = default
    ) =>
        TryAsync(
            path,
            error,
            () =>
            {
                OwnerOnly.ReplaceBytes(path, file => file.Write(content));
                return Task.CompletedTask;
            },
            stop
        );

    /// <inheritdoc cref="WriteAsync(string, string, IEnumerable{string}, TextWriter, CancellationToken)"/>
    internal static async Task<bool> TryAsync(
        string path,
        TextWriter error,
        Func<Task> write,
        CancellationToken stop = default
    )
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(new Fault(path, "", "cannot be written: " + unwritable.Message));
            return false;
        }
    }

    /// <summary>A cell as written: never a formula, and quoted if needed.</summary>
    public static string Cell(string text) => Cell(text, ',');

    public static string Cell(string text, char separator)
    {
        var inert = SpreadsheetCell.Guarded(text);
        return inert.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) < 0
            ? inert
            : $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
