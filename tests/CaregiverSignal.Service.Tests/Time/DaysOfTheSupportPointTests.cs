using CaregiverSignal.Caseload;
using CaregiverSignal.Delivery;

namespace CaregiverSignal.Tests.Time;

/// <summary>Half an hour after midnight at the support point, where the day of UTC is still the day before.</summary>
public sealed class DaysOfTheSupportPointTests : AtASite
{
    public DaysOfTheSupportPointTests()
    {
        site.Clock.SetUtcNow(Some.Utc("2026-06-01T22:30:00Z"));
        Assert.Equal(Some.Date("2026-06-02"), site.Time.Today);
    }

    [Fact]
    public async Task Who_is_enrolled_as_ended_just_after_midnight_ended_on_the_day_they_began()
    {
        await site.AddCaregiver(status: "ended");

        Assert.Equal(
            "2026-06-02 2026-06-02",
            await site.Joined("select enrolled_on || ' ' || ended_on from caregiver")
        );
    }

    [Fact]
    public async Task Tasks_that_are_told_just_after_midnight_were_asked_that_day()
    {
        var anna = await site.AddCaregiver();

        await site.Database.WriteAsync(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                anna,
                await PersonDetailsTable.Of(transaction, anna) with
                {
                    Tasks = "nights",
                },
                by: null,
                site.Time
            )
        );

        Assert.Equal("2026-06-02", await site.Joined("select tasks_on from care_situation"));
    }

    [Fact]
    public async Task Whose_coordinator_came_just_after_midnight_is_given_the_whole_of_the_next_day()
    {
        var anna = await site.AddCaregiver();
        await site.Sql("update coordinator set enrolled_at = null");

        Assert.Equal([false, false, true], await new[] { 0, 1, 2 }.SelectAsync(IsLostAfter));

        async Task<bool> IsLostAfter(int days)
        {
            site.Clock.SetUtcNow(Some.Utc("2026-06-02T12:00:00Z").AddDays(days));
            var facts = (
                await site.Database.ReadAsync(transaction => FollowedTable.Of(transaction, [anna], site.Time))
            ).Single();
            return Followed.LostBy(facts, site.Time.Today, site.Time.WorkingDays) == Lost.Owner;
        }
    }

    [Theory]
    [InlineData("2008-06-02", true)]
    [InlineData("2008-06-03", false)]
    public async Task Who_turns_eighteen_is_no_minor_from_midnight_on(string born, bool goesAgain)
    {
        var anna = await site.AddCaregiver();
        await site.Sql("update caregiver set born = @born", new { born });
        await site.QueueInvitation(anna, (await site.Ask(anna)).Id);
        await site.Sql("update mail set state = 'failed', envelope_to = 'persoon1@example.org'");

        Assert.Equal(
            goesAgain,
            await site.Database.WriteAsync(async transaction =>
                await MailLedgerTable.SendAgain(
                    transaction,
                    await transaction.One<string>("select id from mail"),
                    site.Time
                )
            )
        );
    }
}
