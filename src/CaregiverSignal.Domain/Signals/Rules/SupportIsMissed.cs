namespace CaregiverSignal.Signals.Rules;

/// <summary>The caregiver says for the first time that they miss support: the SSL-D-8 reached its cut-off.</summary>
public sealed class SupportIsMissed() : WarningSign("missed-support", SignalKind.Support)
{
    public static readonly Limit From = new(
        "Support:MissedFrom",
        19,
        9,
        24,
        "SSL-D-8 total, 8 to 24, that is a line of the worklist when it is first reached",
        "vzinfo.nl/sociale-omgeving/verantwoording/methoden"
    );

    public override IReadOnlyList<Limit> Limits => [From];

    public override DateOnly Day(in Known known, DateOnly today, RuleSettings settings) =>
        known.MissedSupport.CrossedOn;
}
