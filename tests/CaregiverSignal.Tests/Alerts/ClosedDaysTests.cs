using CaregiverSignal.Alerts;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>What waits for a working day, and what does not, when the support point is closed.</summary>
public sealed class ClosedDaysTests() : AtASite("2026-04-24", ("Site:ClosedDays", "2026-04-28..2026-04-29"))
{
    [Theory]
    [InlineData(3, false)] // Monday 27 April, King's Day.
    [InlineData(4, false)] // Tuesday, closed.
    [InlineData(6, true)] // Thursday.
    public async Task The_digest_waits_for_a_day_on_which_somebody_is_there(int days, bool sent)
    {
        site.Advance(TimeSpan.FromDays(days));
        await site.AddSignal(await site.AddCaregiver(), "amber", "change");

        Assert.Equal(sent, await site.Part<SendDigest>().RunOneAsync());
    }

    [Fact]
    public async Task Something_red_is_told_at_once_and_escalated_after_two_days_on_which_somebody_could_call()
    {
        site.Advance(TimeSpan.FromDays(3));
        await site.AddSignal(await site.AddCaregiver());

        Assert.Equal(1, await site.Part<NotifyCoordinator>().RunAsync(1));

        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal("2026-05-01", await site.Joined("select escalate_on from signal"));
    }
}
