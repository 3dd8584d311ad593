namespace CaregiverSignal.Desk.Case;

/// <summary>Promised calls that their caregiver took back; one that was made stands there as a contact.</summary>
public static class CallRecord
{
    /// <param name="calls">All of one caregiver, oldest first.</param>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<PromisedCall> calls, SiteTime time) =>
        [
            .. calls
                .Where(one => one.TakenBackAt is not null)
                .Select(one => new TimelineLine(
                    time.DayOf(one.TakenBackAt!.Value),
                    CaseModel.Words["TookBack", ("dag", Texts.DayAndMonth(one.DueOn))],
                    CaseModel.Words["ReportedBy.caregiver"],
                    null
                )),
        ];
}
