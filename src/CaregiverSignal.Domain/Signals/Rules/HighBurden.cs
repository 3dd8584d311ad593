namespace CaregiverSignal.Signals.Rules;

/// <summary>Caring feels heavy, on a line from 0 to 100 (self-rated burden).</summary>
/// <remarks>
/// One point from 60 on: both our choice. It correlates with perseverance time (r −.45 to −.78, instruments of Kraijo
/// 2014).
/// </remarks>
public sealed class HighBurden() : WarningSign("burden", SignalKind.Level)
{
    public static readonly Limit From = new(
        "Burden:From",
        60,
        1,
        100,
        "self-rated burden, 0 to 100, from which an answer adds a point",
        "ours"
    );

    public override IReadOnlyList<Limit> Limits => [From];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.Burden, today, settings) && known.Burden.Newest >= settings[From] ? 1 : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.Burden.NewestOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) => new(known.Burden.Newest);
}
