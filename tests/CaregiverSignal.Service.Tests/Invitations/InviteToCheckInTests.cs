namespace CaregiverSignal.Tests.Invitations;

public sealed class InviteToCheckInTests() : AtASite("2026-01-05")
{
    [Fact]
    public async Task Somebody_under_18_has_a_check_in_for_who_phones_and_never_a_mail_until_the_birthday()
    {
        // also who came in before it was refused, and stands with an address and the channel mail.
        await site.Add(Some.Person(enrolled: "2026-01-04", born: "2008-02-04", channel: "phone"));
        await site.Sql("update caregiver set channel = 'email'");

        await site.RunJobs();
        await site.On("2026-01-12").RunJobs();
        Assert.Equal(
            (1, 0, 0),
            (
                await site.Count("check_in"),
                await site.Count("mail", "caregiver_id is not null"),
                await site.Count("check_in", "remind_on is not null")
            )
        );
        Assert.Equal(1, await site.Count("check_in", "not_mailed_at is not null"));

        await site.On("2026-02-04").RunJobs();
        Assert.Equal((2, 1), (await site.Count("check_in"), await site.Count("mail", "kind = 'invitation'")));
    }
}
