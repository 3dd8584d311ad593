namespace CaregiverSignal.Storage;

/// <summary>How far the clock of a store has come, and whether it was ever set by hand.</summary>
public static class StoreClock
{
    /// <returns>Null for a store in which nothing ran yet.</returns>
    public static Task<SiteClock?> LookAsync(Database database, CancellationToken stop = default) =>
        database.ReadAsync(SiteClockTable.Get, stop);

    /// <summary>Moves it forward, and marks the store as simulated for good.</summary>
    public static Task SimulateAsync(Database database, DateTimeOffset at, CancellationToken stop = default) =>
        database.WriteAsync(transaction => SiteClockTable.Set(transaction, at, simulated: true), stop);

    /// <summary>
    /// The clock to go by: the machine's, or for a simulated store its own, which continues where it stopped.
    /// </summary>
    public static async Task<TimeProvider> OfAsync(Database database, CancellationToken stop = default) =>
        await LookAsync(database, stop) is { Simulated: true } clock
            ? new ShiftedClock(TimeProvider.System, clock.At)
            : TimeProvider.System;
}
