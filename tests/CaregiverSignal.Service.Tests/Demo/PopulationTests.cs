using CaregiverSignal.Demo;

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
}
