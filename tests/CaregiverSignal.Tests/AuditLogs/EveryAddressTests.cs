using CaregiverSignal.AuditLogs;
using CaregiverSignal.Pages.ForCoordinators.AuditTrail;

namespace CaregiverSignal.Tests.AuditLogs;

/// <summary>Each page of staff leaves its line in the record, and each line has its words.</summary>
public sealed class EveryAddressTests() : AtASite("2026-03-02")
{
    /// <summary>What the pages that are about nobody alone, and show somebody, leave.</summary>
    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["/werklijst"] = "look worklist",
        ["/mensen"] = "look people",
        ["/overdragen"] = "look people",
        ["/overdragen/{account}"] = "look people",
        ["/hulp"] = "look help",
        ["/brieven"] = "look letter",
        ["/register"] = "look audit-log",
        ["/tip/{report}"] = "look concern-report",
        ["/beheer/post"] = "look mail",
    };

    [Fact]
    public void Every_verb_is_in_the_document_and_each_part_of_a_line_has_words()
    {
        var record = Documents.Section(
            File.ReadAllText(Path.Combine(Some.Root, "docs", "security.md")),
            "The audit log"
        );
        var written = Documents.Rows(record).SelectMany(row => Documents.NamedIn(row[1]));

        Assert.Equal(Codes.All<AuditAction>().Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Each(
            Codes.All<AuditAction>(),
            code => Assert.True(Texts.Of(typeof(ReadersModel)).Has("Action." + code), code)
        );
        Assert.Each(
            Codes.All<AuditTarget>(),
            code => Assert.True(Texts.Of(typeof(ReadersModel)).Has("Target." + code), code)
        );
        Assert.Each(
            Codes.All<ActorRole>(),
            code => Assert.True(Texts.Of(typeof(RegisterModel)).Has("Role." + code), code)
        );
        Assert.Each(
            Codes.All<Ground>(),
            code => Assert.True(Texts.Of(typeof(RegisterModel)).Has("Ground." + code), code)
        );
    }

    [Fact]
    public async Task Every_page_of_staff_that_shows_anybody_leaves_a_line()
    {
        var caregiver = await site.AddCaregiver(channel: "phone");
        await site.AddSignal(caregiver);
        await site.AddConcernReport();
        var checkIn = (await site.AskByLink(caregiver)).CheckIn.Id;
        var colleague = await site.Coordinator("bo@steunpunt.example", "Bo");
        await site.QueueInvitation(caregiver, checkIn);
        var mail = await site.Joined("select min(id) from mail");
        await site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead, StaffRole.Operator);
        await site.Sql("update mail set state = 'unsure'");
        var browser = await site.SignedIn();

        var (looked, lists) = (0, 0);
        foreach (var pattern in PagesOfStaff())
        {
            var before = await site.Value<long>("select coalesce(max(id), 0) from audit_log");
            var address = pattern
                .Replace("{caregiver}", Text(caregiver))
                .Replace("{checkIn}", Text(checkIn))
                .Replace("{fellow}", Text(1))
                .Replace("{report}", Text(1))
                .Replace("{offer}", Text(1))
                .Replace("{consent}", Text(1))
                .Replace("{group}", "veiligheid")
                .Replace("{account}", Text(colleague))
                .Replace("{id}", mail);
            Assert.DoesNotContain("{", address);
            await browser.Open(address);
            if (browser.Path != address)
                continue;

            if (pattern.Contains("{caregiver}"))
            {
                looked++;
                Assert.True(
                    await site.Count(
                        "audit_log",
                        $"id > {before} and action in ('look', 'export') and caregiver_id = {caregiver}"
                    ) == 1,
                    pattern
                );
                continue;
            }

            var left = await site.Joined(
                $"select action || ' ' || rtrim(object, '0123456789,:/') from audit_log where id > {before} order by id"
            );
            Assert.True(left == Lists.GetValueOrDefault(pattern, ""), $"{pattern} left '{left}'");
            lists += left.Length > 0 ? 1 : 0;
        }

        Assert.True(looked > 10 && lists >= Lists.Count - 1, $"Only {looked} and {lists} pages were opened.");

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private List<string> PagesOfStaff() =>
        [
            .. SiteRoute
                .All(site)
                .Where(route => route is { IsForStaff: true, Method: "GET" })
                .Select(route => route.Pattern),
        ];
}
