namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver asked to be called.</summary>
/// <remarks>Staff are always notified: asking is the one signal that needs no interpretation (lesson 57). It adds no
/// points, so somebody who asks and is not near is amber.</remarks>
public sealed class Request() : WarningSign("request", SignalKind.Request, ObservationKind.Request)
{
    public override bool IsLine => false;
}
