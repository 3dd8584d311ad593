using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>A caregiver's notifications and their reasons, with those of closed signals: a timeline line for each day
/// on which staff were notified or a finding joined the signal.</summary>
public static class SignalRecord
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="found">All findings about the caregiver, oldest first.</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<TimelineLine> Of(
        IReadOnlyList<StoredFinding> found,
        IEnumerable<StoredNotification> notified,
        SiteTime time
    )
    {
        var notifications = notified.ToLookup(notification => notification.SignalId);
        return
        [
            .. found
                .GroupBy(finding => finding.SignalId)
                .SelectMany(signal =>
                    LinesOf(
                        [.. signal.Select(finding => (time.DayOf(finding.FoundAt), finding))],
                        [.. notifications[signal.Key]]
                    )
                )
                .OrderBy(line => line.Day),
        ];
    }

    private static IEnumerable<TimelineLine> LinesOf(
        IReadOnlyList<(DateOnly Day, StoredFinding Finding)> found,
        IReadOnlyList<StoredNotification> notifications
    )
    {
        var days = found
            .Select(pair => pair.Day)
            .Concat(notifications.Select(notification => notification.NotifiedOn))
            .Distinct()
            .Order()
            .ToList();
        foreach (var day in days)
        {
            var telling = notifications.FirstOrDefault(notification => notification.NotifiedOn == day);
            var joined = found.Where(pair => pair.Day == day).Select(pair => pair.Finding).ToList();
            List<string> kinds =
            [
                .. joined
                    .Select(finding => finding.Kind)
                    .Concat(telling?.Kinds ?? [])
                    .Distinct()
                    .Select(SignalWords.Kind),
            ];
            var urgency =
                telling?.Urgency
                ?? (joined.Exists(finding => finding.Urgency == Urgency.Red) ? Urgency.Red : Urgency.Amber);
            var title =
                telling is not null ? "Record.Told"
                : joined.TrueForAll(finding => finding.Points == 0) ? "Record.Line"
                : "Record.Joined";
            yield return new TimelineLine(day, Words[title, ("niveau", SignalWords.Urgency(urgency))], null, null)
            {
                Found = [.. joined.Select(finding => finding.Reason).Distinct()],
                Why = Words["Record.Why", ("soorten", string.Join(", ", kinds))],
                Rules = string.Join(' ', joined.Select(RulesOf).Distinct()),
            };
        }
    }

    private static string RulesOf(StoredFinding finding)
    {
        var rules = finding.Rules.Split('+')[0];
        var limits = RuleSet
            .LimitsIn(finding.Limits)
            .Select(limit => $"{SignalWords.Limit(limit.Key)} {Texts.Number(limit.Value)}")
            .ToList();
        return limits.Count == 0
            ? Words["Record.Rules", ("versie", rules)]
            : Words["Record.OwnLimits", ("versie", rules), ("grenzen", string.Join("; ", limits))];
    }
}
