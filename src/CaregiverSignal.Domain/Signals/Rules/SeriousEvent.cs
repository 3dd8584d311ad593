using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Rules;

/// <summary>Something serious happened of which a professional or an import tells.</summary>
/// <remarks>Which events are serious follows the risk factors of the founding documents: loss of a helper or of formal
/// help, own illness and a fall, worse behaviour, work, repeated incidents (C-16),
/// respite that failed; we added a hospital stay. A diagnosis, a move, and help that ends as planned are not
/// among them.</remarks>
public sealed class SeriousEvent() : WarningSign("event", SignalKind.Event, ObservationKind.SeriousEvent)
{
    /// <summary>The most serious first: of two on one day the first is named (our choice).</summary>
    public static readonly IReadOnlyList<EventKind> Kinds =
    [
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.RespiteFailed,
        EventKind.OwnIllness,
        EventKind.BehaviourWorsened,
        EventKind.Fall,
        EventKind.Hospital,
        EventKind.Incident,
        EventKind.JobChanged,
    ];

    /// <summary>Whether it asks for more than reading, and for a question in two weeks: a serious event, or a
    /// crisis.</summary>
    public static bool IsHeavy(EventKind kind) =>
        kind is EventKind.CrisisAdmission or EventKind.CareCollapse || Kinds.Contains(kind);

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(What: Kinds[state.SeriousEventKind]);
}
