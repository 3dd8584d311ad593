using CaregiverSignal.People;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// Answers that came when their questions were over: nobody keeps them. Own words and a wish to be called hold all the
/// same.
/// </summary>
/// <param name="WasSent">A page was sent; else an answer was pressed in a mail.</param>
/// <param name="IsHeavy">They say that it goes badly.</param>
/// <param name="ReadBy">When somebody reads their own words; null where there are none, or nobody does.</param>
/// <param name="Words">Their own words where those were not kept, for themselves to keep.</param>
/// <param name="Promise">Who calls and by when; null where they did not ask for it.</param>
public sealed record Unheard(
    bool WasSent,
    bool IsHeavy,
    string? ReadBy = null,
    string Words = "",
    string? Promise = null
)
{
    public static string ReadByOf(string coordinator, SiteTime time) =>
        Texts.Of("Web.Shared")[
            "UnkeptReads",
            ("coordinator", coordinator),
            ("dag", Texts.DayOfWeek(LifeChange.ReadBy(time)))
        ];

    /// <summary>A page that says so, for who has no other choices there.</summary>
    public MessagePageModel Message(SupportPointSettings support)
    {
        var page = MessagePageModel.Of(support, "Unkept", ("telefoon", support.PhoneWithHours));
        page = page with
        {
            Paragraphs = [.. new[] { ReadBy, Promise }.OfType<string>(), .. page.Paragraphs],
            TheirWords = Words,
        };
        return IsHeavy ? AnswerMessages.WithUrgent(page) : page;
    }
}
