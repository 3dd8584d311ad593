namespace CaregiverSignal.Storage;

/// <summary>How far the clock of a store has come, and whether it was ever set by hand.</summary>
public static class StoreClock
{
    /// <returns>Null for a store in which nothing ran yet.</returns>
    public static SiteClock? Look(Database database) => database.Read(SiteClockTable.Get);

    /// <summary>Moves it forward, and marks the store as simulated for good.</summary>
    public static void Simulate(Database database, DateTimeOffset at) =>
        database.Write(transaction => SiteClockTable.Set(transaction, at, simulated: true));

    /// <summary>
    /// The clock to go by: the machine's, or for a simulated store its own, which continues where it stopped.
    /// </summary>
    public static TimeProvider Of(Database database) =>
        Look(database) is { Simulated: true } clock
            ? new ShiftedClock(TimeProvider.System, clock.At)
            : TimeProvider.System;
}
