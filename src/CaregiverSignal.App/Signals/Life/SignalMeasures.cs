using System.Diagnostics.Metrics;
using CaregiverSignal.Metrics;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>Counts signals: how often there was something to notify staff of, how urgent, and why.</summary>
public sealed class SignalMeasures(Meter meter)
{
    private readonly Tally notifications = new(
        meter,
        "caregiversignal.signal.notifications",
        "{notification}",
        "How often there was something about a caregiver to notify staff of, by urgency.",
        ["urgency"],
        from urgency in Codes.All<Urgency>()
        select new[] { urgency }
    );

    private readonly Tally reasons = new(
        meter,
        "caregiversignal.signal.reasons",
        "{reason}",
        "The reasons of those notifications; one may have several.",
        ["urgency", "kind"],
        from urgency in Codes.All<Urgency>()
        from kind in Codes.All<SignalKind>()
        select new[] { urgency, kind }
    );

    public void Notified(Urgency urgency, IEnumerable<SignalKind> kinds)
    {
        notifications.Add(urgency.Code());
        foreach (var kind in kinds.Distinct())
            reasons.Add(urgency.Code(), kind.Code());
    }
}
