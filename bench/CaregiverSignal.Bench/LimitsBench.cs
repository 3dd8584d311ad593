using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures how long the page of limits works out which of them fit, for everybody's last year and two years of monthly
/// answers.
/// </summary>
public static class LimitsBench
{
    private const int CheckIns = 24;

    /// <param name="read">How many of them the page reads; all where it is not less.</param>
    public static int Run(int people, int read, int rounds)
    {
        var installation =
            Installation.Load([], out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
        var time = installation.Settings.TimeBy(TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("limits-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "store.db");
            using var database = Database.Open(path, durable: false);
            JudgingBench.Fill(path, CheckIns, people);
            for (var round = 0; round < rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var found = database.Read(transaction =>
                    LimitsReading.Of(transaction, installation.Settings.Signals, people / 10, time, read)
                );
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{people:N0} people, of whom {found!.Read.Count:N0} read: {seconds:0.00} s, {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB; {found.Set.All.Value:0.0} signals a month"
                    )
                );
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
