namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver asked to be called.</summary>
/// <remarks>
/// Staff are always notified, at red: asking is the one signal that needs no interpretation (lesson 57). That it adds a
/// point for a quarter is our choice.
/// </remarks>
public sealed class Request() : WarningSign("request", SignalKind.Request)
{
    public static readonly Limit ForDays = new(
        "Request:ForDays",
        90,
        14,
        366,
        "days for which a request to be called adds a point",
        "ours: as long as a serious event"
    );

    public override IReadOnlyList<Limit> Limits => [ForDays];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.RequestOn, today, settings[ForDays]) ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.RequestOn;
}
