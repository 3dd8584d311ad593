using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Feedback;

/// <summary>What somebody reads for whom it is heavy now: who sees it and when, and the way to a call.</summary>
/// <param name="Text">Nobody is promised who has no row on a worklist: there it only asks.</param>
/// <param name="Button">Of the way to a call.</param>
public sealed record HeavyWords(string Text, string Button)
{
    private static readonly Texts Words = Texts.Of(typeof(ResultModel));
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <param name="coordinator">Who looks on <paramref name="seenOn"/>.</param>
    /// <param name="seenOn">The day on which somebody looks at what was sent.</param>
    /// <param name="wantsNoCall">They said so in this check-in: nobody asks whether they want to talk.</param>
    public static HeavyWords Of(
        Standing standing,
        string coordinator,
        DateOnly seenOn,
        DateOnly today,
        bool wantsNoCall
    )
    {
        if (!standing.IsHeard)
            return new(Words["Heavy.Call", ("coordinator", coordinator)], Shared["CallYes"]);
        var when =
            !standing.IsUnspoken || seenOn < today ? ""
            : seenOn == today ? ".Today"
            : ".Day";
        return new(
            Words[
                (wantsNoCall ? "Sees" : "Asks") + when,
                ("coordinator", coordinator),
                ("dag", Texts.DayOfWeek(seenOn))
            ],
            Shared[wantsNoCall ? "CallMe" : "CallYes"]
        );
    }
}
