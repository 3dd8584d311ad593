using CaregiverSignal.Concerns;

namespace CaregiverSignal.Pages.ForCoordinators.Concerns;

/// <summary>A report on the worklist, ready to show.</summary>
public sealed record ConcernReportRow(long Id, string Received, IReadOnlyList<Tag> Tags, string Words, string State)
{
    public static ConcernReportRow Of(ConcernReport report, SiteTime time)
    {
        var (words, tags) = (Texts.Of(typeof(ConcernReportsModel)), new List<Tag>());
        if (report.Minor == ConcernReportAnswer.Yes)
            tags.Add(new Tag(words["Tag.Minor"], TagKind.Soon));
        return new ConcernReportRow(
            report.Id,
            ConcernReportModel.Received(report, time),
            tags,
            DisplayText.Short(DisplayText.Visible(report.Words ?? "")),
            ConcernReportModel.StateOf(report, time)
        );
    }
}
