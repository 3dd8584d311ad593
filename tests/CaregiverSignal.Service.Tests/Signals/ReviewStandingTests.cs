namespace CaregiverSignal.Tests.Signals;

/// <summary>What a change of the rules opens: who stood red with nothing open, and no flood.</summary>
public sealed class ReviewStandingTests : AtASite
{
    public ReviewStandingTests()
        : base("2026-03-02") { }

    [Fact]
    public async Task Who_stands_red_with_nothing_open_gets_a_line_and_the_days_are_spread()
    {
        var people = (
            await Enumerable.Range(1, 20).SelectAsync(number => site.Add(Some.Person($"p{number}", "2029-01-01")))
        ).ToList();
        foreach (var person in people)
            await Answers(person, time: 2);
        var calm = await site.Add(Some.Person("calm", "2029-01-01"));
        await Answers(calm, time: 6);
        await site.RunJobs();
        // As an earlier rule set left them: closed, with nothing to come.
        await site.Sql("update signal set closed_at = opened_at");
        await site.Sql("update retention set reached = '8' where what = 'rules'");
        var alerts = await site.Count("mail", "kind = 'alert'");

        await site.On("2026-03-03").RunJobs();

        var lines = await people.SelectAsync(async person => (await site.OpenSignal(person))!);
        Assert.All(lines, line => Assert.Equal((Urgency.Red, true), (line.Urgency, line.IsOfReview)));
        Assert.Null(await site.OpenSignal(calm));
        Assert.Equal(alerts, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal(10, lines.Select(line => line.NextOn).Distinct().Count());
        Assert.All(lines, line => Assert.InRange(line.NextOn!.Value, Some.Date("2026-03-04"), Some.Date("2026-03-17")));
        Assert.Contains(
            "het was al zwaar sinds 2 maart 2026",
            (await site.Read(transaction => FindingTable.OfSignal(transaction, lines[0].Id)))
                .Single(found => found.WarningSign == JudgedRow.Review)
                .Reason,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task It_looks_once_and_the_next_digest_says_how_many()
    {
        var person = await site.Add(Some.Person("p", "2029-01-01"));
        await Answers(person, time: 2);
        await site.RunJobs();
        await site.Sql("update signal set closed_at = opened_at");
        await site.Sql("update retention set reached = '8' where what = 'rules'");
        await site.On("2026-03-03").RunJobs();
        await site.On("2026-03-04").RunJobs();

        Assert.Contains(
            "Daarvan van langer geleden, uit een lijst of door nieuwe regels, verdeeld over twee weken: 1.",
            (await site.Mails("digest"))[^1].Text,
            StringComparison.Ordinal
        );
        await site.Sql("update signal set closed_at = opened_at");
        site.Advance(TimeSpan.FromHours(1));
        Assert.False(await site.Part<ReviewStanding>().RunOneAsync());
    }

    private Task Answers(long person, int time) =>
        site.AddAnswered(person, site.Time.Today, "no", ("volhoudtijd.time", time));
}
