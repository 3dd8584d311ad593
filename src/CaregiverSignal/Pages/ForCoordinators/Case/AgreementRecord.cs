using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The agreements as timeline lines: one for each start, and one for each past end.</summary>
public static class AgreementRecord
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="agreements">All agreements of one person, oldest first.</param>
    /// <returns>With reason, coordinator and end, in the order in which they were made.</returns>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<Agreement> agreements, DateOnly today) =>
        [
            .. agreements.SelectMany(
                (agreement, place) => LinesOf(agreement, [.. agreements.Skip(place + 1)], TextOf(agreement), today)
            ),
        ];

    public static string TextOf(Agreement agreement)
    {
        var last = Texts.Day(agreement.UntilOn.AddDays(-1));
        if (agreement.Kind == AgreementKind.List)
            return Words["Agreement.list", ("lijst", DisplayText.Visible(agreement.Reason)), ("dag", last)];
        var text =
            agreement.Kind == AgreementKind.Mute
                ? Words["Agreement.mute", ("wat", SignalWords.Kind(Mute.KindOf(agreement))), ("dag", last)]
                : Words["Agreement.interval", ("n", Texts.Number(agreement.Value)), ("dag", last)];
        return $"{text} {Words["Agreement.Reason", ("reden", DisplayText.Visible(agreement.Reason))]}";
    }

    private static IEnumerable<TimelineLine> LinesOf(
        Agreement agreement,
        IReadOnlyList<Agreement> later,
        string text,
        DateOnly today
    )
    {
        yield return new TimelineLine(
            agreement.FromOn,
            Words["Agreement.Set"],
            agreement.ByCaregiver ? Words["ReportedBy.caregiver"] : ByOf(agreement.Coordinator),
            text
        );
        var isReplaced =
            agreement.EndedBy is null
            && later.Any(next =>
                (next.Kind, next.Subject, next.FromOn) == (agreement.Kind, agreement.Subject, agreement.EndedOn)
            );
        // The line of the replacing agreement names whoever made it.
        if (agreement.EndedOn is { } ended)
            yield return new TimelineLine(
                ended,
                Words[isReplaced ? "Agreement.Replaced" : "Agreement.Ended"],
                ByOf(agreement.EndedBy),
                text
            );
        else if (agreement.UntilOn <= today)
            yield return new TimelineLine(
                agreement.UntilOn,
                Words["Agreement.Ended"],
                Words["ReportedBy.system"],
                text
            );
    }

    private static string? ByOf(string? name) => name is null ? null : Words["By", ("naam", DisplayText.Visible(name))];
}
