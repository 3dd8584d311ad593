namespace CaregiverSignal.Signals.Rules;

/// <summary>Everything that the rules look at, the first named first.</summary>
public static class Things
{
    public static readonly IReadOnlyList<Thing> All =
    [
        new Request(),
        new PerseveranceTime(),
        new Crisis(),
        new EndOfCare(),
        new FailedRespite(),
        new IncidentsAgain(),
        new EventInAftercare(),
        new HeavyBurden(),
        new HeavyEvent(),
        new GoingBadly(),
        new RisenStrain(),
        new LessSupport(),
        new DwindlingSupport(),
        new FallenSilent(),
        new HighStrain(),
        new SevereStrainOnEdizPlus(),
        new SupportIsMissed(),
    ];

    /// <summary>The things of a kind, a bit each in the order of <see cref="All"/>.</summary>
    public static int Bits(SignalKind kind) => Bits(thing => thing.Kind == kind);

    /// <summary>Some of the things, a bit each in the order of <see cref="All"/>.</summary>
    public static int Bits(Func<Thing, bool> isOne) => All.Select((thing, place) => isOne(thing) ? 1 << place : 0).Sum();
}
