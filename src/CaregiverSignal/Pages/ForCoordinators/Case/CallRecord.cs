namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Promised calls that their caregiver took back; one that was made stands there as a contact.</summary>
public static class CallRecord
{
    /// <param name="calls">All of one caregiver, oldest first.</param>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<PromisedCall> calls, SiteTime time) =>
        [
            .. calls
                .Where(call => call.TakenBackAt is not null)
                .Select(call => new TimelineLine(
                    time.DayOf(call.TakenBackAt!.Value),
                    CaseModel.Words["TookBack", ("dag", Texts.DayAndMonth(call.DueOn))],
                    CaseModel.Words["ReportedBy.caregiver"],
                    null
                )),
        ];
}
