using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>A serious event happened recently, whoever reported it.</summary>
/// <remarks>
/// Which events are serious follows the risk factors of the founding documents: loss of a helper or of formal help
/// own illness and a fall, worse behaviour, work, failed respite, a crisis
/// (C-08), repeated incidents (C-16); we added a hospital stay. A diagnosis, a move, and help that ends as planned are
/// not among them.
/// </remarks>
public sealed class SeriousEvent() : WarningSign("event", SignalKind.Event)
{
    /// <summary>The most serious first: of two on one day the first is named (our choice).</summary>
    public static readonly IReadOnlyList<EventKind> Kinds =
    [
        EventKind.CrisisAdmission,
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.OwnIllness,
        EventKind.RespiteFailed,
        EventKind.BehaviourWorsened,
        EventKind.Fall,
        EventKind.Hospital,
        EventKind.Incident,
        EventKind.JobChanged,
    ];

    public static readonly Limit ForDays = new(
        "Event:ForDays",
        90,
        14,
        366,
        "days for which a serious event adds a point",
        "ours: a quarter, as often as the longer lists are asked"
    );

    public override IReadOnlyList<Limit> Limits => [ForDays];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.SeriousEventOn, today, settings[ForDays]) ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.SeriousEventOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) =>
        new(What: Kinds[known.SeriousEventKind]);
}
