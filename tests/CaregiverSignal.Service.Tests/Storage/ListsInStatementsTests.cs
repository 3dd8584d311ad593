namespace CaregiverSignal.Tests.Storage;

public sealed class ListsInStatementsTests() : AtASite()
{
    public static TheoryData<int> Lengths => [0, 1, 3, 40_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_list_of_any_length_finds_its_own_and_leaves_out_its_own(int length)
    {
        await Fill(9);
        long[] ids = [.. Enumerable.Range(3, length).Select(number => (long)number)];

        Assert.Equal(Some(id => ids.Contains(id)), await All("item in (@ids)", new { ids }));
        Assert.Equal(Some(id => !ids.Contains(id)), await All("item not in (@ids)", new { ids }));
    }

    [Fact]
    public async Task A_list_stands_beside_other_values_and_may_be_of_words()
    {
        await Fill(9);

        var found = await All(
            "job in (@steps) and item > @least",
            new { least = 5, steps = (string[])["job 7", "job 2"] }
        );

        Assert.Equal([7], found);
        Assert.Empty(await All("job in (@steps)", new { steps = Array.Empty<string>() }));
    }

    [Fact]
    public async Task A_list_finds_what_is_stored_of_any_type()
    {
        var day = new DateOnly(2026, 3, 2);
        // Cut to milliseconds, and in UTC.
        var instant = new DateTimeOffset(2026, 3, 2, 9, 0, 0, 0, 7, TimeSpan.FromHours(1));

        Assert.True(await FindsLast(Enum.GetValues<EventKind>()));
        Assert.True(await FindsLast([.. Enumerable.Range(0, 3).Select(day.AddDays)]));
        Assert.True(await FindsLast([.. Enumerable.Range(0, 3).Select(number => instant.AddDays(number))]));
        Assert.True(await FindsLast([.. Enumerable.Range(0, 3).Select(number => $"a\0{number}")]));
        Assert.True(await FindsLast([.. Enumerable.Range(0, 3)]));
    }

    private Task<bool> FindsLast<T>(T[] many) =>
        site.Read(async transaction =>
            // A text is prepared once, for values of the same types.
            await transaction.First<long?>(
                $"select 1 where @one in (@many) and '{typeof(T).Name}' <> ''",
                new { one = many[^1], many }
            ) == 1
        );

    private Task Fill(int items) =>
        site.Write(async transaction =>
        {
            for (var item = 1; item <= items; item++)
                await FailureTable.Note(transaction, $"job {item}", item, "x", DateTimeOffset.UnixEpoch);
        });

    private static long[] Some(Func<long, bool> which) =>
        [.. Enumerable.Range(1, 9).Select(number => (long)number).Where(which)];

    private Task<IReadOnlyList<long>> All(string which, object values) =>
        site.Read(async transaction =>
            await transaction.All<long>($"select item from failure where {which} order by item", values)
        );
}
