using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>The figure of a case.</summary>
public sealed class CaseFigureTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Each_answer_that_the_signal_rests_on_is_marked_also_one_that_came_later()
    {
        var anna = await site.AddCaregiver();
        var first = site.Time.Today;
        await site.AddAnswered(anna, first, null, [.. site.Csi(2), ("volhoudtijd.time", 2)]);
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(40));
        await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 5)]);
        await site.RunJobs();

        var figure = CaseFigure.Of(
            await site.Read(async transaction => await CaseCourse.Of(transaction, anna)),
            Some.Instruments,
            site.Time.Today
        )!;

        Assert.Equal([first], RaisedIn("Hoe lang het nog gaat"));
        Assert.Equal([site.Time.Today], RaisedIn(Dutch("CaseModel.Chart.csi.total")));

        IEnumerable<DateOnly> RaisedIn(string name)
        {
            var row = figure.Rows.Single(row => row.Name == name);
            return row.Answered.Where(row.IsRaised).Select(wave => wave.Day);
        }
    }
}
