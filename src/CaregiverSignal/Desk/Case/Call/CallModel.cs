using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Call;

/// <summary>What to think of before a call, how to begin it, and what there is to offer.</summary>
/// <param name="Lines">Null where nothing was found that could begin one.</param>
public sealed record CallModel(string FirstName, CallLines? Lines)
{
    public static readonly Texts Words = Texts.Of(typeof(CallSection));

    private static readonly Texts PlanWords = Texts.Of(typeof(CallPlan));

    /// <summary>
    /// An older wish is shown with its day, and no longer orders what is offered: two turns of the shipped plan (ours).
    /// </summary>
    private const int WishHoldsMonths = 6;

    public string Title => Words[Lines is { ByMessage: true } ? "BeforeMessage" : "Before"];

    /// <param name="findings">The newest of each kind of the open signal.</param>
    /// <param name="said">Newest first.</param>
    /// <param name="byMessage">From <see cref="WishesMessage"/>.</param>
    /// <param name="isRed">A message then asks whether a call is welcome.</param>
    public static CallModel Of(
        string firstName,
        IReadOnlyList<StoredFinding> findings,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<SaidOfHelp> said,
        bool byMessage,
        bool isRed,
        DateOnly today
    ) =>
        new(
            firstName,
            LinesOf(
                findings,
                events,
                [.. said.Where(one => one.Day >= today.AddMonths(-WishHoldsMonths))],
                firstName,
                byMessage,
                byMessage && isRed
            )
        );

    /// <summary>Their newest word is that they rather have no call, and they have asked for none since.</summary>
    /// <param name="checkIns">All of one caregiver, oldest first.</param>
    public static bool WishesMessage(
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<StoredFinding> findings,
        SiteTime time
    ) =>
        checkIns.LastOrDefault(one => one is { AnsweredAt: not null, CallMe: not null })
            is { CallMe: "no" or "self" } last
        && !findings.Any(one => one.Kind == "request" && one.RestsOn >= time.DayOf(last.AnsweredAt!.Value));

    /// <param name="said">What still holds, newest first.</param>
    private static CallLines? LinesOf(
        IReadOnlyList<StoredFinding> findings,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<SaidOfHelp> said,
        string firstName,
        bool byMessage,
        bool asks
    )
    {
        var (wish, barrier) = (
            said.FirstOrDefault(one => one.Wish is not null),
            said.FirstOrDefault(one => one.Barrier is not null)
        );
        if (
            CallPlan.Of(
                findings.Select(one => (Codes.Parse<SignalKind>(one.Kind), one.Urgency)),
                InPlace.RespiteFailed(events),
                wish?.Wish,
                InPlace.RespiteRuns(events)
            )
            is not { } plan
        )
            return null;
        return new CallLines(
            byMessage,
            asks,
            byMessage
                ? PlanWords[asks ? "Ask" : "Message", ("voornaam", firstName)]
                : PlanWords["Opening." + plan.Kind.Code()],
            byMessage || barrier is null or { Barrier: HelpBarrier.None }
                ? null
                : new BarrierLine(
                    Words["OpeningBarrier", ("voornaam", firstName), ("antwoord", barrier.Answer)],
                    PlanWords["Barrier." + barrier.Barrier]
                ),
            [
                .. plan.Options.Select(option => new FactLine(
                    PlanWords["Step." + option.Step],
                    TextOf(option, firstName)
                )),
            ]
        );
    }

    private static string TextOf(CallOption option, string firstName)
    {
        var text = PlanWords[$"Option.{option.Step}.{option.What}", ("voornaam", firstName)];
        return option.Fits ? $"{text} {PlanWords["Option.Fits", ("voornaam", firstName)]}" : text;
    }
}

/// <summary>
/// How to begin a call, or a message to who wants no call, and what there is to offer, as a step of the ladder and a
/// sentence.
/// </summary>
/// <param name="Asks">The message asks whether a call is welcome, as something is red.</param>
/// <param name="Barrier">What the caregiver said makes asking hard, and what can be said to that; null when nothing
/// does.</param>
public sealed record CallLines(
    bool ByMessage,
    bool Asks,
    string Opening,
    BarrierLine? Barrier,
    IReadOnlyList<FactLine> Options
);

/// <param name="Because">Why it is said.</param>
public sealed record BarrierLine(string Because, string Say);
