using System.Diagnostics.Metrics;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Counts signals: how often there was something to notify staff of, how urgent, and why.</summary>
public sealed class SignalMeasures(Meter meter)
{
    private readonly Counter<long> notifications = meter.CreateCounter<long>(
        "caregiversignal.signal.notifications",
        "{notification}",
        "How often there was something about a caregiver to notify staff of, by urgency."
    );

    private readonly Counter<long> reasons = meter.CreateCounter<long>(
        "caregiversignal.signal.reasons",
        "{reason}",
        "The reasons of those notifications; one may have several."
    );

    public void Notified(Urgency urgency, IEnumerable<SignalKind> kinds)
    {
        var how = new KeyValuePair<string, object?>("urgency", urgency.Code());
        notifications.Add(1, how);
        foreach (var kind in kinds.Distinct())
            reasons.Add(1, how, new("kind", kind.Code()));
    }
}
