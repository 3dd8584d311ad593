using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Call;

/// <summary>What the caregiver wants, and what makes asking for help hard.</summary>
/// <param name="Lines">Wishes and barriers, newest first; never empty.</param>
/// <param name="Earlier">Earlier answers about help, newest first.</param>
public sealed record WishesModel(string FirstName, IReadOnlyList<string> Lines, IReadOnlyList<string> Earlier)
{
    public static readonly Texts Words = Texts.Of(typeof(WishesSection));

    /// <param name="checkIns">All of one caregiver, oldest first.</param>
    /// <param name="actions">Newest first.</param>
    /// <param name="said">Answers about help, newest first.</param>
    /// <param name="isOnTop">Whether the top of the page has what they said at the intake.</param>
    public static WishesModel Of(
        string firstName,
        bool isOnTop,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        IReadOnlyList<SaidOfHelp> said,
        SiteTime time
    ) => new(firstName, LinesOf(checkIns, actions, said, firstName, isOnTop, time), EarlierOf(said));

    private static List<string> LinesOf(
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        IReadOnlyList<SaidOfHelp> said,
        string firstName,
        bool isOnTop,
        SiteTime time
    )
    {
        var wishes = NewestOf(said).Select(one => (one.Day, Text: TextOf(one))).ToList();
        if (checkIns.LastOrDefault(one => one is { AnsweredAt: not null, CallMe: not null }) is { } last)
        {
            var day = time.DayOf(last.AnsweredAt!.Value);
            wishes.Add((day, Words["Wish." + last.CallMe!.Value.Code(), ("dag", Texts.Day(day))]));
        }

        if (
            actions.FirstOrDefault(one => one.Kind == ActionKind.Closed) is
            { Outcome: SignalOutcome.NoContactWanted } closed
        )
            wishes.Add((closed.DoneOn, Words["Barrier", ("dag", Texts.Day(closed.DoneOn))]));
        return wishes.Count > 0
            ? [.. wishes.OrderByDescending(one => one.Day).Select(one => one.Text)]
            : [isOnTop ? Words["Wish.onTop"] : Words["Wish.none", ("voornaam", firstName)]];
    }

    /// <summary>The newest wish, then the newest barrier.</summary>
    private static IEnumerable<SaidOfHelp> NewestOf(IReadOnlyList<SaidOfHelp> said) =>
        said.GroupBy(one => one.Item)
            .OrderByDescending(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.First());

    /// <summary>Each earlier answer once, with the day it was last given.</summary>
    private static List<string> EarlierOf(IReadOnlyList<SaidOfHelp> said)
    {
        var newest = NewestOf(said).ToList();
        return
        [
            .. said.Where(one => !newest.Exists(now => (now.Item, now.Answer) == (one.Item, one.Answer)))
                .DistinctBy(one => (one.Item, one.Answer))
                .Select(TextOf),
        ];
    }

    private static string TextOf(SaidOfHelp one) =>
        Words["Said." + one.Item, ("antwoord", one.Answer), ("dag", Texts.Day(one.Day))];
}
