namespace CaregiverSignal.Tests.Signals;

/// <summary>The worklist asks once about all open signals what a case asks about its own: both say the same.</summary>
public sealed class OpenCasesTests : AtASite
{
    private readonly long els;

    public OpenCasesTests()
        : base("2026-03-02") => els = site.Coordinator();

    [Fact]
    public void A_list_of_open_signals_says_of_each_what_is_said_of_one()
    {
        var people = Enumerable.Range(1, 5).Select(number => site.AddCaregiver($"{number}")).ToList();
        foreach (var person in people)
            site.AskAndAnswer(person, csi: 9, time: 2);
        site.RunJobs();
        AssertSame(people);

        Contact(people[1], ContactWay.NotReached);
        Contact(people[2], ContactWay.Spoken);
        Contact(people[3], ContactWay.NotReached, ContactWay.Spoken);
        site.Advance(TimeSpan.FromDays(1));
        Contact(people[1], ContactWay.LeftMessage);
        Contact(people[3], ContactWay.LeftMessage);
        AssertSame(people);

        site.Advance(TimeSpan.FromDays(1));
        Contact(people[1], ContactWay.NotReached);
        foreach (var person in people.Take(4))
            site.AddAnswered(person, site.Time.Today, "yes", ("opening.going", 3));
        site.RunJobs();
        var cases = AssertSame(people);

        var (tried, triedAgain) = (cases[people[1]], cases[people[3]]);
        Assert.Equal((3, 3, ContactWay.NotReached), (tried.Tries, tried.TriedDays, tried.TriedHow));
        Assert.Equal((1, ContactWay.LeftMessage), (triedAgain.Tries, triedAgain.TriedHow));
        Assert.Contains(cases.Values, value => value.NewsAt is not null);
        Assert.Contains(cases.Values, value => value.NotifiedOn is not null);
        Assert.Each(
            cases.Values,
            value =>
            {
                Assert.Equal(value.NotifiedAt is null, value.NotifiedOn is null);
                Assert.Equal(people.Take(4).Contains(value.CaregiverId), value.RequestedAt is not null);
            }
        );
    }

    private void Contact(long caregiver, params ContactWay[] ways)
    {
        foreach (var way in ways)
        {
            site.Advance(TimeSpan.FromMinutes(10));
            site.Contact(site.OpenSignal(caregiver)!.Id, way, 20);
        }
    }

    private Dictionary<long, Signal> AssertSame(IReadOnlyList<long> people)
    {
        var cases = site.Read(transaction => SignalTable.OpenCases(transaction, [els]));
        Assert.Equal(people.Order(), cases.Select(signal => signal.CaregiverId).Order());
        Assert.Each(
            cases,
            signal =>
            {
                var alone = site.OpenSignal(signal.CaregiverId)!;
                foreach (var property in typeof(Signal).GetProperties().Where(it => it.Name != "Kinds"))
                    Assert.Equal((property.Name, property.GetValue(alone)), (property.Name, property.GetValue(signal)));
            }
        );
        return cases.ToDictionary(signal => signal.CaregiverId);
    }
}
