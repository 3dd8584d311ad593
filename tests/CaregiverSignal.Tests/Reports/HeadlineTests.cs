using CaregiverSignal.Reports;

namespace CaregiverSignal.Tests.Reports;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData("help", "None")]
    [InlineData("response", "response.Headline.Without")]
    [InlineData("helped", "helped.Headline.Without")]
    [InlineData("waiting", "waiting.Headline.Without")]
    public void Nothing_at_all_is_said_as_that_beside_a_year_that_had_something(string table, string said)
    {
        var shape = TableShape.Find(table)!;

        Assert.Equal(
            Dutch("ReportWords." + said),
            ReportWords.HeadlineOf(ReportTable.Of(shape, [], [new("rest", shape.Columns[0], 2)]))
        );
    }
}
