using System.CommandLine;
using System.Text;
using CaregiverSignal.Cli;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Cli;

public sealed class ScoreVerbTests : IDisposable
{
    private const string Header = "id,sleep,inconvenient,physical,confining,family,plans,demands,emotional,upsetting,changed,work,overwhelmed,financial\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_response_becomes_the_line_of_the_contract()
    {
        var (code, output, error) = Score(Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n", "csi");

        Assert.Equal(0, code);
        Assert.Equal("""{"id":"1","instrument":"csi","version":1,"scales":{"total":{"value":7,"low":7,"high":7,"band":"high"}},"missing":[]}""" + "\n", output);
        Assert.Empty(error);
    }

    [Fact]
    public void A_file_scores_as_standard_input_does()
    {
        var path = folder.Write("answers.csv", Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n");

        Assert.Equal(Score(Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n", "csi"), Score("", "csi", "--in", path));
    }

    [Fact]
    public void A_skipped_item_gives_bounds_and_no_value()
    {
        var (code, output, _) = Score(Header + "p,,1,1,1,1,1,1,0,0,0,0,0,0\nq,,1,1,1,1,1,0,0,0,0,0,0,0\n", "csi");

        Assert.Equal(0, code);
        Assert.Equal(
            """
            {"id":"p","instrument":"csi","version":1,"scales":{"total":{"value":null,"low":6,"high":7}},"missing":["sleep"]}
            {"id":"q","instrument":"csi","version":1,"scales":{"total":{"value":null,"low":5,"high":6,"band":"low"}},"missing":["sleep"]}

            """,
            output);
    }

    [Fact]
    public void As_csv_there_is_one_line_a_scale()
    {
        var (code, output, _) = Score("id,fulfilment,relational,mental,activities,financial,support,physical,happiness\n\"a,b\",2,0,0,0,0,2,0,\n", "carerqol", "--format", "csv");

        Assert.Equal(0, code);
        Assert.Equal("id,scale,value,low,high,band\n\"a,b\",sum,14,14,14,\n\"a,b\",vas,,0,10,\n", output);
    }

    [Fact]
    public void Without_ids_responses_are_numbered_from_one()
    {
        var (_, output, _) = Score("burden\n37\n\n100\n", "srb", "--format", "csv");

        Assert.Equal("id,scale,value,low,high,band\n1,burden,37,37,37,\n2,burden,,0,100,\n3,burden,100,100,100,\n", output);
    }

    [Fact]
    public void A_byte_order_mark_carriage_returns_and_semicolons_are_accepted()
    {
        var (code, output, _) = Score("\uFEFF" + (Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n").Replace(',', ';').Replace("\n", "\r\n", StringComparison.Ordinal), "csi", "--format", "csv");

        Assert.Equal(0, code);
        Assert.Equal("id,scale,value,low,high,band\n1,total,7,7,7,high\n", output);
    }

    [Fact]
    public void A_header_alone_is_no_response_and_no_fault()
    {
        Assert.Equal((0, "", ""), Score(Header, "csi"));
    }

    [Fact]
    public void Every_bad_value_is_named_with_row_column_value_and_range_and_nothing_is_printed()
    {
        var path = folder.Write("answers.csv", Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n2,2,1,1,1,1,1,1,0,0,0,0,0,ja\n3,1,1,1,1,1,1,1,0,0,0,0,0,-1\n");

        var (code, output, error) = Score("", "csi", "--in", path);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal(
            """
            answers.csv: row 3, column sleep: '2' is not allowed; allowed is 0 to 1, or empty when skipped
            answers.csv: row 3, column financial: 'ja' is not allowed; allowed is 0 to 1, or empty when skipped
            answers.csv: row 4, column financial: '-1' is not allowed; allowed is 0 to 1, or empty when skipped
            3 faults in 3 responses; nothing was scored.

            """,
            error);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        var (code, output, error) = Score(Header.Replace(",sleep", "", StringComparison.Ordinal), "csi");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("standard input: row 1, column sleep: is missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_is_too_short_spoils_the_whole_table()
    {
        var (code, output, error) = Score(Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n2,1\n", "csi");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("row 3: has 2 cells; the header has 14", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_questionnaire_is_refused_with_those_that_are_known()
    {
        var (code, _, error) = Score("", "nope");

        Assert.Equal(1, code);
        Assert.Contains("'nope'; known are carerqol, cra, csi", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_questionnaires_are_told_fault_by_fault()
    {
        var (code, _, error) = Run(new LoadResult(null, [new Fault("csi-v1.json", "key", "is missing")]), "", "csi");

        Assert.Equal(1, code);
        Assert.Equal("csi-v1.json: key: is missing\n", error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var (code, _, error) = Score("", "csi", "--in", Path.Combine(folder.Name, "nothing.csv"));

        Assert.Equal(1, code);
        Assert.Contains("nothing.csv", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "8", """{"difference":3,"sdiff":1.414,"rci":2.121,"reliable":true}""")]
    [InlineData("5", "7", """{"difference":2,"sdiff":1.414,"rci":1.414,"reliable":false}""")]
    [InlineData("8.5", "5", """{"difference":-3.5,"sdiff":1.414,"rci":-2.475,"reliable":true}""")]
    public void T23_a_change_is_judged_by_the_published_error(string from, string to, string line)
    {
        Assert.Equal((0, line + "\n", ""), Score("", "--change", "csi", "--scale", "total", from, to));
    }

    [Fact]
    public void T22_the_error_may_be_given_as_deviation_and_retest()
    {
        Assert.Equal(
            (0, """{"difference":15,"sdiff":4.743,"rci":3.162,"reliable":true}""" + "\n", ""),
            Score("", "--change", "ssl-12-i", "--scale", "total", "32.5", "47.5", "--sd", "7.5", "--retest", "0.80"));
    }

    [Fact]
    public void A_given_error_goes_before_the_published_one()
    {
        var (_, output, _) = Score("", "--change", "csi", "--scale", "total", "5", "8", "--sem", "2");

        Assert.Equal("""{"difference":3,"sdiff":2.828,"rci":1.061,"reliable":false}""" + "\n", output);
    }

    [Theory]
    [InlineData("No measurement error is published for srb burden", "srb", "--scale", "burden", "20", "50")]
    [InlineData("csi has no scale 'sum'; scales are total", "csi", "--scale", "sum", "5", "8")]
    [InlineData("TO: 14 is not allowed; csi total is 0 to 13", "csi", "--scale", "total", "5", "14")]
    [InlineData("FROM: -1 is not allowed; csi total is 0 to 13", "csi", "--scale", "total", "-1", "5")]
    [InlineData("--sem: 0 is not allowed", "csi", "--scale", "total", "5", "8", "--sem", "0")]
    [InlineData("--retest: 1 is not allowed", "csi", "--scale", "total", "5", "8", "--sd", "3", "--retest", "1")]
    public void A_change_that_cannot_be_judged_says_why(string message, params string[] args)
    {
        var (code, output, error) = Score("", ["--change", .. args]);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("csi", "5", "8")]
    [InlineData("csi", "--format", "xml")]
    [InlineData("csi", "--colour", "red")]
    [InlineData("csi", "--sem", "1")]
    [InlineData("--change", "csi", "5", "8")]
    [InlineData("--change", "csi", "--scale", "total", "5")]
    [InlineData("--change", "csi", "--scale", "total", "5", "8,5")]
    [InlineData("--change", "csi", "--scale", "total", "5", "8", "--sd", "3")]
    [InlineData("--change", "csi", "--scale", "total", "5", "8", "--sem", "1", "--sd", "3", "--retest", "0.8")]
    [InlineData("--change", "csi", "--scale", "total", "5", "8", "--format", "csv")]
    public void Wrong_usage_ends_with_two_and_prints_nothing(params string[] args)
    {
        var (code, output, error) = Score("", args);

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    private static (int Code, string Output, string Error) Score(string input, params string[] args) => Run(new LoadResult(Some.Instruments, []), input, args);

    private static (int Code, string Output, string Error) Run(LoadResult loaded, string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand { ScoreVerb.Create(() => loaded, () => new MemoryStream(Encoding.UTF8.GetBytes(input))) };

        var code = CommandLine.Run(root, ["score", .. args], new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
