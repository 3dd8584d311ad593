using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Tells that a caregiver is red again after a closing, without a conversation since.</summary>
/// <param name="Lines">What weighed most at the closing, and what does now.</param>
public sealed record CameBack(string Text, IReadOnlyList<FactLine> Lines)
{
    private static readonly Texts Words = CaseModel.Words;

    private const int AWeek = 7;

    /// <summary>Weeks are counted up to two months, then months (ours).</summary>
    private const int InMonthsFrom = 9 * AWeek;

    /// <returns>Null if no red signal awaits a conversation, or none was closed before.</returns>
    public static CameBack? Of(Signal open, AnswersNow now, IReadOnlyList<ReasonNow> reasons, DateOnly today)
    {
        if (
            open is not { Urgency: Urgency.Red, IsFollowed: false, AwaitsTalk: true }
            || now.ClosedBefore(open.OpenedOn) is not { } closed
        )
            return null;
        var days = open.OpenedOn.DayNumber - closed.On.DayNumber;
        return new CameBack(
            Words[closed.Level == Urgency.Red ? "Back.red" : "Back", ("duur", SpanOf(days))],
            [
                .. closed.Said is { } said ? [new FactLine(Words["Back.Was"], said)] : Array.Empty<FactLine>(),
                .. reasons.Take(1).Select(reason => new FactLine(Words["Back.Is"], reason.TextOn(today))),
            ]
        );
    }

    private static string SpanOf(int days) =>
        days == 0 ? Words["Back.Same"]
        : days < AWeek ? Words.Counted("Back.Days", days)
        : days < InMonthsFrom ? Words.Counted("Back.Weeks", days / AWeek)
        : Words.Counted("Back.Months", days / 30);
}
