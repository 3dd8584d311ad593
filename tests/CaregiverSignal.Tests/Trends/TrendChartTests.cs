using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests.Trends;

public class TrendChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Drawing_sentence_and_table_give_the_same_numbers()
    {
        var model = Model(Some.Monthly(4, 5, null, 8, 9));

        var drawn = Texts(Draw(model), "c-value");

        Assert.Equal(["4", "5", "8", "9"], drawn.Order());
        Assert.Equal(["4", "5", "–", "8", "9"], model.Rows.Select(row => row.Outcome));
        Assert.StartsWith(
            "Hoe zwaar is het zorgen, 4 keer ingevuld tussen januari 2026 en mei 2026. Eerste keer 4, laatste keer 9, op een schaal van 0 tot 13.",
            model.Caption,
            StringComparison.Ordinal
        );
        Assert.Equal(model.Caption, Draw(model).Element(Svg + "desc")!.Value);
    }

    [Fact]
    public void The_line_stops_at_a_missed_wave_which_is_marked_on_the_axis()
    {
        var svg = Draw(Model(Some.Monthly(4, 5, null, 8, 9)));

        Assert.Equal([2, 2], Lines(svg));
        Assert.Single(Of(svg, "c-missed"));
    }

    [Fact]
    public void A_wave_alone_between_two_missed_ones_is_a_point_without_a_line()
    {
        var svg = Draw(Model(Some.Monthly(4, null, 5, null, 8)));

        Assert.Empty(Lines(svg));
        Assert.Equal(3, Of(svg, "c-point").Count);
    }

    [Fact]
    public void The_line_stops_where_the_questions_changed_and_an_event_says_so()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Some.Point("2026-01-01", 2),
                Some.Point("2026-02-01", 3),
                Some.Point("2026-03-01", 9, 2),
                Some.Point("2026-04-01", 9, 2),
            ],
        };

        var model = Model(series);

        Assert.Equal([2, 2], Lines(Draw(model)));
        Assert.Equal("de vragen zijn veranderd", Assert.Single(model.Events).Text);
        Assert.Equal("vaak te zwaar, eerste keer", model.Rows[2].InWords);
    }

    [Fact]
    public void Other_words_stop_the_line_and_are_told_while_what_is_compared_goes_on()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Worded("2026-01-01", 4, "own-1"),
                Worded("2026-02-01", 4, "own-1"),
                Worded("2026-03-01", 8, "nl-1"),
                Worded("2026-04-01", 8, "nl-1"),
            ],
        };

        var model = Model(series, Audience.Coordinator);

        Assert.Equal([2, 2], Lines(Draw(model)));
        Assert.Equal("dezelfde vragen, in andere woorden", Assert.Single(model.Events).Text);
        Assert.Equal("vaak te zwaar, duidelijk zwaarder dan in het begin", model.Rows[2].InWords);
        Assert.Contains(
            "Eerste keer 4, laatste keer 8, op een schaal van 0 tot 13.",
            model.Rest,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Values_of_other_numbers_are_not_compared_and_the_sentence_says_so()
    {
        var series = Some.Monthly() with
        {
            Points =
            [
                Worded("2026-01-01", 4, "own-1", "a"),
                Worded("2026-02-01", 4, "own-1", "a"),
                Worded("2026-03-01", 9, "own-1", "b"),
            ],
        };

        var model = Model(series, Audience.Coordinator);

        Assert.Equal([2], Lines(Draw(model)));
        Assert.Equal("het cijfer wordt anders berekend", Assert.Single(model.Events).Text);
        Assert.Equal(
            "Het cijfer wordt nu anders berekend. Daarom vergelijken wij deze keer niet met eerst.",
            model.Summary
        );
        Assert.Equal("vaak te zwaar, eerste keer", model.Rows[2].InWords);
    }

    [Fact]
    public void Each_version_is_read_by_its_own_scale_and_the_cut_off_begins_with_the_version_it_belongs_to()
    {
        var (old, now) = (
            Some.CsiTotal(),
            Some.CsiTotal() with
            {
                Max = 10,
                Bands = [Some.CsiTotal().Bands[1] with { From = 5, To = 10 }],
            }
        );
        var series = Some.Monthly() with
        {
            Points =
            [
                Some.Point("2026-01-01", 5),
                Some.Point("2026-02-01", 13),
                Some.Point("2026-03-01", 6, 2) with
                {
                    Band = "high",
                },
                Some.Point("2026-04-01", 6, 2) with
                {
                    Band = "high",
                },
            ],
            Versions = new Dictionary<int, CaregiverSignal.Questionnaires.Scale> { [1] = old, [2] = now },
        };

        var model = ChartModel.Of(now, Some.ChartName(), series, [], Audience.Coordinator);
        var svg = Draw(model);

        Assert.Equal(
            ["onder de grens, eerste keer", "vaak te zwaar, duidelijk zwaarder dan in het begin"],
            model.Rows.Take(2).Select(row => row.InWords)
        );
        Assert.Each(Of(svg, "c-point"), point => Assert.InRange(Number(point, "cy"), 44, 300));
        var band = Assert.Single(Of(svg, "c-band"));
        Assert.InRange(Number(band, "x"), Number(Of(svg, "c-point")[1], "cx") + 1, Number(Of(svg, "c-point")[2], "cx"));
        Assert.StartsWith(
            "Sinds de verandering: eerste keer 6, laatste keer 6, op een schaal van 0 tot 10.",
            model.Rest,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(ChartWidth.Narrow)]
    [InlineData(ChartWidth.Wide)]
    public void The_lowest_and_the_highest_value_are_drawn_inside_the_picture(ChartWidth width)
    {
        var svg = Draw(Model(Some.Monthly(0, 13)), width);

        Assert.Equal(["0", "13"], Texts(svg, "c-value").Order());
        Assert.Each(Of(svg, "c-value"), label => Assert.InRange(Number(label, "y"), 12, 330));
    }

    [Fact]
    public void With_one_complete_wave_there_is_no_drawing_and_the_sentence_holds_no_number_of_the_scale()
    {
        var model = Model(Some.Monthly(9, null));

        Assert.Null(TrendChart.Svg(model, "a", ChartWidth.Wide));
        Assert.StartsWith(
            "Hoe zwaar is het zorgen, 1 keer ingevuld in januari 2026. Dit was de eerste keer.",
            model.Caption,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("9", model.Caption, StringComparison.Ordinal);
        Assert.Equal(2, model.Rows.Count);
    }

    [Fact]
    public void Without_any_answer_the_sentence_says_so()
    {
        var model = Model(Some.Monthly());

        Assert.False(model.IsDrawn);
        Assert.Empty(model.Rows);
        Assert.Equal("Hoe zwaar is het zorgen, nog niet helemaal ingevuld.", model.Caption);
    }

    [Theory]
    [InlineData(ChartWidth.Narrow, 12)]
    [InlineData(ChartWidth.Wide, 12)]
    public void Of_thirty_waves_the_last_are_drawn_and_the_table_has_all(ChartWidth width, int shown)
    {
        var model = Model(Some.Monthly([.. Enumerable.Range(0, 30).Select(wave => (double?)(wave % 14))]));

        Assert.Equal(shown, Of(Draw(model, width), "c-point").Count);
        Assert.Equal(30, model.Rows.Count);
        Assert.EndsWith("In de tabel staan alle keren.", model.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partly_answered_wave_is_a_bar_for_the_coordinator_and_nothing_for_the_caregiver()
    {
        var series = Some.Monthly(4, 5).WithPartly("2026-03-01", 6, 8);

        var coordinator = Model(series, audience: Audience.Coordinator);
        var caregiver = Model(series);

        Assert.Single(Of(Draw(coordinator), "c-bar"));
        Assert.Contains("6–8", Texts(Draw(coordinator), "c-value"));
        Assert.Equal("6 tot 8", coordinator.Rows[2].Outcome);
        Assert.Empty(Of(Draw(caregiver), "c-bar"));
        Assert.Equal(2, Of(Draw(caregiver), "c-point").Count);
        Assert.Equal("–", caregiver.Rows[2].Outcome);
        Assert.Equal("een deel ingevuld", caregiver.Rows[2].How);
    }

    [Fact]
    public void A_list_of_which_nothing_was_answered_is_a_missed_wave_and_no_bar_over_the_whole_scale()
    {
        var series = Some.Monthly(4, 9).WithPartly("2026-03-01", 0, 13);

        var model = Model(series, Audience.Coordinator);

        Assert.Empty(Of(Draw(model), "c-bar"));
        Assert.Single(Of(Draw(model), "c-missed"));
        Assert.Equal(("–", "niet ingevuld"), (model.Rows[2].Outcome, model.Rows[2].How));
        Assert.Equal(
            "De laatste keer is dit niet ingevuld. Eerste keer 4, voor het laatst ingevuld op 1 februari 2026: 9, op een schaal van 0 tot 13.",
            model.Summary
        );
    }

    [Fact]
    public void Who_did_not_answer_since_is_not_said_to_have_done_so_the_last_time() =>
        Assert.Contains(
            "Eerste keer 4, voor het laatst ingevuld op 1 februari 2026: 9, op",
            Model(Some.Monthly(4, 9, null), Audience.Coordinator).Summary,
            StringComparison.Ordinal
        );

    [Fact]
    public void Only_a_reliable_change_gets_a_ring_and_its_words()
    {
        var model = Model(Some.Monthly(4, 4, 6, 7));

        Assert.Single(Of(Draw(model), "c-ring"));
        Assert.Equal("onder de grens, ongeveer hetzelfde", model.Rows[2].InWords);
        Assert.Equal("vaak te zwaar, duidelijk zwaarder dan in het begin", model.Rows[3].InWords);
        Assert.Contains("Het is duidelijk zwaarder dan toen u begon.", model.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void The_band_begins_under_the_cut_off_and_is_named()
    {
        var svg = Draw(Model(Some.Monthly(4, 7)));

        var edge = Number(Assert.Single(Of(svg, "c-edge")), "y1");
        Assert.True(Number(Of(svg, "c-point")[1], "cy") < edge);
        Assert.Equal(["vanaf 7: vaak te zwaar"], Texts(svg, "c-band-label"));
        Assert.Equal(["0", "13", "7"], Texts(svg, "c-tick").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_scale_without_a_published_cut_off_has_no_band()
    {
        var model = ChartModel.Of(Some.Happiness(), Some.ChartName(), Some.Monthly(6, 7), [], Audience.Caregiver);

        Assert.Empty(Of(Draw(model), "c-band"));
        Assert.Equal(["↑ beter"], Texts(Draw(model), "c-direction"));
        Assert.Equal(["0", "10"], Texts(Draw(model), "c-tick").Order());
    }

    [Fact]
    public void Events_are_numbered_by_day_in_drawing_list_and_table()
    {
        var model = Model(
            Some.Monthly(4, 5, 6),
            Some.Marker("2026-02-15", "opgenomen"),
            Some.Marker("2026-01-10"),
            Some.Marker("2026-04-01", "verhuisd")
        );

        Assert.Equal(["1", "2", "3"], Texts(Draw(model), "c-event-number"));
        Assert.Equal(
            [(1, "hulp is minder geworden"), (2, "opgenomen"), (3, "verhuisd")],
            model.Events.Select(it => (it.Number, it.Text))
        );
        Assert.Equal("1 – 10 januari 2026: hulp is minder geworden", model.Rows[1].Event);
        Assert.Equal("3 – 1 april 2026: verhuisd", model.Rows[3].Event);
        Assert.Equal("–", model.Rows[3].Outcome);
    }

    [Fact]
    public void Events_close_together_share_one_mark()
    {
        var model = Model(
            Some.Monthly(4, 5, 6, 7, 8, 9),
            Some.Marker("2026-03-02"),
            Some.Marker("2026-03-05", "gevallen")
        );

        Assert.Equal(["1–2"], Texts(Draw(model, ChartWidth.Narrow), "c-event-number"));
        Assert.Equal(2, Of(Draw(model), "c-event-line").Count);
    }

    [Fact]
    public void At_the_top_of_the_scale_the_coordinator_reads_that_worse_would_not_show_and_the_caregiver_does_not()
    {
        const string NoRoom = "De uitkomst kan bijna niet hoger. Wordt het nog zwaarder, dan ziet u dat hier niet.";

        var coordinator = Model(Some.Monthly(12, 12, 13), Audience.Coordinator);
        var caregiver = Model(Some.Monthly(12, 12, 13));

        Assert.Equal("Al langere tijd zwaar.", coordinator.Title);
        Assert.Equal($"Eerste keer 12, laatste keer 13, op een schaal van 0 tot 13. {NoRoom}", coordinator.Rest);
        Assert.Contains(NoRoom, Draw(coordinator).Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("bijna niet", caregiver.Summary + caregiver.Caption, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "bijna niet",
            Model(Some.Monthly(4, 5), Audience.Coordinator).Caption,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_a_single_answer_the_coordinator_reads_the_outcome()
    {
        Assert.Equal(
            "Dit was de eerste keer. Uitkomst 4, op een schaal van 0 tot 13.",
            Model(Some.Monthly(4), Audience.Coordinator).Summary
        );
        Assert.Equal(
            "Dit was de eerste keer. Antwoord: zes tot twaalf maanden.",
            ChartModel.Of(Some.Perseverance(), Some.ChartName(), Some.Monthly(4), [], Audience.Coordinator).Summary
        );
    }

    [Fact]
    public void Who_began_at_the_top_cannot_be_called_clearly_heavier_and_the_coordinator_reads_that() =>
        Assert.EndsWith(
            "Daarom kan hier nooit staan: duidelijk zwaarder.",
            Model(Some.Monthly(12, 12, 10), Audience.Coordinator).Summary,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_last_of_the_answers_in_words_says_itself_that_it_is_the_last()
    {
        var series = Some.Monthly(3, 1) with { Instrument = "volhoudtijd", Scale = "time" };

        Assert.DoesNotContain(
            "bijna niet",
            ChartModel.Of(Some.Perseverance(), Some.ChartName(), series, [], Audience.Coordinator).Caption,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Answers_in_words_are_listed_and_not_drawn()
    {
        var series = Some.Monthly(5, 3) with { Instrument = "volhoudtijd", Scale = "time" };

        var model = ChartModel.Of(Some.Perseverance(), Some.ChartName("Volhouden"), series, [], Audience.Coordinator);

        Assert.False(model.IsDrawn);
        Assert.Equal(["een tot twee jaar", "een tot zes maanden"], model.Rows.Select(row => row.Outcome));
        Assert.Contains(
            "Eerste keer: een tot twee jaar. Laatste keer: een tot zes maanden.",
            model.Caption,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Text_from_people_is_encoded()
    {
        var markers = new[] { Some.Marker("2026-01-10", "\"<script>alert(1)</script>\" & \u0001 zo") };
        var model = ChartModel.Of(
            Some.CsiTotal(),
            Some.ChartName("Druk <nu> & \u0002straks"),
            Some.Monthly(4, 5),
            markers,
            Audience.Caregiver
        );

        var text = TrendChart.Svg(model, "a", ChartWidth.Wide)!;

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.Equal("Druk <nu> & straks", XElement.Parse(text).Element(Svg + "title")!.Value);
        Assert.Contains("<script>", XElement.Parse(text).Element(Svg + "desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_names_itself_and_carries_neither_style_nor_script()
    {
        var model = Model(Some.Monthly(4, 5));
        var text = TrendChart.Svg(model, "csi-wide", ChartWidth.Wide)!;
        var svg = XElement.Parse(text);

        Assert.Equal("img", svg.Attribute("role")!.Value);
        var ids = svg.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Each(ids, id => Assert.StartsWith("csi-wide-", id, StringComparison.Ordinal));
        Assert.Each(svg.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids));
        Assert.DoesNotMatch("style=|<style|<script|tabindex| on[a-z]+=", text);
    }

    [Fact]
    public void No_two_texts_overlap_at_either_width()
    {
        var busy = Enumerable.Range(0, 12).Select(wave => (double?)(wave is 4 or 8 ? null : wave)).ToArray();
        var series = Some.Monthly(busy).WithPartly("2026-05-20", 6, 9);
        var model = Model(
            series,
            Audience.Coordinator,
            Some.Marker("2026-08-02"),
            Some.Marker("2026-08-20", "gevallen"),
            Some.Marker("2026-11-01", "ziek")
        );

        foreach (var width in Enum.GetValues<ChartWidth>())
        {
            var boxes = Draw(model, width).Descendants(Svg + "text").Select(Box).ToList();
            foreach (var (one, index) in boxes.Select((box, index) => (box, index)))
            {
                Assert.All(
                    boxes.Skip(index + 1),
                    other =>
                        Assert.False(
                            one.Left < other.Right
                                && other.Left < one.Right
                                && one.Top < other.Bottom
                                && other.Top < one.Bottom,
                            $"{width}: {one.Text} and {other.Text}"
                        )
                );
                Assert.InRange(one.Left, 0, width == ChartWidth.Wide ? 640 : 320);
                Assert.InRange(one.Right, 0, width == ChartWidth.Wide ? 640 : 320);
            }
        }
    }

    [Fact]
    public void Values_of_check_ins_close_together_do_not_read_as_one_number()
    {
        var model = Model(
            Some.Series(
                ("2026-05-22", 3),
                ("2026-06-15", 5),
                ("2026-07-24", 12),
                ("2026-08-07", 12),
                ("2026-08-22", 12),
                ("2026-09-22", 11),
                ("2026-10-23", 13)
            )
        );

        var values = Draw(model, ChartWidth.Narrow)
            .Descendants(Svg + "text")
            .Where(text => (string?)text.Attribute("class") == "c-value")
            .OrderBy(text => Number(text, "x"))
            .ToList();

        // A bold figure is ten wide.
        Assert.Each(
            values.Zip(values.Skip(1)).Where(pair => Math.Abs(Number(pair.First, "y") - Number(pair.Second, "y")) < 12),
            pair =>
                Assert.True(
                    Number(pair.Second, "x")
                        - Number(pair.First, "x")
                        - 5 * (pair.First.Value.Length + pair.Second.Value.Length)
                        >= 4,
                    $"{pair.First.Value}{pair.Second.Value}"
                )
        );
    }

    private static Point Worded(string day, double value, string words, string? set = null) =>
        Some.Point(day, value) with
        {
            Wording = words,
            SuppliedSet = set,
        };

    private static ChartModel Model(Series series, params Marker[] markers) =>
        Model(series, Audience.Caregiver, markers);

    private static ChartModel Model(Series series, Audience audience, params Marker[] markers) =>
        ChartModel.Of(Some.CsiTotal(), Some.ChartName(), series, markers, audience);

    private static XElement Draw(ChartModel model, ChartWidth width = ChartWidth.Wide) =>
        XElement.Parse(TrendChart.Svg(model, "chart", width)!);

    private static List<XElement> Of(XElement svg, string name) =>
        [.. svg.Descendants().Where(element => element.Attribute("class")?.Value == name)];

    private static IEnumerable<string> Texts(XElement svg, string name) =>
        Of(svg, name).Select(element => element.Value);

    private static IEnumerable<int> Lines(XElement svg) =>
        Of(svg, "c-line").Select(line => Regex.Count(line.Attribute("points")!.Value, ","));

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // 8 units a letter is the usual width of 16 unit sans-serif text.
    private static (double Left, double Top, double Right, double Bottom, string Text) Box(XElement text)
    {
        var (x, y, wide) = (Number(text, "x"), Number(text, "y"), text.Value.Length * 8.0);
        var left = text.Attribute("text-anchor")!.Value switch
        {
            "start" => x,
            "end" => x - wide,
            _ => x - wide / 2,
        };
        return (left, y - 11.5, left + wide, y, text.Value);
    }
}
