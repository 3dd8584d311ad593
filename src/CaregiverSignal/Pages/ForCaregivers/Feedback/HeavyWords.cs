using CaregiverSignal.CheckIns;
using CaregiverSignal.Feedback;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>The text for a heavy load: who sees it and when, with a button to ask for a call.</summary>
/// <param name="Text">Promises nobody unless they are on a worklist; otherwise it only asks.</param>
public sealed record HeavyWords(string Text, string Button)
{
    private static readonly Texts Words = Texts.Of(typeof(ResultModel));
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    public static HeavyWords Of(Sent.Result sent, DateOnly today)
    {
        var (standing, seenOn) = (sent.Standing, sent.SeenOn);
        // They said no in this check-in: do not ask if they want to talk.
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
