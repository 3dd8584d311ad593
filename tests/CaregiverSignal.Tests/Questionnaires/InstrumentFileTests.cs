using System.Text;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

public class InstrumentFileTests
{
    [Fact]
    public void A_sound_file_is_read_whole()
    {
        var small = Some.Small();

        Assert.Equal(["glad", "tired", "heavy"], small.Items.Select(item => item.Key));
        Assert.Equal(ScaleKind.Mean, small.Scale("mood")!.Kind);
        Assert.Equal(3, small.Scale("mood")!.Items[1].Counts[1]);
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
        Assert.Equal("0 to 10", heavy.Allowed);
    }

    [Fact]
    public void Codes_with_holes_are_named_one_by_one()
    {
        var item = Some.Small().Item("glad")!;

        var holed = item with { Codes = [item.Codes[0], item.Codes[2]] };

        Assert.Equal("1, 3", holed.Allowed);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        var faults = new List<Fault>();

        var read = InstrumentFile.Parse("small-v1.json", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Some.SmallFile)], faults);

        Assert.NotNull(read);
    }

    [Theory]
    [InlineData("an unknown key", "\"version\": 1,", "\"version\": 1, \"colour\": \"red\",", "colour", "is not known here")]
    [InlineData("a missing key", "\"version\": 1,", "", "version", "is missing")]
    [InlineData("a wrong type", "\"version\": 1,", "\"version\": \"1\",", "version", "is the text '1'; a whole number is needed")]
    [InlineData("a version below one", "\"version\": 1,", "\"version\": 0,", "version", "0 is not allowed; allowed is a whole number from 1")]
    [InlineData("a list for an object", "{ \"nl\": \"Klein\", \"en\": \"Small\" }", "[]", "name", "is a list; an object is needed")]
    [InlineData("a text without Dutch", "\"nl\": \"Klein\", ", "", "name.nl", "is missing")]
    [InlineData("an empty text", "\"Bent u moe?\"", "\"  \"", "items[1].text.nl", "is empty")]
    [InlineData("a wording state that is not one", "\"state\": \"own\"", "\"state\": \"mine\"", "wording.state", "'mine' is not allowed; allowed is own, official, not-supplied")]
    [InlineData("another file name than the key", "\"key\": \"small\"", "\"key\": \"tall\"", "key", "it must be tall-v1.json")]
    [InlineData("an item twice", "\"key\": \"tired\"", "\"key\": \"glad\"", "items[1].key", "'glad' is there twice")]
    [InlineData("an item without a key", "\"key\": \"heavy\", ", "", "items[2].key", "is missing")]
    [InlineData("answers that do not exist", "\"answers\": \"line\"", "\"answers\": \"lines\"", "items[2].answers", "'lines' is not in answers; there are agree, line")]
    [InlineData("a code twice", "\"value\": 2", "\"value\": 1", "answers.agree.codes[1].value", "1 is there twice")]
    [InlineData("a code without a label", "{ \"value\": 2, \"label\": { \"nl\": \"soms\", \"en\": \"sometimes\" } }", "{ \"value\": 2 }", "answers.agree.codes[1].label", "is missing")]
    [InlineData("a code that is no whole number", "\"value\": 2", "\"value\": 2.5", "answers.agree.codes[1].value", "2.5 is not allowed")]
    [InlineData("a choice outside its range", "\"value\": 10, \"label\": { \"nl\": \"tien\"", "\"value\": 11, \"label\": { \"nl\": \"tien\"", "answers.line.choices", "11 is not in the range")]
    [InlineData("a range that runs back", "\"to\": 10", "\"to\": -1", "answers.line.range.to", "-1 is not allowed")]
    [InlineData("answers without a source", "\"source\": \"ours\",\n      \"range\"", "\"range\"", "answers.line.source", "is missing")]
    [InlineData("a scale with an unknown item", "\"glad\", {", "\"sad\", {", "scales[0].items[0]", "'sad' is not an item; items are glad, tired, heavy")]
    [InlineData("a scale with an item twice", "\"glad\", {", "\"tired\", {", "scales[0].items[1]", "'tired' is there twice")]
    [InlineData("a scale item that is a number", "\"glad\", {", "5, {", "scales[0].items[0]", "is the number 5")]
    [InlineData("a scale without items", "[ \"glad\", { \"item\": \"tired\", \"counts\": { \"1\": 3, \"2\": 2, \"3\": 1 }, \"source\": \"ours\" } ]", "[]", "scales[0].items", "is empty")]
    [InlineData("a code without a count", "\"2\": 2, ", "", "scales[0].items[1].counts", "code 2 of 'tired' has no count")]
    [InlineData("a count for a code that is none", "\"3\": 1 }", "\"3\": 1, \"4\": 0 }", "scales[0].items[1].counts.4", "is not a code of 'tired'; allowed is 1 to 3")]
    [InlineData("counts without a source", "\"3\": 1 }, \"source\": \"ours\"", "\"3\": 1 }", "scales[0].items[1].source", "is missing")]
    [InlineData("a way of scoring that is none", "\"mean\"", "\"median\"", "scales[0].kind", "'median' is not allowed; allowed is sum, mean")]
    [InlineData("a direction that is none", "\"higher-is-better\"", "\"up\"", "scales[0].direction", "'up' is not allowed")]
    [InlineData("a highest value the items cannot make", "\"max\": 3", "\"max\": 4", "scales[0].max", "4 does not fit its items, whose highest is 3")]
    [InlineData("a scale without a source", "\"source\": \"ours\",\n      \"bands\"", "\"bands\"", "scales[0].source", "is missing")]
    [InlineData("overlapping bands", "\"from\": 2,", "\"from\": 1.5,", "scales[0].bands[1].from", "1.5 to 3 overlaps the band 'low', 1 to 1.5")]
    [InlineData("a band outside the range", "\"to\": 3,", "\"to\": 3.5,", "scales[0].bands[1].to", "3.5 is not allowed; allowed is 1 to 3")]
    [InlineData("a band that runs back", "\"from\": 2,", "\"from\": 3.5,", "scales[0].bands[1].from", "3.5 is not allowed")]
    [InlineData("a band key twice", "\"key\": \"fair\"", "\"key\": \"low\"", "scales[0].bands[1].key", "'low' is there twice")]
    [InlineData("a band without a source", "\"en\": \"fair\" }, \"source\": \"ours\"", "\"en\": \"fair\" }", "scales[0].bands[1].source", "is missing")]
    [InlineData("an error without a source", "\"retest\": 0.84, \"source\": \"ours\"", "\"retest\": 0.84", "scales[0].error.source", "is missing")]
    [InlineData("a perfect retest", "\"retest\": 0.84", "\"retest\": 1", "scales[0].error.retest", "1 is not allowed")]
    [InlineData("an error of zero", "\"sd\": 5, \"retest\": 0.84", "\"sem\": 0", "scales[0].error.sem", "0 is not allowed; it must be above 0")]
    public void A_broken_rule_is_told_with_its_place(string rule, string old, string broken, string place, string message)
    {
        var faults = FaultsAfter(old, broken);

        Assert.True(faults.Any(fault => fault.Where == "small-v1.json" && fault.Place == place && fault.Message.Contains(message, StringComparison.Ordinal)), $"{rule}: {string.Join('\n', faults)}");
    }

    [Fact]
    public void Several_faults_are_told_at_once()
    {
        var faults = new List<Fault>();
        var text = Some.SmallFile
            .Replace("\"version\": 1,", "", StringComparison.Ordinal)
            .Replace("\"mean\"", "\"median\"", StringComparison.Ordinal)
            .Replace("\"Bent u moe?\"", "3", StringComparison.Ordinal);

        var read = InstrumentFile.Parse("small-v1.json", Encoding.UTF8.GetBytes(text), faults);

        Assert.Null(read);
        Assert.Equal(["version", "items[1].text.nl", "scales[0].kind"], faults.Select(fault => fault.Place));
    }

    [Fact]
    public void Broken_json_is_told_with_line_and_column()
    {
        var faults = FaultsAfter("\"version\": 1,", "\"version\": 1");

        var fault = Assert.Single(faults);
        Assert.Equal("line 4, column 3", fault.Place);
        Assert.Contains("is not JSON", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_given_twice_is_refused()
    {
        var faults = FaultsAfter("\"version\": 1,", "\"version\": 1, \"version\": 2,");

        Assert.Contains("is not JSON", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_file_that_holds_no_object_is_one_fault(string text)
    {
        var faults = new List<Fault>();

        var read = InstrumentFile.Parse("small-v1.json", Encoding.UTF8.GetBytes(text), faults);

        Assert.Null(read);
        Assert.Single(faults);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_fault()
    {
        var faults = new List<Fault>();

        var read = InstrumentFile.Read(Path.Combine(Path.GetTempPath(), "no-such-folder", "small-v1.json"), faults);

        Assert.Null(read);
        Assert.Contains("cannot be read", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static List<Fault> FaultsAfter(string old, string broken)
    {
        Assert.Contains(old, Some.SmallFile, StringComparison.Ordinal);
        var at = Some.SmallFile.IndexOf(old, StringComparison.Ordinal);
        var text = Some.SmallFile[..at] + broken + Some.SmallFile[(at + old.Length)..];
        var faults = new List<Fault>();
        Assert.Null(InstrumentFile.Parse("small-v1.json", Encoding.UTF8.GetBytes(text), faults));
        return faults;
    }
}
