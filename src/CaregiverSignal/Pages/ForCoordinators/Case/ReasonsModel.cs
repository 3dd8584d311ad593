using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <param name="Newest">The newest of each sign as it is today, with what it replaced under its own day. The day that
/// sets the level comes first, then the newest; empty without an open signal.</param>
public sealed record ReasonsModel(IReadOnlyList<ReasonsOfDay> Newest, IReadOnlyList<FactLine> Rules)
{
    private static readonly Texts Words = CaseModel.Words;

    private const int DaysInView = 6;

    /// <summary>How many days are in view: the newest, and all with something new.</summary>
    public int InView =>
        ListPreview.InView(
            Newest.Count,
            Math.Max(
                DaysInView,
                1 + Newest.ToList().FindLastIndex(day => day.Lines.Any(line => line.IsNew || line.IsStrong))
            )
        );

    /// <param name="found">All findings of <paramref name="signal"/>.</param>
    public static ReasonsModel Of(
        Signal? signal,
        IReadOnlyList<ReasonNow> reasons,
        IReadOnlyList<StoredFinding> found,
        DateOnly today
    ) =>
        new(
            [
                .. reasons
                    .GroupBy(reason => reason.Finding.RestsOn)
                    .OrderByDescending(day => day.Key == reasons[0].Finding.RestsOn)
                    .ThenByDescending(day => day.Key)
                    .Select(day => new ReasonsOfDay(
                        Texts.Day(day.Key, today),
                        [
                            .. day.GroupBy(reason => reason.Finding.Kind)
                                .Select(kind => LineOf([.. kind], signal, found, today)),
                        ]
                    )),
            ],
            [
                .. reasons
                    .Where(reason => !reason.IsLighter)
                    .Select(reason => reason.Finding)
                    .Select(finding => new FactLine(
                        finding.ReasonBelowDay(today).TrimEnd('.'),
                        string.Join(' ', new[] { RuleOf(finding), EnoughOf(finding) }.OfType<string>())
                    )),
            ]
        );

    /// <summary>What the rule looks at, with its threshold.</summary>
    private static string RuleOf(StoredFinding finding)
    {
        var sign = WarningSigns.All.FirstOrDefault(sign => sign.Key == finding.WarningSign);
        return Words["Sign." + finding.WarningSign, ("grens", sign?.Limit is { } limit ? Texts.Number(limit) : "")];
    }

    /// <summary>The level it would reach alone; null if it is a worklist entry by itself.</summary>
    private static string? EnoughOf(StoredFinding finding) =>
        finding is { Points: 0, Alarms: 0 } ? null
        : finding.Alarms >= Weight.RedAlarms || finding.Points >= ValueOf(Nearness.Red, finding) ? Words["Enough.red"]
        : finding.Points >= ValueOf(Nearness.Amber, finding) ? Words["Enough.amber"]
        : finding.Alarms > 0 ? Words["Enough.line"]
        : Words["Enough.adds"];

    /// <summary>The threshold when it was found: a finding keeps those that differ from the defaults.</summary>
    private static double ValueOf(Limit limit, StoredFinding finding) =>
        RuleSet.LimitsIn(finding.Limits).GetValueOrDefault(limit.Key, limit.Shipped);

    private static ReasonLine LineOf(
        IReadOnlyList<ReasonNow> kind,
        Signal? signal,
        IReadOnlyList<StoredFinding> found,
        DateOnly today
    )
    {
        return new(
            string.Join(
                ' ',
                kind.SelectMany(reason => new[] { reason.BelowDay(today), reason.WasSaid }).OfType<string>().Distinct()
            ),
            kind.Any(reason => reason is { IsPast: false, Finding.Urgency: Urgency.Red } && IsNew(reason)),
            signal?.ContactedAt is not null && kind.Any(IsNew)
        );

        bool IsNew(ReasonNow reason) => signal?.ContactedAt is not { } talk || reason.Finding.IsNewsSince(talk, found);
    }
}

public sealed record ReasonsOfDay(string Day, IReadOnlyList<ReasonLine> Lines);

/// <param name="IsStrong">It is new and cannot wait.</param>
/// <param name="IsNew">It came after the last conversation.</param>
public sealed record ReasonLine(string Text, bool IsStrong, bool IsNew);
