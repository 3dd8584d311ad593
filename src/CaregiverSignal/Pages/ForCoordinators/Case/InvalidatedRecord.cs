using CaregiverSignal.Answers;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

public static class InvalidatedRecord
{
    private static readonly Texts Words = Texts.Of(typeof(InvalidateModel));

    /// <summary>A timeline line for each on the day it was logged, oldest first.</summary>
    /// <param name="gone">Newest first.</param>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<Invalidated> gone, SiteTime time) =>
        [
            .. gone.Reverse()
                .Select(invalidated => new TimelineLine(
                    time.DayOf(invalidated.InvalidatedAt),
                    Words["Record.Title", ("dag", Texts.Day(time.DayOf(invalidated.AnsweredAt)))],
                    CaseModel.Words["By", ("naam", DisplayText.Visible(invalidated.Coordinator))],
                    DisplayText.Visible(invalidated.Reason)
                )),
        ];

    /// <summary>Says that an open signal rests on such answers; null if it does not.</summary>
    public static string? Notice(
        IReadOnlyList<Invalidated> gone,
        IReadOnlyList<StoredFinding> found,
        string name,
        SiteTime time
    ) =>
        gone.Select(invalidated => time.DayOf(invalidated.AnsweredAt))
            .Where(day => found.Any(finding => finding.RestsOn == day))
            .Select(day => Words["StillOpen", ("dag", Texts.Day(day)), ("naam", name)])
            .FirstOrDefault();
}
