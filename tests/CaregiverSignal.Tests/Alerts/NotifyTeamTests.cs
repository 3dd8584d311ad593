using CaregiverSignal.Alerts;
using CaregiverSignal.Concerns;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>A report is everybody's until somebody takes it up.</summary>
public sealed class NotifyTeamTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public void Everybody_who_came_in_once_is_told_once_and_at_once_also_at_night()
    {
        site.Enrolled();
        site.Enrolled(Joost, "Joost");
        site.Invited("nooit@steunpunt.example");
        site.Clock.AdjustTime(site.Time.At(new DateOnly(2026, 3, 8), new TimeOnly(3, 0)));
        site.AddConcernReport();

        Assert.True(Tell());
        Assert.False(Tell());

        Assert.Equal([TestInstallation.CoordinatorEmail, Joost, "steunpunt@example.org"], Told());
        Assert.Equal(
            3,
            site.Count("mail", "kind = 'concern-report' and urgent = 1 and hand_over_by is not null and priority = 30")
        );
    }

    [Fact]
    public async Task Two_workers_at_once_tell_it_once()
    {
        site.Enrolled();
        site.AddConcernReport();
        var step = site.Part<NotifyTeam>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunOne(), Some.Stop)));

        Assert.Equal((2, 1), (site.Count("mail"), site.Count("concern_report", "notified_at is not null")));
    }

    [Fact]
    public void The_first_of_many_is_told_at_once_and_the_others_in_one_mail_a_quarter_later()
    {
        site.Enrolled();
        site.AddConcernReport();
        site.RunJobs();
        for (var n = 0; n < 30; n++)
            site.AddConcernReport();

        site.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        site.RunJobs();
        Assert.Single(site.Mails("concern-report"), mail => mail.Subject == Dutch("TeamMail.TeamSubject"));
        site.Advance(TimeSpan.FromSeconds(1));
        site.RunJobs();
        site.Advance(TimeSpan.FromMinutes(15));
        site.RunJobs();

        Assert.Equal(2, site.Mails("concern-report").Count(mail => mail.Subject == Dutch("TeamMail.TeamSubject")));
        Assert.Equal(31, site.Count("concern_report", "notified_at is not null"));
    }

    [Fact]
    public void A_mail_about_many_tips_stays_here_when_the_last_of_them_is_taken_up()
    {
        var els = site.Enrolled();
        var (first, second) = (site.AddConcernReport(), site.AddConcernReport());
        Tell();
        site.Advance(TimeSpan.FromMinutes(15));
        var third = site.AddConcernReport();
        Tell();

        TakeUp(second);
        Assert.Equal(0, site.Count("mail", "state = 'cancelled'"));
        TakeUp(first);
        Assert.Equal(2, site.Count("mail", "state = 'cancelled' and hand_over_by is null"));
        TakeUp(third);

        Assert.Equal(4, site.Count("mail", "state = 'cancelled' and hand_over_by is null"));

        void TakeUp(long report) =>
            site.Write(transaction =>
            {
                ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today.AddDays(1));
                MailCancelTable.CancelOfConcernReports(
                    transaction,
                    ConcernReportTable.FirstWaiting(transaction),
                    site.Time.Now
                );
            });
    }

    [Fact]
    public void As_long_as_nobody_has_come_in_the_support_point_itself_is_told_what_to_do_and_is_no_door()
    {
        site.Invited();
        site.AddConcernReport();

        Tell();

        Assert.Equal(["steunpunt@example.org"], Told());
        Assert.Equal(0, site.Count("coordinator", "email = 'steunpunt@example.org'"));
        var mail = ReadMail.From(site.Read(transaction => transaction.OneMail("select mail.id from mail")));
        Assert.Has(Dutch("Notices.AskedNobody"), mail.Text);
        Assert.Lacks("http", mail.Text);
    }

    [Fact]
    public async Task What_somebody_took_up_is_not_told_again_and_what_still_waits_to_go_stays_here()
    {
        site.Enrolled();
        var report = site.AddConcernReport();
        Tell();
        await (await (await site.SignedIn()).Open($"/tip/{report}")).Press(Dutch("Everywhere.TakeUp"));

        site.Advance(TimeSpan.FromDays(7));

        Assert.False(Tell());
        Assert.Equal(2, site.Count("mail", "state = 'cancelled' and hand_over_by is null"));
        Assert.Equal(0, site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
    }

    [Fact]
    public async Task Who_only_minds_the_mail_reads_no_tips_and_who_is_also_a_coordinator_does()
    {
        site.Enrolled();
        var ict = site.WithRoles("ict@steunpunt.example", "Ict", StaffRole.Operator);
        var report = site.AddConcernReport();
        Tell();
        Assert.Equal([TestInstallation.CoordinatorEmail, "steunpunt@example.org"], Told());
        var browser = await site.SignedIn("ict@steunpunt.example");
        Assert.Lacks("Iemand maakt zich zorgen", browser.Text);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.Open($"/tip/{report}")).Status);

        site.Write(transaction =>
            CoordinatorTable.SetRoles(transaction, ict, [StaffRole.Operator, StaffRole.Coordinator])
        );

        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.Open($"/tip/{report}")).Status);
    }

    [Fact]
    public async Task An_operator_who_is_alone_there_hears_that_a_tip_waits_and_opens_none()
    {
        const string Own = "steunpunt@example.org";
        site.WithRoles(Own, "Ict", StaffRole.Operator);
        var report = site.AddConcernReport();
        Tell();
        Assert.Equal([Own], Told());
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (await (await site.SignedIn(Own)).Open($"/tip/{report}")).Status
        );

        site.Enrolled();
        site.Advance(TimeSpan.FromDays(1));
        site.AddConcernReport();
        Tell();

        Assert.Equal([Own, TestInstallation.CoordinatorEmail, Own], Told());
    }

    [Fact]
    public void The_digest_of_each_working_day_names_it_until_somebody_takes_it_up_and_never_says_that_nothing_is_new()
    {
        var els = site.Enrolled();
        site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var report = site.AddConcernReport();
        Tell();
        Assert.False(Digest());
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(Digest());
        Assert.False(Digest());
        var mail = site.Mails("digest")[0];
        Assert.Equal(Dutch("DigestMail.TeamWaitsSubject"), mail.Subject);
        Assert.Has("nog niet afgerond: 1.", mail.Text);

        // Taken up: its owner's, from the next day until it is closed.
        site.Write(transaction =>
            ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today.AddDays(1))
        );
        Assert.False(Digest());
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(Digest());
        site.Write(transaction =>
            ConcernReportTable.Close(transaction, report, els, ConcernReportOutcome.InContact, "", site.Time.Now)
        );
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(Digest());
    }

    [Fact]
    public void While_mail_is_held_a_tip_waits_on_the_worklist_and_is_told_afterwards()
    {
        site.Enrolled();
        site.Write(transaction =>
        {
            SendHoldTable.Hold(transaction, HoldReason.Restored, site.Time.Now);
        });
        site.AddConcernReport();

        site.RunJobs();

        Assert.Equal((0, 0), (site.Count("mail"), site.Count("concern_report", "notified_at is not null")));

        site.Enrolled(Joost, "Joost");
        site.Advance(TimeSpan.FromDays(2));
        site.Write(transaction => SendHoldTable.Lift(transaction, site.Time.Now));
        site.RunJobs();
        Assert.Equal([TestInstallation.CoordinatorEmail, Joost, "steunpunt@example.org"], Told());
        Assert.False(Tell());
    }

    private bool Tell() => site.Part<NotifyTeam>().RunOne();

    private bool Digest() => site.Part<SendDigest>().RunOne();

    private List<string> Told() =>
        [
            .. site.Read(transaction =>
                transaction.All<string>(
                    "select envelope_to from mail where concern_report_id is not null order by created_at, envelope_to"
                )
            ),
        ];
}
