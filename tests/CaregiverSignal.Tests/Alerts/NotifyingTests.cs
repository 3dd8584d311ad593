using CaregiverSignal.Alerts;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Alerts;

public sealed class NotifyingTests() : AtASite("2026-03-02")
{
    [Fact]
    public void A_red_signal_is_told_once()
    {
        site.AddSignal(site.AddCaregiver());

        Assert.Equal(1, site.Part<NotifyCoordinator>().Run(1));
        Assert.Equal(0, site.Part<NotifyCoordinator>().Run(1));

        Assert.Equal(
            1,
            site.Count("mail", $"kind = 'alert' and envelope_to = '{TestInstallation.CoordinatorEmail}' and urgent = 1")
        );
        Assert.Equal(1, site.Count("action", "kind = 'told'"));
        Assert.Equal(1, site.Count("signal", "escalate_on = '2026-03-04'"));
    }

    [Fact]
    public async Task Two_workers_at_once_tell_it_once()
    {
        site.AddSignal(site.AddCaregiver());
        var step = site.Part<NotifyCoordinator>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.Run(1), Some.Stop)));

        Assert.Equal(1, site.Count("mail"));
        Assert.Equal(1, site.Count("action"));
    }

    [Fact]
    public void While_an_alert_is_late_every_digest_says_so()
    {
        const string Late = "Een mail over een melding ging niet op tijd uit, of kwam terug";
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        var other = site.Coordinator("dirk@steunpunt.example", "Dirk");
        site.AddSignal(site.AddCaregiver("2", coordinator: "dirk@steunpunt.example"));
        Assert.Equal(1, site.Part<NotifyCoordinator>().Run(1));
        Assert.True(site.Part<SendDigest>().RunOne());
        site.Advance(TimeSpan.FromMinutes(20));
        site.Sql("update coordinator set digest_on = null where id <> @other", new { other });
        site.Sql("delete from mail where kind = 'digest'");
        Assert.True(site.Part<SendDigest>().RunOne());

        Assert.Has(Late, DigestText());
        site.Sql("update mail set state = 'sent' where kind = 'alert'");
        site.Sql("update coordinator set digest_on = null");
        site.Sql("delete from mail where kind = 'digest'");
        Assert.True(site.Part<SendDigest>().RunOne());

        Assert.Lacks(Late, DigestText());
    }

    private string DigestText() => site.Mails("digest")[0].Text;

    /// <remarks>Law 8: no second alert a day about one person at the same or a lower level.</remarks>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 2)]
    public void Red_after_the_mornings_request_is_mailed_the_same_day_and_another_request_is_not(int? time, int alerts)
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        Asks();
        site.RunJobs();
        Assert.Equal(1, site.Count("mail", "kind = 'alert'"));
        Assert.Equal(1, site.Count("signal", "urgency = 'amber'"));
        site.Advance(TimeSpan.FromHours(3));

        if (time is null)
            Asks();
        else
            site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(13), ("volhoudtijd.time", time)]);
        site.RunJobs();

        Assert.Equal(alerts, site.Count("mail", "kind = 'alert'"));
        Assert.Equal(time is null ? "amber" : "red", site.Joined("select urgency from signal"));

        void Asks() =>
            site.Write(transaction =>
            {
                EventTable.Add(
                    transaction,
                    anna,
                    site.Time.Today,
                    EventKind.RequestForContact,
                    ReportedBy.Caregiver,
                    "",
                    site.Time.Now
                );
                EvaluationTable.Request(transaction, anna, site.Time.Now);
            });
    }

    [Fact]
    public void An_amber_signal_waits_for_the_digest()
    {
        site.AddSignal(site.AddCaregiver(), "amber", "change");

        Assert.Equal(0, site.Part<NotifyCoordinator>().Run(1));
        Assert.True(site.Part<SendDigest>().RunOne());
        Assert.False(site.Part<SendDigest>().RunOne());

        Assert.Equal(1, site.Count("mail", "kind = 'digest'"));
        Assert.Equal(1, site.Count("signal", "notified_at is not null"));
    }

    [Fact]
    public void What_is_taken_up_and_not_due_needs_no_digest_the_next_day()
    {
        var coordinator = site.Coordinator();
        var signal = site.AddSignal(site.AddCaregiver(), "amber", "change");
        Assert.True(site.Part<SendDigest>().RunOne());
        site.Write(transaction => CaseActions.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(1));

        Assert.False(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void What_was_taken_up_and_then_left_comes_back_in_the_digest()
    {
        var coordinator = site.Coordinator();
        var signal = site.AddSignal(site.AddCaregiver());
        site.Part<NotifyCoordinator>().Run(1);
        site.Part<SendDigest>().RunOne();
        site.Write(transaction => CaseActions.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void A_digest_does_not_stand_in_for_the_alert_of_a_red_signal()
    {
        var signal = site.AddSignal(site.AddCaregiver());

        Assert.True(site.Part<SendDigest>().RunOne());
        Assert.Null(site.SignalOf(signal.Id).NotifiedAt);
        Assert.Equal(1, site.Part<NotifyCoordinator>().Run(1));
        Assert.Equal(1, site.Count("signal", "escalate_on is not null"));
    }

    [Fact]
    public void What_was_closed_without_reaching_anybody_is_looked_at_again_after_four_weeks()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(caregiver, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 3)]);
        site.RunJobs();
        site.Close(caregiver, SignalOutcome.NotReached);
        site.Advance(TimeSpan.FromDays(27));
        site.RunJobs();
        Assert.Equal(1, site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-03-30'"));

        site.AddAnswered(caregiver, site.Time.Today, null, ("volhoudtijd.time", 2));
        site.RunJobs();

        Assert.Equal(1, site.Count("signal", "closed_at is null and kinds = 'level'"));
    }

    [Fact]
    public void What_is_due_comes_back_in_the_digest()
    {
        var signal = site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Part<SendDigest>().RunOne();
        site.Contact(signal.Id, ContactWay.Spoken, 7);
        site.Advance(TimeSpan.FromDays(6));
        Assert.False(site.Part<SendDigest>().RunOne());
        site.Advance(TimeSpan.FromDays(1));

        Assert.True(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void Only_a_talk_a_visit_or_a_call_to_us_counts_as_a_contact_for_the_rules()
    {
        var caregiver = site.AddCaregiver();
        var signal = site.AddSignal(caregiver);

        foreach (var way in Enum.GetValues<ContactWay>())
            site.Contact(signal.Id, way, 0);

        Assert.Equal(3, site.Read(transaction => ActionTable.Of(transaction, caregiver)).Count);
        Assert.Equal(5, site.Count("action"));
    }
}
