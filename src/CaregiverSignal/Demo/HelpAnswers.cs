using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Demo;

/// <summary>
/// How an invented caregiver answers the questions about help: our own rule for a demo, not fitted to any data.
/// </summary>
/// <remarks>
/// Apart from <see cref="FormAnswers"/> and its source of chance, so that these answers change no others.
/// </remarks>
public static class HelpAnswers
{
    private const double SaysNothing = 0.1;

    private static readonly (double Share, HelpBarrier Barrier)[] Usual =
    [
        (0.35, HelpBarrier.None),
        (0.2, HelpBarrier.NotABurden),
        (0.15, HelpBarrier.WantsToSolveAlone),
        (0.1, HelpBarrier.Shame),
        (0.07, HelpBarrier.Pride),
        (0.08, HelpBarrier.BadExperience),
        (0.05, HelpBarrier.DisturbedRelation),
    ];

    /// <param name="strain">0 to 1.</param>
    /// <param name="leanings">A fresh source with the person's own seed: the barrier stays the same, the wish changes
    /// with the strain.</param>
    public static IReadOnlyDictionary<string, int?> Form(
        Instrument instrument,
        Course course,
        double strain,
        Random leanings
    )
    {
        var (taste, reason, reserve) = (leanings.NextDouble(), leanings.NextDouble(), leanings.NextDouble());
        return instrument.Items.ToDictionary(
            item => item.Key,
            item =>
                item.Key switch
                {
                    Wishes.Wish => (int?)WishOf(course, strain, taste),
                    Wishes.Barrier when reserve >= SaysNothing => (int)BarrierOf(course, reason),
                    _ => null,
                }
        );
    }

    private static HelpWish WishOf(Course course, double strain, double taste) =>
        (course, strain) switch
        {
            (Course.Content, _) => HelpWish.Nothing,
            (Course.Devoted, _) => taste < 0.6 ? HelpWish.Nothing : HelpWish.Information,
            (_, < 0.3) => taste < 0.5 ? HelpWish.Nothing
            : taste < 0.75 ? HelpWish.Information
            : HelpWish.Peers,
            (_, < 0.6) => taste < 0.3 ? HelpWish.Practical
            : taste < 0.6 ? HelpWish.Talk
            : taste < 0.8 ? HelpWish.Peers
            : HelpWish.Information,
            _ => taste < 0.5 ? HelpWish.Respite
            : taste < 0.8 ? HelpWish.Talk
            : HelpWish.Practical,
        };

    private static HelpBarrier BarrierOf(Course course, double reason) =>
        course switch
        {
            Course.Content => HelpBarrier.None,
            Course.Silent => reason < 0.5 ? HelpBarrier.NotABurden : HelpBarrier.Shame,
            _ => Pick(reason),
        };

    private static HelpBarrier Pick(double reason)
    {
        foreach (var (share, barrier) in Usual)
        {
            reason -= share;
            if (reason < 0)
                return barrier;
        }

        return HelpBarrier.None;
    }
}
