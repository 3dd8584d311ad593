using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>How the care for somebody can end: kinds of event, whoever told them.</summary>
public static class Outcomes
{
    /// <summary>Those that a signal should precede: a help that comes in time can prevent them.</summary>
    public static readonly IReadOnlyList<EventKind> ToForesee = [EventKind.CareCollapse, EventKind.CrisisAdmission];

    /// <summary>All, what counts first where several came in the same half year first (our choice).</summary>
    public static readonly IReadOnlyList<EventKind> All = [.. ToForesee, EventKind.Death, EventKind.Admission];
}
