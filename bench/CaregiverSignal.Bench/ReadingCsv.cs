using nietras.SeparatedValues;

namespace CaregiverSignal.Bench;

/// <summary>
/// The child process that score and replay are compared with: a library reads every field, and nothing is done with it.
/// </summary>
public static class ReadingCsv
{
    /// <param name="files">The files, read one after another; each field becomes a string.</param>
    public static int Run(IEnumerable<string> files)
    {
        var (rows, length) = (0L, 0L);
        foreach (var file in files)
        {
            using var reader = Sep.Reader(options => options with { Sep = new Sep(','), HasHeader = false })
                .FromFile(file);
            foreach (var row in reader)
            {
                rows++;
                for (var field = 0; field < row.ColCount; field++)
                    length += row[field].ToString().Length;
            }
        }

        Console.WriteLine($"{rows} {length}");
        return 0;
    }
}
