using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>What a caregiver's answers say today: staff read these, and an earlier reason only while it is still
/// true.</summary>
public sealed class AnswersNow(History history, RuleSettings rules, SiteTime time)
{
    private static readonly IReadOnlyList<AnswerSign> Signs = [.. WarningSigns.All.OfType<AnswerSign>()];

    private readonly IReadOnlyList<Observation> facts =
    [
        .. Observations.Of(history).TakeWhile(observation => observation.Day <= history.Today),
    ];

    /// <summary>For some caregivers, in a fixed number of statements; for unreadable ones only the findings are
    /// known.</summary>
    internal static async Task<IReadOnlyDictionary<long, AnswersNow>> OfAll(
        Transaction transaction,
        IReadOnlyCollection<long> caregiverIds,
        RuleSettings rules,
        SiteTime time
    )
    {
        var read = (await Histories.ReadableOf(transaction, caregiverIds, time)).ToDictionary(
            pair => pair.Rows.Caregiver.Id,
            pair => pair.History
        );
        return caregiverIds.ToDictionary(
            id => id,
            id => new AnswersNow(read.GetValueOrDefault(id) ?? new History(time.Today, [], [], []), rules, time)
        );
    }

    /// <summary>The newest reason of each warning sign, those still true first: as it is today, and what it was if that
    /// changed.</summary>
    /// <param name="found">The signal's findings, newest first; empty for a caregiver who is only followed.</param>
    public IReadOnlyList<ReasonNow> Reasons(IReadOnlyList<StoredFinding> found)
    {
        var weighing = WeighingOn(history.Today);
        var others = StoredFinding
            .NewestOfEach(found)
            .Where(finding => weighing.All(now => (now.WarningSign, now.Day) != (finding.WarningSign, finding.RestsOn)))
            .ToLookup(finding => IsPast(finding, weighing));
        return
        [
            .. weighing
                .Select(finding => new ReasonNow(AsStored(finding, found), WasBefore(finding)))
                .Concat(others[false].Select(finding => new ReasonNow(finding, null)))
                .OrderBy(reason => reason.Finding.Urgency == Urgency.Red ? 0 : 1)
                .ThenByDescending(reason => reason.Finding.Alarms)
                .ThenByDescending(reason => reason.Finding.Points),
            .. others[true]
                .Select(finding => MeasureOf(finding.WarningSign))
                .OfType<ObservationKind>()
                .Distinct()
                .Where(measure => weighing.All(finding => MeasureOf(finding.WarningSign) != measure))
                .Select(LighterOf),
            .. others[true].Select(finding => new ReasonNow(finding, null) { IsPast = true }),
        ];
    }

    /// <summary>The closing after which a caregiver is red again, with what they said and how heavy that was; null
    /// without one.</summary>
    /// <param name="openedOn">The day on which the present case began.</param>
    public ClosedBefore? ClosedBefore(DateOnly openedOn) =>
        history.Contacts.LastOrDefault(contact => contact.Closes && contact.Day <= openedOn) is { Day: var day }
            ? new ClosedBefore(
                day,
                Nearness.LevelOn(KnownOn(day), day, rules),
                WeighingOn(day) is [var first, ..]
                    ? ReasonText.Of(first.WarningSign, first.Day, first.Evidence, time.Today)
                    : null
            )
            : null;

    private IReadOnlyList<Finding> WeighingOn(DateOnly day) =>
        [.. NotificationPolicy.Reasons(KnownOn(day), day, rules).Where(reason => !reason.Kind.IsUrgent())];

    private CaregiverState KnownOn(DateOnly day)
    {
        var state = default(CaregiverState);
        foreach (var observation in facts.TakeWhile(observation => observation.Day <= day))
            state.Take(observation);
        return state;
    }

    /// <summary>As found, or as if found on the day it rests on.</summary>
    private StoredFinding AsStored(Finding now, IReadOnlyList<StoredFinding> found) =>
        found.FirstOrDefault(finding => (finding.WarningSign, finding.RestsOn) == (now.WarningSign, now.Day))
        ?? StoredFinding.Of(now, time.StartOf(now.Day));

    /// <summary>Whether a newer answer replaced what was found.</summary>
    private bool IsPast(StoredFinding finding, IReadOnlyList<Finding> weighing) =>
        weighing.Any(now => now.WarningSign == finding.WarningSign)
        || (
            MeasureOf(finding.WarningSign) is { } measure
            && Answers(measure) is [.., var last]
            && last.Day > finding.RestsOn
        );

    /// <summary>The single answer that a sign reads; a finding that rests on several stays as found.</summary>
    private static ObservationKind? MeasureOf(string sign) =>
        Signs.FirstOrDefault(candidate => candidate.Key == sign)?.Reads;

    private ReasonNow LighterOf(ObservationKind measure)
    {
        var (day, value) = Answers(measure)[^1];
        var sign = Signs.First(candidate => candidate.Reads == measure);
        var now = new Finding(sign.Key, sign.Kind, Urgency.Amber, day, 0, new Evidence(value));
        return new ReasonNow(StoredFinding.Of(now, time.StartOf(day)), OtherBefore(measure, day)) { IsLighter = true };
    }

    /// <summary>The previous answer; null if the sentence says it, or it is no answer.</summary>
    private int? WasBefore(Finding finding) =>
        finding.Evidence.From is null && MeasureOf(finding.WarningSign) is { } measure
            ? OtherBefore(measure, finding.Day)
            : null;

    /// <summary>The last different answer before a day, among those that counted then; null without one.</summary>
    private int? OtherBefore(ObservationKind measure, DateOnly day)
    {
        List<(DateOnly Day, int Value)> answers = [.. Answers(measure).Where(answer => answer.Day <= day)];
        var since = day.AddDays(-PerseveranceTime.HoldsDays);
        var before = answers.Where(answer => answer.Day >= since && answer.Value != answers[^1].Value).ToList();
        return before is [.., var last] ? last.Value : null;
    }

    /// <summary>The complete answers to a measure since care began, one per day: the worse of two.</summary>
    private IReadOnlyList<(DateOnly Day, int Value)> Answers(ObservationKind measure)
    {
        var since = facts.LastOrDefault(observation => observation.Kind == ObservationKind.Left).Day;
        return
        [
            .. facts
                .Where(observation =>
                    observation.Kind == measure && observation.Low == observation.High && observation.Day >= since
                )
                .GroupBy(observation => observation.Day)
                .Select(day => (day.Key, Worst(day.Select(observation => observation.Low)))),
        ];

        int Worst(IEnumerable<int> values) => measure.HigherIsWorse() ? values.Max() : values.Min();
    }
}

/// <summary>A reason as it is today.</summary>
/// <param name="Was">The previous answer; null if it did not change lately.</param>
public sealed record ReasonNow(StoredFinding Finding, int? Was)
{
    private static readonly Texts Words = Texts.Of(typeof(AnswersNow));

    /// <summary>Whether it is a harmless answer that replaced a heavy one.</summary>
    public bool IsLighter { get; init; }

    /// <summary>Whether a newer answer replaced it.</summary>
    public bool IsPast { get; init; }

    /// <summary>The previous answer as a sentence; null if it did not change lately.</summary>
    public string? WasSaid => Was is { } was ? Words["Was", ("wat", ValueOf(was))] : null;

    public string TextOn(DateOnly today) => Lighter("", today) ?? Finding.ReasonOn(today);

    public string BelowDay(DateOnly today) => Lighter(".Below", today) ?? Finding.ReasonBelowDay(today);

    private string? Lighter(string form, DateOnly today) =>
        IsLighter && Words.Has($"Lighter.{Finding.WarningSign}{form}")
            ? Words[
                $"Lighter.{Finding.WarningSign}{form}",
                ("dag", Texts.Day(Finding.RestsOn, today)),
                ("n", Texts.Number(Finding.Said.Value ?? 0))
            ]
            : null;

    private string ValueOf(int value) =>
        ReasonText.Answer(Finding.WarningSign, value)
        ?? Words[
            Finding.WarningSign switch
            {
                "burden" => "OfBurden",
                "happiness" => "OfHappiness",
                _ => "OfStrain",
            },
            ("n", Texts.Number(value))
        ];
}

/// <summary>A closing, and how it was then.</summary>
/// <param name="Level">From that day's answers; null below amber.</param>
/// <param name="Said">The first heavy finding then; null for none.</param>
public sealed record ClosedBefore(DateOnly On, Urgency? Level, string? Said);
