using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Scores;

public sealed class ScoreResponseTests : AtASite
{
    private readonly long anna;

    public ScoreResponseTests()
        : base("2026-01-05") => anna = site.Add(Some.Person(enrolled: "2027-01-01"));

    [Fact]
    public void A_form_that_is_not_sent_is_not_scored()
    {
        site.SaveCsi(site.Ask(anna), 4);

        Assert.False(Score());
    }

    [Fact]
    public void A_sent_response_has_the_scores_the_pure_function_gives()
    {
        site.AskAndAnswer(anna, csi: 7);

        Assert.True(Score());

        Assert.Equal(
            "total 7 7 7 high",
            site.Value<string>(
                "select scale || ' ' || cast(value as integer) || ' ' || cast(low as integer) || ' ' || cast(high as integer) || ' ' || band from score"
            )
        );
        Assert.Equal(1, site.Count("caregiver", "judge_due_at is not null"));
    }

    [Fact]
    public async Task Two_at_once_score_each_response_once()
    {
        site.AskAndAnswer(anna, csi: 7, time: 4);
        var stop = Some.Stop;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Score, stop)));

        Assert.Equal((2, 0), (site.Count("score"), site.Count("response", "scored_at is null")));
    }

    [Fact]
    public void The_oldest_sent_response_comes_first()
    {
        site.AskAndAnswer(anna, csi: 3);
        site.On("2026-02-05").AskAndAnswer(anna, csi: 8);

        Score();

        Assert.Equal("2026-01-05", site.Value<string>("select answered_on from response where scored_at is not null"));
    }

    private bool Score() => site.Write(site.Part<ScoreResponse>().RunOne);
}
