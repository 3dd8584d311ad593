using CsvHelper;

namespace CaregiverSignal.Bench;

/// <summary>
/// The child process that score and replay are measured against: the library reads every field, and nothing is done
/// with it.
/// </summary>
public static class ReadingCsv
{
    /// <param name="files">One after the other.</param>
    /// <param name="asText">Each field becomes a string; otherwise only its bytes are looked at, the least that the
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
