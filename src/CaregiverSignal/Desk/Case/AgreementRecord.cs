using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// The agreements about a caregiver as timeline lines: one for each beginning, and one for each end that has come.
/// </summary>
public static class AgreementRecord
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="agreements">All agreements ever made about one person, oldest first.</param>
    /// <returns>With the reason, the coordinator and the end; in the order in which they were made.</returns>
    public static IReadOnlyList<TimelineLine> Of(IReadOnlyList<Agreement> agreements, DateOnly today) =>
        [.. agreements.SelectMany((one, place) => LinesOf(one, [.. agreements.Skip(place + 1)], TextOf(one), today))];

    /// <summary>An agreement with its end and its reason.</summary>
    public static string TextOf(Agreement one)
    {
        var last = Texts.Day(one.UntilOn.AddDays(-1));
        if (one.Kind == AgreementKind.List)
            return Words["Agreement.list", ("lijst", DisplayText.Visible(one.Reason)), ("dag", last)];
        var text =
            one.Kind == AgreementKind.Mute
                ? Words["Agreement.mute", ("wat", SignalWords.Kind(Mute.KindOf(one))), ("dag", last)]
                : Words["Agreement.interval", ("n", Texts.Number(one.Value)), ("dag", last)];
        return $"{text} {Words["Agreement.Reason", ("reden", DisplayText.Visible(one.Reason))]}";
    }

    private static IEnumerable<TimelineLine> LinesOf(
        Agreement one,
        IReadOnlyList<Agreement> later,
        string text,
        DateOnly today
    )
    {
        yield return new TimelineLine(
            one.FromOn,
            Words["Agreement.Set"],
            one.ByCaregiver ? Words["ReportedBy.caregiver"] : ByOf(one.Coordinator),
            text
        );
        var isReplaced =
            one.EndedBy is null
            && later.Any(next => (next.Kind, next.Subject, next.FromOn) == (one.Kind, one.Subject, one.EndedOn));
        // The line of the agreement that replaced it says who made that.
        if (one.EndedOn is { } ended)
            yield return new TimelineLine(
                ended,
                Words[isReplaced ? "Agreement.Replaced" : "Agreement.Ended"],
                ByOf(one.EndedBy),
                text
            );
        else if (one.UntilOn <= today)
            yield return new TimelineLine(one.UntilOn, Words["Agreement.Ended"], Words["ReportedBy.system"], text);
    }

    private static string? ByOf(string? name) => name is null ? null : Words["By", ("naam", DisplayText.Visible(name))];
}
