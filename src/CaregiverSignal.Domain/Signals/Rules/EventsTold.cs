namespace CaregiverSignal.Signals.Rules;

/// <summary>Two serious events, or help that failed, within half a year, whoever told them: amber, so that what is told
/// is not only read (guarantee 7; both numbers are ours).</summary>
public sealed class EventsTold() : WarningSign("events-told", SignalKind.Event, ObservationKind.Told)
{
    /// <summary>Days within which two are amber, and for which they stay so: half a year.</summary>
    public const int WithinDays = 183;

    public override bool Weighs => true;

    public override Weight Weigh(in CaregiverState state, DateOnly today) =>
        state.ToldBeforeOn != default && today.DayNumber - state.ToldBeforeOn.DayNumber <= WithinDays
            ? new(0, IsAmber: true)
            : default;

    public override Evidence Evidence(in CaregiverState state, DateOnly today) =>
        new(Since: state.ToldBeforeOn, What: SeriousEvent.Kinds[state.ToldKind]);
}
