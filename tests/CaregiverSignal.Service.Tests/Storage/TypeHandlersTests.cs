using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Storage;

public sealed class TypeHandlersTests() : AtASite()
{
    private static readonly Gen<DateTimeOffset> Instants =
        from day in Law.Days
        from time in Law.Times
        from milliseconds in Gen.Choose(0, 999)
        from quarters in Gen.Choose(-14 * 4, 14 * 4)
        select new DateTimeOffset(
            day.ToDateTime(time).AddMilliseconds(milliseconds),
            TimeSpan.FromMinutes(15 * quarters)
        );

    [Fact]
    public Task An_instant_comes_back_as_the_same_instant_in_utc_whatever_its_offset() =>
        Holds(
            Instants,
            async (transaction, instant) =>
            {
                var back = await transaction.One<DateTimeOffset>("select @instant", new { instant });
                return back == instant && back.Offset == TimeSpan.Zero;
            }
        );

    [Fact]
    public Task The_order_of_stored_instants_is_the_order_of_time() =>
        Holds(
            Gen.Zip(Instants, Instants, (one, other) => (One: one, Other: other)),
            async (transaction, pair) =>
                await transaction.One<long>("select @One < @Other", new { pair.One, pair.Other })
                == (pair.One < pair.Other ? 1 : 0)
        );

    [Fact]
    public Task A_day_comes_back_as_the_same_day_and_compares_as_a_day() =>
        Holds(
            Gen.Zip(Law.Days, Law.Days, (one, other) => (One: one, Other: other)),
            async (transaction, pair) =>
                await transaction.One<DateOnly>("select @One", new { pair.One }) == pair.One
                && await transaction.One<long>("select @One < @Other", new { pair.One, pair.Other })
                    == (pair.One < pair.Other ? 1 : 0)
        );

    private Task<bool> Holds<T>(Gen<T> values, Func<Transaction, T, Task<bool>> law) =>
        site.Read(transaction =>
        {
            Law.Holds(values, value => law(transaction, value).GetAwaiter().GetResult());
            return Task.FromResult(true);
        });

    [Fact]
    public async Task The_clock_of_a_store_never_goes_back_and_stays_simulated_once_it_was()
    {
        Task Set(string at, bool simulated) =>
            site.Write(transaction => SiteClockTable.Set(transaction, Some.Utc(at), simulated));
        await Set("2026-03-01T00:00:00Z", simulated: false);
        await Set("2026-04-01T00:00:00Z", simulated: true);

        await Set("2026-02-01T00:00:00Z", simulated: false);

        Assert.Equal(
            new SiteClock { At = Some.Utc("2026-04-01T00:00:00Z"), Simulated = true },
            await site.Read(SiteClockTable.Get)
        );
    }
}
