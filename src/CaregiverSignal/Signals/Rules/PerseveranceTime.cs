namespace CaregiverSignal.Signals.Rules;

/// <summary>How long somebody says that they can go on: the one question that says most.</summary>
/// <remarks>
/// It foretells the end of care at home within a year: Kraijo e.a. 2017, PMC5379582. Its six steps as points are ours:
/// so many that under a month is red by itself, under six months with one thing beside it, and under a year amber.
/// </remarks>
public sealed class PerseveranceTime() : WarningSign("time", SignalKind.Level)
{
    private static readonly int[] PointsOf = [0, 9, 8, 6, 4, 2, 0];

    public static readonly Limit HoldsDays = new(
        "PerseveranceTime:HoldsDays",
        200,
        60,
        400,
        "days that an answer counts",
        "ours; two rounds of the slowest shipped plan, with late answers"
    );

    public override IReadOnlyList<Limit> Limits => [HoldsDays];

    public override bool HasPoints => true;

    public override int Points(in Known known, DateOnly today, RuleSettings settings) =>
        Holds(known.PerseveranceTime, today, settings) ? PointsOf[known.PerseveranceTime.Newest] : 0;

    public override DateOnly Day(in Known known, RuleSettings settings) => known.PerseveranceTime.NewestOn;

    public override Evidence Evidence(in Known known, RuleSettings settings) => new(known.PerseveranceTime.Newest);
}
