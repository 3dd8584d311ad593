using CaregiverSignal.Answers;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Tests.Scores;

public sealed class ScoreTableTests() : AtASite("2026-01-05")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person(enrolled: "2027-01-01"));
    }

    [Fact]
    public async Task A_sent_response_has_the_scores_the_pure_function_gives_and_is_judged()
    {
        await site.AskAndAnswer(anna, csi: 7);

        Assert.Equal(["csi total 7 7 7 high"], await Scores());
        Assert.Equal(1, await site.Count("evaluation", "evaluate_at is not null"));
    }

    [Fact]
    public async Task What_is_saved_counts_once_it_is_sent_and_as_it_was_saved_last()
    {
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 4);
        await site.Save(checkIn, "csi", ("sleep", null));
        Assert.Empty(await Scores());

        await site.Save(checkIn, "csi", ("sleep", 0));
        await site.Send(checkIn);

        Assert.Equal(["csi total 3 3 3 low"], await Scores());
    }

    [Fact]
    public async Task A_finished_response_and_its_scores_are_stored_together_or_not_at_all()
    {
        var checkIn = await site.Ask(anna);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            site.Database.WriteAsync(async transaction =>
            {
                var given = site.Given("volhoudtijd", ("time", 1));
                await CheckInSubmission.Save(transaction, checkIn, given, "caregiver", site.Time);
                await CheckInSubmission.Send(transaction, checkIn, site.Time);
                Assert.Single(await ScoreTable.Of(transaction, anna));
                throw new InvalidOperationException();
            })
        );

        Assert.Equal((0, 0), (await site.Count("response"), await site.Count("score")));
    }

    private async Task<IEnumerable<string>> Scores() =>
        (await site.Read(transaction => ScoreTable.Of(transaction, anna))).Select(score =>
            $"{score.Instrument} {score.Scale} {score.Value} {score.Low} {score.High} {score.Band}"
        );
}
