using CaregiverSignal.Answers;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Scores;

public sealed class ScoreTableTests : AtASite
{
    private readonly long anna;

    public ScoreTableTests()
        : base("2026-01-05") => anna = site.Add(Some.Person(enrolled: "2027-01-01"));

    [Fact]
    public void A_sent_response_has_the_scores_the_pure_function_gives_and_is_judged()
    {
        site.AskAndAnswer(anna, csi: 7);

        Assert.Equal(["csi total 7 7 7 high"], Scores());
        Assert.Equal(1, site.Count("evaluation", "evaluate_at is not null"));
    }

    [Fact]
    public void What_is_saved_counts_once_it_is_sent_and_as_it_was_saved_last()
    {
        var checkIn = site.Ask(anna);
        site.SaveCsi(checkIn, 4);
        site.Save(checkIn, "csi", ("sleep", null));
        Assert.Empty(Scores());

        site.Save(checkIn, "csi", ("sleep", 0));
        site.Send(checkIn);

        Assert.Equal(["csi total 3 3 3 low"], Scores());
    }

    [Fact]
    public void A_finished_response_and_its_scores_are_stored_together_or_not_at_all()
    {
        var checkIn = site.Ask(anna);

        Assert.Throws<InvalidOperationException>(() =>
            site.Database.Write(transaction =>
            {
                var given = site.Given("volhoudtijd", ("time", 1));
                CheckInSubmission.Save(transaction, checkIn, given, "caregiver", site.Time);
                CheckInSubmission.Send(transaction, checkIn, site.Time);
                Assert.Single(ScoreTable.Of(transaction, anna));
                throw new InvalidOperationException();
            })
        );

        Assert.Equal((0, 0), (site.Count("response"), site.Count("score")));
    }

    private IEnumerable<string> Scores() =>
        site.Read(transaction => ScoreTable.Of(transaction, anna))
            .Select(score => $"{score.Instrument} {score.Scale} {score.Value} {score.Low} {score.High} {score.Band}");
}
