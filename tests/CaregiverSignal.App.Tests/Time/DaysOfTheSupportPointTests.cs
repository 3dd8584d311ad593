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
    public void Who_is_enrolled_as_ended_just_after_midnight_ended_on_the_day_they_began()
    {
        site.AddCaregiver(status: "ended");

        Assert.Equal("2026-06-02 2026-06-02", site.Joined("select enrolled_on || ' ' || ended_on from caregiver"));
    }

    [Fact]
    public void Tasks_that_are_told_just_after_midnight_were_asked_that_day()
    {
        var anna = site.AddCaregiver();

        site.Database.Write(transaction =>
            PersonDetailsTable.Change(
                transaction,
                anna,
                PersonDetailsTable.Of(transaction, anna) with
                {
                    Tasks = "nights",
                },
                by: null,
                site.Time
            )
        );

        Assert.Equal("2026-06-02", site.Joined("select tasks_on from care_situation"));
    }

    [Fact]
    public void Whose_coordinator_came_just_after_midnight_is_given_the_whole_of_the_next_day()
    {
        var anna = site.AddCaregiver();
        site.Sql("update coordinator set enrolled_at = null");

        Assert.Equal([false, false, true], new[] { 0, 1, 2 }.Select(IsLostAfter));

        bool IsLostAfter(int days)
        {
            site.Clock.SetUtcNow(Some.Utc("2026-06-02T12:00:00Z").AddDays(days));
            var facts = site.Database.Read(transaction => FollowedTable.Of(transaction, [anna], site.Time)).Single();
            return Followed.LostBy(facts, site.Time.Today, site.Time.WorkingDays) == Lost.Owner;
        }
    }

    [Theory]
    [InlineData("2008-06-02", true)]
    [InlineData("2008-06-03", false)]
    public void Who_turns_eighteen_is_no_minor_from_midnight_on(string born, bool goesAgain)
    {
        var anna = site.AddCaregiver();
        site.Sql("update caregiver set born = @born", new { born });
        site.QueueInvitation(anna, site.Ask(anna).Id);
        site.Sql("update mail set state = 'failed', envelope_to = 'persoon1@example.org'");

        Assert.Equal(
            goesAgain,
            site.Database.Write(transaction =>
                MailLedgerTable.SendAgain(transaction, transaction.One<string>("select id from mail"), site.Time)
            )
        );
    }
}
