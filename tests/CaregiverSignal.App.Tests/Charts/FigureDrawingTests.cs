using System.Xml.Linq;
using CaregiverSignal.Charts;
using CaregiverSignal.Trends;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Charts;

public sealed class FigureDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void It_says_what_it_shows_and_carries_neither_style_nor_script()
    {
        var text = FigureDrawing.Svg(Some(), FigureDrawing.Wide, "grafiek");
        var svg = XElement.Parse(text);

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("grafiek-t grafiek-d", svg.Attribute("aria-labelledby")!.Value);
        Assert.Equal(["grafiek-t", "grafiek-d"], svg.Descendants().Attributes("id").Select(id => id.Value));
        Assert.Equal(
            "Hoe lang het nog gaat: in januari 2026 langer, in november 2026 een maand. "
                + "Hoe zwaar het voelt: in januari 2026 30, in november 2026 90. "
                + "De druk: in januari 2026 3, in oktober 2026 9. Vanaf 7: vaak te zwaar. "
                + "Melding op 5 november 2026. Alles staat ook in een tabel.",
            svg.Element(Svg + "desc")!.Value
        );
        Assert.DoesNotMatch("style=|<style|<script|clip|tabindex| on[a-z]+=", text);
    }

    [Fact]
    public void Its_words_are_text()
    {
        var dutch = Texts(Some());

        Assert.Each(
            ["melding 5 november", "half jaar", "mei", "okt", "val", "dagopvang", "90", "2026"],
            word => Assert.Contains(word, dutch)
        );
    }

    [Fact]
    public async Task Pages_that_are_asked_at_once_get_the_same()
    {
        var alone = FigureDrawing.Svg(Some(), FigureDrawing.Wide, "a");

        var together = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => FigureDrawing.Svg(Some(), FigureDrawing.Wide, "a")))
        );

        Assert.Each(together, drawn => Assert.Equal(alone, drawn));
    }

    [Fact]
    public void The_line_stops_where_a_check_in_was_missed_and_that_is_marked()
    {
        var whole = Lines(Drawn([4, 5, 6, 7]));
        var broken = Lines(Drawn([4, 5, null, 6, 7]));

        Assert.Equal((1, 2), (whole, broken));
        Assert.Single(Drawn([4, 5, null, 6, 7]).Descendants(Svg + "path"), IsCross);

        static bool IsCross(XElement path) =>
            path.Attribute("stroke")?.Value == "#1B1B1B" && Regex.Count(path.Attribute("d")!.Value, "M") == 2;
    }

    [Fact]
    public void What_missing_answers_leave_open_is_a_bar_with_a_ring_at_either_end()
    {
        var row = Row([3, 4, null]);
        var open = row with
        {
            Waves = [.. row.Waves.Take(2), row.Waves[2] with { State = WaveState.Partly, Bounds = (6, 7) }],
        };

        Assert.Equal(3, Outlines(Draw(Figure.Of([open], [])!)) - Outlines(Draw(Figure.Of([row], [])!)));
        Assert.Contains("6–7", Texts(Figure.Of([open], [])!));

        static int Outlines(XElement svg) =>
            svg.Descendants().Count(element => element.Attribute("stroke")?.Value == "#14507A");
    }

    [Fact]
    public void Who_does_not_see_it_hears_of_the_first_the_last_and_the_worst_and_of_the_limit()
    {
        var row = Row([2, 11, 4, null]) with { HighIsWorst = true, ZoneLabel = "vanaf 7: zwaar" };
        row = row with
        {
            Waves = [.. row.Waves.Take(3), row.Waves[3] with { State = WaveState.Partly, Bounds = (6, 8) }],
        };

        var said = FigureWords.Describe(Figure.Of([row], [])!);

        Assert.Matches(
            @": in \S+ \d+ 2, in \S+ \d+ 6–8\. Het minst goed in \S+ \d+: 11\. Vanaf 7: zwaar\. Alles staat",
            said
        );
        Assert.Matches(
            @"Het minst goed in \S+ \d+: 1\.",
            FigureWords.Describe(Figure.Of([Row([4, 1, 9]) with { HighIsWorst = false }], [])!)
        );
        Assert.Lacks("minst goed", FigureWords.Describe(Figure.Of([Row([4, 9]) with { HighIsWorst = true }], [])!));
    }

    [Theory]
    [InlineData(9, 1, FigureDrawing.Narrow)]
    [InlineData(1, 12, FigureDrawing.Narrow)]
    [InlineData(5, 5, FigureDrawing.Wide)]
    public void The_newest_value_stands_whole_behind_its_dot_where_no_line_goes(double before, double newest, int width)
    {
        var svg = Draw(Figure.Of([Row([before, newest])], [])!, width);
        var text = svg.Descendants(Svg + "text")
            .Last(element => element.Value == $"{newest}" && element.Attribute("x") is not null);
        var dot = svg.Descendants(Svg + "ellipse").Last();

        Assert.InRange(At(text, "x"), At(dot, "cx") + At(dot, "rx"), width - At(text, "textLength"));
        Assert.InRange(At(text, "y"), At(dot, "cy") - 5, At(dot, "cy"));

        static double At(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Nothing_is_drawn_of_one_answer()
    {
        Assert.Null(Figure.Of([Row([9])], []));
        Assert.Null(Figure.Of([Row([null, null])], []));
    }

    [Fact]
    public void The_newest_two_years_are_drawn()
    {
        var figure = Figure.Of([Row([.. Enumerable.Repeat<double?>(5, 40)])], [])!;

        Assert.Equal(figure.Until.AddMonths(-24), figure.From);
        Assert.Equal(25, figure.Rows[0].Waves.Count);
    }

    [Fact]
    public void What_people_wrote_is_encoded()
    {
        FigureMark[] life = [new(FigureLane.Event, new(2026, 2, 3), null, "\"<script>1</script>\" & \u0001 zo")];
        var figure = Figure.Of([Row([4, 5])], life)!;

        var svg = FigureDrawing.Svg(figure, FigureDrawing.Wide, "a");

        Assert.Lacks("<script", svg);
        Assert.Contains("\"<script>1</script>\" & zo", Texts(figure));
    }

    /// <summary>The page writes what happened; a mark without its number is found there by its day.</summary>
    [Fact]
    public void Beside_marks_nothing_covers_anything()
    {
        var some =
            from days in Gen.Choose(0, 700).ListOf()
            from letters in Gen.Choose(1, 30).ListOf(days.Count)
            from width in Gen.Elements(180f, 240f, 560f)
            from line in Gen.Choose(0, 700)
            select (days.Order().Zip(letters).ToList(), width, line);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                some.ToArbitrary(),
                given =>
                {
                    var (events, width, line) = given;
                    var first = new DateOnly(2025, 1, 1);
                    float ToX(DateOnly day) => (day.DayNumber - first.DayNumber) * width / 700f;
                    var marks = events
                        .Select(
                            (pair, place) =>
                                new FigureMark(FigureLane.Event, first.AddDays(pair.First), null, new('x', pair.Second))
                                {
                                    Number = place + 1,
                                }
                        )
                        .ToList();
                    var placed = LaneLabels.Place(
                        marks,
                        ToX,
                        text => text.Length * 8,
                        0,
                        width,
                        ToX(first.AddDays(line))
                    );

                    var taken = placed
                        .Where(item => item.Width > 0)
                        .Select(item => (From: item.At, Until: item.At + item.Width))
                        .ToList();
                    Assert.All(taken, pair => Assert.True(pair.From >= 0 && pair.Until <= width));
                    foreach (
                        var (one, other) in taken.SelectMany((pair, i) => taken.Skip(i + 1).Select(two => (pair, two)))
                    )
                        Assert.True(one.Until <= other.From || other.Until <= one.From, $"{one} {other}");
                    foreach (var mark in marks.Select(mark => ToX(mark.From)))
                        Assert.All(
                            taken,
                            pair =>
                                Assert.True(mark + LaneLabels.Half <= pair.From || pair.Until <= mark - LaneLabels.Half)
                        );
                }
            )
        );
    }

    [Fact]
    public void Help_at_the_same_time_has_bars_below_each_other()
    {
        var item = Figure.Of([Row([4, 5, 6, 7])], [Help(1, 2), Help(3, null)])!;
        var two = Figure.Of([Row([4, 5, 6, 7])], [Help(1, 3), Help(2, null)])!;

        Assert.Equal(20, HeightOf(two) - HeightOf(item));

        static FigureMark Help(int from, int? until) =>
            new(FigureLane.Help, new(2026, from, 10), until is { } end ? new(2026, end, 20) : null, "hulp");
        static double HeightOf(Figure figure) => Number(Draw(figure), "height");
    }

    [Fact]
    public void Steps_are_named_and_a_limit_of_other_words_says_so_where_there_is_room()
    {
        var wide = Texts(Some());
        var narrow = Texts(Some(), FigureDrawing.Narrow);

        Assert.Contains("vanaf 7: vaak te zwaar (voor andere woorden)", wide);
        Assert.Contains("vanaf 7: vaak te zwaar", narrow);
        Assert.Contains("7", wide);
    }

    [Fact]
    public void Letters_that_its_font_lacks_are_written_all_the_same()
    {
        using var spoken = Languages.Speak(Language.Arabic);
        var texts = Texts(Figure.Of([Row([3, 9]) with { Name = "العبء" }], [])!);

        Assert.Contains(texts, text => text.Contains("العبء"));
        Assert.Contains(texts, text => text.Contains("فبراير"));
        Assert.DoesNotContain(texts, text => text.Any(char.IsAsciiLetter));
    }

    [Fact]
    public void On_paper_it_has_twice_as_many_pixels()
    {
        var png = FigureDrawing.Png(Some(), FigureDrawing.Wide);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.Equal(2 * FigureDrawing.Wide, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
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
                    Steps = ["een week", "een maand", "half jaar", "een jaar", "twee jaar", "langer"],
                    Zone = (1, 4.5),
                    RaisedOn = [new(2026, 11, 5)],
                },
                Row(burden, 0, 100) with
                {
                    Name = "Hoe zwaar het voelt",
                    RaisedOn = [new(2026, 11, 5)],
                },
                load with
                {
                    Waves = [.. load.Waves.Where(wave => wave.Value is not null)],
                    Zone = (6.5, 13),
                    ZoneLabel = "vanaf 7: vaak te zwaar",
                    ZoneNote = " (voor andere woorden)",
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
        );

    private static XElement Drawn(double?[] values) => Draw(Figure.Of([Row(values)], [])!);

    private static XElement Draw(Figure figure, int width = FigureDrawing.Wide) =>
        XElement.Parse(FigureDrawing.Svg(figure, width, "a"));

    private static int Lines(XElement svg) =>
        svg.Descendants(Svg + "path").Count(path => path.Attribute("stroke")?.Value == "#14507A");

    private static List<string> Texts(Figure figure, int width = FigureDrawing.Wide) =>
        [.. XElement.Parse(FigureDrawing.Svg(figure, width, "a")).Descendants(Svg + "text").Select(text => text.Value)];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
