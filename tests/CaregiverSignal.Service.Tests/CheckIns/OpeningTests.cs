using CaregiverSignal.Invitations;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.CheckIns;

public sealed class OpeningTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();
    private readonly InviteToCheckIn invite;

    public OpeningTests() => invite = store.Part<InviteToCheckIn>();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Nothing_is_opened_when_nothing_is_due()
    {
        await store.AddCaregiver(enrolledOn: Some.Date("2026-01-06"));

        Assert.False(await store.Write(invite.RunOne));
        Assert.Equal(0, await store.Count("check_in"));
    }

    [Fact]
    public async Task A_due_check_in_opens_with_its_questions_its_window_and_its_mail()
    {
        var id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));

        Assert.True(await store.Write(invite.RunOne));

        var checkIn = Assert.Single(await store.CheckIns(id));
        Assert.Equal(
            (0, Some.Date("2026-01-05"), Some.Date("2026-01-19")),
            (checkIn.Number, checkIn.AskedOn, checkIn.ClosesOn)
        );
        Assert.Equal(["opening", "srb", "csi", "volhoudtijd", "wishes"], checkIn.InstrumentKeys);
        Assert.Equal(Some.Date("2026-02-05"), (await store.Caregiver(id)).NextDueOn);
        Assert.Equal(
            1,
            await store.Count("mail", $"dedupe_key = 'invite:{checkIn.Id}' and state = 'ready' and kind = 'invitation'")
        );
        Assert.Equal(1, await store.Count("check_in", "remind_on = '2026-01-12'"));
    }

    [Fact]
    public async Task Two_programs_at_once_open_one_check_in_for_each()
    {
        using var elsewhere = await Database.OpenAsync(store.StorePath);
        var other = (await store.PartsOn(elsewhere)).GetRequiredService<InviteToCheckIn>();
        Func<Task<bool>>[] both = [() => store.Write(invite.RunOne), () => elsewhere.WriteAsync(other.RunOne)];
        for (var n = 0; n < 40; n++)
            await store.AddCaregiver($"{n}");

        await Task.WhenAll(
            both.Select(runOne =>
                Task.Run(async () =>
                {
                    while (await runOne()) { }
                })
            )
        );

        Assert.Equal(40, await store.Count("check_in"));
        Assert.Equal(40, await store.Count("mail"));
        Assert.Equal(40, await store.Count("link", "purpose = 'form'"));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public async Task Nobody_is_asked_who_is_not_active(string status)
    {
        await store.AddCaregiver(status: status);

        Assert.False(await store.Write(invite.RunOne));
        Assert.Equal(0, await store.Count("check_in"));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("paper")]
    public async Task A_check_in_by_phone_or_on_paper_opens_without_mail_or_reminder(string channel)
    {
        await store.AddCaregiver(channel: channel);

        Assert.True(await store.Write(invite.RunOne));

        Assert.Equal(1, await store.Count("check_in", "remind_on is null"));
        Assert.Equal(0, await store.Count("mail"));
        Assert.Equal(0, await store.Count("link"));
    }

    [Fact]
    public async Task Months_without_service_are_made_up_for_by_one_check_in()
    {
        var id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        store.Clock.SetUtcNow(Some.Utc("2026-04-20T10:00:00Z"));

        while (await store.Write(invite.RunOne)) { }

        var checkIn = Assert.Single(await store.CheckIns(id));
        Assert.Equal((3, Some.Date("2026-04-20")), (checkIn.Number, checkIn.AskedOn));
        Assert.Equal(Some.Date("2026-05-05"), (await store.Caregiver(id)).NextDueOn);
    }

    [Fact]
    public async Task An_open_check_in_is_not_joined_by_another()
    {
        var id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        await store.Write(invite.RunOne);
        await store.Sql("update caregiver set next_due_on = '2026-01-08'");
        store.Clock.SetUtcNow(Some.Utc("2026-01-08T10:00:00Z"));

        Assert.True(await store.Write(invite.RunOne));
        Assert.False(await store.Write(invite.RunOne));

        Assert.Single(await store.CheckIns(id));
    }

    [Fact]
    public async Task Somebody_due_before_enrolment_is_moved_to_it_and_does_not_hold_up_the_others()
    {
        var early = await store.AddCaregiver("early", enrolledOn: Some.Date("2026-02-01"));
        await store.Sql("update caregiver set next_due_on = '2026-01-01'");
        var other = await store.AddCaregiver("other");

        while (await store.Write(invite.RunOne)) { }

        Assert.Empty(await store.CheckIns(early));
        Assert.Equal(Some.Date("2026-02-01"), (await store.Caregiver(early)).NextDueOn);
        Assert.Single(await store.CheckIns(other));
    }

    [Theory]
    [InlineData("sent", "opening;srb;volhoudtijd;ssl-12-i")]
    [InlineData("failed", "opening;srb;csi;volhoudtijd;wishes")]
    [InlineData("expired", "opening;srb;csi;volhoudtijd;wishes")]
    public async Task What_a_mail_asked_that_never_went_out_is_asked_again(string fate, string asked)
    {
        var id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        await store.Write(invite.RunOne);
        await store.Sql(
            $"update mail set state = '{fate}'; update check_in set closed_at = '2026-01-19T00:00:00.000Z'"
        );
        store.Clock.SetUtcNow(Some.Utc("2026-02-05T10:00:00Z"));

        await store.Write(invite.RunOne);

        Assert.Equal(asked, (await store.CheckIns(id))[1].Instruments);
    }

    [Fact]
    public async Task What_was_answered_by_phone_although_the_mail_failed_has_been_asked()
    {
        var id = await store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        await store.Write(invite.RunOne);
        await store.Sql(
            "update mail set state = 'failed'; update check_in set answered_at = '2026-01-18T00:00:00.000Z', closed_at = '2026-01-19T00:00:00.000Z'"
        );
        store.Clock.SetUtcNow(Some.Utc("2026-02-05T10:00:00Z"));

        await store.Write(invite.RunOne);

        Assert.Equal("opening;srb;volhoudtijd;ssl-12-i", (await store.CheckIns(id))[1].Instruments);
    }

    [Theory]
    [InlineData("2026-03-28T22:59:59Z", 0)]
    [InlineData("2026-03-28T23:00:00Z", 1)]
    [InlineData("2026-03-29T21:59:59Z", 1)]
    public async Task A_day_begins_at_midnight_where_the_support_point_is(string now, int opened)
    {
        store.Clock.SetUtcNow(Some.Utc(now));
        await store.AddCaregiver(enrolledOn: Some.Date("2026-03-29"));

        await store.Write(invite.RunOne);

        Assert.Equal(opened, await store.Count("check_in", "asked_on = '2026-03-29'"));
    }

    [Fact]
    public async Task A_check_in_can_be_opened_once_from_a_stale_look()
    {
        var id = await store.AddCaregiver();
        var (seen, plan, time) = (
            await store.Caregiver(id),
            new Plan(14, 7, [new PlannedInstrument("opening", 1)]),
            new SiteTime(store.Clock, Some.Amsterdam)
        );

        var opened = await store.Write(transaction => CheckInOpening.Open(transaction, seen, plan, time));
        var again = await store.Write(transaction => CheckInOpening.Open(transaction, seen, plan, time));

        Assert.NotNull(opened);
        Assert.Null(again);
    }
}
