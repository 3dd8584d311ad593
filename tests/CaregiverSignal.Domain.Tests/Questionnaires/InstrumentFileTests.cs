using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Questionnaires;

public class InstrumentFileTests
{
    [Fact]
    public void A_sound_file_is_read_whole()
    {
        var small = Some.Small();

        Assert.Equal(["glad", "tired", "heavy"], small.Items.Select(item => item.Key));
        Assert.Equal(ScaleKind.Mean, small.Scale("mood")!.Kind);
        Assert.Equal(3, small.Scale("mood")!.Items[1].Of(1));
        Assert.Equal("Bent u blij?", small.Items[0].Text.Nl);
    }

    [Fact]
    public void An_error_given_as_deviation_and_retest_becomes_a_standard_error()
    {
        Assert.Equal(2.0, Some.Small().Scale("mood")!.Error!.Sem, 1e-12);
    }

    [Fact]
    public void A_range_allows_every_step_and_a_page_offers_the_choices_only()
    {
        var heavy = Some.Small().Item("heavy")!;

        Assert.True(heavy.Allows(7));
        Assert.False(heavy.Allows(11));
        Assert.Equal([0, 10], heavy.Choices.Select(code => code.Value));
        Assert.Equal("0 to 10", heavy.Allowed.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Codes_with_holes_are_named_one_by_one()
    {
        var item = Some.Questionnaire(
                Some.SmallFile.Replace("\"from\": 0, \"to\": 10, \"step\": 1", "\"from\": 0, \"to\": 10, \"step\": 10")
            )
            .Item("heavy")!;

        Assert.Equal("0, 10", item.Allowed.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        var faults = new List<Fault>();

        var read = InstrumentFile.Parse(Some.SmallFiles("\uFEFF" + Some.SmallFile), faults);

        Assert.NotNull(read);
    }

    /// <summary>What is changed in the sound file, into what; where it is told, and what is said.</summary>
    public static TheoryData<string, string, string, string> Definitions =>
        Table(
            """
            "version": 1, → "version": 1, "colour": "red", ¦ colour ¦ is not known here
            "version": 1, →  ¦ version ¦ is missing
            "version": 1, → "version": 1, "version": 2, ¦ version ¦ is there twice
            "answers": { → "answers": { "agree": { "codes": [1], "source": "ours" }, ¦ answers.agree ¦ is there twice
            "version": 1, → "version": "1", ¦ version ¦ is the text '1'; a whole number is needed
            "version": 1, → "version": 0, ¦ version ¦ 0 is not allowed; allowed is a whole number from 1
            { "nl": "Klein", "en": "Small" } → [] ¦ name ¦ is a list; an object is needed
            "nl": "Klein",  →  ¦ name.nl ¦ is missing
            "Klein" → "  " ¦ name.nl ¦ is empty
            "state": "ours" → "state": "mine" ¦ licence.state ¦ 'mine' is not allowed; allowed is ours, free, unknown, registration
            "key": "small" → "key": "tall" ¦ key ¦ it must be tall-v1.json
            "days": 14, "source": "ours" → "days": 14 ¦ interval.source ¦ is missing
            "days": 14 → "days": 0 ¦ interval.days ¦ 0 is not allowed; allowed is a whole number from 1 to 366
            "rule": "bounds" → "rule": "zero" ¦ missing.rule ¦ 'zero' is not allowed; allowed is bounds, person-mean
            "rule": "bounds" → "rule": "person-mean" ¦ missing.most ¦ goes with person-mean, which needs it
            "rule": "bounds" → "rule": "bounds", "most": 1 ¦ missing.most ¦ goes with person-mean, which needs it, and with no other rule
            "key": "tired" → "key": "Very tired" ¦ items[1].key ¦ 'Very tired' is not allowed; allowed are small letters, digits and hyphens
            "key": "tired" → "key": "id" ¦ items[1].key ¦ 'id' is not allowed
            "key": "mood" → "key": "Mood" ¦ scales[0].key ¦ 'Mood' is not allowed
            "key": "tired" → "key": "glad" ¦ items[1].key ¦ 'glad' is there twice
            "key": "heavy",  →  ¦ items[2].key ¦ is missing
            "answers": "line" → "answers": "lines" ¦ items[2].answers ¦ 'lines' is not in answers; there are agree, line
            [1, 2, 3] → [1, 1, 3] ¦ answers.agree.codes[1] ¦ '1' is there twice
            [1, 2, 3] → [1, 2.5, 3] ¦ answers.agree.codes[1] ¦ 2.5 is not allowed; allowed is a whole number from -1000 to 1000
            [1, 2, 3] → [1, 2, 1001] ¦ answers.agree.codes[2] ¦ 1001 is not allowed; allowed is a whole number from -1000 to 1000
            "step": 1 } → "step": 1 }, "codes": [1] ¦ answers.line ¦ needs codes or range, one of the two
            "to": 10 → "to": -1 ¦ answers.line.range.to ¦ -1 is not allowed
            "source": "ours", "range" → "range" ¦ answers.line.source ¦ is missing
            "items": ["glad", "tired"] → "items": ["sad", "tired"] ¦ scales[0].items[0] ¦ 'sad' is not an item; items are glad, tired, heavy
            "items": ["glad", "tired"] → "items": ["tired", "tired"] ¦ scales[0].items[1] ¦ 'tired' is there twice
            "items": ["glad", "tired"] → "items": [5, "tired"] ¦ scales[0].items[0] ¦ is the number 5
            "items": ["glad", "tired"] → "items": [] ¦ scales[0].items ¦ is empty
            "reversed": ["tired"] → "reversed": ["heavy"] ¦ scales[0].reversed ¦ 'heavy' is not among the items of the scale
            "reversed": ["tired"] → "reversed": ["tired"], "weights": { "glad": { "1": 1 } } ¦ scales[0].weights ¦ does not go with mean
            "kind": "mean" → "kind": "count" ¦ scales[0].counted ¦ is missing
            "kind": "mean",\n      "items": ["glad", "tired"],\n      "reversed": ["tired"] → "kind": "count", "items": ["glad", "tired"], "counted": [9] ¦ scales[0].counted ¦ 9 is no code of any of its items
            "mean" → "median" ¦ scales[0].kind ¦ 'median' is not allowed; allowed is sum, mean, count, weighted
            "higher-is-better" → "up" ¦ scales[0].direction ¦ 'up' is not allowed
            "max": 3 → "max": 4 ¦ scales[0].max ¦ the items come to 3 at the highest, and not to 4
            "source": "ours",\n      "bands" → "bands" ¦ scales[0].source ¦ is missing
            "from": 2, → "from": 1.5, ¦ scales[0].bands[1].from ¦ 1.5 is not above 1.5, which belongs to the band before it
            "to": 3, → "to": 3.5, ¦ scales[0].bands[1].to ¦ 3.5 is not allowed; allowed is 1 to 3
            "from": 2, → "from": 3.5, ¦ scales[0].bands[1].from ¦ 3.5 is not allowed
            "key": "fair" → "key": "low" ¦ scales[0].bands[1].key ¦ 'low' is there twice
            "to": 3, → "to": 3, "cutOff": true, ¦ scales[0].bands ¦ have a cutOff too many
            "en": "fair" }, "source": "ours" → "en": "fair" } ¦ scales[0].bands[1].source ¦ is missing
            "retest": 0.84, "source": "ours" → "retest": 0.84 ¦ scales[0].error.source ¦ is missing
            "retest": 0.84 → "retest": 1 ¦ scales[0].error.retest ¦ 1 is not allowed; allowed is a number from 0 to below 1
            "retest": 0.84 → "sem": 2 ¦ scales[0].error ¦ needs sem, or sd with retest
            "sd": 5, "retest": 0.84 → "sem": 0 ¦ scales[0].error.sem ¦ 0 is not allowed; allowed is a number above 0
            """
        );

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_broken_rule_is_told_with_its_place(string old, string broken, string place, string message) =>
        AssertTold(Some.SmallFiles(Changed(Some.SmallFile, old, broken)), "small-v1.json", place, message);

    public static TheoryData<string, string, string, string> Wordings =>
        Table(
            """
            "version": 1, → "version": 1, "colour": "red", ¦ colour ¦ is not known here
            "key": "small" → "key": "tall" ¦ key ¦ it must be tall-v1.wording.json
            "state": "own" → "state": "mine" ¦ state ¦ 'mine' is not allowed; allowed is own, official
            "wording": "own-1", →  ¦ wording ¦ is missing
            "heavy": → "light": ¦ items.light ¦ is not in the definition; there are glad, tired, heavy
            ,\n    "heavy": { "text": "Hoe zwaar?" } →  ¦ items.heavy ¦ is missing; each of glad, tired, heavy needs its words
            "Hoe zwaar?" → "  " ¦ items.heavy.text ¦ is empty
            "nl": "Bent u blij?",  →  ¦ items.glad.text.nl ¦ is missing
            "line": [ → "lines": [ ¦ answers.lines ¦ is not in the definition; there are agree, line
            "line": [ → "lines": [ ¦ answers.line ¦ is missing
            "value": 10 → "value": 11 ¦ answers.line ¦ 11 is not a code of 'line'
            "value": 2 → "value": 1 ¦ answers.agree[1].value ¦ '1' is there twice
            "value": 2 → "value": 4 ¦ answers.agree ¦ has no label for code 2
            """
        );

    [Theory]
    [MemberData(nameof(Wordings))]
    public void Words_that_do_not_fit_are_told_with_their_place(
        string old,
        string broken,
        string place,
        string message
    ) =>
        AssertTold(
            Some.SmallFiles(wording: Changed(Some.SmallWording, old, broken)),
            "small-v1.wording.json",
            place,
            message
        );

    public static TheoryData<string, string, string, string> Numbers =>
        Table(
            """
            "source": "Invented for a test.", →  ¦ source ¦ is missing
            "set": "nl-1", →  ¦ set ¦ is missing
            "worth": { → "price": { ¦ scales.price ¦ is not a scale of the questionnaire; scales are mood, worth
            "worth": { → "mood": { ¦ scales.mood ¦ nothing can be supplied to it
            "weights": { "glad" → "min": 0, "weights": { "glad" ¦ scales.worth.min ¦ is in the definition already
            "tired": { → "weary": { ¦ scales.worth.weights.weary ¦ is not an item of the scale; they are glad, tired
            "tired": { → "heavy": { ¦ scales.worth.weights.heavy ¦ is not an item of the scale; they are glad, tired
            "tired": { → "weary": { ¦ scales.worth.weights.tired ¦ code 1 of 'tired' has no weight
            "2": 20,  →  ¦ scales.worth.weights.glad ¦ code 2 of 'glad' has no weight
            "2": 20 → "2": 20, "4": 1 ¦ scales.worth.weights.glad.4 ¦ is not a code of 'glad'; allowed is 1 to 3
            "2": 20 → "2": "20" ¦ scales.worth.weights.glad.2 ¦ is the text '20'; a number is needed
            50.5 → 95 ¦ scales.worth.weights ¦ the items come to 144.5 at the highest, and not to 100
            "3,1" → "3,9" ¦ scales.worth.interactions[0].weights.3,9 ¦ is not a code of 'glad' (1 to 3), a comma and a code of 'tired' (1 to 3)
            "items": ["glad", "tired"] → "items": ["glad", "glad"] ¦ scales.worth.interactions[0].items[1] ¦ 'glad' is there twice
            "items": ["glad", "tired"] → "items": ["glad", "heavy"] ¦ scales.worth.interactions[0].items ¦ are not two items of the scale
            { "3,1": 4.5, "2,2": -5 } → { } ¦ scales.worth.interactions[0].weights ¦ is empty
            "2,2" → "02,2" ¦ scales.worth.interactions[0].weights.02,2 ¦ is not a code of 'glad'
            "2": 20 → "2": 20, "02": 5 ¦ scales.worth.weights.glad.02 ¦ is not a code of 'glad'
            """
        );

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Supplied_numbers_that_do_not_fit_are_told_with_their_place(
        string old,
        string broken,
        string place,
        string message
    ) =>
        AssertTold(
            Some.SmallFiles(scales: Changed(Some.SmallScales, old, broken)),
            "overlay/small-v1.scales.json",
            place,
            message
        );

    [Fact]
    public void Faults_of_definition_words_and_numbers_are_told_at_once()
    {
        var faults = FaultsOf(
            Some.SmallFiles(
                Changed(
                    Changed(Changed(Some.SmallFile, "\"version\": 1,", ""), "\"mean\"", "\"median\""),
                    "\"higher-is-better\"",
                    "\"up\""
                ),
                Changed(Some.SmallWording, "\"Bent u moe?\"", "3"),
                scales: Changed(Some.SmallScales, "\"set\": \"nl-1\",", "")
            )
        );

        Assert.Equal(
            ["scales[0].kind", "scales[0].direction", "version", "items.tired.text.nl", "set"],
            faults.Select(fault => fault.Place)
        );
    }

    [Fact]
    public void A_wrong_weight_hides_no_fault_of_an_interaction()
    {
        var faults = FaultsOf(
            Some.SmallFiles(scales: Changed(Changed(Some.SmallScales, "\"2\": 20, ", ""), "\"3,1\"", "\"3,9\""))
        );

        Assert.Equal(
            ["scales.worth.weights.glad", "scales.worth.interactions[0].weights.3,9"],
            faults.Select(fault => fault.Place)
        );
    }

    [Fact]
    public void The_operators_words_go_before_the_shipped_ones()
    {
        var faults = new List<Fault>();
        var official = Some
            .SmallWording.Replace("own-1", "official-1")
            .Replace("\"own\"", "\"official\"")
            .Replace("Bent u blij?", "Blij?");

        var read = InstrumentFile.Parse(Some.SmallFiles(overlay: official), faults);

        Assert.Empty(faults);
        Assert.Equal(
            (WordingState.Official, "official-1", "Blij?"),
            (read!.Wording.State, read.Wording.Version, read.Items[0].Text.Nl)
        );
    }

    [Fact]
    public void Other_words_under_the_name_of_the_shipped_ones_are_refused()
    {
        var faults = FaultsOf(Some.SmallFiles(overlay: Some.SmallWording.Replace("Bent u blij?", "Blij?")));

        Assert.Equal(("overlay/small-v1.wording.json", "wording"), (Assert.Single(faults).Where, faults[0].Place));
        Assert.Has("'own-1' is already the name of the wording in small-v1.wording.json", faults[0].Message);
    }

    [Fact]
    public void Without_words_a_definition_must_say_why()
    {
        var fault = Assert.Single(FaultsOf(Some.SmallFiles(wording: null)));

        Assert.Has("small-v1.wording.json is not there, and withoutWording does not say why", fault.Message);
    }

    [Fact]
    public void Without_words_a_questionnaire_is_scored_and_cannot_be_asked()
    {
        var faults = new List<Fault>();
        var definition = Changed(
            Some.SmallFile,
            "\"interval\"",
            "\"withoutWording\": \"Not ours to give.\", \"interval\""
        );

        var bare = InstrumentFile.Parse(Some.SmallFiles(definition, wording: null), faults)!;
        var supplied = InstrumentFile.Parse(
            Some.SmallFiles(definition, wording: null, overlay: Some.SmallWording),
            faults
        )!;

        Assert.Equal(
            (false, "not supplied", "Not ours to give."),
            (bare.CanBeAsked, bare.Wording.StateName, bare.Wording.Note)
        );
        Assert.Equal(2, bare.Items.Count(item => item.Key != "heavy"));
        Assert.True(supplied.CanBeAsked);
    }

    [Fact]
    public void A_scale_is_left_open_until_its_numbers_are_supplied()
    {
        var without = Some.Small();
        var with = Some.Weighted();

        Assert.Equal("worth", Assert.Single(without.Unsupplied).Key);
        Assert.Null(without.Scale("worth"));
        Assert.Empty(with.Unsupplied);
        Assert.Equal("nl-1", with.Supply!.Set);
        Assert.True(with.Scale("worth")!.IsSupplied);
    }

    [Fact]
    public void Broken_json_is_told_with_line_and_column()
    {
        var fault = Assert.Single(
            FaultsOf(Some.SmallFiles(Changed(Some.SmallFile, "\"version\": 1,", "\"version\": 1")))
        );

        Assert.Equal("line 4, column 3", fault.Place);
        Assert.Has("is not JSON", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_file_that_holds_no_object_is_one_fault(string text)
    {
        Assert.Single(FaultsOf(Some.SmallFiles(text)));
    }

    private static TheoryData<string, string, string, string> Table(string rows)
    {
        var table = new TheoryData<string, string, string, string>();
        foreach (var row in rows.Split('\n'))
        {
            var cells = row.Replace("\\n", "\n").Split([" → ", " ¦ "], StringSplitOptions.None);
            table.Add(cells[0], cells[1], cells[2], cells[3]);
        }

        return table;
    }

    private static void AssertTold(InstrumentFiles files, string where, string place, string message)
    {
        var faults = FaultsOf(files);
        Assert.True(
            faults.Exists(fault => fault.Where == where && fault.Place == place && fault.Message.Contains(message)),
            string.Join('\n', faults)
        );
    }

    private static List<Fault> FaultsOf(InstrumentFiles files)
    {
        var faults = new List<Fault>();
        Assert.Null(InstrumentFile.Parse(files, faults));
        return faults;
    }

    /// <summary>The first occurrence replaced.</summary>
    private static string Changed(string file, string old, string broken)
    {
        Assert.Has(old, file);
        var at = file.IndexOf(old, StringComparison.Ordinal);
        return file[..at] + broken + file[(at + old.Length)..];
    }
}
