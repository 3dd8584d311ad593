using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// The notifications about a caregiver and their reasons, closed signals included: a timeline line for each day on
/// which staff were notified or something joined the signal.
/// </summary>
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
        var notifications = notified.ToLookup(one => one.SignalId);
        return
        [
            .. found
                .GroupBy(one => one.SignalId)
                .SelectMany(signal =>
                    LinesOf([.. signal.Select(one => (time.DayOf(one.FoundAt), one))], [.. notifications[signal.Key]])
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
            .Select(one => one.Day)
            .Concat(notifications.Select(one => one.NotifiedOn))
            .Distinct()
            .Order()
            .ToList();
        foreach (var day in days)
        {
            var telling = notifications.FirstOrDefault(one => one.NotifiedOn == day);
            var joined = found.Where(one => one.Day == day).Select(one => one.Finding).ToList();
            List<string> kinds =
            [
                .. joined.Select(one => one.Kind).Concat(telling?.Kinds ?? []).Distinct().Select(SignalWords.Kind),
            ];
            var urgency =
                telling?.Urgency ?? (joined.Exists(one => one.Urgency == Urgency.Red) ? Urgency.Red : Urgency.Amber);
            var title =
                telling is not null ? "Record.Told"
                : joined.TrueForAll(one => one.Points == 0) ? "Record.Line"
                : "Record.Joined";
            yield return new TimelineLine(day, Words[title, ("niveau", SignalWords.Urgency(urgency))], null, null)
            {
                Found = [.. joined.Select(one => one.Reason).Distinct()],
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
