namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>A caregiver's plan for next time, to read before calling.</summary>
public sealed record PlanQuote(DateOnly On, IReadOnlyList<string> Lines)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="plans">Newest first.</param>
    /// <returns>The newest; null if it is empty or there is none.</returns>
    public static PlanQuote? Of(IReadOnlyList<RelapsePlan> plans, SiteTime time) =>
        plans is [{ IsEmpty: false } newest, ..]
            ? new(time.DayOf(newest.WrittenAt), [.. LinesOf(newest).Select(DisplayText.Visible)])
            : null;

    public static IEnumerable<string> LinesOf(RelapsePlan plan) =>
        new[] { ("Plan.Quote.Notice", plan.Signs), ("Plan.Quote.Call", plan.MayNotice), ("Plan.Quote.Do", plan.ToDo) }
            .Where(pair => pair.Item2.Length > 0)
            .Select(pair => Words[pair.Item1, ("tekst", pair.Item2)]);

    /// <param name="plans">Newest first.</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<TimelineLine> Record(IReadOnlyList<RelapsePlan> plans, SiteTime time) =>
        [
            .. plans
                .Reverse()
                .Select(plan => new TimelineLine(
                    time.DayOf(plan.WrittenAt),
                    Words["Plan.Record"],
                    plan.By is { } name
                        ? Words["By", ("naam", DisplayText.Visible(name))]
                        : Words["ReportedBy.caregiver"],
                    DisplayText.Visible(string.Join(' ', LinesOf(plan)))
                )),
        ];
}
