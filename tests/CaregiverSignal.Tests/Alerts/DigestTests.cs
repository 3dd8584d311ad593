namespace CaregiverSignal.Tests.Alerts;

/// <summary>The digest respects who reads it: what they know already, and that they are away.</summary>
public sealed class DigestTests() : AtASite("2026-03-02")
{
    private const string Joost = "joost@steunpunt.example";

    [Fact]
    public void What_an_alert_just_said_causes_no_digest_and_an_hour_later_it_does()
    {
        site.AddSignal(site.AddCaregiver());
        site.RunJobs();
        Assert.Equal(1, site.Count("mail", "kind = 'alert'"));

        At(10, 59);
        site.RunJobs();
        Assert.Equal(0, site.Count("mail", "kind = 'digest'"));
        At(11, 0);
        site.RunJobs();
        site.RunJobs();

        Assert.Equal((1, 1), (site.Count("mail", "kind = 'digest'"), site.Count("mail", "kind = 'alert'")));
    }

    [Fact]
    public void A_digest_about_something_else_does_not_count_as_new_what_an_alert_just_said()
    {
        site.AddSignal(site.AddCaregiver());
        site.AddSignal(site.AddCaregiver("2"), "amber", "change");
        site.RunJobs();

        var digest = Assert.Single(site.Mails("digest")).Text;
        Assert.Has(Dutch("DigestMail.Count.New", 1), digest);
        Assert.Has("Met een melding op uw werklijst: 2.", digest);
    }

    [Fact]
    public void It_says_what_is_new_first_and_nothing_of_which_there_is_none()
    {
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.RunJobs();

        var digest = Assert.Single(site.Mails("digest")).Text;
        Assert.Has(
            "Met een melding op uw werklijst: 1. Nieuw, nog niet opgepakt: 1. Voor komende week: 1.",
            digest.ReplaceLineEndings(" ")
        );
        Assert.Lacks(": 0.", digest);
    }

    [Fact]
    public void What_is_late_comes_before_what_is_for_later()
    {
        var late = site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Contact(late.Id, ContactWay.Spoken, 1);
        Days(2);
        site.AddSignal(site.AddCaregiver("2"), "amber", "change");
        Days(1);

        Assert.Has(
            "Voor vandaag: 1. Daarvan te laat: 1. Voor komende week: 1.",
            site.Mails("digest")[^1].Text.ReplaceLineEndings(" ")
        );
    }

    [Fact]
    public void Who_stands_in_and_is_away_too_gets_no_digest_and_who_is_there_does()
    {
        const string Mia = "mia@steunpunt.example";
        site.Coordinator();
        site.Coordinator(Joost, "Joost");
        site.Coordinator(Mia, "Mia");
        site.AddSignal(site.AddCaregiver(), "amber", "change");
        site.Away(TestInstallation.CoordinatorEmail, Joost, days: 3);
        site.Away(Joost, Mia, days: 3);

        site.RunJobs();

        Assert.Equal([Mia], site.MailedTo("digest"));
    }

    private void At(int hour, int minute) =>
        site.Clock.AdjustTime(site.Time.At(site.Time.Today, new TimeOnly(hour, minute)));
}
