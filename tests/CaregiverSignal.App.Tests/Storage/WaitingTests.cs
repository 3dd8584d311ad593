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
    public void The_oldest_comes_first()
    {
        Add(2, Now.AddMinutes(2));
        Add(3, Now.AddMinutes(1));

        Assert.Equal(3, Next());
        Assert.Equal((2, TypeHandlers.Text(Now.AddMinutes(1))), Counted());
    }

    [Fact]
    public void What_is_aside_for_this_step_is_neither_taken_nor_counted()
    {
        Add(2, Now);
        Add(3, Now.AddMinutes(1));
        site.Write(transaction =>
        {
            FailureTable.Note(transaction, "count", 2, "Fault", Now, Now.AddHours(1));
            FailureTable.Note(transaction, "another", 3, "Fault", Now, Now.AddHours(1));
        });

        Assert.Equal(3, Next());
        Assert.Equal((1, TypeHandlers.Text(Now.AddMinutes(1))), Counted());
    }

    [Fact]
    public void Where_nothing_waits_there_is_no_item_and_no_day()
    {
        Assert.Null(Next());
        Assert.Equal((0, null), Counted());
    }

    [Fact]
    public void What_fails_after_an_item_was_taken_is_a_failure_of_that_item()
    {
        Add(2, Now);

        var failed = Assert.Throws<ItemFailedException>(() =>
            site.Write(transaction =>
            {
                ToCount.Next(transaction);
                throw new InvalidOperationException();
            })
        );

        Assert.Equal(("count", 2), (failed.Job, failed.Item));
    }

    private long? Next() => site.Read(transaction => ToCount.Next(transaction));

    private (int Items, string? Oldest) Counted()
    {
        var counted = site.Read(transaction => ToCount.Count(transaction));
        Assert.Equal("count", counted.Job);
        return (counted.Items, counted.Oldest);
    }

    private void Add(long item, DateTimeOffset at) =>
        site.Write(transaction => FailureTable.Note(transaction, "any", item, "Fault", at));
}
