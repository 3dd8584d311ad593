using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case;

/// <summary>The state of the open signal, and the button to take it up.</summary>
/// <param name="State">Since when, and what the next step is.</param>
public sealed record SignalNoticeModel(long CaregiverId, long Id, string Mark, string State, bool IsSeen)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="byMessage">The caregiver is asked first whether a call is welcome.</param>
    public static SignalNoticeModel? Of(Signal? open, bool byMessage, SiteTime time) =>
        open is null
            ? null
            : new(open.CaregiverId, open.Id, open.Mark, StateOf(open, byMessage, time), open.SeenAt is not null);

    /// <summary>
    /// That a call was promised and how they want it, or that it was taken back since the last talk, whether a signal
    /// is open or not; null when neither is so.
    /// </summary>
    /// <param name="open">Their open signal; null without one.</param>
    public static string? PromiseOf(PromisedCall? last, DateOnly? tookBack, SignalState? open, SiteTime time) =>
        last is { DoneAt: null } call
            ? string.Join(
                ' ',
                [
                    // Who tried today has a day to try again.
                    .. open?.TriedOn == time.Today
                        ? []
                        : TaskLines.AimOf(call.WantedOn, time.DayOf(call.OpenedAt), call.DueOn, call.Part, time),
                    Words["State.Promised", ("dag", Wait.By(call.DueOn, time.Today))],
                    .. TaskLines.ChosenSince(call.DueOn, call.WantedOn),
                    // The number stands above it.
                    .. TaskLines.HowToCall(call.Part, phone: null),
                ]
            )
        : tookBack is { } day ? TookBack(day)
        : null;

    public static string TookBack(DateOnly day) => Words["State.TookBack", ("dag", Texts.DayAndMonth(day))];

    private static string StateOf(Signal signal, bool byMessage, SiteTime time)
    {
        var since = (signal.IsFollowed, signal.IsContacted) switch
        {
            (true, _) => Words["State.Followed", ("dag", Texts.Day(signal.OpenedOn))],
            (_, true) => Words["State.Open", ("dag", Texts.Day(signal.WaitsSince))],
            _ => Words[
                "State.Since",
                ("dag", Texts.Day(signal.WaitsSince)),
                ("wacht", Wait.Of(signal.WaitsSince, time.Today, time.WorkingDays))
            ],
        };
        var next = signal switch
        {
            { SeenAt: null, IsFollowed: true, NextOn: { } day } => Words[
                "State.First",
                ("wanneer", Wait.On(day, time.Today, signal.NextAt))
            ],
            { SeenAt: null } => Words["State.TakeUp"],
            // Agreed when a signal was closed, mostly after a talk.
            { NextOn: { } day, IsFollowed: true, IsContacted: false, Tries: 0 } => Words[
                "State.Again",
                ("wanneer", Wait.On(day, time.Today, signal.NextAt))
            ],
            { NextOn: { } day, IsContacted: false } => Words[
                "State.TryAgain",
                ("wanneer", Wait.On(day, time.Today, signal.NextAt))
            ],
            { NextOn: { } day, Tries: > 0 } => Words[
                "State.TryLater",
                ("wanneer", Wait.On(day, time.Today, signal.NextAt))
            ],
            { NextOn: { } day } => Words["State.Look", ("wanneer", Wait.On(day, time.Today, signal.NextAt))],
            _ => Words[byMessage ? "State.Ask" : "State.Call", ("dag", Texts.Day(time.DayOf(signal.SeenAt!.Value)))],
        };
        var news = signal is { NewsAt: not null, ContactedAt: { } talked }
            ? Words["State.News", ("dag", Texts.Day(time.DayOf(talked)))]
            : null;
        return string.Join(
            ' ',
            new[]
            {
                // Where something red is new, the reasons say so.
                signal is { AwaitsTalk: true, ContactedAt: not null, RedNewsAt: null }
                    ? Words["State.Red"]
                    : null,
                since,
                next,
                Tried.Of(signal, time.Today),
                signal.IsWithDeputy ? Words["State.Deputy"] : null,
                news,
            }.OfType<string>()
        );
    }
}
