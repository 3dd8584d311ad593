using CaregiverSignal.Bench.SimulatedWorlds;

namespace CaregiverSignal.Tests.SimulatedWorlds;

public class GateTests
{
    /// <summary>
    /// Which worlds are near is found out once, in one place; another number of people is another look at them.
    /// </summary>
    public static TheoryData<int> Listed => [.. Worlds.ToChooseOn, .. Worlds.ToCheckOn];

    [Theory]
    [MemberData(nameof(Listed))]
    public void Every_listed_world_is_near_to_what_is_published(int seed)
    {
        var people = LongRun.Of(small: Worlds.PeopleAtTheGate, large: 4 * Worlds.PeopleAtTheGate);

        var gate = Gate.Of(Some.WorldPeople(seed, people));

        Assert.Equal(16, gate.Figures.Count);
        Assert.Empty(gate.Failing);
    }

    [Fact]
    public void The_listed_worlds_differ_in_structure_and_some_are_against_belief()
    {
        foreach (var list in new[] { Worlds.ToChooseOn, Worlds.ToCheckOn })
        {
            var worlds = list.Select(Worlds.Draw).ToList();

            Assert.Equal(12, worlds.Select(world => world.Seed).Distinct().Count());
            Assert.Equal(Enum.GetValues<Driver>(), worlds.Select(world => world.Driver).Distinct().Order());
            Assert.Equal(Enum.GetValues<Onset>(), worlds.Select(world => world.Onset).Distinct().Order());
            Assert.Contains(worlds, world => world.Silence <= 0);
            Assert.Contains(worlds, world => world.EventRisk <= 0);
            Assert.Contains(worlds, world => world.SatisfactionRisk > 0);
            Assert.Contains(worlds, world => !world.IsAgainstBelief);
        }

        Assert.Empty(Worlds.ToChooseOn.Intersect(Worlds.ToCheckOn));
    }

    [Fact]
    public void Answers_that_all_follow_one_strain_fail_the_gate()
    {
        var people = Some.WorldPeople(Worlds.ToChooseOn[0], Worlds.PeopleAtTheGate);

        var gate = Gate.Of([
            .. people.Select(person =>
                person with
                {
                    History = person.History with { Waves = [.. person.History.Waves.Select(HappyAsTheyCanGoOn)] },
                }
            ),
        ]);

        Assert.Contains(gate.Failing, figure => figure.Name == "r perseverance time, happiness");
    }

    /// <summary>As in a simulation in which one number a day makes every answer.</summary>
    private static Wave HappyAsTheyCanGoOn(Wave wave) =>
        wave with
        {
            Values =
            [
                .. wave.Values.Select(it =>
                    (it.Instrument, it.Value.Scale) == ("carerqol", "vas") && Time(wave) is { } time
                        ? it with
                        {
                            Value = it.Value with { Value = time, Low = time, High = time },
                        }
                        : it
                ),
            ],
        };

    private static double? Time(Wave wave) =>
        wave.Values.FirstOrDefault(it => it.Instrument == "volhoudtijd")?.Value.Value;
}
