using CaregiverSignal.Bench.SimulatedWorlds;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    private static readonly Lazy<AskingPlan> Asked = new(() => new AskingPlan(Plan, Instruments, Worlds.Months));

    public static AskingPlan AskingPlan => Asked.Value;

    /// <summary>The first people of a drawn world.</summary>
    public static IReadOnlyList<WorldPerson> WorldPeople(int seed, int count) =>
        Worlds.People(Worlds.Draw(seed), count, AskingPlan);
}
