namespace CaregiverSignal.Storage;

/// <summary>All SQL on the store's clock: the latest instant seen, and whether it was ever simulated.</summary>
internal static class SiteClockTable
{
    public static Task<SiteClock?> Get(Transaction transaction) =>
        transaction.First<SiteClock>("select at, simulated from site_clock where id = 1");

    /// <summary>Advances the clock, and optionally marks the store as simulated, which is permanent.</summary>
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

/// <summary>The latest instant that the job loop has seen.</summary>
public sealed record SiteClock
{
    public DateTimeOffset At { get; init; }

    public bool Simulated { get; init; }
}
