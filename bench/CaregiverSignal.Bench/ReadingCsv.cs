using CsvHelper;

namespace CaregiverSignal.Bench;

/// <summary>
/// The child process that score and replay are compared with: a library reads every field, and nothing is done with it.
/// </summary>
public static class ReadingCsv
{
    /// <param name="files">The files, read one after another.</param>
    /// <param name="asText">Whether each field becomes a string; otherwise only its bytes are read, the least that the
    /// library can do.</param>
    public static int Run(IEnumerable<string> files, bool asText)
    {
        var (rows, length) = (0L, 0L);
        foreach (var file in files)
        {
            using var reader = CsvReader.Create(File.OpenRead(file), new CsvReaderOptions { HasHeader = false });
            while (reader.Read())
            {
                rows++;
                for (var field = 0; field < reader.FieldCount; field++)
                {
                    length += asText ? reader.GetString(field).Length : reader.GetSpan(field).Length;
                }
            }
        }

        Console.WriteLine($"{rows} {length}");
        return 0;
    }
}
