using System.Xml.Linq;
using CaregiverSignal.Caseload;
using CaregiverSignal.Charts;

namespace CaregiverSignal.Tests.Charts;

public sealed class CourseLineTests : IDisposable
{
    private static readonly string[] Steps =
    [
        "Korter dan een week",
        "Een week tot een maand",
        "Een maand tot zes maanden",
        "Zes maanden tot een jaar",
        "Een jaar tot twee jaar",
        "Langer dan twee jaar",
    ];

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public void It_says_from_where_it_went_where_and_how_often_nobody_answered()
    {
        Assert.Equal("van langer dan twee jaar naar een week tot een maand", Line(6, 5, 2).Words);
        Assert.Equal(
            "van langer dan twee jaar naar een jaar tot twee jaar, het minst goed: korter dan een week, 1 keer niet ingevuld",
            Line(6, 1, null, 5).Words
        );
        Assert.Equal("steeds langer dan twee jaar", Line(6, 6).Words);
        Assert.Equal("steeds korter dan een week", Line(1).Words);
    }

    [Fact]
    public void It_is_a_small_picture_with_the_newest_red_in_the_zone_and_a_cross_where_nobody_answered()
    {
        var (falls, stays) = (Line(6, 6, null, 6, 5, 5, 4, 4, 3, null, 2).Svg(), Line(6, 5).Svg());

        Assert.Equal(
            ("img", "course-line"),
            (XElement.Parse(falls).Attribute("role")!.Value, XElement.Parse(falls).Attribute("class")!.Value)
        );
        Assert.Equal(Line(6, 5).Words, XElement.Parse(stays).Attribute("aria-label")!.Value);
        Assert.Equal("#9b1c1c", XElement.Parse(falls).Element("circle")!.Attribute("fill")!.Value);
        Assert.Equal("#14507a", XElement.Parse(stays).Element("circle")!.Attribute("fill")!.Value);
        Assert.Equal((true, false), (falls.Contains("#565d64"), stays.Contains("#565d64")));
        Assert.Equal((true, false), (falls.Contains("dasharray"), stays.Contains("dasharray")));
        Assert.InRange(falls.Length, 300, 900);
        Assert.InRange(stays.Length, 300, 560);
        Assert.DoesNotMatch("style=|NaN", falls);
    }

    [Fact]
    public async Task Many_are_read_at_once_each_with_their_own_of_the_last_twelve_months()
    {
        var (anna, bo, cees) = (await site.AddCaregiver(), await site.AddCaregiver("2"), await site.AddCaregiver("3"));
        await site.AddAnswered(anna, new DateOnly(2025, 1, 1), null, ("volhoudtijd.time", 1));
        await site.AddAnswered(anna, new DateOnly(2025, 12, 2), null, ("volhoudtijd.time", 6));
        await site.AddAnswered(anna, new DateOnly(2026, 2, 2), null, ("volhoudtijd.time", 2));
        await site.AddAnswered(bo, new DateOnly(2026, 1, 2), null, ("volhoudtijd.time", 5));
        await site.AddAnswered(bo, new DateOnly(2026, 2, 2), null, ("volhoudtijd.time", null), ("opening.going", 3));
        await site.AddAnswered(cees, new DateOnly(2026, 1, 2), null, ("srb.burden", 40));

        var lines = await site.Read(transaction => site.Part<SaidCourses>().Of(transaction, [anna, bo, cees]));

        Assert.Equal([anna, bo], lines.Keys.Order());
        Assert.Equal(
            [(new DateOnly(2025, 12, 2), 6), (new DateOnly(2026, 2, 2), 2)],
            lines[anna].Said.Select(said => (said.Day, said.Step!.Value))
        );
        Assert.Equal([5, null], lines[bo].Said.Select(said => said.Step));
        Assert.Empty(await site.Read(transaction => site.Part<SaidCourses>().Of(transaction, [])));
    }

    private static CourseLine Line(params int?[] steps) =>
        new(
            new SaidCourse(
                [.. steps.Select((step, place) => (new DateOnly(2025, 4, 2).AddMonths(place), step))],
                new(2026, 3, 2),
                Steps
            )
        );
}
