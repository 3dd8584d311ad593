using CaregiverSignal.CheckIns;
using CaregiverSignal.Feedback;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>What somebody reads for whom it is heavy now: who sees it and when, and the way to a call.</summary>
/// <param name="Text">Nobody is promised who has no row on a worklist: there it only asks.</param>
/// <param name="Button">Of the way to a call.</param>
public sealed record HeavyWords(string Text, string Button)
{
    private static readonly Texts Words = Texts.Of(typeof(ResultModel));
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    public static HeavyWords Of(Sent.Result sent, DateOnly today)
    {
        var (standing, seenOn) = (sent.Standing, sent.SeenOn);
        // They said so in this check-in: nobody asks whether they want to talk.
        var wantsNoCall = sent.CheckIn.CallMe is CallWish.No or CallWish.Self;
        if (!standing.IsHeard)
            return new(Words["Heavy.Call", ("coordinator", sent.SeenBy)], Shared["CallYes"]);
        var when =
            !standing.IsForToday || seenOn < today ? ""
            : seenOn == today ? ".Today"
            : ".Day";
        return new(
            Words[
                (wantsNoCall ? "Sees" : "Asks") + when,
                ("coordinator", sent.SeenBy),
                ("dag", Texts.DayOfWeek(seenOn))
            ],
            Shared[wantsNoCall ? "CallMe" : "CallYes"]
        );
    }
}
