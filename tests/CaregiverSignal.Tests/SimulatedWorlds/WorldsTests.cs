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
        var collapsed = Some.WorldPeople(Seed, 300).Where(person => person.CollapsedOn is not null).ToList();

        Assert.NotEmpty(collapsed);
        Assert.Each(
            collapsed,
            person =>
                Assert.Each(
                    person.History.Waves,
                    wave => Assert.True((wave.AnsweredOn ?? wave.AskedOn) <= person.CollapsedOn)
                )
        );
        Assert.Each(
            collapsed,
            person => Assert.All(person.History.Events, happened => Assert.True(happened.Day <= person.CollapsedOn))
        );
    }

    [Fact]
    public void As_many_collapse_as_the_true_risk_says()
    {
        var people = Some.WorldPeople(Seed, 2000);

        var expected = people.Sum(person =>
            person.Hidden!.MonthlyRisk.Sum(risk => 1 - Math.Pow(1 - risk, 7 / (365.25 / 12)))
        );
        var collapsed = people.Count(person => person.CollapsedOn is not null);

        Assert.InRange(collapsed, expected - (3 * Math.Sqrt(expected)), expected + (3 * Math.Sqrt(expected)));
    }

    private static IEnumerable<string> Told(IEnumerable<WorldPerson> people) =>
        people.Select(person =>
            string.Join(
                '|',
                [
                    $"{person.EnrolledOn:O}",
                    $"{person.CollapsedOn:O}",
                    .. person.Hidden!.MonthlyRisk.Select(risk => $"{risk:R}"),
                    .. person.History.Waves.Select(wave =>
                        $"{wave.AskedOn:O} {wave.AnsweredOn:O} {wave.WantsCall} {string.Join(',', wave.Answers.Select(answer => answer.Code))}"
                    ),
                    .. person.History.Events.Select(happened => happened.ToString()),
                ]
            )
        );
}
