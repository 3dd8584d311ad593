using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

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

    /// <summary>
    /// When the last call was taken back; null when it was not, and once they were talked to, said in a check-in
    /// whether they want a call, or have a signal that opened later.
    /// </summary>
    /// <param name="calls">As in <see cref="Of"/>.</param>
    /// <param name="checkIns">All of theirs.</param>
    /// <param name="open">Their open signal; null without one.</param>
    public static DateTimeOffset? TookBackAt(
        IReadOnlyList<PromisedCall> calls,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        Signal? open,
        SiteTime time
    ) =>
        LastOf(calls) is { TakenBackAt: { } at }
        && (open is null || IsOf(open, at, time))
        && !checkIns.Any(one => one.CallMe is not null && one.AnsweredAt > at)
        && !actions.Any(one => one.At > at && one.Way is { } way && way.IsReached())
            ? at
            : null;

    /// <summary>
    /// Whether a call that was taken back then says something about an open signal: since it opened, and since the
    /// last talk.
    /// </summary>
    public static bool IsOf(Signal open, DateTimeOffset at, SiteTime time) =>
        time.DayOf(at) >= open.OpenedOn && !(at <= open.ContactedAt);

    /// <summary>
    /// The call that is promised, or else the last one: an older one is open again when a contact is taken back.
    /// </summary>
    /// <param name="calls">As in <see cref="Of"/>.</param>
    public static PromisedCall? LastOf(IReadOnlyList<PromisedCall> calls) =>
        calls.LastOrDefault(one => one.DoneAt is null) ?? (calls is [.., var last] ? last : null);
}
