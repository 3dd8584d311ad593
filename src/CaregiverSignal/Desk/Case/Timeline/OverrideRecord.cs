using CaregiverSignal.Desk.Case.Agreements;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case.Timeline;

/// <summary>
/// What was agreed otherwise for a caregiver: a line for each beginning, and one for each end that has come.
/// </summary>
public static class OverrideRecord
{
    private static readonly Texts Words = Texts.Of(typeof(OverrideRecord));

    /// <param name="overrides">All that were ever agreed about one person, oldest first.</param>
    /// <returns>With reason, who and until when; in the order in which they were agreed.</returns>
    public static IReadOnlyList<TimelineLine> Of(
        IReadOnlyList<Override> overrides,
        RuleSettings rules,
        DateOnly today
    ) =>
        [
            .. overrides.SelectMany(
                (one, place) => LinesOf(one, [.. overrides.Skip(place + 1)], AgreementsModel.TextOf(one, rules), today)
            ),
        ];

    private static IEnumerable<TimelineLine> LinesOf(
        Override one,
        IReadOnlyList<Override> later,
        string text,
        DateOnly today
    )
    {
        yield return new TimelineLine(
            one.FromOn,
            Words["Override.Set"],
            one.ByCaregiver ? TimelineModel.Words["ReportedBy.caregiver"] : ByOf(one.Coordinator),
            text,
            null
        );
        var isReplaced =
            one.EndedBy is null
            && later.Any(next => (next.Kind, next.Subject, next.FromOn) == (one.Kind, one.Subject, one.EndedOn));
        // The line of what took its place says who agreed that.
        if (one.EndedOn is { } ended)
            yield return new TimelineLine(
                ended,
                Words[isReplaced ? "Override.Replaced" : "Override.Ended"],
                ByOf(one.EndedBy),
                text,
                null
            );
        else if (one.UntilOn <= today)
            yield return new TimelineLine(
                one.UntilOn,
                Words["Override.Ended"],
                TimelineModel.Words["ReportedBy.system"],
                text,
                null
            );
    }

    private static string? ByOf(string? name) =>
        name is null ? null : TimelineModel.Words["By", ("naam", Plainly.Shown(name))];
}
