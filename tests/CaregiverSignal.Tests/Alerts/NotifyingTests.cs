using CaregiverSignal.Alerts;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Alerts;

public sealed class NotifyingTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_red_signal_is_told_once()
    {
        await site.AddSignal(await site.AddCaregiver());

        Assert.Equal(1, await site.Part<NotifyCoordinator>().RunAsync(1));
        Assert.Equal(0, await site.Part<NotifyCoordinator>().RunAsync(1));

        Assert.Equal(
            1,
            await site.Count(
                "mail",
                $"kind = 'alert' and envelope_to = '{TestInstallation.CoordinatorEmail}' and urgent = 1"
            )
        );
        Assert.Equal(1, await site.Count("action", "kind = 'told'"));
        Assert.Equal(1, await site.Count("signal", "escalate_on = '2026-03-04'"));
    }

    [Fact]
    public async Task Two_workers_at_once_tell_it_once()
    {
        await site.AddSignal(await site.AddCaregiver());
        var step = site.Part<NotifyCoordinator>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunAsync(1), Some.Stop)));

        Assert.Equal(1, await site.Count("mail"));
        Assert.Equal(1, await site.Count("action"));
    }

    [Fact]
    public async Task While_an_alert_is_late_every_digest_says_so()
    {
        const string Late = "Een mail over een melding ging niet op tijd uit, of kwam terug";
        await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        var other = await site.Coordinator("dirk@steunpunt.example", "Dirk");
        await site.AddSignal(await site.AddCaregiver("2", coordinator: "dirk@steunpunt.example"));
        Assert.Equal(1, await site.Part<NotifyCoordinator>().RunAsync(1));
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        site.Advance(TimeSpan.FromMinutes(20));
        await site.Sql("update coordinator set digest_on = null where id <> @other", new { other });
        await site.Sql("delete from mail where kind = 'digest'");
        Assert.True(await site.Part<SendDigest>().RunOneAsync());

        Assert.Has(Late, await DigestText());
        await site.Sql("update mail set state = 'sent' where kind = 'alert'");
        await site.Sql("update coordinator set digest_on = null");
        await site.Sql("delete from mail where kind = 'digest'");
        Assert.True(await site.Part<SendDigest>().RunOneAsync());

        Assert.Lacks(Late, await DigestText());
    }

    private async Task<string> DigestText() => (await site.Mails("digest"))[0].Text;

    /// <remarks>Law 8: no second alert a day about one person at the same or a lower level.</remarks>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 2)]
    public async Task Red_after_the_mornings_request_is_mailed_the_same_day_and_another_request_is_not(
        int? time,
        int alerts
    )
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await Asks();
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal(1, await site.Count("signal", "urgency = 'amber'"));
        site.Advance(TimeSpan.FromHours(3));

        if (time is null)
            await Asks();
        else
            await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(13), ("volhoudtijd.time", time)]);
        await site.RunJobs();

        Assert.Equal(alerts, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal(time is null ? "amber" : "red", await site.Joined("select urgency from signal"));

        Task Asks() =>
            site.Write(async transaction =>
            {
                await EventTable.Add(
                    transaction,
                    anna,
                    site.Time.Today,
                    EventKind.RequestForContact,
                    ReportedBy.Caregiver,
                    "",
                    site.Time.Now
                );
                await EvaluationTable.Request(transaction, anna, site.Time.Now);
            });
    }

    [Fact]
    public async Task An_amber_signal_waits_for_the_digest()
    {
        await site.AddSignal(await site.AddCaregiver(), "amber", "change");

        Assert.Equal(0, await site.Part<NotifyCoordinator>().RunAsync(1));
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        Assert.False(await site.Part<SendDigest>().RunOneAsync());

        Assert.Equal(1, await site.Count("mail", "kind = 'digest'"));
        Assert.Equal(1, await site.Count("signal", "notified_at is not null"));
    }

    [Fact]
    public async Task What_is_taken_up_and_not_due_needs_no_digest_the_next_day()
    {
        var coordinator = await site.Coordinator();
        var signal = await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        await site.Write(transaction => CaseActions.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(1));

        Assert.False(await site.Part<SendDigest>().RunOneAsync());
    }

    [Fact]
    public async Task What_was_taken_up_and_then_left_comes_back_in_the_digest()
    {
        var coordinator = await site.Coordinator();
        var signal = await site.AddSignal(await site.AddCaregiver());
        await site.Part<NotifyCoordinator>().RunAsync(1);
        await site.Part<SendDigest>().RunOneAsync();
        await site.Write(transaction => CaseActions.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(await site.Part<SendDigest>().RunOneAsync());
    }

    [Fact]
    public async Task A_digest_does_not_stand_in_for_the_alert_of_a_red_signal()
    {
        var signal = await site.AddSignal(await site.AddCaregiver());

        Assert.True(await site.Part<SendDigest>().RunOneAsync());
        Assert.Null((await site.SignalOf(signal.Id)).NotifiedAt);
        Assert.Equal(1, await site.Part<NotifyCoordinator>().RunAsync(1));
        Assert.Equal(1, await site.Count("signal", "escalate_on is not null"));
    }

    [Fact]
    public async Task What_was_closed_without_reaching_anybody_is_looked_at_again_after_four_weeks()
    {
        var caregiver = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.AddAnswered(caregiver, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 3)]);
        await site.RunJobs();
        await site.Close(caregiver, SignalOutcome.NotReached);
        site.Advance(TimeSpan.FromDays(27));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-03-30'"));

        await site.AddAnswered(caregiver, site.Time.Today, null, ("volhoudtijd.time", 2));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("signal", "closed_at is null and kinds = 'level'"));
    }

    [Fact]
    public async Task What_is_due_comes_back_in_the_digest()
    {
        var signal = await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        await site.Part<SendDigest>().RunOneAsync();
        await site.Contact(signal.Id, ContactWay.Spoken, 7);
        site.Advance(TimeSpan.FromDays(6));
        Assert.False(await site.Part<SendDigest>().RunOneAsync());
        site.Advance(TimeSpan.FromDays(1));

        Assert.True(await site.Part<SendDigest>().RunOneAsync());
    }

    [Fact]
    public async Task Only_a_talk_a_visit_or_a_call_to_us_counts_as_a_contact_for_the_rules()
    {
        var caregiver = await site.AddCaregiver();
        var signal = await site.AddSignal(caregiver);

        foreach (var way in Enum.GetValues<ContactWay>())
            await site.Contact(signal.Id, way, 0);

        Assert.Equal(3, (await site.Read(transaction => ActionTable.Of(transaction, caregiver))).Count);
        Assert.Equal(5, await site.Count("action"));
    }
}
