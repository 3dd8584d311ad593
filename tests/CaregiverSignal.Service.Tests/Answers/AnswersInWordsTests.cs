using CaregiverSignal.Feedback;

namespace CaregiverSignal.Tests.Answers;

public class AnswersInWordsTests
{
    [Fact]
    public void Joy_is_told_when_it_is_there_and_not_held_up_as_missing_when_it_is_not()
    {
        Assert.Equal(
            ["plezier in het zorgen", "genoeg geld voor het zorgen"],
            Told("cra", ("c23", 5), ("c03", 5)).Fine
        );

        var joyless = Told("cra", ("c23", 1), ("c09", 1), ("c03", 1));
        Assert.Equal(["genoeg geld voor het zorgen"], joyless.Missing);
        Assert.Empty(joyless.Fine);
    }

    [Fact]
    public void Good_things_that_somebody_may_help_to_get_are_told_as_missing() =>
        Assert.Equal(
            ["samen zorgen met uw familie", "hulp bij het zorgen"],
            [.. Told("cra", ("c13", 1)).Missing, .. Told("carerqol", ("support", 0), ("fulfilment", 0)).Missing]
        );

    [Fact]
    public void Burdens_are_told_at_both_ends_and_what_lies_between_is_left_unsaid()
    {
        var told = Told("cra", ("c10", 5), ("c22", 1), ("c05", 4), ("c07", 2));

        Assert.Equal(["uw gezondheid"], told.Heavy);
        Assert.Equal(["hoe het zorgen verdeeld is"], told.Light);
        Assert.Empty(told.Fine);
        Assert.Empty(told.Missing);
    }

    private static AnswersInWords Told(string key, params (string Item, int Code)[] answers) =>
        AnswersInWords.Of([
            (Some.Instruments.Newest(key), answers.ToDictionary(answer => answer.Item, answer => answer.Code)),
        ]);
}
