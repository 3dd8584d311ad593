using CaregiverSignal.Trends;

namespace CaregiverSignal.Tests.Trends;

public sealed class SeamsTests
{
    [Theory]
    [InlineData("own-1 own-1", "None None")]
    [InlineData("own-1 nl-1 nl-1 own-1", "None NewWording None NewWording")]
    [InlineData("own-1 own-1+nl-1 nl-1", "None NewWording None")]
    [InlineData("imported imported own-1 own-1", "None None OwnForm None")]
    [InlineData("own-1 imported imported", "None Imported None")]
    [InlineData("imported own-1 imported own-1", "None OwnForm None None")]
    [InlineData("own-1 imported nl-1", "None Imported NewWording")]
    [InlineData("imported own-1 imported nl-1", "None OwnForm None NewWording")]
    public void Other_words_are_a_seam_and_the_step_from_an_import_is_one_once(string wordings, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', Seams.Of([.. wordings.Split(' ').Select((words, month) => Point(month, words))]))
        );

    [Fact]
    public void Another_version_or_other_numbers_go_before_other_words()
    {
        var seams = Seams.Of([
            Point(0, "own-1"),
            Point(1, "own-2", version: 2),
            Point(2, "own-2", version: 2, set: "a"),
            Point(3, "nl-1", version: 2, set: "b"),
        ]);

        Assert.Equal([SeriesBreak.None, SeriesBreak.NewVersion, SeriesBreak.NewSet, SeriesBreak.NewSet], seams);
    }

    [Fact]
    public void Without_points_there_are_no_seams() => Assert.Empty(Seams.Of([]));

    private static Point Point(int month, string words, int version = 1, string? set = null) =>
        new(new DateOnly(2026, 1 + month, 1), version, 5, 5, 5, null, words, set);
}
