using System.Text.Json;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

public sealed record StoredFinding
{
    public long SignalId { get; init; }

    /// <summary>The caregiver; 0 before it is stored.</summary>
    public long CaregiverId { get; init; }

    public SignalKind Kind { get; init; }

    public Urgency Urgency { get; init; }

    public DateOnly RestsOn { get; init; }

    public string WarningSign { get; init; } = "";

    /// <summary>How much it added to the nearness; 0 for a sign that only notifies.</summary>
    public int Points { get; init; }

    /// <summary>How many alarming things it counts as: two make red, one amber.</summary>
    public int Alarms { get; init; }

    /// <summary>The evidence for its sentence, as JSON.</summary>
    public string Evidence { get; init; } = "";

    public Evidence Said => JsonSerializer.Deserialize<Evidence>(Evidence)!;

    /// <summary>One sentence without names, in the current language.</summary>
    public string Reason => ReasonOn(null);

    /// <summary>The reason for a reader on a given day: recent days are written without their year.</summary>
    public string ReasonOn(DateOnly? today) => ReasonText.Of(WarningSign, RestsOn, Said, today);

    /// <summary>The reason below a heading that gives its day.</summary>
    public string ReasonBelowDay(DateOnly today) => ReasonText.Below(WarningSign, RestsOn, Said, today);

    /// <summary>Whether it already covers a finding: the same answer again is no news, another event is.</summary>
    public bool Holds(Finding finding) =>
        IsOf(finding)
        || (
            WarningSign == finding.WarningSign
            && Points >= finding.Points
            && Alarms >= finding.Alarms
            && finding.Kind is not (SignalKind.Event or SignalKind.Request or SignalKind.Crisis)
        );

    /// <summary>Whether both rest on the same fact. An event of a day is the same whether it notified or added
    /// points.</summary>
    public bool IsOf(Finding finding) =>
        RestsOn == finding.Day
        && (WarningSign == finding.WarningSign || (Kind == SignalKind.Event && finding.Kind == SignalKind.Event));

    public DateTimeOffset FoundAt { get; init; }

    public string Rules { get; init; } = "";

    /// <summary>For <see cref="RuleSet.LimitsIn"/>.</summary>
    public string Limits { get; init; } = "{}";

    /// <summary>The form in which it would be stored, without a signal.</summary>
    public static StoredFinding Of(Finding finding, DateTimeOffset at) =>
        new()
        {
            Kind = finding.Kind,
            Urgency = finding.Urgency,
            RestsOn = finding.Day,
            WarningSign = finding.WarningSign,
            Points = finding.Points,
            Alarms = finding.Alarms,
            Evidence = JsonSerializer.Serialize(finding.Evidence),
            FoundAt = at,
        };

    /// <summary>The newest finding of each warning sign, those that make the level first: one sentence per
    /// sign.</summary>
    /// <param name="findings">Newest first.</param>
    public static IReadOnlyList<StoredFinding> NewestOfEach(IReadOnlyList<StoredFinding> findings) =>
        [
            .. findings
                .GroupBy(finding => finding.WarningSign)
                .Select(sign => sign.First())
                .OrderBy(finding => finding.Urgency == Urgency.Red ? 0 : 1)
                .ThenByDescending(finding => finding.Alarms)
                .ThenByDescending(finding => finding.Points),
        ];

    /// <summary>Whether it was found after a talk, and is not the same answer or event found before it at another
    /// level.</summary>
    public bool IsNewsSince(DateTimeOffset? talk, IEnumerable<StoredFinding> findings) =>
        FoundAt > talk
        && !findings.Any(finding =>
            finding.FoundAt <= talk
            && (finding.WarningSign, finding.Kind, finding.RestsOn) == (WarningSign, Kind, RestsOn)
        );
}
