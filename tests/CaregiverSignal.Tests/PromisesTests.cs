namespace CaregiverSignal.Tests;

/// <summary>
/// docs/promises.md has each promise to a caregiver or a neighbour, with a test or people who keep it.
/// </summary>
public sealed class PromisesTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "promises.md"));

    [Fact]
    public void Each_promise_names_a_test_that_there_is_or_the_people_who_keep_it()
    {
        Assert.Each(
            Documents.Rows(Document),
            row =>
                Assert.True(
                    Documents.NamedIn(row[1]).Any() || row[1].StartsWith("people", StringComparison.Ordinal),
                    row[0]
                )
        );
        Assert.Empty(Documents.Missing(Document));
        Assert.Equal(["NobodyTests.Each"], Documents.Missing("`NobodyTests.Each`"));
    }
}
