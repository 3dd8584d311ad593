using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Case;

/// <summary>Help that is in place or was tried; pure, over the events.</summary>
public static class InPlace
{
    /// <summary>The newest event of each subject gives its state.</summary>
    private static readonly EventKind[][] Subjects =
    [
        [EventKind.RespiteStarted, EventKind.RespiteFailed, EventKind.RespiteEnded],
        [EventKind.SupportStarted, EventKind.SupportEnded],
        [EventKind.FormalHelpReduced],
        [EventKind.HelperLost],
    ];

    /// <summary>The newest event of each subject, in the order respite, support, formal help, helpers.</summary>
    /// <param name="events">Oldest first; of two on one day the later one counts.</param>
    public static IReadOnlyList<CareEvent> Of(IReadOnlyList<CareEvent> events) =>
        [.. Subjects.Select(subject => events.LastOrDefault(one => subject.Contains(one.Kind))).OfType<CareEvent>()];

    /// <summary>Whether the newest event about respite is that it began.</summary>
    public static bool RespiteRuns(IReadOnlyList<CareEvent> events) =>
        Of(events).Any(one => one.Kind == EventKind.RespiteStarted);

    /// <summary>Whether the newest event about respite is that it did not work out.</summary>
    public static bool RespiteFailed(IReadOnlyList<CareEvent> events) =>
        Of(events).Any(one => one.Kind == EventKind.RespiteFailed);
}
