using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What a caregiver last said about being called. Pure.</summary>
public static class AboutCalls
{
    /// <summary>When the last call was taken back; null if it was not, and once they were talked to, said in a check-in
    /// whether they want a call, or have a signal that opened later.</summary>
    /// <param name="calls">All of one caregiver's, oldest first.</param>
    /// <param name="checkIns">All their check-ins.</param>
    /// <param name="open">Their open signal; null if there is none.</param>
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

    /// <summary>Whether a call taken back at that time concerns an open signal: after it opened and after the last
    /// talk.</summary>
    public static bool IsOf(Signal open, DateTimeOffset at, SiteTime time) =>
        time.DayOf(at) >= open.OpenedOn && !(at <= open.ContactedAt);

    /// <summary>The open promised call, or else the last one: an older one reopens when a contact is taken
    /// back.</summary>
    /// <param name="calls">All of one caregiver's, oldest first.</param>
    public static PromisedCall? LastOf(IReadOnlyList<PromisedCall> calls) =>
        calls.LastOrDefault(call => call.DoneAt is null) ?? (calls is [.., var last] ? last : null);

    /// <summary>The day they said they would rather not be called. Null if they did not, if a later check-in was
    /// answered without it, and once they asked for a call or were talked to: what was agreed in a talk
    /// counts.</summary>
    /// <param name="checkIns">All of one caregiver's, oldest first.</param>
    /// <param name="talkedAt">The last conversation about the open signal; null before the first.</param>
    public static DateOnly? SaidNoOn(
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<StoredFinding> findings,
        DateTimeOffset? talkedAt,
        SiteTime time
    ) =>
        checkIns.Where(checkIn => checkIn.AnsweredAt is not null).MaxBy(checkIn => checkIn.AnsweredAt)
            is { CallMe: CallWish.No or CallWish.Self, AnsweredAt: { } at }
        && !(talkedAt > at)
        && !findings.Any(found => found.Kind == SignalKind.Request && found.RestsOn >= time.DayOf(at))
            ? time.DayOf(at)
            : null;
}
