using CaregiverSignal.Bench.SimulatedWorlds;

namespace CaregiverSignal.Tests.SimulatedWorlds;

public class WorldsTests
{
    private const int Seed = 18;

    [Fact]
    public void The_same_seed_makes_the_same_people_and_another_seed_others()
    {
        Assert.Equal(Told(Some.WorldPeople(Seed, 40)), Told(Some.WorldPeople(Seed, 40)));
        Assert.NotEqual(Told(Some.WorldPeople(Seed, 40)), Told(Some.WorldPeople(Seed + 1, 40)));
    }

    [Fact]
    public void Every_value_is_what_the_questionnaire_makes_of_the_answers()
    {
        foreach (var wave in Some.WorldPeople(Seed, 60).SelectMany(person => person.History.Waves))
        {
            foreach (var form in wave.Answers.GroupBy(answer => answer.Instrument))
            {
                var expected = CaregiverSignal.Scores.Scoring.Score(
                    Some.Instruments.Newest(form.Key),
                    form.ToDictionary(answer => answer.Item, answer => answer.Code)
                );
                Assert.Equal(expected, wave.Values.Where(it => it.Instrument == form.Key).Select(it => it.Value));
            }
        }
    }

    [Fact]
    public void Nothing_is_known_after_the_care_has_collapsed()
    {
        var collapsed = Some.WorldPeople(Seed, 300).Where(one => one.CollapsedOn is not null).ToList();

        Assert.NotEmpty(collapsed);
        Assert.Each(
            collapsed,
            one =>
                Assert.Each(
                    one.History.Waves,
                    wave => Assert.True((wave.AnsweredOn ?? wave.AskedOn) <= one.CollapsedOn)
                )
        );
        Assert.Each(
            collapsed,
            one => Assert.All(one.History.Events, happened => Assert.True(happened.Day <= one.CollapsedOn))
        );
    }

    [Fact]
    public void As_many_collapse_as_the_true_risk_says()
    {
        var people = Some.WorldPeople(Seed, 2000);

        var expected = people.Sum(one =>
            one.Hidden!.MonthlyRisk.Sum(risk => 1 - Math.Pow(1 - risk, 7 / (365.25 / 12)))
        );
        var collapsed = people.Count(one => one.CollapsedOn is not null);

        Assert.InRange(collapsed, expected - (3 * Math.Sqrt(expected)), expected + (3 * Math.Sqrt(expected)));
    }

    [Theory]
    [InlineData(0.9, 0.05, 1)]
    [InlineData(0, -0.05, 0.05)]
    [InlineData(-0.9, -1, -0.05)]
    public void Who_is_in_danger_misses_more_check_ins_only_where_the_world_says_so(
        double silence,
        double least,
        double most
    )
    {
        var people = PeopleOf(Worlds.Draw(Seed) with { Silence = silence, Answering = (0.7, 0.1), StopsAYear = 0 });

        var missed = people.ToLookup(
            InDanger,
            person => person.History.Waves.Average(wave => wave.AnsweredOn is null ? 1.0 : 0)
        );

        Assert.InRange(missed[true].Average() - missed[false].Average(), least, most);
    }

    [Theory]
    [InlineData(1.2, 2.2, 5)]
    [InlineData(0, 0.8, 1.2)]
    public void A_heavy_event_raises_the_risk_only_where_the_world_says_so(double risk, double least, double most)
    {
        var world = Worlds.Draw(Seed) with
        {
            EventRisk = risk,
            Shock = (0, 30),
            CollapseShares = (0.9, 0, 0, 0.1),
            Reports = (1, 0),
            Events = (0.4, 0.3),
        };

        var weeks = PeopleOf(world)
            .SelectMany(person =>
                person.Hidden!.MonthlyRisk.Select((now, week) => (Risk: (double)now, After: IsAfterEvent(person, week)))
            )
            .ToLookup(one => one.After, one => one.Risk);

        Assert.InRange(weeks[true].Average() / weeks[false].Average(), least, most);
    }

    [Theory]
    [InlineData(0.6, 0.1, 3)]
    [InlineData(-0.6, -3, -0.1)]
    public void The_satisfied_collapse_sooner_or_later_as_the_world_says(double risk, double least, double most)
    {
        var world = Worlds.Draw(Seed) with
        {
            SatisfactionRisk = risk,
            CollapseShares = (0, 0, 0, 1),
            Happiness = (6.5, 1.8, 0),
        };

        var happiness = PeopleOf(world)
            .ToLookup(person => person.CollapsedOn is not null, person => Mean(person, "carerqol", "vas"));

        Assert.InRange(
            happiness[true].OfType<double>().Average() - happiness[false].OfType<double>().Average(),
            least,
            most
        );
    }

    private static IReadOnlyList<WorldPerson> PeopleOf(World world) => Worlds.People(world, 1000, Some.AskingPlan);

    private static bool InDanger(WorldPerson person) => person.Hidden!.Danger.Average() > 0.7;

    private static bool IsAfterEvent(WorldPerson person, int week)
    {
        var day = person.EnrolledOn.AddDays(7 * week);
        return person.History.Events.Any(one =>
            one.Kind is not (EventKind.RequestForContact or EventKind.RespiteStarted)
            && one.Day <= day
            && one.Day > day.AddDays(-75)
        );
    }

    private static double? Mean(WorldPerson person, string instrument, string scale) =>
        person
            .History.Waves.SelectMany(wave => wave.Values)
            .Where(it => it.Instrument == instrument && it.Value.Scale == scale)
            .Average(it => it.Value.Value);

    private static IEnumerable<string> Told(IEnumerable<WorldPerson> people) =>
        people.Select(one =>
            string.Join(
                '|',
                [
                    $"{one.EnrolledOn:O}",
                    $"{one.CollapsedOn:O}",
                    .. one.Hidden!.MonthlyRisk.Select(risk => $"{risk:R}"),
                    .. one.History.Waves.Select(wave =>
                        $"{wave.AskedOn:O} {wave.AnsweredOn:O} {wave.WantsCall} {string.Join(',', wave.Answers.Select(answer => answer.Code))}"
                    ),
                    .. one.History.Events.Select(happened => happened.ToString()),
                ]
            )
        );
}
