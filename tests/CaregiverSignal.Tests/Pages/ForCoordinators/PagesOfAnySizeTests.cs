using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>
/// What a page costs does not grow with the people, answers and mails of others: its statements are few, and none reads
/// a whole table. <see cref="Staff.RouteAccessTests"/> holds every address to the latter.
/// </summary>
public sealed class PagesOfAnySizeTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task No_page_that_is_open_all_day_asks_once_a_person_and_no_minutes_work_reads_a_whole_table()
    {
        TestPostgres.SkipWhereWanted();
        var people = (await Enumerable.Range(1, 5).SelectAsync(number => site.AddCaregiver($"{number}"))).ToList();
        using (var minute = new SentStatements(site))
        {
            foreach (var person in people)
                await site.AskAndAnswer(person, csi: 9, time: 2);
            await site.RunJobs();
            await site.Part<SendHold>().PlanAsync();
            await site.Read(CoordinatorTable.NeverCameIn);
            await minute.AssertNoneReadsAllOfATable();
        }

        await site.WithRoles(
            TestInstallation.CoordinatorEmail,
            "Els",
            StaffRole.Coordinator,
            StaffRole.TeamLead,
            StaffRole.Operator
        );
        var (_, link) = await site.AskByLink(await site.AddCaregiver("6"));
        var browser = await site.SignedIn();
        Dictionary<string, int> pages = new()
        {
            ["/werklijst"] = 45,
            ["/werklijst?van=team"] = 50,
            ["/mensen"] = 22,
            ["/mensen?van=team&status=active&agreed=true"] = 22,
            [$"/zaak/{people[0]}"] = 66,
            ["/beheer/post"] = 40,
            [link] = 20,
        };
        foreach (var (page, most) in pages)
        {
            using var sent = new SentStatements(site);
            Assert.Equal(HttpStatusCode.OK, (await browser.Open(page)).Status);
            Assert.True(sent.Count is > 0 && sent.Count <= most, $"{page}: {sent.Count} statements");
            await sent.AssertNoneReadsAllOfATable();
        }
    }

    [Fact]
    public async Task Who_is_added_is_compared_with_those_who_may_be_them_and_not_with_everybody()
    {
        TestPostgres.SkipWhereWanted();
        await site.Coordinator();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        els.Write(Dutch("Everywhere.FirstName"), "Fatma")
            .Write(Dutch("DetailsModel.Email"), "fatma@example.org")
            .Write(Dutch("Everywhere.Phone"), "06 12345678");
        using var sent = new SentStatements(site);
        await els.PressFirst(Dutch("Everywhere.Save"));

        await sent.AssertNoneReadsAllOfATable();
        Assert.Equal(1, await site.Count("caregiver"));
    }

    [Fact]
    public async Task To_erase_somebody_looks_at_what_is_theirs_alone()
    {
        TestPostgres.SkipWhereWanted();
        var anna = await site.AddCaregiver("1");
        await site.AskAndAnswer(anna, csi: 9, time: 2);
        await site.RunJobs();
        using var sent = new SentStatements(site);
        await site.Part<Erasures>().EraseAsync(await site.Caregiver(anna), Actor.CommandLine);

        await sent.AssertNoneReadsAllOfATable();
    }
}
