using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What somebody last said of being called: pure.</summary>
public static class AboutCalls
{
    /// <summary>
    /// When the last call was taken back; null when it was not, and once they were talked to, said in a check-in
    /// whether they want a call, or have a signal that opened later.
    /// </summary>
    /// <param name="calls">All of one caregiver, oldest first.</param>
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
        && !checkIns.Any(checkIn => checkIn.CallMe is not null && checkIn.AnsweredAt > at)
        && !actions.Any(done => done.At > at && done.IsReached)
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
    /// <param name="calls">All of one caregiver, oldest first.</param>
    public static PromisedCall? LastOf(IReadOnlyList<PromisedCall> calls) =>
        calls.LastOrDefault(call => call.DoneAt is null) ?? (calls is [.., var last] ? last : null);

    /// <summary>
    /// Whether they last said that they would rather not be called, and have neither asked for a call nor been talked
    /// to since: what was agreed in a talk holds.
    /// </summary>
    /// <param name="checkIns">All of one caregiver, oldest first.</param>
    /// <param name="talkedAt">The last talk about the open signal; null before the first.</param>
    public static bool PrefersMessage(
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<StoredFinding> findings,
        DateTimeOffset? talkedAt,
        SiteTime time
    ) =>
        checkIns.LastOrDefault(checkIn => checkIn is { AnsweredAt: not null, CallMe: not null })
            is { CallMe: CallWish.No or CallWish.Self } last
        && !(talkedAt > last.AnsweredAt)
        && !findings.Any(found =>
            found.Kind == SignalKind.Request && found.RestsOn >= time.DayOf(last.AnsweredAt!.Value)
        );
}
