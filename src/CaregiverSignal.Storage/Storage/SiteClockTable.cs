namespace CaregiverSignal.Storage;

/// <summary>All SQL on the store's clock: how far it has come, and whether it was ever set by hand.</summary>
internal static class SiteClockTable
{
    public static Task<SiteClock?> Get(Transaction transaction) =>
        transaction.First<SiteClock>("select at, simulated from site_clock where id = 1");

    /// <summary>Moves the clock forward, and on request marks the store as simulated for good.</summary>
    public static Task Set(Transaction transaction, DateTimeOffset at, bool simulated) =>
        transaction.Execute(
            $"""
            insert into site_clock (id, at, simulated) values (1, {at}, {simulated})
            on conflict (id) do update set
                at = case when excluded.at > site_clock.at then excluded.at else site_clock.at end,
                simulated = case
                    when excluded.simulated > site_clock.simulated then excluded.simulated
                    else site_clock.simulated
                end
            """
        );
}

/// <summary>How far a store's clock has come: the latest instant that a beat has seen.</summary>
public sealed record SiteClock
{
    public DateTimeOffset At { get; init; }

    public bool Simulated { get; init; }
}
