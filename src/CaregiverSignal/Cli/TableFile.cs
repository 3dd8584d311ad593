using System.Text;

namespace CaregiverSignal.Cli;

/// <summary>A CSV file written whole or not at all: UTF-8, comma, quotes as in RFC 4180.</summary>
internal static class TableFile
{
    /// <returns>False, with the fault told, when it cannot be written.</returns>
    public static bool Write(string path, string header, IEnumerable<string> rows, TextWriter error) =>
        Write(path, error, writer =>
        {
            writer.WriteLine(header);
            foreach (var row in rows) writer.WriteLine(row);
        });

    public static bool Write(string path, TextWriter error, Action<TextWriter> write)
    {
        var half = path + ".part";
        try
        {
            using (var writer = new StreamWriter(half, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" }) write(writer);
            File.Move(half, path, overwrite: true);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            Verbs.Report([new Fault(path, "", "cannot be written: " + unwritable.Message)], error);
            return false;
        }
    }

    public static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
