using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case.Reasons;

/// <summary>The reasons for a signal, by the day that they rest on.</summary>
/// <param name="Newest">The newest of each sign of the open signal, newest day first; empty when none is open.</param>
/// <param name="Earlier">The others, newest first.</param>
/// <param name="Rules">What each kind among the newest looks at.</param>
public sealed record ReasonsModel(
    IReadOnlyList<ReasonsOfDay> Newest,
    IReadOnlyList<string> Earlier,
    IReadOnlyList<FactLine> Rules
)
{
    public static readonly Texts Words = Texts.Of(typeof(ReasonsSection));

    /// <param name="signal">The open signal; null when there is none.</param>
    /// <param name="found">All findings of <paramref name="signal"/>.</param>
    public static ReasonsModel Of(Signal? signal, IReadOnlyList<StoredFinding> found, DateOnly today)
    {
        var newest = StoredFinding.NewestOfEach(found);
        return new ReasonsModel(
            [
                .. newest
                    .GroupBy(one => one.RestsOn)
                    .OrderByDescending(day => day.Key)
                    .Select(day => new ReasonsOfDay(
                        Texts.Day(day.Key),
                        [.. day.GroupBy(one => one.Kind).Select(kind => LineOf([.. kind], signal, found, today))]
                    )),
            ],
            [.. found.Except(newest).Select(one => one.ReasonOn(today))],
            [
                .. newest
                    .Select(one => one.Kind)
                    .Distinct()
                    .Select(kind => new FactLine(SignalWords.Kind(kind), Words["Rule." + kind.Code()])),
            ]
        );
    }

    /// <param name="kind">Of one kind and one day.</param>
    private static ReasonLine LineOf(
        IReadOnlyList<StoredFinding> kind,
        Signal? signal,
        IReadOnlyList<StoredFinding> found,
        DateOnly today
    ) =>
        new(
            string.Join(' ', kind.Select(one => one.ReasonBelowDay(today)).Distinct()),
            kind.Any(one => one.Urgency == Urgency.Red),
            kind.Any(one => one.IsNewsSince(signal?.ContactedAt, found))
        );
}

/// <summary>The reasons that rest on one day, red ones first.</summary>
public sealed record ReasonsOfDay(string Day, IReadOnlyList<ReasonLine> Lines);

/// <param name="IsNew">It came after the last talk.</param>
public sealed record ReasonLine(string Text, bool IsStrong, bool IsNew);
