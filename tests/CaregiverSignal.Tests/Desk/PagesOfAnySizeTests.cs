using System.Net;
using CaregiverSignal.Erasure;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;

namespace CaregiverSignal.Tests.Desk;

/// <summary>
/// What a page costs does not grow with the people, answers and mails of others: its statements are few, and none reads
/// a whole table. <see cref="Staff.RouteAccessTests"/> holds every address to the latter.
/// </summary>
public sealed class PagesOfAnySizeTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task No_page_that_is_open_all_day_asks_once_a_person_and_no_minutes_work_reads_a_whole_table()
    {
        TestPostgres.SkipWhereWanted();
        var people = Enumerable.Range(1, 5).Select(number => site.AddCaregiver($"{number}")).ToList();
        using (var minute = new SentStatements(site))
        {
            foreach (var person in people)
                site.AskAndAnswer(person, csi: 9, time: 2);
            site.Beat();
            site.Part<SendHold>().Plan();
            site.Database.Read(CoordinatorTable.NeverCameIn);
            minute.AssertNoneReadsAllOfATable();
        }

        site.WithRoles(
            TestInstallation.CoordinatorEmail,
            "Els",
            StaffRole.Coordinator,
            StaffRole.TeamLead,
            StaffRole.Operator
        );
        var (_, link) = site.AskByLink(site.AddCaregiver("6"));
        var browser = await site.SignedIn();
        Dictionary<string, int> pages = new()
        {
            ["/werklijst"] = 45,
            ["/werklijst?van=team"] = 50,
            ["/mensen"] = 20,
            ["/mensen?van=team&status=active&afspraak=ja"] = 20,
            [$"/zaak/{people[0]}"] = 60,
            ["/beheer/post"] = 40,
            [link] = 20,
        };
        foreach (var (page, most) in pages)
        {
            using var sent = new SentStatements(site);
            Assert.Equal(HttpStatusCode.OK, (await browser.Open(page)).Status);
            Assert.True(sent.Count is > 0 && sent.Count <= most, $"{page}: {sent.Count} statements");
            sent.AssertNoneReadsAllOfATable();
        }
    }

    [Fact]
    public async Task A_list_looks_at_nothing_that_was_done_or_closed_and_a_case_at_nobody_else()
    {
        TestPostgres.SkipWhereWanted();
        var anna = site.AddCaregiver("1");
        site.AskAndAnswer(anna, csi: 9, time: 2);
        site.Happened(anna, "2026-03-01", "Fall", "caregiver");
        site.Beat();
        var browser = await site.SignedIn();
        using var list = new SentStatements(site);
        await browser.Open("/werklijst");
        list.Dispose();

        // The index of all tasks of a person, and that of all their check-ins.
        var ofPeople = list
            .Plans.Where(one => one.Sql.Contains("coordinator_id in", StringComparison.Ordinal))
            .ToList();
        Assert.Each(
            ofPeople,
            one => Assert.DoesNotContain("staff_task_caregiver ", one.Plan, StringComparison.Ordinal)
        );
        Assert.Contains(
            ofPeople,
            one => one.Plan.Contains("COVERING INDEX staff_task_undone", StringComparison.Ordinal)
        );
        Assert.Contains(
            "INDEX check_in_unclosed",
            Assert.Single(ofPeople, one => one.Sql.Contains("typed_by", StringComparison.Ordinal)).Plan,
            StringComparison.Ordinal
        );

        using var opened = new SentStatements(site);
        await browser.Open($"/zaak/{anna}");
        opened.Dispose();
        Assert.Each(
            // At every page: whether an escalation to who looks still waits, among the open of that colleague's people.
            opened.Plans.Where(one => !one.Sql.Contains("standing_in", StringComparison.Ordinal)),
            one => Assert.DoesNotContain(" caregiver_coordinator ", one.Plan, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_page_of_the_list_of_people_reads_the_rows_of_nobody_else_also_for_a_whole_team()
    {
        TestPostgres.SkipWhereWanted();
        site.AddCaregiver("1");
        site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        var browser = await site.SignedIn();
        foreach (var page in (string[])["/mensen", "/mensen?van=team&status=active"])
        {
            using var sent = new SentStatements(site);
            await browser.Open(page);

            Assert.Contains(
                "COVERING INDEX caregiver_by_name (coordinator_id=?)",
                Assert.Single(sent.Plans, one => one.Sql.Contains("offset", StringComparison.Ordinal)).Plan,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void The_beat_looks_at_no_open_signal_that_is_not_red_to_tell_a_professional()
    {
        TestPostgres.SkipWhereWanted();
        using var sent = new SentStatements(site);
        site.Beat();
        sent.Dispose();

        Assert.Contains(
            "INDEX signal_red",
            Assert
                .Single(sent.Plans, one => one.Sql.Contains("signal cross join consent", StringComparison.Ordinal))
                .Plan,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_beat_looks_at_no_coordinator_who_had_the_digest_nor_at_each_days_seal()
    {
        TestPostgres.SkipWhereWanted();
        using var sent = new SentStatements(site);
        site.Beat();
        sent.Dispose();

        var plans = sent.Plans;
        foreach (
            var (statement, index) in new[]
            {
                ("coalesce(digest_on", "coordinator_digest"),
                ("from record_seal", "record_seal_upto"),
            }
        )
            Assert.Each(
                plans.Where(one => one.Sql.Contains(statement, StringComparison.Ordinal)),
                one => Assert.Contains($"INDEX {index}", one.Plan, StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task Who_is_added_is_compared_with_those_who_may_be_them_and_not_with_everybody()
    {
        TestPostgres.SkipWhereWanted();
        site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        els.Write("Voornaam", "Fatma").Write("Mailadres", "fatma@example.org").Write("Telefoon", "06 12345678");
        using var sent = new SentStatements(site);
        await els.PressFirst("Bewaar");

        sent.AssertNoneReadsAllOfATable();
        var plan = Assert.Single(sent.Plans, one => one.Sql.Contains("replace(phone", StringComparison.Ordinal)).Plan;
        Assert.Contains("INDEX caregiver_email", plan, StringComparison.Ordinal);
        Assert.Equal(
            8,
            plan[plan.IndexOf("INDEX caregiver_phone", StringComparison.Ordinal)..].Split("<expr>=?").Length - 1
        );
        Assert.Equal(1, site.Count("caregiver"));
    }

    [Fact]
    public void To_erase_somebody_looks_at_what_is_theirs_alone()
    {
        TestPostgres.SkipWhereWanted();
        var anna = site.AddCaregiver("1");
        site.AskAndAnswer(anna, csi: 9, time: 2);
        site.Beat();
        using var sent = new SentStatements(site);
        site.Part<Erasing>().Erase(site.Caregiver(anna), Actor.CommandLine);

        sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public async Task What_one_colleague_did_is_found_in_the_register_without_the_lines_of_others()
    {
        TestPostgres.SkipWhereWanted();
        site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.Coordinator, StaffRole.TeamLead);
        var browser = await site.SignedIn();
        using var sent = new SentStatements(site);
        await browser.Open("/register?wie=1");
        sent.Dispose();

        Assert.Contains(
            "INDEX record_staff (by_staff=?",
            Assert.Single(sent.Plans, one => one.Sql.Contains("offset @skip", StringComparison.Ordinal)).Plan,
            StringComparison.Ordinal
        );
    }
}
