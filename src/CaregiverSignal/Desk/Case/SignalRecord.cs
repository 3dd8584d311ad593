using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

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
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<StoredFinding> found,
        SiteTime time
    )
    {
        var notifications = NotificationTable.Of(transaction, caregiverId).ToLookup(one => one.SignalId);
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
            var still = telling is null
                ? []
                : StillNotifiedOf(telling, found.Where(one => one.Day < day).Select(one => one.Finding), joined);
            var urgency =
                telling?.Urgency ?? (joined.Exists(one => one.Urgency == Urgency.Red) ? Urgency.Red : Urgency.Amber);
            var title =
                telling is not null ? "Record.Told"
                : day == days[0] ? "Record.Opened"
                : "Record.Joined";
            yield return new TimelineLine(day, Words[title, ("niveau", SignalWords.Urgency(urgency))], null, null, null)
            {
                Found =
                [
                    .. joined.Select(one => LineOf(one, NameOf(one), urgency)),
                    .. still.Select(one => LineOf(one, Words["Record.Still", ("soort", NameOf(one))], urgency)),
                ],
                Why = Words[
                    "Record.Why",
                    ("soorten", string.Join(", ", joined.Concat(still).Select(NameOf).Distinct()))
                ],
                Rules = string.Join(' ', joined.Concat(still).Select(RulesOf).Distinct()),
            };
        }
    }

    /// <summary>
    /// The newest finding of each warning sign that was part of a notification though nothing about it was new.
    /// </summary>
    private static List<StoredFinding> StillNotifiedOf(
        StoredNotification notification,
        IEnumerable<StoredFinding> earlier,
        List<StoredFinding> joined
    ) =>
        [
            .. earlier
                .Where(one =>
                    notification.Kinds.Contains(one.Kind) && !joined.Exists(it => it.WarningSign == one.WarningSign)
                )
                .GroupBy(one => one.WarningSign)
                // A finding without points is said once; one that adds points holds on.
                .Select(sign => sign.LastOrDefault(one => one.Points > 0) ?? sign.Last()),
        ];

    /// <param name="urgency">The line's own urgency, which is not repeated.</param>
    private static FoundLine LineOf(StoredFinding finding, string kind, Urgency urgency) =>
        new(
            char.ToUpper(kind[0], Texts.Dutch) + kind[1..],
            finding.Reason,
            finding.Urgency == urgency ? null : SignalWords.Urgency(finding.Urgency)
        );

    private static string NameOf(StoredFinding finding) => SignalWords.Kind(finding.Kind);

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
