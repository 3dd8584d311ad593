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
    public async Task Everybody_who_came_in_once_is_told_once_and_at_once_also_at_night()
    {
        await site.Enrolled();
        await site.Enrolled(Joost, "Joost");
        await site.Invited("nooit@steunpunt.example");
        site.Clock.AdjustTime(site.Time.At(new DateOnly(2026, 3, 8), new TimeOnly(3, 0)));
        await site.AddConcernReport();

        Assert.True(await Tell());
        Assert.False(await Tell());

        Assert.Equal([TestInstallation.CoordinatorEmail, Joost, "steunpunt@example.org"], await Told());
        Assert.Equal(
            3,
            await site.Count(
                "mail",
                "kind = 'concern-report' and urgent = 1 and hand_over_by is not null and priority = 30"
            )
        );
    }

    [Fact]
    public async Task Two_workers_at_once_tell_it_once()
    {
        await site.Enrolled();
        await site.AddConcernReport();
        var step = site.Part<NotifyTeam>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunOneAsync(), Some.Stop)));

        Assert.Equal((2, 1), (await site.Count("mail"), await site.Count("concern_report", "notified_at is not null")));
    }

    [Fact]
    public async Task The_first_of_many_is_told_at_once_and_the_others_in_one_mail_a_quarter_later()
    {
        await site.Enrolled();
        await site.AddConcernReport();
        await site.RunJobs();
        for (var n = 0; n < 30; n++)
            await site.AddConcernReport();

        site.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        await site.RunJobs();
        Assert.Single(await site.Mails("concern-report"), mail => mail.Subject == Dutch("TeamMail.TeamSubject"));
        site.Advance(TimeSpan.FromSeconds(1));
        await site.RunJobs();
        site.Advance(TimeSpan.FromMinutes(15));
        await site.RunJobs();

        Assert.Equal(
            2,
            (await site.Mails("concern-report")).Count(mail => mail.Subject == Dutch("TeamMail.TeamSubject"))
        );
        Assert.Equal(31, await site.Count("concern_report", "notified_at is not null"));
    }

    [Fact]
    public async Task A_mail_about_many_tips_stays_here_when_the_last_of_them_is_taken_up()
    {
        var els = await site.Enrolled();
        var (first, second) = (await site.AddConcernReport(), await site.AddConcernReport());
        await Tell();
        site.Advance(TimeSpan.FromMinutes(15));
        var third = await site.AddConcernReport();
        await Tell();

        await TakeUp(second);
        Assert.Equal(0, await site.Count("mail", "state = 'cancelled'"));
        await TakeUp(first);
        Assert.Equal(2, await site.Count("mail", "state = 'cancelled' and hand_over_by is null"));
        await TakeUp(third);

        Assert.Equal(4, await site.Count("mail", "state = 'cancelled' and hand_over_by is null"));

        Task TakeUp(long report) =>
            site.Write(async transaction =>
            {
                await ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today.AddDays(1));
                await MailCancelTable.CancelOfConcernReports(
                    transaction,
                    await ConcernReportTable.FirstWaiting(transaction),
                    site.Time.Now
                );
            });
    }

    [Fact]
    public async Task As_long_as_nobody_has_come_in_the_support_point_itself_is_told_what_to_do_and_is_no_door()
    {
        await site.Invited();
        await site.AddConcernReport();

        await Tell();

        Assert.Equal(["steunpunt@example.org"], await Told());
        Assert.Equal(0, await site.Count("coordinator", "email = 'steunpunt@example.org'"));
        var mail = ReadMail.From(
            await site.Read(async transaction => await transaction.OneMail("select mail.id from mail"))
        );
        Assert.Has(Dutch("Notices.AskedNobody"), mail.Text);
        Assert.Lacks("http", mail.Text);
    }

    [Fact]
    public async Task What_somebody_took_up_is_not_told_again_and_what_still_waits_to_go_stays_here()
    {
        await site.Enrolled();
        var report = await site.AddConcernReport();
        await Tell();
        await (await (await site.SignedIn()).Open($"/tip/{report}")).Press(Dutch("Everywhere.TakeUp"));

        site.Advance(TimeSpan.FromDays(7));

        Assert.False(await Tell());
        Assert.Equal(2, await site.Count("mail", "state = 'cancelled' and hand_over_by is null"));
        Assert.Equal(0, await site.Read(transaction => ReturnTable.CountLate(transaction, site.Time.Now)));
    }

    [Fact]
    public async Task Who_only_minds_the_mail_reads_no_tips_and_who_is_also_a_coordinator_does()
    {
        await site.Enrolled();
        var ict = await site.WithRoles("ict@steunpunt.example", "Ict", StaffRole.Operator);
        var report = await site.AddConcernReport();
        await Tell();
        Assert.Equal([TestInstallation.CoordinatorEmail, "steunpunt@example.org"], await Told());
        var browser = await site.SignedIn("ict@steunpunt.example");
        Assert.Lacks("Iemand maakt zich zorgen", browser.Text);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.Open($"/tip/{report}")).Status);

        await site.Write(transaction =>
            CoordinatorTable.SetRoles(transaction, ict, [StaffRole.Operator, StaffRole.Coordinator])
        );

        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.Open($"/tip/{report}")).Status);
    }

    [Fact]
    public async Task An_operator_who_is_alone_there_hears_that_a_tip_waits_and_opens_none()
    {
        const string Own = "steunpunt@example.org";
        await site.WithRoles(Own, "Ict", StaffRole.Operator);
        var report = await site.AddConcernReport();
        await Tell();
        Assert.Equal([Own], await Told());
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            (await (await site.SignedIn(Own)).Open($"/tip/{report}")).Status
        );

        await site.Enrolled();
        site.Advance(TimeSpan.FromDays(1));
        await site.AddConcernReport();
        await Tell();

        Assert.Equal([Own, TestInstallation.CoordinatorEmail, Own], await Told());
    }

    [Fact]
    public async Task The_digest_of_each_working_day_names_it_until_somebody_takes_it_up_and_never_says_that_nothing_is_new()
    {
        var els = await site.Enrolled();
        await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var report = await site.AddConcernReport();
        await Tell();
        Assert.False(await Digest());
        site.Advance(TimeSpan.FromDays(7));

        Assert.True(await Digest());
        Assert.False(await Digest());
        var mail = (await site.Mails("digest"))[0];
        Assert.Equal(Dutch("DigestMail.TeamWaitsSubject"), mail.Subject);
        Assert.Has("nog niet afgesloten: 1.", mail.Text);

        // Taken up: its owner's, from the next day until it is closed.
        await site.Write(transaction =>
            ConcernReportTable.TakeUp(transaction, report, els, site.Time.Now, site.Time.Today.AddDays(1))
        );
        Assert.False(await Digest());
        site.Advance(TimeSpan.FromDays(1));
        Assert.True(await Digest());
        await site.Write(transaction =>
            ConcernReportTable.Close(transaction, report, els, ConcernReportOutcome.InContact, "", site.Time.Now)
        );
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await Digest());
    }

    [Fact]
    public async Task While_mail_is_held_a_tip_waits_on_the_worklist_and_is_told_afterwards()
    {
        await site.Enrolled();
        await site.Write(async transaction =>
        {
            await SendHoldTable.Hold(transaction, HoldReason.Restored, site.Time.Now);
        });
        await site.AddConcernReport();

        await site.RunJobs();

        Assert.Equal((0, 0), (await site.Count("mail"), await site.Count("concern_report", "notified_at is not null")));

        await site.Enrolled(Joost, "Joost");
        site.Advance(TimeSpan.FromDays(2));
        await site.Write(transaction => SendHoldTable.Lift(transaction, site.Time.Now));
        await site.RunJobs();
        Assert.Equal([TestInstallation.CoordinatorEmail, Joost, "steunpunt@example.org"], await Told());
        Assert.False(await Tell());
    }

    private Task<bool> Tell() => site.Part<NotifyTeam>().RunOneAsync();

    private Task<bool> Digest() => site.Part<SendDigest>().RunOneAsync();

    private async Task<List<string>> Told() =>
        [
            .. await site.Read(transaction =>
                transaction.All<string>(
                    "select envelope_to from mail where concern_report_id is not null order by created_at, envelope_to"
                )
            ),
        ];
}
