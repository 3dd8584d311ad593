using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>What the caregiver wants, and what makes asking for help hard.</summary>
/// <param name="Lines">Wishes and barriers that still hold, newest first.</param>
/// <param name="Earlier">What was said earlier, or before the last talk, newest first.</param>
public sealed record WishesModel(IReadOnlyList<string> Lines, IReadOnlyList<string> Earlier)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="checkIns">All of one caregiver, oldest first.</param>
    /// <param name="actions">Newest first.</param>
    /// <param name="said">Answers about help, newest first.</param>
    /// <param name="tookBack">The day on which they took back a call that was promised; null for none.</param>
    /// <param name="isSaid">Whether it is known what they said at the intake.</param>
    /// <param name="lost">That whoever they cared for died: what was said before was about caring.</param>
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

    /// <summary>The newest wish and the newest barrier, and each earlier answer once, with its last day.</summary>
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

    /// <summary>Whether they want to be called: what was asked for and has been done is no wish any more.</summary>
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
            // Who leaves the question blank in a later check-in has not said no again.
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
