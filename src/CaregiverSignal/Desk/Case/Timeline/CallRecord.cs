using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Timeline;

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
                    TimelineModel.Words["TookBack", ("dag", Texts.DayAndMonth(one.DueOn))],
                    TimelineModel.Words["ReportedBy.caregiver"],
                    null,
                    null
                )),
        ];

    /// <summary>
    /// When the last call was taken back; null when it was not, and once they were talked to, or said in a check-in
    /// whether they want a call.
    /// </summary>
    /// <param name="calls">As in <see cref="Of"/>.</param>
    /// <param name="checkIns">All of theirs.</param>
    public static DateTimeOffset? TookBackAt(
        IReadOnlyList<PromisedCall> calls,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions
    ) =>
        calls is [.., { TakenBackAt: { } at }]
        && !checkIns.Any(one => one.CallMe is not null && one.AnsweredAt > at)
        && !actions.Any(one => one.At > at && one.Way is { } way && way.IsReached())
            ? at
            : null;
}
