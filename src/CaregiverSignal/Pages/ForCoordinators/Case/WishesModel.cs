using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <param name="Lines">Current wishes and barriers, newest first.</param>
/// <param name="Earlier">What was said earlier or has been dealt with, newest first.</param>
public sealed record WishesModel(IReadOnlyList<string> Lines, IReadOnlyList<string> Earlier)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="checkIns">Those of one caregiver, oldest first.</param>
    /// <param name="actions">Newest first.</param>
    /// <param name="said">Answers about help, newest first.</param>
    /// <param name="tookBack">The day on which they cancelled a promised call; null if none.</param>
    /// <param name="isSaid">Whether what they said at the intake is known.</param>
    /// <param name="lost">The death of the person they cared for: what was said before was about caring.</param>
    public static WishesModel Of(
        string firstName,
        bool isSaid,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        IReadOnlyList<SaidOfHelp> said,
        SiteTime time,
        CareEvent? lost = null,
        DateOnly? tookBack = null
    )
    {
        var since = lost?.HappenedOn ?? DateOnly.MinValue;
        var all = SaidOf(said, since, time.Today)
            .Concat(AboutCalls(checkIns, actions, since, tookBack, time))
            .OrderByDescending(pair => pair.Day)
            .ToLookup(pair => pair.Holds, pair => pair.Text);
        List<string> lines = [.. all[true]];
        if (lines.Count == 0 && lost is not null)
            lines.Add(
                Words[
                    lost.DayUnsaid ? "Wish.lost.unsaid" : "Wish.lost",
                    ("dag", Texts.Day(lost.HappenedOn, time.Today))
                ]
            );
        else if (lines.Count == 0 && !isSaid)
            lines.Add(Words["Wish.none", ("voornaam", firstName)]);
        return new(lines, [.. all[false]]);
    }

    /// <summary>The newest wish and barrier, and each earlier answer once, with its last day.</summary>
    private static IEnumerable<(DateOnly Day, bool Holds, string Text)> SaidOf(
        IReadOnlyList<SaidOfHelp> said,
        DateOnly since,
        DateOnly today
    )
    {
        var newest = said.GroupBy(saidOfHelp => saidOfHelp.Item).Select(item => item.First()).ToHashSet();
        return said.DistinctBy(saidOfHelp => (saidOfHelp.Item, saidOfHelp.Answer))
            .OrderByDescending(saidOfHelp => saidOfHelp.Item, StringComparer.Ordinal)
            .Select(saidOfHelp =>
            {
                var holds =
                    newest.Contains(saidOfHelp)
                    && saidOfHelp.Day >= since
                    && saidOfHelp.Day >= CallModel.WishesSince(today);
                return (saidOfHelp.Day, holds, TextOf(saidOfHelp, today));
            });
    }

    /// <summary>Whether they want to be called; a request that was met is no longer a wish.</summary>
    private static IEnumerable<(DateOnly Day, bool Holds, string Text)> AboutCalls(
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        DateOnly since,
        DateOnly? tookBack,
        SiteTime time
    )
    {
        if (tookBack is { } back)
            yield return (back, true, Words["Wish.tookBack", ("dag", Texts.Day(back, time.Today))]);
        else if (checkIns.LastOrDefault(checkIn => checkIn is { AnsweredAt: not null, CallMe: not null }) is { } last)
        {
            var (at, wish) = (last.AnsweredAt!.Value, last.CallMe!.Value);
            var day = time.DayOf(at);
            // A blank in a later check-in does not repeat a no.
            var isNewest = !checkIns.Any(checkIn => checkIn.AnsweredAt > at);
            var talk = actions.LastOrDefault(done => done.At > at && done.IsReached);
            yield return wish == CallWish.Yes && talk is not null
                ? (day, false, Words["Wish.done", ("dag", Texts.Day(day)), ("gesproken", Texts.Day(talk.DoneOn))])
                : (
                    day,
                    day >= since && (wish == CallWish.Yes || isNewest),
                    Words["Wish." + wish.Code(), ("dag", Texts.Day(day, time.Today))]
                );
        }

        if (
            actions.FirstOrDefault(done => done.Kind == ActionKind.Closed) is
            { Outcome: SignalOutcome.NoContactWanted } closed
        )
            yield return (closed.DoneOn, closed.DoneOn >= since, Words["Barrier", ("dag", Texts.Day(closed.DoneOn))]);
    }

    private static string TextOf(SaidOfHelp said, DateOnly today) =>
        Words[
            "Said." + said.Item + (said.Barrier == HelpBarrier.None ? ".none" : ""),
            ("antwoord", said.Answer),
            ("dag", Texts.Day(said.Day, today))
        ];
}
