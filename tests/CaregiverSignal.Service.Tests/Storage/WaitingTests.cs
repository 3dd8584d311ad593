using CaregiverSignal.Jobs;

namespace CaregiverSignal.Tests.Storage;

public sealed class WaitingTests() : AtASite()
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly DueItems ToCount = new(
        new Job("count"),
        $"from failure where job = 'any' and times < {5}",
        order: "first_at, item",
        since: "first_at",
        item: "item"
    );

    [Fact]
    public async Task The_oldest_comes_first()
    {
        await Add(2, Now.AddMinutes(2));
        await Add(3, Now.AddMinutes(1));

        Assert.Equal(3, await Next());
        Assert.Equal((2, TypeHandlers.Text(Now.AddMinutes(1))), await Counted());
    }

    [Fact]
    public async Task What_is_aside_for_this_step_is_neither_taken_nor_counted()
    {
        await Add(2, Now);
        await Add(3, Now.AddMinutes(1));
        await site.Write(async transaction =>
        {
            await FailureTable.Note(transaction, "count", 2, "Fault", Now, Now.AddHours(1));
            await FailureTable.Note(transaction, "another", 3, "Fault", Now, Now.AddHours(1));
        });

        Assert.Equal(3, await Next());
        Assert.Equal((1, TypeHandlers.Text(Now.AddMinutes(1))), await Counted());
    }

    [Fact]
    public async Task Where_nothing_waits_there_is_no_item_and_no_day()
    {
        Assert.Null(await Next());
        Assert.Equal((0, null), await Counted());
    }

    [Fact]
    public async Task What_fails_after_an_item_was_taken_is_a_failure_of_that_item()
    {
        await Add(2, Now);

        var failed = await Assert.ThrowsAsync<ItemFailedException>(() =>
            site.Write(async transaction =>
            {
                await ToCount.Next(transaction);
                throw new InvalidOperationException();
            })
        );

        Assert.Equal(("count", 2), (failed.Job, failed.Item));
    }

    private Task<long?> Next() => site.Read(transaction => ToCount.Next(transaction));

    private async Task<(int Items, string? Oldest)> Counted()
    {
        var counted = await site.Read(async transaction => await ToCount.Count(transaction));
        Assert.Equal("count", counted.Job);
        return (counted.Items, counted.Oldest);
    }

    private Task Add(long item, DateTimeOffset at) =>
        site.Write(transaction => FailureTable.Note(transaction, "any", item, "Fault", at));
}
