namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Promised calls that the caregiver cancelled; a call that was made appears as a contact.</summary>
public static class CallRecord
{
    /// <param name="calls">Those of one caregiver, oldest first.</param>
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
