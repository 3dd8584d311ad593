namespace CaregiverSignal.Storage;

/// <summary>The store's clock: the latest instant seen, and whether it is simulated.</summary>
public static class StoreClock
{
    /// <returns>Null if no job ever ran.</returns>
    public static Task<SiteClock?> LookAsync(Database database, CancellationToken stop = default) =>
        database.ReadAsync(SiteClockTable.Get, stop);

    /// <summary>Advances the clock, and marks the store as simulated, which is permanent.</summary>
    public static Task SimulateAsync(Database database, DateTimeOffset at, CancellationToken stop = default) =>
        database.WriteAsync(transaction => SiteClockTable.Set(transaction, at, simulated: true), stop);

    /// <summary>The clock to use: the machine's, or for a simulated store one that continues where it
    /// stopped.</summary>
    public static async Task<TimeProvider> OfAsync(Database database, CancellationToken stop = default) =>
        await LookAsync(database, stop) is { Simulated: true } clock
            ? new ShiftedClock(TimeProvider.System, clock.At)
            : TimeProvider.System;
}
