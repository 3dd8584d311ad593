using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Commands;

public sealed class ScoreVerbTests : IDisposable
{
    private const string Header =
        "id,sleep,inconvenient,physical,confining,family,plans,demands,emotional,upsetting,changed,work,overwhelmed,financial\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_response_becomes_the_line_of_the_contract()
    {
        var (code, output, error) = Score(Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n", "csi");

        Assert.Equal(0, code);
        Assert.Equal(
            """{"id":"1","instrument":"csi","version":1,"scales":{"total":{"value":7,"low":7,"high":7,"band":"high"}},"missing":[]}"""
                + "\n",
            output
        );
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
            output
        );
    }

    [Fact]
    public void As_csv_there_is_one_line_a_scale()
    {
        var (code, output, _) = Score(
            "id,fulfilment,relational,mental,activities,financial,support,physical,happiness\n\"a,b\",2,0,0,0,0,2,0,\n",
            "carerqol",
            "--format",
            "csv"
        );

        Assert.Equal(0, code);
        Assert.Equal("id,scale,value,low,high,band\n\"a,b\",sum,14,14,14,\n\"a,b\",vas,,0,10,\n", output);
    }

    [Fact]
    public void Without_ids_responses_are_numbered_from_one()
    {
        var (_, output, _) = Score("burden\n37\n\n100\n", "srb", "--format", "csv");

        Assert.Equal(
            "id,scale,value,low,high,band\n1,burden,37,37,37,\n2,burden,,0,100,\n3,burden,100,100,100,\n",
            output
        );
    }

    [Fact]
    public void An_older_version_is_scored_when_it_is_asked_for()
    {
        var newer = Some.Small() with { Version = 2 };
        var loaded = new LoadResult(new Instruments([Some.Small(), newer]), []);
        var answers = "glad,tired,heavy\n3,1,5\n"u8.ToArray();

        Assert.Has("\"version\":2", ScoreRun.Of(loaded, answers, "small").Output);
        Assert.Has("\"version\":1", ScoreRun.Of(loaded, answers, "small", "--version", "1").Output);
        Assert.Equal(
            "There is no version 3 of small; known are 1, 2.\n",
            ScoreRun.Of(loaded, answers, "small", "--version", "3").Error
        );
    }

    [Fact]
    public void A_value_that_follows_the_sources_rule_for_skipped_items_says_so()
    {
        var small = Some.Questionnaire(
            Some.SmallFile.Replace(
                """{ "rule": "bounds", "source": "ours" }""",
                """{ "rule": "person-mean", "most": 1, "source": "ours" }"""
            )
        );

        var (_, output, _) = ScoreRun.Of(
            new LoadResult(new Instruments([small]), []),
            "glad,tired,heavy\n3,,5\n"u8.ToArray(),
            "small"
        );

        Assert.Equal(
            """{"id":"1","instrument":"small","version":1,"scales":{"mood":{"value":3,"low":2,"high":3,"band":"fair","rule":"person-mean"}},"missing":["tired"]}"""
                + "\n",
            output
        );
    }

    [Fact]
    public void A_supplied_scale_names_its_numbers()
    {
        var (_, output, _) = ScoreRun.Of(
            new LoadResult(new Instruments([Some.Weighted()]), []),
            "glad,tired,heavy\n3,1,5\n"u8.ToArray(),
            "small"
        );

        Assert.Has(""" "worth":{"value":100,"low":100,"high":100,"set":"nl-1"}""".Trim(), output);
    }

    [Theory]
    [InlineData(
        "ssl-i",
        34,
        "i",
        "everyday, problem, esteem, instrumental, companionship, informative: Which items belong to it"
    )]
    [InlineData("ssl-d", 34, "d", "total: How the four answers count")]
    [InlineData("ssl-n", 7, "n", "total: Sum and range are known to us from memory only")]
    public void A_questionnaire_without_scales_is_read_and_says_why_there_are_no_scores(
        string key,
        int items,
        string letter,
        string why
    )
    {
        var header = string.Join(',', Enumerable.Range(1, items).Select(number => $"{letter}{number:00}"));
        var row = string.Join(',', Enumerable.Repeat("4", items - 1)) + ",";

        var (code, output, error) = Score($"{header}\n{row}\n", key);

        Assert.Equal(0, code);
        Assert.Equal(
            $$"""{"id":"1","instrument":"{{key}}","version":1,"scales":{},"missing":["{{letter}}{{items:00}}"]}"""
                + "\n",
            output
        );
        Assert.Begins($"{key} has no scores yet", error);
        Assert.Has(why, error);
        Assert.Ends(
            $"Lay {key}-v1.scales.json in the overlay folder; the schema scales.schema.json says what is in it.\n",
            error
        );
        Assert.Equal("id,scale,value,low,high,band\n", Score($"{header}\n{row}\n", key, "--format", "csv").Output);
    }

    [Fact]
    public void What_is_not_scored_says_so_and_asks_for_no_numbers()
    {
        var (code, output, error) = Score("wish,barrier,take-over,professionals\n2,,3,1\n", "wishes");

        Assert.Equal(0, code);
        Assert.Equal(
            """{"id":"1","instrument":"wishes","version":2,"scales":{},"missing":["barrier"]}""" + "\n",
            output
        );
        Assert.Begins("wishes is not scored: its answers stand for themselves.", error);
    }

    [Fact]
    public void Without_weights_there_is_no_tariff_and_the_other_scales_are_scored()
    {
        var (code, output, error) = Score(
            "fulfilment,relational,mental,activities,financial,support,physical,happiness\n2,0,0,0,0,2,0,9\n",
            "carerqol"
        );

        Assert.Equal((0, ""), (code, error));
        Assert.Lacks("tariff", output);
        Assert.Has("\"sum\":{\"value\":14", output);
    }

    [Fact]
    public void More_than_a_thousand_faults_are_counted_and_not_told()
    {
        var (code, output, error) = Score("burden\n" + string.Concat(Enumerable.Repeat("101\n", 2500)), "srb");

        Assert.Equal((1, ""), (code, output));
        var lines = error.TrimEnd().Split('\n');
        Assert.Equal(1002, lines.Length);
        Assert.Equal(
            "standard input: row 1001, column burden: '101' is not allowed; allowed is 0 to 100, or empty when skipped",
            lines[999]
        );
        Assert.Equal(["… and 1500 more.", "2500 faults in 2500 responses; nothing was scored."], lines[1000..]);
    }

    [Fact]
    public void A_header_alone_is_no_response_and_no_fault()
    {
        Assert.Equal((0, "", ""), Score(Header, "csi"));
    }

    [Fact]
    public void Every_bad_value_is_named_with_row_column_value_and_range_and_nothing_is_printed()
    {
        var path = folder.Write(
            "answers.csv",
            Header + "1,1,1,1,1,1,1,1,0,0,0,0,0,0\n2,2,1,1,1,1,1,1,0,0,0,0,0,ja\n3,1,1,1,1,1,1,1,0,0,0,0,0,-1\n"
        );

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
            error
        );
    }

    [Fact]
    public void An_unknown_questionnaire_is_refused_with_those_that_are_known()
    {
        var (code, _, error) = Score("", "nope");

        Assert.Equal(1, code);
        Assert.Has("'nope'; known are aftercare, appraisal, carerqol, cra, csi", error);
    }

    [Fact]
    public void Broken_questionnaires_are_told_fault_by_fault()
    {
        var (code, _, error) = ScoreRun.Of(
            new LoadResult(null, [new Fault("csi-v1.json", "key", "is missing")]),
            [],
            "csi"
        );

        Assert.Equal(1, code);
        Assert.Equal("csi-v1.json: key: is missing\n", error);
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
            Score("", "--change", "ssl-12-i", "--scale", "total", "32.5", "47.5", "--sd", "7.5", "--retest", "0.80")
        );
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
    [InlineData(
        "An error of measurement of 1E-320 is not allowed",
        "csi",
        "--scale",
        "total",
        "5",
        "8",
        "--sem",
        "1e-320"
    )]
    [InlineData(
        "An error of measurement of 1E+300 is not allowed",
        "csi",
        "--scale",
        "total",
        "5",
        "8",
        "--sem",
        "1e300"
    )]
    [InlineData(
        "carerqol tariff waits for its numbers. The weights were not in our reach",
        "carerqol",
        "--scale",
        "tariff",
        "20",
        "50"
    )]
    [InlineData("ssl-d has no scale 'sum', and none that can be scored yet", "ssl-d", "--scale", "sum", "5", "8")]
    [InlineData("There is no version 2 of csi; known is 1", "csi", "--version", "2", "--scale", "total", "5", "8")]
    [InlineData("--retest: 1 is not allowed", "csi", "--scale", "total", "5", "8", "--sd", "3", "--retest", "1")]
    public void A_change_that_cannot_be_judged_says_why(string message, params string[] args)
    {
        var (code, output, error) = Score("", ["--change", .. args]);

        Assert.Equal((1, ""), (code, output));
        Assert.Has(message, error);
    }

    [Theory]
    [InlineData]
    [InlineData("csi", "5", "8")]
    [InlineData("csi", "--format", "xml")]
    [InlineData("csi", "--colour", "red")]
    [InlineData("csi", "--sem", "1")]
    [InlineData("csi", "--version", "one")]
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

    private static (int Code, string Output, string Error) Score(string input, params string[] args) =>
        ScoreRun.Score(input, args);
}
