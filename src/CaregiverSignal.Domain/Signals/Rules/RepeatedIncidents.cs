namespace CaregiverSignal.Signals.Rules;

/// <summary>Three incidents happened within half a year (C-16).</summary>
public sealed class RepeatedIncidents() : WarningSign("incidents", SignalKind.Event)
{
    public static readonly Limit WithinDays = new(
        "Incidents:WithinDays",
        183,
        30,
        366,
        "days within which three incidents cause a notification",
        "ours: half a year"
    );

    public override IReadOnlyList<Limit> Limits => [WithinDays];

    public override bool IsLine => true;

    public override DateOnly Day(in Known known, RuleSettings settings) =>
        known.ThirdIncidentOn != default
        && known.IncidentOn.DayNumber - known.ThirdIncidentOn.DayNumber <= settings[WithinDays]
            ? known.IncidentOn
            : default;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(Since: known.ThirdIncidentOn, Count: 3);
}
