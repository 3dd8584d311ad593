using CaregiverSignal.Demo;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Demo;

public class PopulationTests
{
    private static readonly DemoOptions Options = new(DemoOptions.MostCaregivers, 12, 1);

    [Fact]
    public void Names_numbers_and_addresses_are_all_different()
    {
        var people = Population.Invent(Options);

        Assert.Equal(people.Count, people.Select(person => person.FullName).Distinct().Count());
        Assert.Equal(people.Count, people.Select(person => person.Row.Details.Email).Distinct().Count());
        Assert.Equal(people.Count, people.Select(person => person.Row.Person).Distinct().Count());
    }

    [Fact]
    public void One_more_caregiver_changes_nobody_else()
    {
        var fewer = Population.Invent(Options with { Caregivers = 30 });
        var more = Population.Invent(Options with { Caregivers = 31 });

        Assert.Equal(fewer, more.Take(30));
    }

    [Fact]
    public void Strain_stays_between_nothing_and_one_and_a_talk_never_adds_to_it()
    {
        foreach (var person in Population.Invent(Options with { Caregivers = 100 }))
        {
            for (var day = Options.FirstDay; day <= DemoOptions.LastDay; day = day.AddDays(10))
            {
                var alone = person.StrainOn(day, talkedOn: null);

                Assert.InRange(alone, 0.03, 1);
                Assert.InRange(person.StrainOn(day, Options.FirstDay), 0.03, alone);
            }
        }
    }

    [Fact]
    public void Every_answer_is_one_that_the_questionnaire_allows()
    {
        foreach (var course in Enum.GetValues<Course>())
        {
            foreach (var instrument in Some.Instruments.All)
            {
                for (var strain = 0.0; strain <= 1; strain += 0.1)
                {
                    var form = FormAnswers.Form(instrument, course, strain, new Random(1), new Random(2));

                    Assert.Equal(instrument.Items.Select(item => item.Key), form.Keys);
                    Assert.Each(
                        instrument.Items,
                        item => Assert.True(form[item.Key] is not { } code || item.Allows(code))
                    );
                }
            }
        }
    }

    [Fact]
    public void With_rising_strain_no_scale_of_any_questionnaire_gets_lighter_and_on_the_way_from_none_to_all_most_get_heavier()
    {
        foreach (var instrument in Some.Instruments.All.Where(one => one.CanBeAsked))
        {
            foreach (var course in Enum.GetValues<Course>())
            {
                var values = Enumerable
                    .Range(0, 11)
                    .Select(step => MeanScales(instrument, course, step / 10.0))
                    .ToList();

                foreach (var (lighter, heavier) in values.Zip(values.Skip(1)))
                {
                    Assert.All(
                        instrument.Scales,
                        scale =>
                            Assert.True(
                                Worse(scale, heavier) >= Worse(scale, lighter),
                                $"{instrument.Key} {scale.Key}, {course}"
                            )
                    );
                }

                if (course is Course.Steady or Course.Creeping or Course.Sudden or Course.Recovering or Course.Silent)
                {
                    Assert.All(
                        instrument.Scales,
                        scale =>
                            Assert.True(
                                Worse(scale, values[^1]) - Worse(scale, values[0]) >= 0.3 * (scale.Max - scale.Min),
                                $"{instrument.Key} {scale.Key}, {course}"
                            )
                    );
                }
            }
        }
    }

    [Fact]
    public void Who_is_devoted_keeps_the_joy_of_caring_under_strain_and_others_lose_some()
    {
        var cra = Some.Instruments.Newest("cra");

        Assert.True(MeanScales(cra, Course.Devoted, 0.8)["esteem"] > 4);
        Assert.InRange(MeanScales(cra, Course.Creeping, 0.8)["esteem"], 2.5, 3.9);
        Assert.True(MeanScales(cra, Course.Devoted, 0.8)["health"] > 3.5);
    }

    [Fact]
    public void Not_everything_on_a_list_turns_heavy_on_the_same_day()
    {
        foreach (var key in new[] { "cra", "ediz", "mcsi", "m-cra-21", "ssl-d-8" })
        {
            var form = FormAnswers.Form(
                Some.Instruments.Newest(key),
                Course.Creeping,
                0.7,
                new Random(1),
                new Random(2)
            );

            Assert.True(form.Values.OfType<int>().Distinct().Count() > 1, key);
        }
    }

    /// <summary>Each scale's mean over the people who answered it whole.</summary>
    private static Dictionary<string, double> MeanScales(Instrument instrument, Course course, double strain)
    {
        var people = Enumerable
            .Range(0, 40)
            .Select(seed => FormAnswers.Form(instrument, course, strain, new Random(seed), new Random(1000 + seed)))
            .ToList();
        return instrument.Scales.ToDictionary(
            scale => scale.Key,
            scale =>
                people
                    .Select(form =>
                        Scoring
                            .Score(
                                instrument,
                                form.Where(one => one.Value is not null)
                                    .ToDictionary(one => one.Key, one => one.Value!.Value)
                            )
                            .Single(value => value.Scale == scale.Key)
                            .Value
                    )
                    .Average()!
                    .Value
        );
    }

    private static double Worse(Scale scale, Dictionary<string, double> values) =>
        scale.Direction == Direction.HigherIsWorse ? values[scale.Key] : -values[scale.Key];
}
