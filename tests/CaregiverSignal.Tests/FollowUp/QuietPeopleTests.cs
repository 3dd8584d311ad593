using CaregiverSignal.Answers;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.FollowUp;

/// <summary>Nobody drops out of sight: whoever never answers, and whoever pauses without an end, stands on a list.</summary>
public sealed class QuietPeopleTests : IDisposable
{
    private readonly Site site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("paper")]
    public async Task Who_never_answered_twice_running_is_on_the_list(string channel)
    {
        site.AddCaregiver(channel: channel);
        site.Beat();
        site.Advance(TimeSpan.FromDays(31));
        site.Beat();
        Assert.DoesNotContain("De laatste twee keer", (await Worklist()).Text, StringComparison.Ordinal);
        site.Advance(TimeSpan.FromDays(28));
        site.Beat();

        var list = await Worklist();

        Assert.Contains("Anna J. 06 12345678 De laatste twee keer kwamen er geen antwoorden.", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pauses_without_an_end_is_on_the_list_and_who_names_a_day_is_not()
    {
        var (anna, bep) = (site.AddCaregiver("1", "Anna"), site.AddCaregiver("2", "Bep"));
        site.Database.Write(work =>
        {
            Leaving.Pause(work, anna, null, "caregiver", site.Time);
            Leaving.Pause(work, bep, site.Time.Today.AddDays(30), "caregiver", site.Time);
        });

        var list = await Worklist();

        Assert.Contains("Heeft sinds 2 maart 2026 pauze, zonder einddatum.", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bep", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_answered_is_not_on_the_list()
    {
        site.AddAnswered(site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1)), site.Time.Today, null, ("opening.going", 4));

        Assert.Contains("Iedereen heeft iets laten horen.", (await Worklist()).Text, StringComparison.Ordinal);
    }

    private async Task<Browser> Worklist() => await (await site.SignedIn()).Open("/werklijst");
}
