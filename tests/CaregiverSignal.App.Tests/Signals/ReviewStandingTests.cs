namespace CaregiverSignal.Tests.Signals;

/// <summary>What a change of the rules opens: who stood red with nothing open, and no flood.</summary>
public sealed class ReviewStandingTests : AtASite
{
    public ReviewStandingTests()
        : base("2026-03-02") { }

    [Fact]
    public void Who_stands_red_with_nothing_open_gets_a_line_and_the_days_are_spread()
    {
        var people = Enumerable
            .Range(1, 20)
            .Select(number => site.Add(Some.Person($"p{number}", "2029-01-01")))
            .ToList();
        foreach (var person in people)
            Answers(person, time: 2);
        var calm = site.Add(Some.Person("calm", "2029-01-01"));
        Answers(calm, time: 6);
        site.RunJobs();
        // As an earlier rule set left them: closed, with nothing to come.
        site.Sql("update signal set closed_at = opened_at");
        site.Sql("update retention set reached = '8' where what = 'rules'");
        var alerts = site.Count("mail", "kind = 'alert'");

        site.On("2026-03-03").RunJobs();

        var lines = people.ConvertAll(person => site.OpenSignal(person)!);
        Assert.All(lines, line => Assert.Equal((Urgency.Red, true), (line.Urgency, line.IsOfReview)));
        Assert.Null(site.OpenSignal(calm));
        Assert.Equal(alerts, site.Count("mail", "kind = 'alert'"));
        Assert.Equal(10, lines.Select(line => line.NextOn).Distinct().Count());
        Assert.All(lines, line => Assert.InRange(line.NextOn!.Value, Some.Date("2026-03-04"), Some.Date("2026-03-17")));
        Assert.Contains(
            "het was al zwaar sinds 2 maart 2026",
            site.Read(transaction => FindingTable.OfSignal(transaction, lines[0].Id))
                .Single(found => found.WarningSign == JudgedRow.Review)
                .Reason,
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public void It_looks_once_and_the_next_digest_says_how_many()
    {
        var person = site.Add(Some.Person("p", "2029-01-01"));
        Answers(person, time: 2);
        site.RunJobs();
        site.Sql("update signal set closed_at = opened_at");
        site.Sql("update retention set reached = '8' where what = 'rules'");
        site.On("2026-03-03").RunJobs();
        site.On("2026-03-04").RunJobs();

        Assert.Contains(
            "Daarvan van langer geleden, uit een lijst of door nieuwe regels, verdeeld over twee weken: 1.",
            site.Mails("digest")[^1].Text,
            StringComparison.Ordinal
        );
        site.Sql("update signal set closed_at = opened_at");
        site.Advance(TimeSpan.FromHours(1));
        Assert.False(site.Part<ReviewStanding>().RunOne());
    }

    private void Answers(long person, int time) =>
        site.AddAnswered(person, site.Time.Today, "no", ("volhoudtijd.time", time));
}
