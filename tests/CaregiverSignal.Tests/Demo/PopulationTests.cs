using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

public class PopulationTests
{
    private static readonly DemoOptions Options = new(DemoOptions.MostCaregivers, 12, 1);

    [Fact]
    public void Names_numbers_and_addresses_are_all_different()
    {
        var people = Population.Invent(Options);

        Assert.Equal(people.Count, people.Select(person => person.FullName).Distinct().Count());
        Assert.Equal(people.Count, people.Select(person => person.Row.Email).Distinct().Count());
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
                    var form = FilledIn.Form(instrument, course, strain, new Random(1), new Random(2));

                    Assert.Equal(instrument.Items.Select(item => item.Key), form.Keys);
                    Assert.All(instrument.Items, item => Assert.True(form[item.Key] is not { } code || item.Allows(code)));
                }
            }
        }
    }
}
