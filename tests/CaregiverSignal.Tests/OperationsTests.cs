namespace CaregiverSignal.Tests;

/// <summary>docs/operations.md leads through a year, and each bad day in it is one that a test has had.</summary>
public sealed class OperationsTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Some.Root, "docs", "operations.md"));

    [Fact]
    public void Each_bad_day_says_what_it_means_and_what_to_do_and_names_a_test_that_there_is()
    {
        var days = Documents.Rows(Documents.Section(Document, "A bad day"));

        Assert.InRange(days.Count, 12, 25);
        Assert.Each(
            days,
            day =>
            {
                Assert.Equal(4, day.Length);
                Assert.DoesNotContain("", day);
                Assert.Single(Documents.NamedIn(day[3]));
            }
        );
        Assert.Equal(days.Count, days.Select(day => day[0]).Distinct().Count());
    }

    [Fact]
    public void It_goes_in_the_order_of_a_year() =>
        Assert.Equal(
            [
                "Install",
                "The first day",
                "Backup",
                "Upgrade, and the way back",
                "A bad day",
                "Growing",
                "Leaving",
                "The look of the house",
            ],
            Document
                .Split('\n')
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..])
        );
}
