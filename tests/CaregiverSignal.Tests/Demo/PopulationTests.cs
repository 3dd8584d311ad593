using CaregiverSignal.Demo;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Demo;

public class PopulationTests
{
    private static readonly DemoOptions Options = new(DemoOptions.MostCaregivers, 12, 1);

    [Fact]
    public void Names_and_addresses_are_all_different_and_one_more_caregiver_changes_nobody_else()
    {
        var people = Population.Invent(Options);
        var fewer = Population.Invent(Options with { Caregivers = 30 });

        Assert.Equal(people.Count, people.Select(person => person.FullName).Distinct().Count());
        Assert.Equal(people.Count, people.Select(person => person.Row.Details.Email).Distinct().Count());
        Assert.Equal(fewer.Select(One), people.Take(30).Select(One));

        static (object, DateOnly, double) One(Person person) =>
            (person.Row.Details, person.Row.Enrolled, person.StrainOn(DemoOptions.LastDay));
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
                    var form = FormAnswers.Form(instrument, course, strain, new Random(1));

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
    public void With_rising_strain_no_scale_of_any_questionnaire_gets_lighter_and_most_get_heavier()
    {
        foreach (var instrument in Some.Instruments.All.Where(one => one.CanBeAsked))
        {
            foreach (var course in Enum.GetValues<Course>())
            {
                var burdens = Enumerable.Range(0, 6).Select(step => Burdens(instrument, course, step / 5.0)).ToList();
                foreach (var scale in instrument.Scales)
                {
                    Assert.All(
                        burdens.Zip(burdens.Skip(1)),
                        pair =>
                            Assert.True(pair.Second[scale.Key] >= pair.First[scale.Key], $"{instrument.Key}, {course}")
                    );
                    if (course is not (Course.Content or Course.Devoted))
                        Assert.True(
                            burdens[^1][scale.Key] - burdens[0][scale.Key] >= 0.3 * (scale.Max - scale.Min),
                            $"{instrument.Key} {scale.Key}, {course}"
                        );
                }
            }
        }
    }

    /// <summary>Each scale's mean over the people who answered it whole, negative where more is better.</summary>
    private static Dictionary<string, double> Burdens(Instrument instrument, Course course, double strain)
    {
        var scores = Enumerable
            .Range(0, 40)
            .Select(seed => FormAnswers.Form(instrument, course, strain, new Random(seed)))
            .Select(form =>
                form.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!.Value)
            )
            .SelectMany(form => Scoring.Score(instrument, form))
            .ToLookup(score => score.Scale);
        return instrument.Scales.ToDictionary(
            scale => scale.Key,
            scale =>
                scores[scale.Key].Average(score => score.Value)!.Value
                * (scale.Direction == Direction.HigherIsWorse ? 1 : -1)
        );
    }
}
