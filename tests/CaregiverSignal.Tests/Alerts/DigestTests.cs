namespace CaregiverSignal.Tests.Alerts;

/// <summary>The digest respects who reads it: what they know already, and that they are away.</summary>
public sealed class DigestTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public async Task What_an_alert_just_said_causes_no_digest_and_an_hour_later_it_does()
    {
        await site.AddSignal(await site.AddCaregiver());
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));

        At(10, 59);
        await site.RunJobs();
        Assert.Equal(0, await site.Count("mail", "kind = 'digest'"));
        At(11, 0);
        await site.RunJobs();
        await site.RunJobs();

        Assert.Equal((1, 1), (await site.Count("mail", "kind = 'digest'"), await site.Count("mail", "kind = 'alert'")));
    }

    [Fact]
    public async Task A_digest_about_something_else_does_not_count_as_new_what_an_alert_just_said()
    {
        await site.AddSignal(await site.AddCaregiver());
        await site.AddSignal(await site.AddCaregiver("2"), "amber", "change");
        await site.RunJobs();

        var digest = Assert.Single(await site.Mails("digest")).Text;
        Assert.Has(Dutch("DigestMail.Count.New", 1), digest);
        Assert.Has("Met een melding op uw werklijst: 2.", digest);
    }

    [Fact]
    public async Task It_says_what_is_new_first_and_nothing_of_which_there_is_none()
    {
        await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        await site.RunJobs();

        var digest = Assert.Single(await site.Mails("digest")).Text;
        Assert.Has(
            "Met een melding op uw werklijst: 1. Nieuw, nog niet opgepakt: 1. Voor komende week: 1.",
            digest.ReplaceLineEndings(" ")
        );
        Assert.Lacks(": 0.", digest);
    }

    [Fact]
    public async Task What_is_late_comes_before_what_is_for_later()
    {
        var late = await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        await site.Contact(late.Id, ContactWay.Spoken, 1);
        await Days(2);
        await site.AddSignal(await site.AddCaregiver("2"), "amber", "change");
        await Days(1);

        Assert.Has(
            "Voor vandaag: 1. Daarvan te laat: 1. Voor komende week: 1.",
            (await site.Mails("digest"))[^1].Text.ReplaceLineEndings(" ")
        );
    }

    [Fact]
    public async Task Who_stands_in_and_is_away_too_gets_no_digest_and_who_is_there_does()
    {
        const string Mia = "mia@steunpunt.example";
        await site.Coordinator();
        await site.Coordinator(Joost, "Joost");
        await site.Coordinator(Mia, "Mia");
        await site.AddSignal(await site.AddCaregiver(), "amber", "change");
        await site.Away(TestInstallation.CoordinatorEmail, Joost, days: 3);
        await site.Away(Joost, Mia, days: 3);

        await site.RunJobs();

        Assert.Equal([Mia], await site.MailedTo("digest"));
    }

    private void At(int hour, int minute) =>
        site.Clock.AdjustTime(site.Time.At(site.Time.Today, new TimeOnly(hour, minute)));
}
