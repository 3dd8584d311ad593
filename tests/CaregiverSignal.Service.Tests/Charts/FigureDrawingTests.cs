using System.Xml.Linq;
using CaregiverSignal.Charts;
using CaregiverSignal.Trends;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Charts;

public sealed class FigureDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Texts Words = Texts.Of("Charts.FigureTexts");

    private static readonly DateOnly Today = new(2026, 12, 1);

    [Fact]
    public void A_row_says_what_it_shows_and_carries_no_word_style_or_script()
    {
        var figure = Some();

        var rows = figure.Rows.Select(row => FigureDrawing.Svg(figure, row)).ToList();

        Assert.Equal(
            figure.Rows.Select(FigureWords.Heard),
            rows.Select(row => XElement.Parse(row).Attribute("aria-label")!.Value)
        );
        Assert.Each(
            rows,
            row => Assert.DoesNotMatch("style=|<style|<script|<text|<title|clip|tabindex|NaN|id=| on[a-z]+=", row)
        );
        Assert.Each(rows, row => Assert.Equal("img", XElement.Parse(row).Attribute("role")!.Value));
    }

    /// <summary>A calmer story than the picture would be heard by who does not see it.</summary>
    [Fact]
    public void Who_does_not_see_it_hears_of_the_first_the_worst_and_the_newest_with_their_days_and_of_what_is_missing()
    {
        var row = Row([2, 11, null, 4, null]) with
        {
            HighIsWorst = true,
            ZoneLabel = "zwaar: vanaf 7*",
            RaisedOn = [new(2026, 2, 5)],
        };
        row = row with
        {
            Waves = [.. row.Waves.Take(4), row.Waves[4] with { State = WaveState.Partly, Bounds = (9, 10) }],
        };

        Assert.Equal(
            "Het eerst op 5 januari 2026: 2. Het minst goed op 5 februari 2026: 11. Het laatst op 5 mei 2026: 9 tot 10. "
                + "1 keer niet ingevuld. Zwaar: vanaf 7. Hierop rust de melding: 5 februari 2026.",
            FigureWords.Heard(row)
        );
    }

    [Fact]
    public void What_missing_answers_leave_open_may_be_the_worst_of_all()
    {
        var row = Row([2, null, 3]) with { HighIsWorst = true };
        row = row with
        {
            Waves = [row.Waves[0], row.Waves[1] with { State = WaveState.Partly, Bounds = (1, 9) }, row.Waves[2]],
        };

        Assert.Has("Het minst goed op 5 februari 2026: 1 tot 9.", FigureWords.Heard(row));
        Assert.Equal("was: 1–9", FigureWords.Was(Figure.Of([row], [], Today)!, row));
    }

    [Fact]
    public void An_answer_that_is_two_things_is_heard_once()
    {
        Assert.Equal(
            "Het eerst op 5 januari 2026: 1. Het minst goed en het laatst op 5 maart 2026: 9.",
            FigureWords.Heard(Row([1, 4, 9]) with { HighIsWorst = true })
        );
        Assert.Equal(
            "Het eerst op 5 januari 2026: 4. Het minst goed en het laatst op 5 februari 2026: 4.",
            FigureWords.Heard(Row([4, 4]))
        );
        Assert.Equal("Het laatst op 5 januari 2026: 4.", FigureWords.Heard(Row([4])));
    }

    [Fact]
    public void What_happened_is_heard_from_the_newest_on_with_the_signal()
    {
        var marks = Enumerable
            .Range(1, 6)
            .Select(month => new FigureMark(FigureLane.Event, new(2026, month, 9), null, "val"));

        var heard = FigureWords.HeardLife(Figure.Of([Row([4, 5])], marks, Today, new(2026, 2, 5))!);

        Assert.Begins("Melding op 5 februari 2026. 9 juni 2026: val. 9 mei 2026: val.", heard);
        Assert.Lacks("9 januari", heard);
        Assert.Ends(Words["Heard.Earlier"], heard);
    }

    [Fact]
    public void Beside_the_newest_value_stands_what_it_was_or_what_the_signal_rests_on()
    {
        Assert.Equal("was: 3", Was(Row([3, 9])));
        Assert.Equal("was: 3", Was(Row([3, 9, 9])));
        Assert.Equal(Words["Same"], Was(Row([4, 4])));
        Assert.Equal(Words["Once"], Was(Row([4]), Row([1, 2])));
        Assert.Equal("5 februari: 9", Was(Row([3, 9, 5, 4]) with { RaisedOn = [new(2026, 2, 5)] }));
        Assert.Equal("was: 3", Was(Row([3, 9]) with { RaisedOn = [new(2026, 2, 5)] }));
        Assert.Equal("februari 2026 · was: 3", Was(Row([3, 9]), Row([1, 2, 3, 4])));

        static string Was(FigureRow row, params FigureRow[] others) =>
            FigureWords.Was(Figure.Of([row, .. others], [], Today)!, row);
    }

    [Fact]
    public void A_value_of_other_questions_is_no_was()
    {
        var row = Row([3, 9]);
        row = row with { Waves = [row.Waves[0], row.Waves[1] with { Break = SeriesBreak.NewVersion }] };

        Assert.Equal(Words["Once"], FigureWords.Was(Figure.Of([row], [], Today)!, row));
        Assert.Empty(Lines(Draw(row)));
    }

    [Fact]
    public async Task Pages_that_are_asked_at_once_get_the_same()
    {
        var (alone, row) = (Some(), Some().Rows[0]);
        var drawn = FigureDrawing.Svg(alone, row);

        var together = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => FigureDrawing.Svg(Some(), Some().Rows[0])))
        );

        Assert.Each(together, other => Assert.Equal(drawn, other));
    }

    [Fact]
    public void Over_a_check_in_that_was_missed_the_line_is_dots_and_below_them_is_a_cross()
    {
        var whole = Draw(Row([4, 5, 6, 7]));
        var broken = Draw(Row([4, 5, null, 6, 7]));

        Assert.Equal((1, 0), (Lines(whole).Count, Dots(whole).Count));
        Assert.Equal((2, 1), (Lines(broken).Count, Dots(broken).Count));
        Assert.Empty(Strokes(whole, "#565D64"));
        Assert.NotEmpty(Strokes(broken, "#565D64"));
    }

    [Fact]
    public void What_missing_answers_leave_open_is_a_bar_through_which_no_line_goes()
    {
        var row = Row([3, 4, null, 5, 6]);
        var open = row with
        {
            Waves =
            [
                .. row.Waves.Select(wave =>
                    wave.Value is null ? wave with { State = WaveState.Partly, Bounds = (6, 7) } : wave
                ),
            ],
        };

        var drawn = Draw(open);

        Assert.Single(drawn.Descendants(Svg + "rect"));
        Assert.Equal((2, 0), (Lines(drawn).Count, Dots(drawn).Count));
        Assert.Equal("6–7", FigureWords.Value(open, open.Waves[2]));
    }

    [Fact]
    public void The_line_of_the_signal_goes_through_all_rows_at_one_place_and_what_it_rests_on_is_red()
    {
        var figure = Some();
        string[] drawn = [.. figure.Rows.Select(row => FigureDrawing.Svg(figure, row)), FigureDrawing.LifeSvg(figure)];

        var lines = drawn.Select(svg => Assert.Single(Strokes(XElement.Parse(svg), "#9B1C1C"))).ToList();

        Assert.Single(
            lines.Select(line => Regex.Match(line.Attribute("d")!.Value, @"M([\d.]+)").Groups[1].Value).Distinct()
        );
        Assert.Equal(
            [1, 1, 0],
            drawn.Take(3).Select(svg => XElement.Parse(svg).Descendants(Svg + "ellipse").Count(IsRed))
        );

        static bool IsRed(XElement dot) => dot.Attribute("fill")?.Value == "#9B1C1C";
    }

    [Fact]
    public void Where_a_limit_is_there_is_a_zone_and_it_lies_at_the_end_that_is_worst()
    {
        Assert.Empty(Zones(Draw(Row([3, 4]))));
        var high = Assert.Single(Zones(Draw(Row([3, 4]) with { Limit = 7, HighIsWorst = true })));
        var low = Assert.Single(Zones(Draw(Row([3, 4]) with { Limit = 2 })));

        Assert.Equal("0", high.Attribute("y")?.Value ?? "0");
        Assert.True((double)low.Attribute("y")! > 20);

        static IEnumerable<XElement> Zones(XElement svg) =>
            svg.Descendants().Where(element => element.Attribute("fill")?.Value == "#FBE3E1");
    }

    [Fact]
    public void Nothing_is_drawn_of_one_answer()
    {
        Assert.Null(Figure.Of([Row([9])], [], Today));
        Assert.Null(Figure.Of([Row([null, null])], [], Today));
    }

    [Fact]
    public void The_newest_two_years_are_drawn_and_the_axis_ends_today()
    {
        var figure = Figure.Of([Row([.. Enumerable.Repeat<double?>(5, 40)])], [], new(2029, 4, 5))!;

        Assert.Equal((new(2027, 4, 5), new(2029, 4, 5)), (figure.From, figure.Until));
        Assert.Equal(25, figure.Rows[0].Waves.Count);
        Assert.Equal(new DateOnly(2026, 3, 5), Figure.Of([Row([1, 2, 3])], [], today: null)!.Until);
    }

    [Fact]
    public void Every_second_month_is_named_and_the_year_at_January()
    {
        Assert.Equal(["mrt", "mei", "jul", "sep", "nov", "jan 2026", "mrt"], Named(new(2025, 2, 10), new(2026, 3, 20)));
        Assert.Equal(["mrt 2026", "mei", "jul"], Named(new(2026, 2, 10), new(2026, 8, 20)));
        Assert.Equal(["feb 2026"], Named(new(2026, 2, 10), new(2026, 2, 20)));
        Assert.Equal(
            ["apr", "jul", "okt", "jan 2026", "apr", "jul", "okt", "jan 2027"],
            Named(new(2025, 2, 10), new(2027, 1, 20))
        );

        static IEnumerable<string> Named(DateOnly from, DateOnly until)
        {
            var figure = new Figure([], [], from, until, null);
            Assert.Equal(
                FigureWords.Months(figure).Select(month => month.Label),
                XElement.Parse(FigureDrawing.AxisSvg(figure)).Elements("text").Select(text => text.Value)
            );
            return FigureWords.Months(figure).Select(month => month.Label);
        }
    }

    [Fact]
    public void What_people_wrote_is_encoded()
    {
        FigureMark[] life = [new(FigureLane.Event, new(2026, 11, 3), null, "\"<script>1</script>\" & \u0001 zo")];
        var figure = Figure.Of([Row([4, 5])], life, Today)!;

        var drawn =
            FigureDrawing.LabelsSvg(figure)
            + FigureDrawing.LifeSvg(figure)
            + FigureDrawing.Svg(figure, FigureDrawing.Wide);

        Assert.Lacks("<script", drawn);
        Assert.Equal("\"<script>1</script>\" &  zo, 3 nov", XElement.Parse(FigureDrawing.LabelsSvg(figure)).Value);
    }

    /// <summary>A list has what finds no room; the newest comes first.</summary>
    [Fact]
    public void Beside_marks_nothing_covers_anything()
    {
        var some =
            from days in Gen.Choose(0, 700).ListOf()
            from letters in Gen.Choose(1, 30).ListOf(days.Count)
            from width in Gen.Elements(300f, 430f, 800f)
            select (days.Order().Zip(letters).ToList(), width);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                some.ToArbitrary(),
                given =>
                {
                    var (events, width) = given;
                    var first = new DateOnly(2025, 1, 1);
                    var life = events.Select(pair => new FigureMark(
                        FigureLane.Event,
                        first.AddDays(pair.First),
                        null,
                        new('x', pair.Second)
                    ));
                    var figure = new Figure([], [.. life], first, first.AddDays(700), null);
                    float X(DateOnly day) => (float)FigureDrawing.Across(figure.At(day), width);

                    var taken = new FigureLanes(figure)
                        .Labels(width)
                        .Select(label => (At: X(label.Day), label.Pixels, Room: ChartImage.Font.Width(label.Text, 13)))
                        .Select(label =>
                            (
                                From: label.At + label.Pixels - (label.Pixels < 0 ? label.Room : 0),
                                Until: label.At + label.Pixels + (label.Pixels < 0 ? 0 : label.Room)
                            )
                        )
                        .ToList();

                    Assert.All(taken, pair => Assert.True(pair.From >= -.1 && pair.Until <= width + .1));
                    foreach (
                        var (pair, other) in taken.SelectMany(
                            (pair, i) => taken.Skip(i + 1).Select(other => (pair, other))
                        )
                    )
                        Assert.True(pair.Until <= other.From || other.Until <= pair.From, $"{pair} {other}");
                    foreach (var mark in figure.Life.Select(mark => X(mark.From)))
                        Assert.All(taken, pair => Assert.True(mark + 5 <= pair.From || pair.Until <= mark - 5));
                }
            )
        );
    }

    [Fact]
    public void Help_at_the_same_time_has_bars_below_each_other()
    {
        var one = Figure.Of([Row([4, 5, 6, 7])], [Help(1, 2), Help(3, null)], Today)!;
        var two = Figure.Of([Row([4, 5, 6, 7])], [Help(1, 3), Help(2, null)], Today)!;

        Assert.Equal(FigureLanes.Height, FigureDrawing.HeightOfLife(two) - FigureDrawing.HeightOfLife(one));

        static FigureMark Help(int from, int? until) =>
            new(FigureLane.Help, new(2026, from, 10), until is { } end ? new(2026, end, 20) : null, "hulp");
    }

    [Theory]
    [InlineData(FigureDrawing.Wide)]
    [InlineData(FigureDrawing.Narrow)]
    public void One_picture_has_all_words_of_the_rows_in_its_width(int width)
    {
        var svg = XElement.Parse(FigureDrawing.Svg(Some(), width));
        var words = string.Join(' ', svg.Elements(Svg + "text").Select(text => text.Value));

        Assert.Each(
            [
                "Hoe lang het nog gaat",
                "lager = korter",
                "een maand",
                "zwaar: vanaf 7*",
                "val, 20 jun",
                "melding 5 november",
                "mei",
                ChartModel.OwnWordsNote,
            ],
            word => Assert.Has(word, words)
        );
        Assert.Lacks("textLength", svg.ToString());
        Assert.All(
            svg.Descendants().Attributes("x").Where(x => !x.Value.Contains(' ')),
            x => Assert.InRange((double)x, -.1, width)
        );
        Assert.Equal(FigureWords.Describe(Some()), svg.Element(Svg + "desc")!.Value);
    }

    [Fact]
    public void Letters_that_its_font_lacks_are_written_all_the_same()
    {
        using var spoken = Languages.Speak(Language.Arabic);
        var svg = XElement.Parse(
            FigureDrawing.Svg(Figure.Of([Row([3, 9]) with { Name = "العبء" }], [], Today)!, FigureDrawing.Wide)
        );
        var texts = svg.Elements(Svg + "text").Select(text => text.Value).ToList();

        Assert.Contains(texts, text => text.Contains("العبء"));
        Assert.Contains(texts, text => text.Contains("مارس"));
        Assert.DoesNotContain(texts, text => text.Any(char.IsAsciiLetter));
    }

    [Fact]
    public void On_paper_it_has_twice_as_many_pixels()
    {
        var png = FigureDrawing.Png(Some(), FigureDrawing.Wide);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.Equal(2 * FigureDrawing.Wide, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.True(
            ChartImage.Font.Has(
                string.Concat(new FigureSheet(Some(), FigureDrawing.Wide, isSvg: false).Words.Select(word => word.Text))
            )
        );
    }

    /// <summary>An invented year: it gets too much.</summary>
    internal static Figure Some()
    {
        double?[] time = [6, 6, 6, 5, 5, 5, 4, 4, null, 3, 2];
        double?[] burden = [30, 30, 40, 35, 40, 50, 55, 60, null, 80, 90];
        var load = Row([3, null, null, 4, null, null, 6, null, null, 9]);
        return Figure.Of(
            [
                Row(time, 1, 6) with
                {
                    Name = "Hoe lang het nog gaat",
                    Direction = "lager = korter",
                    Steps = ["een week", "een maand", "half jaar", "een jaar", "twee jaar", "langer"],
                    Ends = ("langer", "een week"),
                    Limit = 2,
                    ZoneLabel = "zwaar: minder dan een maand",
                    RaisedOn = [new(2026, 11, 5)],
                },
                Row(burden, 0, 100) with
                {
                    Name = "Hoe zwaar het voelt",
                    HighIsWorst = true,
                    RaisedOn = [new(2026, 11, 5)],
                },
                load with
                {
                    Waves = [.. load.Waves.Where(wave => wave.Value is not null)],
                    HighIsWorst = true,
                    Limit = 7,
                    ZoneLabel = "zwaar: vanaf 7*",
                    Error = 2,
                },
            ],
            [
                new(FigureLane.Event, new(2026, 6, 20), null, "val"),
                new(FigureLane.Event, new(2026, 9, 28), null, "minder hulp thuis"),
                new(FigureLane.Help, new(2026, 7, 20), new(2026, 9, 28), "dagopvang"),
                new(FigureLane.Help, new(2026, 9, 10), null, "vrijwilliger thuis"),
                new(FigureLane.Contact, new(2026, 7, 1), null, "gebeld"),
                new(FigureLane.Contact, new(2026, 11, 6), null, "gebeld"),
            ],
            Today,
            new(2026, 11, 5)
        )!;
    }

    private static FigureRow Row(double?[] values, double min = 0, double max = 13) =>
        new(
            "De druk",
            min,
            max,
            [
                .. values.Select(
                    (value, month) =>
                        new ChartWave(
                            new DateOnly(2026, 1, 5).AddMonths(month),
                            value is null ? WaveState.Missed : WaveState.Complete,
                            value,
                            null,
                            ClearChange.None,
                            null,
                            SeriesBreak.None
                        )
                ),
            ]
        )
        {
            Ends = ("13", "0"),
        };

    private static XElement Draw(FigureRow row) => XElement.Parse(FigureDrawing.Svg(Figure.Of([row], [], Today)!, row));

    /// <summary>The lines from answer to answer.</summary>
    private static List<XElement> Lines(XElement svg) =>
        [.. Strokes(svg, "#14507A").Where(line => line.Attribute("stroke-width")?.Value == "2.5")];

    private static List<XElement> Dots(XElement svg) =>
        [.. Strokes(svg, "#14507A").Where(line => line.Attribute("stroke-width")?.Value != "2.5")];

    private static IEnumerable<XElement> Strokes(XElement svg, string colour) =>
        svg.Descendants().Where(element => element.Attribute("stroke")?.Value == colour);
}
