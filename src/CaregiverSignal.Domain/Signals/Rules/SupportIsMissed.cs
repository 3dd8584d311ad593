namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver says for the first time that they miss support: the SSL-D-8 reached its cut-off.</summary>
public sealed class SupportIsMissed()
    : FirstReached("missed-support", SignalKind.Support, ObservationKind.MissedSupport, From)
{
    public static readonly Limit From = new(
        "Support:MissedFrom",
        19,
        9,
        24,
        "SSL-D-8 total, 8 to 24, that is a line of the worklist when it is first reached",
        "vzinfo.nl/sociale-omgeving/verantwoording/methoden"
    );
}
