using System.Globalization;
using CaregiverSignal.Files;

namespace CaregiverSignal.Cli;

/// <summary>Reads a table twice: once for its faults and, when there are none, again for the output.</summary>
/// <remarks>
/// So no output breaks off halfway and no row is kept in memory. A pipe, which cannot be read twice, is first copied to
/// a file that nobody else can read.
/// </remarks>
internal static class TwoReadings
{
    /// <summary>Faults beyond this number are only counted: a table of another shape has one in every cell.</summary>
    public const int MostReported = 1000;

    /// <summary>The size from which there is a progress bar: a megabyte is read before anybody could see one.</summary>
    private const long Long = 1_000_000;

    /// <param name="path">Null for standard input.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        TableLines lines,
        string? path,
        Func<Stream> standardInput,
        TextWriter output,
        TextWriter error
    )
    {
        var faults = new Faults();
        var name = path is null ? "standard input" : Path.GetFileName(path);
        using var source = Take(path, standardInput, error, faults);
        if (source is null)
            return faults.Report(error);

        long? rows = null;
        Watched(
            error,
            "Checking",
            source.Length,
            true,
            progress => rows = Read(source, name, lines, faults, progress, write: false)
        );
        if (rows is null)
            return faults.Report(error);
        if (faults.Count > 0)
        {
            faults.Report(error);
            error.WriteLine(
                Text(
                    $"{Verbs.Counted(faults.Count, "fault")} in {Verbs.Counted(rows.Value, lines.Words.One)}; nothing was {lines.Words.Done}."
                )
            );
            return CommandLine.Failure;
        }

        lines.Open(output);
        // A progress bar between lines on the same terminal would spoil both.
        Watched(
            error,
            "Writing",
            source.Length,
            Console.IsOutputRedirected,
            progress => Read(source, name, lines, faults, progress, write: true)
        );
        lines.Close();
        if (faults.Count > 0)
        {
            faults.Report(error);
            error.WriteLine($"{name} changed while it was read; what was printed is not complete.");
            return CommandLine.Failure;
        }
        foreach (var line in lines.Summary())
            error.WriteLine(line);
        return CommandLine.Success;
    }

    /// <returns>How many rows there are, malformed ones included; null when the header is bad.</returns>
    private static long? Read(
        Stream source,
        string name,
        TableLines lines,
        Faults faults,
        Action<long> progress,
        bool write
    )
    {
        source.Position = 0;
        Action<Fault> report = faults.Add;
        using var table = CsvTable.Open(source, name, lines.Required, lines.Optional, report, leaveOpen: true);
        if (table is null)
            return null;
        lines.Begin(table);
        foreach (var row in table.Rows())
        {
            if (table.Count % 4096 == 0)
                progress(table.BytesRead);
            if (lines.Take(row, report) && write)
                lines.Write(row);
        }
        return table.Count;
    }

    private static Stream? Take(string? path, Func<Stream> standardInput, TextWriter error, Faults faults)
    {
        try
        {
            var given = path is null ? standardInput() : File.OpenRead(path);
            if (given.CanSeek)
                return given;
            using (given)
                return Copied(given, error);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(path ?? "standard input", "", "cannot be read: " + problem.Message));
            return null;
        }
    }

    private static FileStream Copied(Stream pipe, TextWriter error)
    {
        var file = TemporaryFile.Create();
        var buffer = new byte[65536];
        if (!Copy(Long, _ => { }))
            return file;
        Watched(error, "Reading", null, true, progress => Copy(long.MaxValue, progress));
        return file;

        bool Copy(long most, Action<long> progress)
        {
            for (var count = pipe.Read(buffer); count > 0; count = pipe.Read(buffer))
            {
                file.Write(buffer, 0, count);
                progress(file.Position);
                if (file.Position >= most)
                    return true;
            }
            return false;
        }
    }

    private static void Watched(TextWriter error, string what, long? bytes, bool mayShow, Action<Action<long>> work)
    {
        if (!mayShow || bytes < Long)
            work(_ => { });
        else
            ProgressBar.Run(error, what, bytes, work);
    }

    private static string Text(FormattableString message) => FormattableString.Invariant(message);

    /// <summary>The first faults, and how many there are; reported once the progress bar is gone.</summary>
    private sealed class Faults
    {
        private readonly List<Fault> first = [];

        public long Count { get; private set; }

        public void Add(Fault fault)
        {
            if (Count++ < MostReported)
                first.Add(fault);
        }

        public int Report(TextWriter error)
        {
            foreach (var fault in first)
                error.WriteLine(fault);
            if (Count > first.Count)
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {Count - first.Count} more."));
            return CommandLine.Failure;
        }
    }
}
