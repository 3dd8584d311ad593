using CaregiverSignal.Answers.Form;

namespace CaregiverSignal.Tests.Answers;

public sealed class FormPagesTests
{
    private static readonly Code[] YesNo = [new(1, new LocalText("Ja", "Yes")), new(0, new LocalText("Nee", "No"))];

    [Theory]
    [InlineData(1, "1")]
    [InlineData(4, "4")]
    [InlineData(5, "3,2")]
    [InlineData(7, "4,3")]
    [InlineData(12, "4,4,4")]
    [InlineData(13, "4,3,3,3")]
    public void Questions_with_equal_answers_are_spread_evenly_over_pages_of_four_at_most(int items, string sizes)
    {
        var groups = FormPages.Groups([.. Enumerable.Range(0, items).Select(number => Question($"q{number}", YesNo))]);

        Assert.Equal(sizes, string.Join(',', groups.Select(group => group.Count)));
    }

    [Theory]
    [InlineData(24, 5, "3,3,3,3,3,3,3,3")]
    [InlineData(9, 5, "3,3,3")]
    [InlineData(12, 4, "4,4,4")]
    [InlineData(8, 3, "4,4")]
    [InlineData(5, 7, "2,2,1")]
    public void Questions_with_more_answers_come_with_fewer_on_a_page(int items, int answers, string sizes)
    {
        Code[] codes =
        [
            .. Enumerable.Range(0, answers).Select(value => new Code(value, new LocalText($"{value}", $"{value}"))),
        ];

        var groups = FormPages.Groups([.. Enumerable.Range(0, items).Select(number => Question($"q{number}", codes))]);

        Assert.Equal(sizes, string.Join(',', groups.Select(group => group.Count)));
    }

    [Fact]
    public void A_question_with_other_answers_starts_a_new_page()
    {
        Code[] other = [.. YesNo, new(2, new LocalText("Soms", "Sometimes"))];

        var groups = FormPages.Groups([
            Question("a", YesNo),
            Question("b", other),
            Question("c", other),
            Question("d", YesNo),
        ]);

        Assert.Equal(["a", "b c", "d"], groups.Select(group => string.Join(' ', group.Select(item => item.Key))));
    }

    [Fact]
    public void Scales_stand_alone()
    {
        Code[] scale =
        [
            .. Enumerable.Range(0, 11).Select(value => new Code(value, new LocalText($"{value}", $"{value}"))),
        ];

        var groups = FormPages.Groups([Question("a", scale), Question("b", scale)]);

        Assert.Equal(2, groups.Count());
    }

    private static Item Question(string key, IReadOnlyList<Code> codes) =>
        new(key, "answers", null, new LocalText(key, key), null, null, codes, codes);
}
