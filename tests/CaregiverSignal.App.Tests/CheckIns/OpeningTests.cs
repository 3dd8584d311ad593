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
    public void Nothing_is_opened_when_nothing_is_due()
    {
        store.AddCaregiver(enrolledOn: Some.Date("2026-01-06"));

        Assert.False(store.Write(invite.RunOne));
        Assert.Equal(0, store.Count("check_in"));
    }

    [Fact]
    public void A_due_check_in_opens_with_its_questions_its_window_and_its_mail()
    {
        var id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));

        Assert.True(store.Write(invite.RunOne));

        var checkIn = Assert.Single(store.CheckIns(id));
        Assert.Equal(
            (0, Some.Date("2026-01-05"), Some.Date("2026-01-19")),
            (checkIn.Number, checkIn.AskedOn, checkIn.ClosesOn)
        );
        Assert.Equal(["opening", "srb", "csi", "volhoudtijd", "wishes"], checkIn.InstrumentKeys);
        Assert.Equal(Some.Date("2026-02-05"), store.Caregiver(id).NextDueOn);
        Assert.Equal(
            1,
            store.Count("mail", $"dedupe_key = 'invite:{checkIn.Id}' and state = 'ready' and kind = 'invitation'")
        );
        Assert.Equal(1, store.Count("check_in", "remind_on = '2026-01-12'"));
    }

    [Fact]
    public void Two_programs_at_once_open_one_check_in_for_each()
    {
        using var elsewhere = Database.Open(store.StorePath);
        var other = store.PartsOn(elsewhere).GetRequiredService<InviteToCheckIn>();
        Func<bool>[] both = [() => store.Write(invite.RunOne), () => elsewhere.Write(other.RunOne)];
        for (var n = 0; n < 40; n++)
            store.AddCaregiver($"{n}");

        Parallel.ForEach(
            both,
            runOne =>
            {
                while (runOne()) { }
            }
        );

        Assert.Equal(40, store.Count("check_in"));
        Assert.Equal(40, store.Count("mail"));
        Assert.Equal(40, store.Count("link", "purpose = 'form'"));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("aftercare")]
    [InlineData("ended")]
    public void Nobody_is_asked_who_is_not_active(string status)
    {
        store.AddCaregiver(status: status);

        Assert.False(store.Write(invite.RunOne));
        Assert.Equal(0, store.Count("check_in"));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("paper")]
    public void A_check_in_by_phone_or_on_paper_opens_without_mail_or_reminder(string channel)
    {
        store.AddCaregiver(channel: channel);

        Assert.True(store.Write(invite.RunOne));

        Assert.Equal(1, store.Count("check_in", "remind_on is null"));
        Assert.Equal(0, store.Count("mail"));
        Assert.Equal(0, store.Count("link"));
    }

    [Fact]
    public void Months_without_service_are_made_up_for_by_one_check_in()
    {
        var id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        store.Clock.SetUtcNow(Some.Utc("2026-04-20T10:00:00Z"));

        while (store.Write(invite.RunOne)) { }

        var checkIn = Assert.Single(store.CheckIns(id));
        Assert.Equal((3, Some.Date("2026-04-20")), (checkIn.Number, checkIn.AskedOn));
        Assert.Equal(Some.Date("2026-05-05"), store.Caregiver(id).NextDueOn);
    }

    [Fact]
    public void An_open_check_in_is_not_joined_by_another()
    {
        var id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        store.Write(invite.RunOne);
        store.Sql("update caregiver set next_due_on = '2026-01-08'");
        store.Clock.SetUtcNow(Some.Utc("2026-01-08T10:00:00Z"));

        Assert.True(store.Write(invite.RunOne));
        Assert.False(store.Write(invite.RunOne));

        Assert.Single(store.CheckIns(id));
    }

    [Fact]
    public void Somebody_due_before_enrolment_is_moved_to_it_and_does_not_hold_up_the_others()
    {
        var early = store.AddCaregiver("early", enrolledOn: Some.Date("2026-02-01"));
        store.Sql("update caregiver set next_due_on = '2026-01-01'");
        var other = store.AddCaregiver("other");

        while (store.Write(invite.RunOne)) { }

        Assert.Empty(store.CheckIns(early));
        Assert.Equal(Some.Date("2026-02-01"), store.Caregiver(early).NextDueOn);
        Assert.Single(store.CheckIns(other));
    }

    [Theory]
    [InlineData("sent", "opening;srb;volhoudtijd;ssl-12-i")]
    [InlineData("failed", "opening;srb;csi;volhoudtijd;wishes")]
    [InlineData("expired", "opening;srb;csi;volhoudtijd;wishes")]
    public void What_a_mail_asked_that_never_went_out_is_asked_again(string fate, string asked)
    {
        var id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        store.Write(invite.RunOne);
        store.Sql($"update mail set state = '{fate}'; update check_in set closed_at = '2026-01-19T00:00:00.000Z'");
        store.Clock.SetUtcNow(Some.Utc("2026-02-05T10:00:00Z"));

        store.Write(invite.RunOne);

        Assert.Equal(asked, store.CheckIns(id)[1].Instruments);
    }

    [Fact]
    public void What_was_answered_by_phone_although_the_mail_failed_has_been_asked()
    {
        var id = store.AddCaregiver(enrolledOn: Some.Date("2026-01-05"));
        store.Write(invite.RunOne);
        store.Sql(
            "update mail set state = 'failed'; update check_in set answered_at = '2026-01-18T00:00:00.000Z', closed_at = '2026-01-19T00:00:00.000Z'"
        );
        store.Clock.SetUtcNow(Some.Utc("2026-02-05T10:00:00Z"));

        store.Write(invite.RunOne);

        Assert.Equal("opening;srb;volhoudtijd;ssl-12-i", store.CheckIns(id)[1].Instruments);
    }

    [Theory]
    [InlineData("2026-03-28T22:59:59Z", 0)]
    [InlineData("2026-03-28T23:00:00Z", 1)]
    [InlineData("2026-03-29T21:59:59Z", 1)]
    public void A_day_begins_at_midnight_where_the_support_point_is(string now, int opened)
    {
        store.Clock.SetUtcNow(Some.Utc(now));
        store.AddCaregiver(enrolledOn: Some.Date("2026-03-29"));

        store.Write(invite.RunOne);

        Assert.Equal(opened, store.Count("check_in", "asked_on = '2026-03-29'"));
    }

    [Fact]
    public void A_check_in_can_be_opened_once_from_a_stale_look()
    {
        var id = store.AddCaregiver();
        var (seen, plan, time) = (
            store.Caregiver(id),
            new Plan(14, 7, [new PlannedInstrument("opening", 1)]),
            new SiteTime(store.Clock, Some.Amsterdam)
        );

        var opened = store.Write(transaction => CheckInOpening.Open(transaction, seen, plan, time));
        var again = store.Write(transaction => CheckInOpening.Open(transaction, seen, plan, time));

        Assert.NotNull(opened);
        Assert.Null(again);
    }
}
