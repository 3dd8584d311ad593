using System.Text.Json;

namespace CaregiverSignal.Tests.Cli;

public sealed class ChangeTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_pair_gets_a_line_with_its_verdict_and_the_counts_stand_beside_it()
    {
        var (code, output, error) = Judge(
            "id,from,to\na,5,8\nb,8,5\nc,5,7\nd,12,13\ne,1,0\nf,13,10\n",
            "csi",
            "--scale",
            "total"
        );

        Assert.Equal(0, code);
        Assert.Equal(
            """
            {"id":"a","from":5,"to":8,"difference":3,"rci":2.121,"verdict":"worsened"}
            {"id":"b","from":8,"to":5,"difference":-3,"rci":-2.121,"verdict":"improved"}
            {"id":"c","from":5,"to":7,"difference":2,"rci":1.414,"verdict":"unchanged"}
            {"id":"d","from":12,"to":13,"difference":1,"rci":0.707,"verdict":"unchanged","limit":"worst"}
            {"id":"e","from":1,"to":0,"difference":-1,"rci":-0.707,"verdict":"unchanged","limit":"best"}
            {"id":"f","from":13,"to":10,"difference":-3,"rci":-2.121,"verdict":"improved","limit":"worst"}

            """,
            output
        );
        Assert.Equal(
            """
            6 pairs: 2 improved, 3 unchanged, 1 worsened.
            A change of more than 2.772 points counts (95%; error of measurement 1).
            2 began so near the top of the scale that no reliable worsening could be shown.
            1 began so near the bottom of the scale that no reliable improvement could be shown.

            """,
            error
        );
    }

    [Fact]
    public void As_csv_the_columns_are_named()
    {
        var (code, output, _) = Judge("from,to\n5,8\n12,13\n,4\n", "csi", "--scale", "total", "--format", "csv");

        Assert.Equal(0, code);
        Assert.Equal(
            "id,from,to,difference,rci,verdict,limit\n1,5,8,3,2.121,worsened,\n2,12,13,1,0.707,unchanged,worst\n3,,4,,,,\n",
            output
        );
    }

    [Fact]
    public void On_a_scale_where_higher_is_better_a_rise_is_an_improvement()
    {
        var (_, output, error) = Judge("from,to\n4,8\n8,4\n10,10\n", "carerqol", "--scale", "vas");

        Assert.Equal(["improved", "worsened", "unchanged"], Verdicts(output));
        Assert.Contains("\"limit\":\"best\"", output.Split('\n')[2], StringComparison.Ordinal);
        Assert.Contains(
            "1 began so near the top of the scale that no reliable improvement could be shown.",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_pair_with_a_value_missing_is_not_judged_and_no_fault()
    {
        var (code, output, error) = Judge("id,from,to\na,,8\nb,5,\nc,,\n", "csi", "--scale", "total");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            {"id":"a","from":null,"to":8,"difference":null,"rci":null,"verdict":null}
            {"id":"b","from":5,"to":null,"difference":null,"rci":null,"verdict":null}
            {"id":"c","from":null,"to":null,"difference":null,"rci":null,"verdict":null}

            """,
            output
        );
        Assert.StartsWith(
            "3 pairs: 0 improved, 0 unchanged, 0 worsened, 3 not judged, as a value is missing.\n",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_error_longer_than_the_scale_leaves_nothing_to_show_at_either_end()
    {
        var (_, output, error) = Judge("from,to\n1,6\n", "volhoudtijd", "--scale", "time", "--sem", "3");

        Assert.Contains("\"verdict\":\"unchanged\",\"limit\":\"both\"", output, StringComparison.Ordinal);
        Assert.Contains(
            "1 began so near the ends of the scale that no reliable change at all could be shown.",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_given_deviation_and_retest_make_the_error()
    {
        var (_, output, error) = Judge(
            "from,to\n32.5,47.5\n30,39\n",
            "ssl-12-i",
            "--scale",
            "total",
            "--sd",
            "7.5",
            "--retest",
            "0.80"
        );

        Assert.Equal(["improved", "unchanged"], Verdicts(output));
        Assert.Contains("\"rci\":3.162", output, StringComparison.Ordinal);
        Assert.Contains("more than 9.297 points", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("-1")]
    [InlineData("-0.001")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e1")]
    [InlineData("vijf")]
    [InlineData("5.5.5")]
    public void A_value_outside_the_scale_or_no_number_is_named_and_nothing_is_printed(string value)
    {
        var (code, output, error) = Judge($"id,from,to\na,5,8\nb,{value},8\nc,8,{value}\n", "csi", "--scale", "total");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            $"""
            pairs.csv: row 3, column from: '{value}' is not allowed; csi total is 0 to 13, with a decimal point, or empty when it is not known
            pairs.csv: row 4, column to: '{value}' is not allowed; csi total is 0 to 13, with a decimal point, or empty when it is not known
            2 faults in 3 pairs; nothing was judged.

            """,
            error
        );
    }

    [Theory]
    [InlineData("No measurement error is published for srb burden; give --sem", "srb", "--scale", "burden")]
    [InlineData("csi has no scale 'sum'; scales are total", "csi", "--scale", "sum")]
    [InlineData("carerqol tariff waits for its numbers", "carerqol", "--scale", "tariff")]
    [InlineData("--sd: -1 is not allowed", "csi", "--scale", "total", "--sd=-1", "--retest", "0.8")]
    public void What_cannot_be_judged_says_why(string message, params string[] args)
    {
        var (code, output, error) = Judge("from,to\n5,8\n", args);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        var (code, output, error) = Judge("id,before,to\na,5,8\n", "csi", "--scale", "total");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(
            "pairs.csv: row 1, column before: is not known; known are from, to, id",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("pairs.csv: row 1, column from: is missing", error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Judge(string pairs, params string[] args) =>
        ScoreRun.Score("", ["--change-table", folder.Write("pairs.csv", pairs), .. args]);

    private static List<string?> Verdicts(string output) =>
        [
            .. output
                .TrimEnd('\n')
                .Split('\n')
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("verdict").GetString()),
        ];
}
