using CsvHelper;

namespace CaregiverSignal.Bench;

/// <summary>The child process that the verb score is measured against: the library reads every field, and nothing is done with it.</summary>
public static class ReadingCsv
{
    /// <param name="asText">Each field becomes a string; otherwise only its bytes are looked at, the least that the library can do.</param>
    public static int Run(string file, bool asText)
    {
        using var reader = CsvReader.Create(File.OpenRead(file), new CsvReaderOptions { HasHeader = false });
        var (rows, length) = (0L, 0L);
        while (reader.Read())
        {
            rows++;
            for (var field = 0; field < reader.FieldCount; field++)
            {
                length += asText ? reader.GetString(field).Length : reader.GetSpan(field).Length;
            }
        }

        Console.WriteLine($"{rows} {length}");
        return 0;
    }
}
