using CaregiverSignal.Answers.Form;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// What came when its questions were over: answers are not kept any more, own words and a wish to be called hold all
/// the same.
/// </summary>
/// <param name="WasSent">A page was sent; else an answer was pressed in a mail.</param>
/// <param name="IsHeavy">They say that it goes badly.</param>
/// <param name="ReadBy">When somebody reads their own words; null where there are none, or nobody does.</param>
/// <param name="Words">Their own words where those were not kept, for themselves to keep.</param>
/// <param name="Promise">Who calls and by when; null where they did not ask for it.</param>
/// <param name="LosesNothing">No answer in it is other than what is kept.</param>
/// <param name="HasEarlier">Answers that were given before are kept.</param>
public sealed record Unheard(
    bool WasSent,
    bool IsHeavy,
    string? ReadBy = null,
    string Words = "",
    string? Promise = null,
    bool LosesNothing = false,
    bool HasEarlier = false
)
{
    private static readonly Texts Shared = Texts.Of("Web.Shared");
    private static readonly Texts WaysOutWords = Texts.Of(typeof(WaysOutPage));

    public string? Earlier => HasEarlier ? Shared["UnkeptEarlier"] : null;

    /// <summary>Their own words, where they are not too long to come before somebody.</summary>
    public string ToTell => Words.Length <= LastAnswers.Longest ? Words : "";

    /// <summary>Whether all of it was heard, or was known before.</summary>
    public bool IsIn => WasSent && LosesNothing && Words.Length == 0;

    /// <summary>The way to a call is offered before all else: it goes badly, and none is promised.</summary>
    public bool OffersCall => IsHeavy && Promise is null;

    public static string ReadByOf(string coordinator, SiteTime time) =>
        Shared["UnkeptReads", ("coordinator", coordinator), ("dag", Texts.DayOfWeek(LifeChange.ReadBy(time)))];

    /// <summary>A page that says so, and no more.</summary>
    /// <param name="callPath">Where they ask to be called.</param>
    /// <param name="on">The way on beside it; null where there is none.</param>
    public MessagePage Message(SupportPointSettings support, string callPath, (string Label, string Path)? on = null)
    {
        var key =
            !WasSent ? "NotArrived"
            : IsIn ? "Heard"
            : "Unkept";
        var closed = Shared["WereClosed"];
        var self = Shared["CallYourself", ("telefoon", support.PhoneWithHours)];
        var call = OffersCall ? WaysOutWords["Unheard.Call"] : null;
        var page = new MessagePage(
            Shared[key + "Title"],
            [.. new[] { ReadBy, Promise, Earlier, call, closed, self }.OfType<string>()]
        )
        {
            TheirWords = Words,
            Way = Promise is null ? (Shared["CallMe"], callPath) : on,
            OtherWay = Promise is null ? on : null,
        };
        return IsHeavy ? AnswerMessages.WithUrgent(page) : page;
    }
}
