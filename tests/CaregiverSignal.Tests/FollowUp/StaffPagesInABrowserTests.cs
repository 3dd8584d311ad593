using CaregiverSignal.FollowUp;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.FollowUp;

/// <summary>Every page and error state of this room in a real browser, held against WCAG 2.2 AA at 320 and 1280 pixels.</summary>
public sealed class StaffPagesInABrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Every_staff_page_is_accessible_and_fits_a_narrow_screen()
    {
        using var site = new Site();
        var coordinator = site.Coordinator();
        var caregiver = site.AddCaregiver(enrolledOn: new DateOnly(2025, 3, 1), nextDueOn: new DateOnly(2026, 5, 1));
        site.Database.Write(work => work.Change("""
            insert into care_situation (caregiver_id, relation, hours_per_week, caring_since, lives_together, works, condition)
            values (@caregiver, 'partner', 40, '2021-05-01', 1, 0, 'dementia')
            """, new { caregiver }));
        var scores = new[] { 3, 4, 4, 6, 8, 9 };
        for (var i = 0; i < scores.Length; i++)
        {
            site.AddAnswered(caregiver, new DateOnly(2025, 4, 3).AddMonths(2 * i), i == 5 ? "yes" : "no",
                [.. site.Csi(scores[i]), ("opening.going", 4 - i / 2), ("volhoudtijd.time", 6 - i / 2), ("srb.burden", 20 + 10 * i), ("carerqol.happiness", 8 - i)]);
        }

        site.Database.Write(work =>
        {
            work.Change("update check_in set own_words = @words where caregiver_id = @caregiver and asked_on > '2026-01-01'", new { caregiver, words = "Ik slaap niet meer. Gisteren was hij weer weg en ik heb de hele nacht gezocht.\nIk weet niet hoe lang dit nog gaat." });
            EventTable.Add(work, caregiver, new DateOnly(2025, 11, 20), "HelperLost", "caregiver", "De buurvrouw is verhuisd", site.Time.Now);
        });
        site.Beat();
        var jan = site.AddCaregiver("2", "Jan");
        site.AddSignal(jan, "amber", "change", new DateOnly(2026, 2, 20));
        var truus = site.AddCaregiver("3", "Truus");
        var third = site.AddSignal(truus, "red", "level", new DateOnly(2026, 2, 10));
        site.Database.Write(work => Handling.Contacted(work, third, coordinator, ContactWays.Spoken, "Zus komt helpen", site.Time.Today.AddDays(12), site.Time));
        site.Ask(site.AddCaregiver("4", "Ria", channel: "phone"));
        site.Database.Write(work =>
        {
            MailTable.Add(work, new QueuedMail("x", "a@example.org", "b@example.org", [1], new Envelope("invitation", "invite:99", site.Time.Now.AddDays(1), jan), site.Time.Now));
            work.Change("update mail set state = 'failed', ended_at = @at where id = 'x'", new { at = site.Time.Now.AddHours(1) });
        });
        var check = new Accessibility(chromium, site.Address);
        var page = await chromium.PageAsync(site.Address, 360);
        foreach (var (path, button) in new[]
        {
            ("/inloggen", ""), ("", "Stuur mij een link"), ("/i/xx", ""), (site.SignInLink(), ""), ("", "Inloggen"),
            ("/mensen", ""), ($"/zaak/{caregiver}", ""), ("", "Bewaar contact"), ("", "Rond af"),
        })
        {
            if (path.Length > 0) await page.GotoAsync(path);
            if (button.Length > 0) await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await check.Check(page);
        }

        Assert.Equal(9, check.Seen.Count);
    }
}
