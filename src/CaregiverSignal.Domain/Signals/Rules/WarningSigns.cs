namespace CaregiverSignal.Signals.Rules;

/// <summary>All warning signs, in the order in which reasons name them.</summary>
public static class WarningSigns
{
    public static readonly IReadOnlyList<WarningSign> All = Placed([
        new Request(),
        new PerseveranceTime(),
        new Crisis(),
        new HighBurden(),
        new HeavyStrain(),
        new NobodyTakesOver(),
        new LowHappiness(),
        new EventsTold(),
        new SeriousEvent(),
        new GoingBadly(),
        new CreepingStrain(),
        new CreepingBurden(),
        new LeastSupport(),
        new LessSupport(),
        new DwindlingSupport(),
        new HighStrain(),
        new SevereStrainOnEdizPlus(),
        new SupportIsMissed(),
    ]);

    /// <summary>The warning signs of a kind, a bit each in the order of <see cref="All"/>.</summary>
    public static int Bits(SignalKind kind) => Bits(sign => sign.Kind == kind);

    /// <summary>Some of the warning signs, a bit each in the order of <see cref="All"/>.</summary>
    public static int Bits(Func<WarningSign, bool> isOne) =>
        All.Where(isOne).Aggregate(0, (bits, sign) => bits | sign.Bit);

    private static WarningSign[] Placed(WarningSign[] signs)
    {
        for (var place = 0; place < signs.Length; place++)
            signs[place].Place = place;
        return signs;
    }
}
