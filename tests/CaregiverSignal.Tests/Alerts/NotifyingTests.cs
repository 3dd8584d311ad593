using System.Text.RegularExpressions;
using CaregiverSignal.Alerts;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Alerts;

public sealed class NotifyingTests() : AtASite("2026-03-02")
{
    [Fact]
    public void A_red_signal_is_told_once()
    {
        site.AddSignal(site.AddCaregiver());

        Assert.True(site.Part<NotifyCoordinator>().RunOne());
        Assert.False(site.Part<NotifyCoordinator>().RunOne());

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

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunOne(), TestContext.Current.CancellationToken))
        );

        Assert.Equal(1, site.Count("mail"));
        Assert.Equal(1, site.Count("action"));
    }

    [Fact]
    public void While_an_alert_is_late_every_digest_says_so()
    {
        const string Late = "een mail over een melding ging niet op tijd uit, of kwam terug";
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        var other = site.Coordinator("dirk@steunpunt.example", "Dirk");
        site.AddSignal(site.AddCaregiver("2", coordinator: "dirk@steunpunt.example"));
        Assert.True(site.Part<NotifyCoordinator>().RunOne());
        Assert.True(site.Part<SendDigest>().RunOne());
        site.Advance(TimeSpan.FromMinutes(20));
        site.Sql("update coordinator set digest_on = null where id <> @other", new { other });
        site.Sql("delete from mail where kind = 'digest'");
        Assert.True(site.Part<SendDigest>().RunOne());

        Assert.Contains(Late, DigestText(), StringComparison.Ordinal);
        site.Sql("update mail set state = 'sent' where kind = 'alert'");
        site.Sql("update coordinator set digest_on = null");
        site.Sql("delete from mail where kind = 'digest'");
        Assert.True(site.Part<SendDigest>().RunOne());

        Assert.DoesNotContain(Late, DigestText(), StringComparison.Ordinal);
    }

    private string DigestText() =>
        ReadMail
            .From(
                site.Database.Read(transaction =>
                    transaction.OneMail("select mail.id from mail where kind = 'digest' limit 1")
                )
            )
            .Text;

    [Fact]
    public void An_amber_signal_waits_for_the_digest()
    {
        site.AddSignal(site.AddCaregiver(), "amber", "change");

        Assert.False(site.Part<NotifyCoordinator>().RunOne());
        Assert.True(site.Part<SendDigest>().RunOne());
        Assert.False(site.Part<SendDigest>().RunOne());

        Assert.Equal(1, site.Count("mail", "kind = 'digest'"));
        Assert.Equal(1, site.Count("signal", "notified_at is not null"));
    }

    [Fact]
    public void No_mail_to_staff_holds_a_name_a_score_or_a_health_word()
    {
        var caregiver = site.AddCaregiver(firstName: "Annabel");
        site.AddAnswered(caregiver, new DateOnly(2026, 2, 27), "yes", site.Csi(9));
        site.Beat();
        site.Advance(TimeSpan.FromDays(2));
        site.Beat();

        var mails = site.Mails().Where(mail => mail.Contains("Werklijst", StringComparison.Ordinal)).ToList();

        Assert.True(mails.Count >= 2, "An alert and an escalation are expected.");
        Assert.Each(
            mails,
            mail =>
            {
                Assert.DoesNotMatch(
                    new Regex(
                        "Annabel|Jansen|mantelzorg|belast|druk|score|csi|zorg(?!$)|slaap|ziek",
                        RegexOptions.IgnoreCase
                    ),
                    Words(mail)
                );
                Assert.Single(Regex.Matches(Words(mail), "https?://[^\\s\"<>]+").Select(link => link.Value).Distinct());
            }
        );
    }

    [Fact]
    public void What_is_taken_up_and_not_due_needs_no_digest_the_next_day()
    {
        var coordinator = site.Coordinator();
        var signal = site.AddSignal(site.AddCaregiver(), "amber", "change");
        Assert.True(site.Part<SendDigest>().RunOne());
        site.Database.Write(transaction => Handling.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(1));

        Assert.False(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void What_was_taken_up_and_then_left_comes_back_in_the_digest()
    {
        var coordinator = site.Coordinator();
        var signal = site.AddSignal(site.AddCaregiver());
        site.Part<NotifyCoordinator>().RunOne();
        site.Part<SendDigest>().RunOne();
        site.Database.Write(transaction => Handling.TakeUp(transaction, signal, coordinator, site.Time));
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void A_digest_does_not_stand_in_for_the_alert_of_a_red_signal()
    {
        var signal = site.AddSignal(site.AddCaregiver());

        Assert.True(site.Part<SendDigest>().RunOne());
        Assert.Null(site.SignalOf(signal.Id).NotifiedAt);
        Assert.True(site.Part<NotifyCoordinator>().RunOne());
        Assert.Equal(1, site.Count("signal", "escalate_on is not null"));
    }

    [Fact]
    public void What_was_closed_without_reaching_anybody_is_looked_at_again_after_four_weeks()
    {
        var caregiver = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.AddAnswered(caregiver, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 4)]);
        site.Beat();
        var coordinator = site.Coordinator();
        site.Database.Write(transaction =>
            Handling.Close(
                transaction,
                SignalTable.OpenOf(transaction, caregiver)!,
                coordinator,
                SignalOutcome.NotReached,
                "",
                site.Time
            )
        );
        site.Advance(TimeSpan.FromDays(27));
        site.Beat();
        Assert.Equal(1, site.Count("signal", "closed_at is null and kinds = '' and next_on = '2026-03-30'"));

        site.AddAnswered(caregiver, site.Time.Today, null, ("volhoudtijd.time", 2));
        site.Beat();

        Assert.Equal(1, site.Count("signal", "closed_at is null and kinds = 'level'"));
    }

    [Fact]
    public void What_is_due_comes_back_in_the_digest()
    {
        var coordinator = site.Coordinator();
        var signal = site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Part<SendDigest>().RunOne();
        site.Contact(signal.Id, ContactWay.Spoken, 7);
        site.Advance(TimeSpan.FromDays(6));
        Assert.False(site.Part<SendDigest>().RunOne());
        site.Advance(TimeSpan.FromDays(1));

        Assert.True(site.Part<SendDigest>().RunOne());
    }

    [Fact]
    public void Who_stops_leaves_an_open_signal_that_goes_to_the_team_until_it_is_closed()
    {
        var (caregiver, coordinator) = (site.AddCaregiver(), site.Coordinator());
        var signal = site.AddSignal(caregiver);
        site.Part<NotifyCoordinator>().RunOne();
        site.Database.Write(transaction => Participation.Stop(transaction, caregiver, ReportedBy.Caregiver, site.Time));

        for (var day = 0; day < 30; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            site.Beat();
        }

        Assert.Equal(
            [TestInstallation.CoordinatorEmail, "steunpunt@example.org"],
            site.MailedTo("escalation").Distinct()
        );
        Assert.Equal(1, site.Count("signal", "closed_at is null"));
        Assert.True(
            site.Database.Write(transaction =>
                Handling.Close(transaction, signal, coordinator, SignalOutcome.NoContactWanted, "", site.Time)
            )
        );
        site.Beat();
        Assert.Equal(0, site.Count("signal", "closed_at is null"));
    }

    [Fact]
    public void Only_a_talk_a_visit_or_a_call_to_us_counts_as_a_contact_for_the_rules()
    {
        var coordinator = site.Coordinator();
        var caregiver = site.AddCaregiver();
        var signal = site.AddSignal(caregiver);

        foreach (var way in Enum.GetValues<ContactWay>())
            site.Database.Write(transaction =>
                Handling.RecordContact(
                    transaction,
                    signal,
                    coordinator,
                    new RecordedContact(way, "", site.Time.Today),
                    site.Time
                )
            );

        Assert.Equal(3, site.Database.Read(transaction => ActionTable.Of(transaction, caregiver)).Count);
        Assert.Equal(5, site.Count("action"));
    }

    // The store counts its own commits.
    /// <summary>A mail's subject and bodies, without the headers and marks that change with each mail.</summary>
    private static string Words(string mail)
    {
        var text = mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        var subject = Regex.Match(text, "(?m)^Subject: .*$").Value;
        var body = text[text.IndexOf("\r\n\r\n", StringComparison.Ordinal)..];
        return subject + Regex.Replace(body, "(?m)^(--|Content-).*$", "");
    }
}
