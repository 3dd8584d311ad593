namespace CaregiverSignal.Signals.Rules;

/// <summary>Something heavy happened lately, whoever told it.</summary>
/// <remarks>
/// Which events are heavy follows the risk factors of the founding documents: helpers and formal help that fall away
/// own illness and a fall, behaviour that got worse, work, respite that failed
/// a crisis (C-08), incidents that come back (C-16); a hospital stay beside them is ours. A diagnosis, a move,
/// and help that ends as planned are not among them.
/// </remarks>
public sealed class HeavyEvent() : WarningSign("event", SignalKind.Event)
{
    /// <summary>The heaviest first: of two on one day the first is named (ours).</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "CrisisAdmission",
        "HelperLost",
        "FormalHelpReduced",
        "OwnIllness",
        "RespiteFailed",
        "BehaviourWorsened",
        "Fall",
        "Hospital",
        "Incident",
        "JobChanged",
    ];

    public static readonly Limit ForDays = new(
        "Event:ForDays",
        90,
        14,
        366,
        "days that a heavy event adds a point",
        "ours: a quarter, as often as the longer lists are asked"
    );

    public override IReadOnlyList<Limit> Limits => [ForDays];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.HeavyOn, today, settings[ForDays]) ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.HeavyOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) => new(What: Kinds[known.Heavy]);
}
