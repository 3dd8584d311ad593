namespace CaregiverSignal.Tests.Signals;

/// <summary>The worklist asks once about all open signals what a case asks about its own: both say the same.</summary>
public sealed class OpenCasesTests() : AtASite("2026-03-02")
{
    private long els;

    public override async ValueTask InitializeAsync()
    {
        els = await site.Coordinator();
    }

    [Fact]
    public async Task A_list_of_open_signals_says_of_each_what_is_said_of_one()
    {
        var people = (await Enumerable.Range(1, 5).SelectAsync(number => site.AddCaregiver($"{number}"))).ToList();
        foreach (var person in people)
            await site.AskAndAnswer(person, csi: 9, time: 2);
        await site.RunJobs();
        await AssertSame(people);

        await Contact(people[1], ContactWay.NotReached);
        await Contact(people[2], ContactWay.Spoken);
        await Contact(people[3], ContactWay.NotReached, ContactWay.Spoken);
        site.Advance(TimeSpan.FromDays(1));
        await Contact(people[1], ContactWay.LeftMessage);
        await Contact(people[3], ContactWay.LeftMessage);
        await AssertSame(people);

        site.Advance(TimeSpan.FromDays(1));
        await Contact(people[1], ContactWay.NotReached);
        foreach (var person in people.Take(4))
            await site.AddAnswered(person, site.Time.Today, "yes", ("opening.going", 3));
        await site.RunJobs();
        var cases = await AssertSame(people);

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

    private async Task Contact(long caregiver, params ContactWay[] ways)
    {
        foreach (var way in ways)
        {
            site.Advance(TimeSpan.FromMinutes(10));
            await site.Contact((await site.OpenSignal(caregiver))!.Id, way, 20);
        }
    }

    private async Task<Dictionary<long, Signal>> AssertSame(IReadOnlyList<long> people)
    {
        var cases = await site.Read(transaction => SignalTable.OpenCases(transaction, [els]));
        Assert.Equal(people.Order(), cases.Select(signal => signal.CaregiverId).Order());
        await Assert.Each(
            cases,
            async signal =>
            {
                var alone = (await site.OpenSignal(signal.CaregiverId))!;
                foreach (var property in typeof(Signal).GetProperties().Where(it => it.Name != "Kinds"))
                    Assert.Equal((property.Name, property.GetValue(alone)), (property.Name, property.GetValue(signal)));
            }
        );
        return cases.ToDictionary(signal => signal.CaregiverId);
    }
}
