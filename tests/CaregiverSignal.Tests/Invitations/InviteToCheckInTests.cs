using CaregiverSignal.Invitations;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Invitations;

public sealed class InviteToCheckInTests() : AtASite("2026-01-05")
{
    [Fact]
    public void Nobody_due_is_nothing_to_do()
    {
        site.Add(Some.Person(enrolled: "2026-01-06"));

        Assert.False(Invite());
        Assert.Equal((0, 0), (site.Count("check_in"), site.Count("mail")));
    }

    [Fact]
    public void Who_is_due_has_a_check_in_and_its_mail_in_one_go()
    {
        site.Add(Some.Person());

        Assert.True(Invite());

        Assert.Equal(
            "2026-01-05 2026-01-19 2026-01-12",
            site.Value<string>("select asked_on || ' ' || closes_on || ' ' || remind_on from check_in")
        );
        Assert.Equal(
            "invitation ready anna@example.org",
            site.Value<string>("select kind || ' ' || state || ' ' || envelope_to from mail")
        );
        Assert.Equal("form,pause", site.Joined("select purpose from link order by purpose"));
    }

    [Fact]
    public void Somebody_under_18_has_a_check_in_for_who_phones_and_never_a_mail_until_the_birthday()
    {
        // also who came in before it was refused, and stands with an address and the channel mail.
        site.Add(Some.Person(enrolled: "2026-01-04", born: "2008-02-04", channel: "phone"));
        site.Sql("update caregiver set channel = 'email'");

        site.Beat();
        site.On("2026-01-12").Beat();
        Assert.Equal(
            (1, 0, 0),
            (
                site.Count("check_in"),
                site.Count("mail", "caregiver_id is not null"),
                site.Count("check_in", "remind_on is not null")
            )
        );
        Assert.Equal(1, site.Count("check_in", "not_mailed_at is not null"));

        site.On("2026-02-04").Beat();
        Assert.Equal((2, 1), (site.Count("check_in"), site.Count("mail", "kind = 'invitation'")));
    }

    [Fact]
    public async Task Two_at_once_are_one_check_in_and_one_mail()
    {
        site.Add(Some.Person());
        var stop = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Invite, stop)));

        Assert.Equal((1, 1), (site.Count("check_in"), site.Count("mail")));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("paper")]
    public void Somebody_asked_by_phone_or_on_paper_has_a_check_in_and_no_mail_or_reminder(string channel)
    {
        site.Add(Some.Person(email: null, channel: channel));

        Invite();

        Assert.Equal(1, site.Count("check_in", "remind_on is null"));
        Assert.Equal((0, 0), (site.Count("mail"), site.Count("link")));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public void Nobody_who_is_not_active_is_asked(string status)
    {
        site.Add(Some.Person(status: status));

        Assert.False(Invite());
    }

    [Fact]
    public void Who_was_due_longest_comes_first()
    {
        site.Add(Some.Person("late", "2026-01-04"));
        site.Add(Some.Person("later", "2026-01-02"));

        Invite();

        Assert.Equal(
            "later",
            site.Value<string>("select person from caregiver join check_in on caregiver_id = caregiver.id")
        );
    }

    private bool Invite() => site.Part<InviteToCheckIn>().RunOne();
}
