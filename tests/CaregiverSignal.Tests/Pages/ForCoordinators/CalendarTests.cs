using CaregiverSignal.AuditLogs;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>A coordinator's own calendar asks for their calls at a secret address.</summary>
public sealed class CalendarTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public async Task It_has_the_days_and_times_of_the_own_calls_and_nobodys_name()
    {
        var (mien, koos, truus) = (await Called("1", "Mien"), await Called("2", "Koos"), await Called("3", "Truus"));
        await site.Coordinator(Joost, "Joost");
        var bep = await Called("4", "Bep", Joost);
        await Agreed(mien, "2026-03-05", "2026-03-05 10:30");
        await Agreed(koos, "2026-03-09", "2026-03-05 10:30");
        await Agreed(truus, "2026-03-06", null);
        await Agreed(bep, "2026-03-05", null);
        await site.Sql($"update signal set closed_at = '2026-03-02T09:00:00.000Z' where caregiver_id = {truus}");

        var calendar = site.NewBrowser();
        await calendar.Open(await Address());

        Assert.Equal("text/calendar", calendar.Answer.Content.Headers.ContentType!.MediaType);
        var text = await calendar.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Equal(
            [
                "DTSTART:20260305T093000Z",
                "DURATION:PT30M",
                "TRANSP:OPAQUE",
                "DTSTART;VALUE=DATE:20260309",
                "DURATION:P1D",
                "TRANSP:TRANSPARENT",
            ],
            text.Split("\r\n").Where(line => line.Split(':', ';')[0] is "DTSTART" or "DURATION" or "TRANSP")
        );
        Assert.Has($"\r\nNAME:{Dutch("OwnAccountModel.Calendar.Name")}\r\nX-WR-CALNAME:", text);
        Assert.Has($"/zaak/{mien}\r\nEND:VEVENT", text);
        Assert.Has($"/zaak/{koos}\r\nEND:VEVENT", text);
        Assert.Begins("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", text);
        Assert.Ends("END:VEVENT\r\nEND:VCALENDAR\r\n", text);
        foreach (var name in new[] { "Mien", "Koos", "Els", "Joost" })
            Assert.Lacks(name, text);
    }

    [Fact]
    public async Task A_time_that_was_agreed_with_the_day_is_in_it_until_the_day_moves()
    {
        var mien = await Called("1", "Mien");
        var els = await (await site.SignedIn()).Open($"/zaak/{mien}");
        await els.Contact("spoken", Dutch("CaseModel.When.day"))
            .Write(Dutch("CaseModel.Contact.Day"), "2026-03-05")
            .Write(Dutch("CaseModel.Contact.Time"), "10:30")
            .Press(Dutch("CaseModel.SaveContact"));

        Assert.Has(Dutch("Everywhere.State.Again", "op 5 maart om 10.30 uur"), els.Text);
        await els.Open("/werklijst");
        Assert.Has(Dutch("Everywhere.State.Again", "op 5 maart om 10.30 uur"), els.Text);
        Assert.Has("DTSTART:20260305T093000Z", await Calendar());

        await site.Sql("update signal set next_on = '2026-03-06'");
        Assert.Has("DTSTART;VALUE=DATE:20260306", await Calendar());
    }

    [Fact]
    public async Task A_time_is_read_as_people_type_it_and_what_is_none_is_asked_again()
    {
        var mien = await Called("1", "Mien");
        var els = await (await site.SignedIn()).Open($"/zaak/{mien}");
        await Agree("half tien");

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Equal([Dutch("Shared.Unreadable")], els.Errors);
        Assert.Equal(0, await site.Count("action", "kind = 'contacted'"));
        await Agree("9.30 uur");

        Assert.Has(Dutch("Everywhere.State.Again", "op 5 maart om 9.30 uur"), els.Text);

        Task<Browser> Agree(string time) =>
            els.Contact("spoken", Dutch("CaseModel.When.day"))
                .Write(Dutch("CaseModel.Contact.Day"), "2026-03-05")
                .Write(Dutch("CaseModel.Contact.Time"), time)
                .Press(Dutch("CaseModel.SaveContact"));
    }

    [Fact]
    public async Task A_new_address_ends_the_one_before_and_who_is_removed_or_stops_it_has_none()
    {
        var (first, second) = (await Address(), await Address());
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.NewBrowser().Open(second)).Status);
        Assert.Equal(0, await site.Count("coordinator", $"calendar_hash like '%{second[^43..]}%'"));

        var els = await (await site.SignedIn()).Open("/mijn-account");
        await els.Press(Dutch("OwnAccountModel.Calendar.End"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open(second)).Status);

        var everywhere = await Address();
        await (await (await site.SignedIn()).Open("/mijn-account")).Press(Dutch("OwnAccountModel.Leave.Do"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open(everywhere)).Status);

        var reset = await Address();
        await site.Write(async transaction =>
            await site.Part<ResetSignIn>()
                .Run(
                    transaction,
                    (await CoordinatorTable.ByEmail(transaction, TestInstallation.CoordinatorEmail))!,
                    Actor.CommandLine
                )
        );
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open(reset)).Status);

        var third = await Address();
        await site.Sql("update coordinator set removed_at = '2026-03-02T09:00:00.000Z'");
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open(third)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewBrowser().Open("/agenda/" + new string('a', 43))).Status);
    }

    private async Task<string> Calendar()
    {
        var calendar = await site.NewBrowser().Open(await Address());
        return await calendar.Answer.Content.ReadAsStringAsync(Some.Stop);
    }

    private async Task<string> Address()
    {
        var els = await (await site.SignedIn()).Open("/mijn-account");
        await els.Press(
            els.Text.Contains("Maak een adres")
                ? Dutch("OwnAccountModel.Calendar.Make")
                : Dutch("OwnAccountModel.Calendar.New")
        );
        var text = els.Text;
        var at = text.IndexOf("/agenda/", StringComparison.Ordinal);
        return text.Substring(at, "/agenda/".Length + 43);
    }

    private async Task<long> Called(string person, string name, string coordinator = TestInstallation.CoordinatorEmail)
    {
        var caregiver = await site.AddCaregiver(person, name, coordinator: coordinator);
        await site.AddSignal(caregiver);
        return caregiver;
    }

    private Task Agreed(long caregiver, string day, string? at) =>
        site.Sql(
            $"update signal set next_on = '{day}', next_time = {(at is null ? "null" : $"'{at}'")} where caregiver_id = {caregiver}"
        );
}
