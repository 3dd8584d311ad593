using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case.Reasons;

/// <summary>The reasons for a signal.</summary>
/// <param name="Newest">The newest of each kind of the open signal, red first; empty when none is open.</param>
/// <param name="Earlier">The others, newest first.</param>
public sealed record ReasonsModel(IReadOnlyList<ReasonLine> Newest, IReadOnlyList<ReasonLine> Earlier)
{
    public static readonly Texts Words = Texts.Of(typeof(ReasonsSection));

    /// <param name="signal">The open signal; null when there is none.</param>
    /// <param name="found">All findings of <paramref name="signal"/>.</param>
    public static ReasonsModel Of(Signal? signal, IReadOnlyList<StoredFinding> found, DateOnly today)
    {
        var newest = StoredFinding.NewestOfEach(found);
        return new ReasonsModel(
            [.. newest.Select(one => LineOf(one, signal, found, today))],
            [.. found.Except(newest).Select(one => LineOf(one, signal, found, today))]
        );
    }

    private static ReasonLine LineOf(
        StoredFinding finding,
        Signal? signal,
        IReadOnlyList<StoredFinding> found,
        DateOnly today
    ) =>
        new(
            finding.ReasonOn(today),
            Texts.Day(finding.RestsOn),
            SignalWords.Kind(finding.Kind),
            Words["Rule." + finding.Kind.Code()],
            finding.Urgency == Urgency.Red,
            finding.IsNewsSince(signal?.ContactedAt, found)
        );
}

/// <param name="IsNew">It came after the last talk.</param>
/// <param name="Kind">The rule in a word or two; <paramref name="Rule"/> says what it looks at.</param>
public sealed record ReasonLine(string Text, string Day, string Kind, string Rule, bool IsStrong, bool IsNew = false);
